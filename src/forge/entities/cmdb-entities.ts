/** The CMDB's entities. What each index is for is told in docs/adr/0010-cmdb-storage.md. */
import { z } from 'zod';
import { CiRef } from '../../contract/ids';
import { Ci, HistoryEntry, RedundancyRules, Relation } from '../../cmdb/model';
import { JsonDocument } from '../../kernel/json';
import { entity } from './table';

const Text = z.string().min(1);

/**
 * A CI. One that is being deleted has none of the attributes that indexes range over, so that no list has it any more.
 * Nullable fields are absent from the record when they are null.
 */
export const ciEntity = entity({
  name: 'cmdb-ci',
  attributes: z.object({
    sortName: Text.optional(),
    sortUpdated: Text.optional(),
    classKey: Text,
    state: Text,
    criticality: z.int().optional(),
    owner: Text.optional(),
    document: Ci,
    /** How many entries it has in the word index, and the keys it holds. */
    words: z.int(),
    keys: z.array(z.object({ kind: z.enum(['unique', 'shared']), key: Text })),
    deletedBy: Text.optional(),
    deletedAt: z.iso.datetime().optional(),
  }),
  indexes: {
    'by-name': { partition: [], range: 'sortName' },
    'by-updated': { partition: [], range: 'sortUpdated' },
    'by-class': { partition: ['classKey'], range: 'sortName' },
    'by-state': { partition: ['state'], range: 'sortName' },
    'by-criticality': { partition: ['criticality'], range: 'sortName' },
    'by-owner': { partition: ['owner'], range: 'sortName' },
  },
  emptyStrings: [],
});

const Card = z.object({
  name: z.string(),
  classKey: z.string(),
  state: z.string(),
  environment: Ci.shape.environment,
  criticality: Ci.shape.criticality,
  owner: Ci.shape.owner,
  redundancy: RedundancyRules.nullable(),
});

/**
 * What walking the graph needs: the card and the relations of a CI at the key of its ref, more relations of a hub at
 * `ref#1`, `ref#2` … A relation is `>type#ref` at its source and `<type#ref` at its target.
 */
export const nodeEntity = entity({
  name: 'cmdb-node',
  attributes: z.object({
    /** On the first page only. */
    card: Card.optional(),
    /** On the first page: how many follow. */
    morePages: z.int().optional(),
    /** On the first page of a CI that is being deleted. */
    closed: z.boolean().optional(),
    neighbours: z.array(z.string()),
    changedAt: Text,
  }),
  indexes: { 'by-changed': { partition: [], range: 'changedAt' } },
  emptyStrings: [],
});

/**
 * What an issue's panel shows of a CI, at its ref: apart from the node, whose page may hold a hundred relations. `changedAt`
 * is when failure last began to spread otherwise, of the CI itself; of its relations it is kept at `ref#graph`, so that
 * whoever relates does not touch the card. Of a deleted CI `changedAt` stays, for analyses from before.
 */
export const cardEntity = entity({
  name: 'cmdb-card',
  attributes: z.object({ card: Card.omit({ redundancy: true }).optional(), changedAt: Text }),
  indexes: { 'by-changed': { partition: [], range: 'changedAt' } },
  emptyStrings: [],
});

/** A relation, readable from both ends in the order of type and other end. */
export const relationEntity = entity({
  name: 'cmdb-relation',
  attributes: z.object({
    from: CiRef,
    type: Text,
    to: CiRef,
    createdAt: Relation.shape.createdAt,
    source: Relation.shape.source,
    /** `type#to` and `type#from`. */
    sortFrom: Text,
    sortTo: Text,
    /** The page of each end's node that has it. */
    fromPage: z.int(),
    toPage: z.int(),
  }),
  indexes: {
    'by-from': { partition: ['from'], range: 'sortFrom' },
    'by-to': { partition: ['to'], range: 'sortTo' },
  },
  emptyStrings: [],
});

/** What happened to CIs, one entry per change. */
export const historyEntity = entity({
  name: 'cmdb-history',
  attributes: z.object({
    ref: CiRef,
    /** The instant, then what makes it the only one of its kind. */
    stamp: Text,
    importId: Text.optional(),
    ciVersion: z.int().optional(),
    document: HistoryEntry,
  }),
  indexes: {
    'by-ci': { partition: ['ref'], range: 'stamp' },
    'by-import': { partition: ['importId'], range: 'stamp' },
    'by-time': { partition: [], range: 'stamp' },
  },
  emptyStrings: [],
});

/** Beginnings by which CIs are found, at `ref#0`, `ref#1` … */
export const wordEntity = entity({
  name: 'cmdb-word',
  attributes: z.object({ ref: CiRef, kind: z.enum(['name', 'word']), entry: Text, text: Text }),
  indexes: { 'by-entry': { partition: ['kind'], range: 'entry' } },
  emptyStrings: [],
});

/** Who has an identifier, at a digest of it. */
export const keyEntity = entity({
  name: 'cmdb-key',
  attributes: z.object({ refs: z.array(CiRef) }),
  indexes: {},
  emptyStrings: [],
});

/** Numbered pages of what background work reads and leaves. */
export const pageEntity = entity({
  name: 'cmdb-page',
  attributes: z.object({ collection: Text, number: z.int(), document: JsonDocument }),
  indexes: { 'by-collection': { partition: ['collection'], range: 'number' } },
  emptyStrings: [],
});
