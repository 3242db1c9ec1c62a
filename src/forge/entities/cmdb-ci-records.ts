/** What is written for a CI: its record, its card in the graph, its words, its keys and an entry in its history. */
import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { CiCard, CiKey, CiWrite, StoredCi } from '../../cmdb/cmdb.ports';
import type { Ci, HistoryEntry } from '../../cmdb/model';
import { indexWordsOf, sortNameOf } from '../../cmdb/words';
import type { CiRef } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import type { ciEntity } from './cmdb-entities';
import { historyEntity, wordEntity, type nodeEntity } from './cmdb-entities';
import { deleting, putting, type Operation } from './records';
import type { Versioned } from './table';
import { nextWrite } from './write-order';

export type CiRecord = z.output<typeof ciEntity.attributes>;
export type NodeRecord = z.output<typeof nodeEntity.attributes>;
export type StoredKey = CiRecord['keys'][number];

/** Digests, because keys of the store are short and know few characters. */
export const storedKey = ({ kind, text }: CiKey): StoredKey => ({
  kind,
  key: `${kind}-${createHash('sha256').update(text).digest('hex')}`,
});

/** A stored value has at most 240 KiB (developer.atlassian.com/platform/forge/limits-kvs-ce); keys and form take some. */
const MOST_BYTES = 230_000;

export function ciRecord({ ci, keys }: Pick<CiWrite, 'ci' | 'keys'>, words: number): CiRecord {
  const record: CiRecord = {
    sortName: sortNameOf(ci),
    sortUpdated: `${ci.updatedAt} ${ci.ref}`,
    classKey: ci.classKey,
    state: ci.state,
    ...(ci.criticality === null ? {} : { criticality: ci.criticality }),
    ...(ci.owner === null ? {} : { owner: ci.owner }),
    document: ci,
    words,
    keys: keys.map(storedKey),
  };
  if (Buffer.byteLength(JSON.stringify(record)) > MOST_BYTES)
    throw new AppError('INVALID_INPUT', 'The CI is too large to be kept: shorten its longest texts.');
  return record;
}

export const storedCi = ({ version, value }: Versioned<CiRecord>): StoredCi => ({ ci: value.document, version });

export const isDeleted = (record: Versioned<CiRecord> | undefined): boolean => record?.value.deletedAt !== undefined;

export const cardOf = (ci: Ci): Omit<CiCard, 'ref'> & Required<NodeRecord>['card'] => ({
  name: ci.name,
  classKey: ci.classKey,
  state: ci.state,
  environment: ci.environment,
  criticality: ci.criticality,
  owner: ci.owner,
  redundancy: ci.redundancy,
});

/** Whether failure may spread otherwise after the change. */
export const spreadsOtherwise = (before: NodeRecord['card'], after: NodeRecord['card']): boolean =>
  JSON.stringify([before?.classKey, before?.state, before?.criticality, before?.redundancy]) !==
  JSON.stringify([after?.classKey, after?.state, after?.criticality, after?.redundancy]);

type Searched = Pick<CiWrite, 'ci' | 'searchable'>;

/** The entries as they are to be, and those that are left over removed. */
export function wordOperations(write: Searched | undefined, ref: CiRef, entriesBefore: number): Operation[] {
  const entries = write === undefined ? [] : entriesOf(write);
  return Array.from({ length: Math.max(entries.length, entriesBefore) }, (_, slot) => {
    const entry = entries[slot];
    const key = `${ref}#${slot}`;
    return entry === undefined ? deleting(wordEntity, key, 'any') : putting(wordEntity, key, entry);
  });
}

function entriesOf({ ci, searchable }: Searched): z.output<typeof wordEntity.attributes>[] {
  const { name, words, text } = indexWordsOf(ci, searchable);
  const entry = (kind: 'name' | 'word', word: string) => ({ ref: ci.ref, kind, entry: `${word}  ${ci.ref}`, text });
  return [entry('name', name), ...words.map((word) => entry('word', word))];
}

/** When a node changed: no two transactions at the same, so that whoever reads changes can go on between any two. */
export const changePlace = (at: string): string => `${at} ${nextWrite()}`;

/**
 * What is written in one millisecond is read in the order in which it was written. Chance tells entries of several runtimes
 * apart, so that nothing is ever written over.
 */
export function historyOperation(history: HistoryEntry, ciVersion: number | undefined): Operation {
  const suffix = `${nextWrite()} ${randomUUID().slice(0, 8)}`;
  return putting(historyEntity, `${history.ref}#${history.at}#${suffix.replace(' ', '-')}`, {
    ref: history.ref,
    stamp: `${history.at} ${suffix}`,
    ...(history.importId === undefined ? {} : { importId: history.importId }),
    ...(ciVersion === undefined ? {} : { ciVersion }),
    document: history,
  });
}
