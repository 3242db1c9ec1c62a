/**
 * What the browser may ask of the CMDB. Everyone signed in may read the classes that are open to them; what they may not
 * read is left out or stands as an anonymous node. A change names the version it was made from: CONFLICT says in `issues`
 * what changed since, and nothing is overwritten.
 */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey } from '../contract/ids';
import { command, query } from '../contract/rpc';
import {
  Baselines,
  CatalogueFinding,
  CatalogueState,
  CausesView,
  CiChanges,
  CiDiff,
  CiFilter,
  CiIssues,
  CiListPage,
  CiPanel,
  CiSort,
  CiView,
  Cursor,
  DeletePreview,
  DeleteProgress,
  DiffPage,
  HealthRow,
  HealthRule,
  HealthSummary,
  HistoryPage,
  ImpactView,
  MapView,
  RelationPage,
  RelationRow,
  SavedView,
  SavedViews,
  SearchHit,
  WeakPointsView,
} from './cmdb.shapes';
import { CiDraft, MODEL_LIMITS, ModelKey } from './model';

const At = z.iso.datetime();
const ByRef = z.object({ ref: CiRef });
const Ends = z.object({ from: CiRef, type: ModelKey, to: CiRef });

/** Read leniently: findings say what is wrong at which place, instead of refusing the whole draft. */
const DraftCatalogue = z.json();

export const cmdbContract = {
  // ── Catalogue ──
  'cmdb.catalogue': query({ access: 'user', input: z.object({}), output: CatalogueState }),
  'cmdb.lintCatalogue': query({
    access: 'configurationManager',
    input: z.object({ catalogue: DraftCatalogue }),
    output: z.object({ findings: z.array(CatalogueFinding) }),
  }),
  /** INVALID_INPUT with the linter's errors by path; nothing is saved then. */
  'cmdb.saveCatalogue': command({
    access: 'configurationManager',
    input: z.object({ expectedVersion: z.int().nullable(), catalogue: DraftCatalogue }),
    output: CatalogueState,
  }),

  // ── CIs ──
  'cmdb.list': query({
    access: 'user',
    input: z.object({
      filter: CiFilter.default({}),
      sort: CiSort.default({ by: 'name', descending: false }),
      cursor: Cursor.nullable().default(null),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: CiListPage,
  }),
  /** Type-ahead: what is called, contains or is identified by something that begins so. */
  'cmdb.search': query({
    access: 'user',
    input: z.object({
      text: z.string().max(200),
      /** Only this class and those below it. */
      classKey: ModelKey.optional(),
      limit: z.int().min(1).max(25).default(10),
    }),
    output: z.object({ hits: z.array(SearchHit) }),
  }),
  /** CIs in a line, in the order asked for; those that are missing or closed to the caller are left out. */
  'cmdb.briefs': query({
    access: 'user',
    input: z.object({ refs: z.array(CiRef).max(100) }),
    output: z.object({ hits: z.array(SearchHit.omit({ match: true })) }),
  }),
  'cmdb.get': query({ access: 'user', input: ByRef, output: CiView }),
  'cmdb.create': command({
    access: 'configurationManager',
    input: z.object({ draft: CiDraft }),
    output: CiView,
  }),
  'cmdb.update': command({
    access: 'configurationManager',
    input: z.object({ ref: CiRef, expectedVersion: z.int(), changes: CiChanges }),
    output: CiView,
  }),
  /** The owner, or a configuration manager, says that what stands there is true. */
  'cmdb.attest': command({
    access: 'user',
    input: z.object({ ref: CiRef, expectedVersion: z.int() }),
    output: CiView,
  }),
  'cmdb.deletePreview': query({ access: 'configurationManager', input: ByRef, output: DeletePreview }),
  /** Large ones go on in the background; asking again tells how far it got. */
  'cmdb.delete': command({
    access: 'configurationManager',
    input: z.object({ ref: CiRef, expectedVersion: z.int() }),
    output: DeleteProgress,
  }),

  // ── Relations ──
  'cmdb.relations': query({
    access: 'user',
    input: z.object({
      ref: CiRef,
      end: z.enum(['from', 'to']),
      type: ModelKey.optional(),
      cursor: Cursor.nullable().default(null),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: RelationPage,
  }),
  /** The answer is the relation as `from` sees it. Relating what is related already changes nothing. */
  'cmdb.relate': command({ access: 'configurationManager', input: Ends, output: z.object({ relation: RelationRow }) }),
  'cmdb.unrelate': command({
    access: 'configurationManager',
    input: Ends,
    output: z.object({ removed: z.boolean() }),
  }),

  // ── History ──
  'cmdb.history': query({
    access: 'user',
    input: z.object({
      ref: CiRef,
      cursor: Cursor.nullable().default(null),
      limit: z.int().min(1).max(100).default(25),
    }),
    output: HistoryPage,
  }),
  'cmdb.baselines': query({ access: 'user', input: z.object({}), output: Baselines }),
  /** Names this moment. */
  'cmdb.takeBaseline': command({
    access: 'configurationManager',
    input: z.object({ name: z.string().trim().min(1, 'Give the baseline a name.').max(80) }),
    output: Baselines,
  }),
  /** What changed between two moments; `to` null means now. Read on with the cursor until it is null. */
  'cmdb.diff': query({
    access: 'user',
    input: z.object({
      from: At,
      to: At.nullable(),
      classKey: ModelKey.optional(),
      cursor: Cursor.nullable().default(null),
    }),
    output: DiffPage,
  }),
  /** One CI at two moments; null when it is the same, or there at neither. */
  'cmdb.diffOf': query({
    access: 'user',
    input: z.object({ ref: CiRef, from: At, to: At.nullable() }),
    output: z.object({ diff: CiDiff.nullable() }),
  }),

  // ── Graph ──
  /** What breaks if these fail. */
  'cmdb.impact': query({
    access: 'user',
    input: z.object({ refs: z.array(CiRef).min(1).max(50) }),
    output: ImpactView,
  }),
  /** What could have brought it down. */
  'cmdb.causes': query({ access: 'user', input: ByRef, output: CausesView }),
  /** Which single CIs, and which pairs, take it down. */
  'cmdb.weakPoints': query({ access: 'user', input: ByRef, output: WeakPointsView }),
  /**
   * The surroundings of some CIs, up to `levels` steps: along relations of every type in both directions, or along failure
   * only: `suppliers`, `consumers`, or `dependencies` for both of these without what merely shares a supplier.
   */
  'cmdb.map': query({
    access: 'user',
    input: z.object({
      refs: z.array(CiRef).min(1).max(200),
      levels: z.int().min(0).max(10).default(2),
      direction: z.enum(['both', 'dependencies', 'suppliers', 'consumers']).default('both'),
      maxNodes: z.int().min(1).max(2_000).default(500),
    }),
    output: MapView,
  }),

  // ── Issues ──
  'cmdb.issues': query({ access: 'user', input: ByRef, output: CiIssues }),
  'cmdb.panel': query({ access: 'viewer', input: z.object({ issueKey: IssueKey }), output: CiPanel }),

  // ── Health ──
  'cmdb.health': query({ access: 'user', input: z.object({}), output: HealthSummary }),
  /** Exactly the CIs that a figure of `cmdb.health` counts, read to the end: `rows` and `gone` together are its number. */
  'cmdb.healthList': query({
    access: 'user',
    input: z.object({
      rule: HealthRule,
      /** A class without those below it, as the figures count; or several. Absent or empty: all. */
      classKey: ModelKey.optional(),
      classKeys: z.array(z.string().max(100)).max(MODEL_LIMITS.classes).optional(),
      cursor: Cursor.nullable().default(null),
    }),
    output: z.object({
      rows: z.array(HealthRow),
      /** CIs that were counted, and were deleted or closed to the caller since. */
      gone: z.int(),
      cursor: Cursor.nullable(),
    }),
  }),
  /** One CI as it is now; of one that is retired nothing is asked. */
  'cmdb.healthOf': query({
    access: 'user',
    input: ByRef,
    output: z.object({
      asOf: z.string(),
      examined: z.boolean(),
      findings: z.array(z.object({ rule: HealthRule, details: z.array(z.string()) })),
    }),
  }),
  /** Examines every CI in the background; while that runs, the last figures stand. */
  'cmdb.examineHealth': command({ access: 'configurationManager', input: z.object({}), output: HealthSummary }),

  // ── Saved views: each person's own ──
  'cmdb.views': query({ access: 'user', input: z.object({}), output: SavedViews }),
  'cmdb.saveViews': command({
    access: 'user',
    input: z.object({ expectedVersion: z.int().nullable(), views: z.array(SavedView).max(50) }),
    output: SavedViews,
  }),
  /** People by the beginning of their name, for choosing an owner. */
  'cmdb.people': query({
    access: 'user',
    input: z.object({ text: z.string().max(100) }),
    output: z.object({ people: z.array(z.object({ accountId: AccountId, name: z.string() })) }),
  }),
  /** What people are called; accounts that nobody has are left out. */
  'cmdb.names': query({
    access: 'user',
    input: z.object({ accounts: z.array(AccountId).max(100) }),
    output: z.object({ people: z.array(z.object({ accountId: AccountId, name: z.string() })) }),
  }),
} as const;
