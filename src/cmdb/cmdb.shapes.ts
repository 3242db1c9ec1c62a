/** What the CMDB's answers are made of, for the browser. */
import { z } from 'zod';
import { AccountId, CiRef } from '../contract/ids';
import {
  AttributeSpec,
  Catalogue,
  CiContent,
  Ci,
  CiDraft,
  CiSnapshot,
  Criticality,
  Environment,
  ExpectedRelation,
  IdentifierRule,
  LifecycleState,
  ModelKey,
  RedundancyRule,
  SourceName,
} from './model';

const At = z.string();

/** Words of the model that front ends speak too. */
export type {
  AttributeSpec,
  AttributeValue,
  Catalogue,
  Ci,
  CiSnapshot,
  ClassSpec,
  Criticality,
  Environment,
  LifecycleState,
  NativeIdentifier,
  RedundancyRule,
  RelationType,
} from './model';

/** A number and the query that holds exactly what it counts. */
export const IssueCount = z.object({ count: z.int(), jql: z.string() });
export type IssueCount = z.output<typeof IssueCount>;

// ── Catalogue ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A class with everything it inherits. */
export const ClassView = z.object({
  key: ModelKey,
  name: z.string(),
  parent: ModelKey.nullable(),
  /** From the class itself up to its root. */
  lineage: z.array(ModelKey),
  abstract: z.boolean(),
  icon: z.string(),
  help: z.string().nullable(),
  attributes: z.array(AttributeSpec.extend({ declaredBy: ModelKey })),
  states: z.array(LifecycleState),
  identifiers: z.array(IdentifierRule),
  staleAfterDays: z.int().nullable(),
  readRoles: z.array(z.string()),
  requiredRelations: z.array(ExpectedRelation),
  redundancy: z.array(RedundancyRule),
  /** Whether the caller may read its CIs. */
  readable: z.boolean(),
});
export type ClassView = z.output<typeof ClassView>;

/** One thing the linter says, at its place: `classes.3.attributes.0.pattern`. */
export const CatalogueFinding = z.object({
  path: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
});
export type CatalogueFinding = z.output<typeof CatalogueFinding>;

export const CatalogueState = z.object({
  /** As written, for editing. */
  catalogue: Catalogue,
  /** With inheritance resolved, for forms and lists. */
  classes: z.array(ClassView),
  /** Null while the shipped catalogue has never been changed. */
  version: z.int().nullable(),
  updatedAt: At.nullable(),
  updatedBy: z.string().nullable(),
  /** Whether the caller may change CIs and the catalogue. */
  editable: z.boolean(),
});
export type CatalogueState = z.output<typeof CatalogueState>;

// ── CIs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A CI in a line. Names of class and state are the catalogue's; a key that it no longer knows stands for itself. */
export const CiBrief = z.object({
  ref: CiRef,
  name: z.string(),
  classKey: ModelKey,
  className: z.string(),
  icon: z.string(),
  state: ModelKey,
  stateName: z.string(),
  inService: z.boolean(),
  retired: z.boolean(),
  environment: Environment.nullable(),
  criticality: Criticality.nullable(),
  owner: AccountId.nullable(),
});
export type CiBrief = z.output<typeof CiBrief>;

export const CiRow = CiBrief.extend({
  supportGroup: z.string().nullable(),
  location: z.string().nullable(),
  cost: z.number().nullable(),
  updatedAt: At,
  attestedAt: At.nullable(),
});
export type CiRow = z.output<typeof CiRow>;

export const CiView = z.object({
  /** Of references to CIs that are closed to the caller it tells `restricted-1`, `restricted-2` … */
  ci: Ci,
  /** What a change is made from. */
  version: z.int(),
  brief: CiBrief,
  /** The user accounts named in it, by account id. */
  people: z.record(z.string(), z.string()),
  /** The names of CIs that reference attributes name; those the caller may not read are absent. */
  references: z.record(z.string(), z.string()),
  editable: z.boolean(),
  /** The caller is its owner or manages configurations. */
  attestable: z.boolean(),
});
export type CiView = z.output<typeof CiView>;

export const CiFilter = z.object({
  /** Words of the name, of the ref or of identifiers, each from its beginning. */
  text: z.string().max(200).optional(),
  /** A class with those below it. */
  classKey: ModelKey.optional(),
  states: z.array(ModelKey).max(20).optional(),
  criticalities: z.array(Criticality).max(5).optional(),
  environments: z.array(Environment).max(5).optional(),
  owner: AccountId.optional(),
});
export type CiFilter = z.output<typeof CiFilter>;

export const CiSort = z.object({ by: z.enum(['name', 'updated']), descending: z.boolean() });
export type CiSort = z.output<typeof CiSort>;

/** Says where the next page begins; nothing else may be read into it. */
export const Cursor = z.string().min(1).max(1_000);

export const CiListPage = z.object({
  rows: z.array(CiRow),
  /**
   * Null at the end. A page may have fewer rows than asked, even none, and yet a cursor: a rare combination of filters is
   * looked for in bounded steps.
   */
  cursor: Cursor.nullable(),
});
export type CiListPage = z.output<typeof CiListPage>;

export const SearchHit = CiBrief.extend({
  /** What was found: the whole name, ref or identifier; the beginning of the name; a word in it. */
  match: z.enum(['exact', 'name', 'word']),
});
export type SearchHit = z.output<typeof SearchHit>;

/** A CI's fields as a person changes them: what is absent stays; null and the empty text empty it. */
export const CiChanges = z
  .object({
    classKey: ModelKey,
    name: CiContent.shape.name,
    state: ModelKey,
    environment: z.string().nullable(),
    criticality: z.union([z.string(), z.number()]).nullable(),
    owner: z.string().nullable(),
    supportGroup: z.string().nullable(),
    location: z.string().nullable(),
    cost: z.union([z.string(), z.number()]).nullable(),
    attributes: CiDraft.shape.attributes.unwrap(),
    identifiers: CiContent.shape.identifiers,
    redundancy: CiContent.shape.redundancy,
  })
  .partial();
export type CiChanges = z.output<typeof CiChanges>;

// ── Relations ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A relation as one of its ends sees it. */
export const RelationRow = z.object({
  type: ModelKey,
  /** Read from this end: “runs on” or “runs”. */
  label: z.string(),
  /** `from`: the CI looked at is the source. */
  end: z.enum(['from', 'to']),
  /** Null for a CI that the caller may not read. */
  other: CiBrief.nullable(),
  createdAt: At,
  source: SourceName,
});
export type RelationRow = z.output<typeof RelationRow>;

export const RelationPage = z.object({ rows: z.array(RelationRow), cursor: Cursor.nullable() });
export type RelationPage = z.output<typeof RelationPage>;

// ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const HistoryRow = z.object({
  at: At,
  by: AccountId.nullable(),
  byName: z.string().nullable(),
  source: SourceName,
  importId: z.string().nullable(),
  kind: z.enum(['created', 'changed', 'deleted']),
  before: CiSnapshot.nullable(),
  after: CiSnapshot.nullable(),
});
export type HistoryRow = z.output<typeof HistoryRow>;

export const HistoryPage = z.object({ rows: z.array(HistoryRow), cursor: Cursor.nullable() });
export type HistoryPage = z.output<typeof HistoryPage>;

/** A path's value at two moments; null means “not filled” or “not there”. */
export const DiffLine = z.object({ path: z.string(), before: z.json(), after: z.json() });

export const CiDiff = z.object({
  ref: CiRef,
  name: z.string(),
  classKey: ModelKey,
  kind: z.enum(['created', 'changed', 'deleted']),
  lines: z.array(DiffLine),
});
export type CiDiff = z.output<typeof CiDiff>;

// ── Graph ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Names a node within one answer: a CI's ref, or `restricted-1` for a CI that the caller may not read. */
export const NodeId = z.string();

export const NodeView = z.discriminatedUnion('kind', [
  CiBrief.extend({ kind: z.literal('ci'), id: NodeId, service: z.boolean() }),
  z.object({ kind: z.literal('restricted'), id: NodeId }),
]);
export type NodeView = z.output<typeof NodeView>;

/** Along an edge failure goes from the supplier to the consumer; `none` is a relation that carries no failure. */
export const EdgeView = z.object({
  from: NodeId,
  to: NodeId,
  type: ModelKey,
  label: z.string(),
  impact: z.enum(['toSource', 'toTarget', 'both', 'none']),
});
export type EdgeView = z.output<typeof EdgeView>;

/**
 * Why a walk ended before the end of the graph. What was found is true, and there may be more: `frontier` CIs were known
 * at `level` and not looked behind.
 */
export const TruncatedAt = z.object({
  reason: z.enum(['nodes', 'requests', 'time']),
  level: z.int(),
  frontier: z.int(),
});
export type TruncatedAt = z.output<typeof TruncatedAt>;

export const WalkCost = z.object({ nodes: z.int(), levels: z.int(), requests: z.int() });

const Because = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('direct') }),
  z.object({
    kind: z.literal('redundancy'),
    rule: RedundancyRule,
    failed: z.int(),
    inService: z.int(),
    need: z.int(),
  }),
]);

export const ImpactedView = z.object({
  id: NodeId,
  service: z.boolean(),
  distance: z.int(),
  via: z.object({ supplier: NodeId, relationType: z.string() }),
  because: Because,
  /** From a failed CI to this one. */
  path: z.array(NodeId),
});
export type ImpactedView = z.output<typeof ImpactedView>;

export const SparedView = z.object({
  id: NodeId,
  rule: RedundancyRule,
  failed: z.int(),
  remaining: z.int(),
  inService: z.int(),
  need: z.int(),
});
export type SparedView = z.output<typeof SparedView>;

export const IssueBrief = z.object({
  key: z.string(),
  summary: z.string(),
  type: z.string(),
  status: z.string(),
  statusCategory: z.enum(['new', 'indeterminate', 'done']),
  priority: z.string().nullable(),
  /** Those of its CIs that the question was about. */
  cis: z.array(CiRef),
});
export type IssueBrief = z.output<typeof IssueBrief>;

/** Open issues on a set of CIs; `jql` is null when there is nothing to ask for. */
export const IssuesOnTheWay = z.object({
  issues: z.array(IssueBrief),
  /** Issues counted, which may be more than are listed. */
  count: z.int(),
  jql: z.string().nullable(),
  /** True when more CIs are concerned than one query takes: those nearest were asked about. */
  cut: z.boolean(),
});
export type IssuesOnTheWay = z.output<typeof IssuesOnTheWay>;

export const ImpactView = z.object({
  asOf: At,
  failed: z.array(NodeId),
  /** Refs asked about that are no CI any more. */
  unknown: z.array(CiRef),
  /** Everything named in this answer. */
  nodes: z.array(NodeView),
  /** Business services first, then by distance and criticality; at most 1,000. */
  impacted: z.array(ImpactedView),
  /** How many are impacted, and how many of those are business services, listed or not. */
  counts: z.object({ impacted: z.int(), services: z.int(), spared: z.int() }),
  spared: z.array(SparedView),
  open: IssuesOnTheWay,
  truncatedAt: TruncatedAt.nullable(),
  cost: WalkCost,
});
export type ImpactView = z.output<typeof ImpactView>;

/** What could have brought a CI down, nearest first; `alone` says that its failure suffices. */
export const CauseView = z.object({
  id: NodeId,
  distance: z.int(),
  alone: z.boolean(),
  /** From the cause to the CI asked about. */
  path: z.array(NodeId),
});
export type CauseView = z.output<typeof CauseView>;

export const CausesView = z.object({
  asOf: At,
  of: NodeId,
  nodes: z.array(NodeView),
  causes: z.array(CauseView),
  counts: z.object({ causes: z.int() }),
  open: IssuesOnTheWay,
  truncatedAt: TruncatedAt.nullable(),
  cost: WalkCost,
});
export type CausesView = z.output<typeof CausesView>;

export const WeakPointsView = z.object({
  asOf: At,
  of: NodeId,
  nodes: z.array(NodeView),
  /** CIs whose failure alone takes it down, nearest first. */
  singles: z.array(NodeId),
  /** Pairs of which neither suffices alone. */
  pairs: z.array(z.tuple([NodeId, NodeId])),
  /** True when the search for pairs stopped at its bound. */
  pairsCut: z.boolean(),
  truncatedAt: TruncatedAt.nullable(),
  cost: WalkCost,
});
export type WeakPointsView = z.output<typeof WeakPointsView>;

export const MapView = z.object({
  asOf: At,
  nodes: z.array(z.object({ node: NodeView, level: z.int(), relations: z.int(), expanded: z.boolean() })),
  edges: z.array(EdgeView),
  /** Redundancy rules of nodes that have some: “needs 2 of 3, 3 in service”. */
  groups: z.array(z.object({ id: NodeId, rule: RedundancyRule, need: z.int(), inService: z.int() })),
  truncatedAt: TruncatedAt.nullable(),
  cost: WalkCost,
});
export type MapView = z.output<typeof MapView>;

// ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const CiIssues = z.object({
  open: IssuesOnTheWay,
  all: IssueCount.nullable(),
});
export type CiIssues = z.output<typeof CiIssues>;

const PanelService = z.object({ ref: CiRef, name: z.string(), criticality: Criticality.nullable() });

export const PanelCi = z.object({
  brief: CiBrief,
  ownerName: z.string().nullable(),
  /** Business services that fall with this CI alone, as last analysed; null while that has never been done. */
  impact: z
    .object({
      services: z.array(PanelService),
      counts: z.object({ services: z.int(), impacted: z.int() }),
      asOf: At,
      /** True when something in the graph changed since: ask `cmdb.impact` to bring it up to date. */
      outdated: z.boolean(),
      truncated: z.boolean(),
    })
    .nullable(),
  openIssues: IssueCount,
});
export type PanelCi = z.output<typeof PanelCi>;

/** The CIs of an issue, from at most three reads of the store and one of Jira. */
export const CiPanel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), reason: z.enum(['no-field', 'no-cis']) }),
  z.object({
    kind: z.literal('cis'),
    issueKey: z.string(),
    cis: z.array(PanelCi),
    /** CIs of the issue that the caller may not read. */
    restricted: z.int(),
    /** What the field names and the CMDB does not have. */
    unknown: z.array(z.string()),
    /** CIs beyond those that the panel shows. */
    more: z.int(),
    /** Other open issues on the CIs shown. */
    open: IssuesOnTheWay,
  }),
]);
export type CiPanel = z.output<typeof CiPanel>;

// ── Deleting ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const DeletePreview = z.object({
  ref: CiRef,
  name: z.string(),
  version: z.int(),
  /** At least so many relations; `relationsCut` when there are more than were counted. */
  relations: z.int(),
  relationsCut: z.boolean(),
  openIssues: IssueCount.nullable(),
  /** Business services that fall with it. */
  services: z.array(CiBrief),
  truncatedAt: TruncatedAt.nullable(),
});
export type DeletePreview = z.output<typeof DeletePreview>;

export const DeleteProgress = z.object({
  ref: CiRef,
  state: z.enum(['deleting', 'deleted']),
  relationsRemoved: z.int(),
});
export type DeleteProgress = z.output<typeof DeleteProgress>;

// ── Health ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const HEALTH_RULES = ['incomplete', 'incorrect', 'stale', 'orphan', 'duplicate'] as const;
export const HealthRule = z.enum(HEALTH_RULES);
export type HealthRule = z.output<typeof HealthRule>;

export const HealthClassRow = z.object({
  classKey: ModelKey,
  className: z.string(),
  cis: z.int(),
  healthy: z.int(),
  /** CIs with at least one finding, by rule. */
  findings: z.record(HealthRule, z.int()),
});
export type HealthClassRow = z.output<typeof HealthClassRow>;

export const HealthSummary = z.object({
  /** When the figures were true; null before the first examination. */
  asOf: At.nullable(),
  cis: z.int(),
  healthy: z.int(),
  findings: z.record(HealthRule, z.int()),
  classes: z.array(HealthClassRow),
  running: z.object({ startedAt: At, examined: z.int() }).nullable(),
  failed: z.string().nullable(),
});
export type HealthSummary = z.output<typeof HealthSummary>;

export const HealthRow = z.object({
  brief: CiBrief,
  rule: HealthRule,
  /** What is wrong, in words. */
  details: z.array(z.string()),
});
export type HealthRow = z.output<typeof HealthRow>;

// ── Views and baselines ──────────────────────────────────────────────────────────────────────────────────────────────

export const SavedView = z.object({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1, 'Give the view a name.').max(80, 'A name has at most 80 characters.'),
  filter: CiFilter,
  sort: CiSort,
});
export type SavedView = z.output<typeof SavedView>;

export const SavedViews = z.object({ views: z.array(SavedView), version: z.int().nullable() });
export type SavedViews = z.output<typeof SavedViews>;

/** A moment with a name: what every CI was then can be told from the history. */
export const Baseline = z.object({
  id: z.string(),
  name: z.string(),
  at: At,
  takenBy: AccountId,
});
export type Baseline = z.output<typeof Baseline>;

export const Baselines = z.object({ baselines: z.array(Baseline) });
export type Baselines = z.output<typeof Baselines>;

export const DiffPage = z.object({
  from: At,
  to: At,
  changed: z.array(CiDiff),
  /** Null when the span was read to its end. */
  cursor: Cursor.nullable(),
});
export type DiffPage = z.output<typeof DiffPage>;
