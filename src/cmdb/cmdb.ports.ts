/** What the CMDB needs from the world, in its own words. */
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import type { Json } from '../contract/rpc';
import type { Clock, Instant } from '../kernel/time';
import type { RoleKey } from '../setup/site-map';
import type { Baseline, SavedView } from './cmdb.shapes';
import type { HealthDocument } from './health-document';
import type { Catalogue, Ci, Criticality, HistoryEntry, RedundancyRule, Relation, RelationEnds } from './model';

// ── CIs ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface StoredCi {
  readonly ci: Ci;
  /** What a change is made from. Relations don't touch it. */
  readonly version: number;
}

/**
 * What a CI is found by beside its ref (see `keysOf`). `unique`: two CIs can't have it. `shared`: an identifier rule's
 * values, which several CIs may have; whoever identifies by it must cope with more than one.
 */
export interface CiKey {
  readonly kind: 'unique' | 'shared';
  /** What it identifies and the value, in words that never change: the store looks for exactly this text. */
  readonly text: string;
  /** The path in the CI at which a clash is told: `attributes.serialNumber`, `identifiers`. */
  readonly path: string;
}

/** A CI as it is to be, with everything that is written together with it. */
export interface CiWrite {
  readonly ci: Ci;
  readonly keys: readonly CiKey[];
  /** Values by which people look for it, beside name, ref and identifiers. */
  readonly searchable: readonly string[];
  readonly history: HistoryEntry;
}

export interface ListQuery {
  /** Several classes are merged in the order asked for. */
  readonly classKeys: readonly string[] | undefined;
  readonly states: readonly string[] | undefined;
  readonly criticalities: readonly Criticality[] | undefined;
  readonly environments: readonly string[] | undefined;
  readonly owner: AccountId | undefined;
  /** Classes the reader may not see. */
  readonly without: ReadonlySet<string>;
  readonly sort: { readonly by: 'name' | 'updated'; readonly descending: boolean };
  readonly cursor: string | undefined;
  readonly limit: number;
}

export interface Listed<T> {
  readonly items: readonly T[];
  /** Absent at the end. Fewer items than the limit, even none, don't mean that it is the end. */
  readonly cursor: string | undefined;
}

/** Every method that changes something does all of it or nothing. */
export interface CiStore {
  get(ref: CiRef): Promise<StoredCi | undefined>;
  /** Those that exist. One request for 25. */
  getAll(refs: readonly CiRef[]): Promise<ReadonlyMap<CiRef, StoredCi>>;
  /** CIs that are being deleted are left out. */
  list(query: ListQuery): Promise<Listed<StoredCi>>;
  /**
   * CONFLICT when the ref is taken, also by a CI that is being deleted; REFUSED with an issue at the key's path when another
   * CI has a unique key; INVALID_INPUT when it is larger than a record may be or changes too many keys at once.
   */
  create(write: CiWrite): Promise<StoredCi>;
  /** Besides: CONFLICT when the CI is gone or was changed since `expectedVersion`. */
  update(expectedVersion: number, write: CiWrite): Promise<StoredCi>;
  /** The refs that a new CI can't have: of CIs, also of those that are being deleted. One request for 25. */
  taken(refs: readonly CiRef[]): Promise<ReadonlySet<CiRef>>;
  /** Who has a key, by its text; keys that nobody has are absent. One request for 25. */
  holders(keys: readonly CiKey[]): Promise<ReadonlyMap<string, readonly CiRef[]>>;

  /**
   * Writes anew the keys and words of those whose keys are not as they should be; nothing else of them changes, and their
   * history does not tell of it. A unique key that another CI has stays with that one. Returns how many have other keys now.
   */
  rekey(refs: readonly CiRef[], identify: (ci: Ci) => Pick<CiWrite, 'keys' | 'searchable'>): Promise<number>;

  /** From here on nobody sees or relates it. CONFLICT when it was changed since. Doing it twice is fine. */
  markDeleted(ref: CiRef, expectedVersion: number, by: AccountId, at: Instant): Promise<void>;
  /** The deletion under way, if there is one. */
  deletion(ref: CiRef): Promise<{ readonly ci: Ci; readonly by: AccountId; readonly at: Instant } | undefined>;
  /** Takes the last of a CI that is marked and has no relations any more, with an entry in its history. */
  finishDelete(ref: CiRef, history: HistoryEntry): Promise<void>;
}

// ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface WordHit {
  readonly ref: CiRef;
  /** The whole name's beginning, or a later word's or identifier's. */
  readonly match: 'name' | 'word';
  /** The name, word or identifier that was found, normalised. */
  readonly entry: string;
  /** Normalised: what else was asked for can be looked for in it. */
  readonly text: string;
}

export interface WordIndex {
  /** Hits in the order of what begins so: names first, then words. `prefix` is normalised. */
  find(prefix: string, limit: number): Promise<readonly WordHit[]>;
  /** One kind of hits, in the order of entries and refs, after the place of a former one. One request. */
  page(query: {
    readonly kind: WordHit['match'];
    readonly prefix: string;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<Listed<WordHit & { readonly place: string }>>;
  /** All words by which these are found beside their names. One request for three. */
  wordsOf(refs: readonly CiRef[]): Promise<ReadonlyMap<CiRef, readonly string[]>>;
}

// ── Relations and the graph ──────────────────────────────────────────────────────────────────────────────────────────

/** The history entries belong to the relations' sources. */
export interface RelationChange {
  readonly relation: Relation;
  readonly history: HistoryEntry;
}

export interface RelationOutcome {
  readonly ends: RelationEnds;
  /** `unchanged`: it was there (or, removing, was not there) already. `missing`: an end is no CI. */
  readonly result: 'done' | 'unchanged' | 'missing';
}

export interface RelationStore {
  /** Those that stand, by `relationId` of relation-path.ts. One request for 25. */
  existing(ends: readonly RelationEnds[]): Promise<ReadonlyMap<string, Relation>>;
  /** Any number of relations; each is made whole or not at all, several share a transaction. */
  relate(changes: readonly RelationChange[]): Promise<readonly RelationOutcome[]>;
  unrelate(
    changes: readonly { readonly ends: RelationEnds; readonly history: HistoryEntry }[],
  ): Promise<readonly RelationOutcome[]>;
  /** In the order of type and other end. */
  page(query: {
    readonly ref: CiRef;
    readonly end: 'from' | 'to';
    readonly type: string | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  }): Promise<Listed<Relation>>;
}

/** What walking the graph needs to know of a CI, kept beside its relations. */
export interface CiCard {
  readonly ref: CiRef;
  readonly name: string;
  readonly classKey: string;
  readonly state: string;
  readonly environment: Ci['environment'];
  readonly criticality: Criticality | null;
  readonly owner: AccountId | null;
  /** The CI's own rules; null for its class's. */
  readonly redundancy: readonly RedundancyRule[] | null;
}

export interface Neighbour {
  /** `from`: the CI is the relation's source. */
  readonly end: 'from' | 'to';
  readonly type: string;
  readonly other: CiRef;
}

export interface GraphNodeRecord {
  readonly card: CiCard;
  readonly neighbours: readonly Neighbour[];
}

/** Counts what reading cost, so that a walk can stop in time. */
export interface ReadCount {
  requests: number;
}

/** Page 0 of a CI has its card and its first relations; those of a hub fill further pages. */
export interface NodePlace {
  readonly ref: CiRef;
  readonly page: number;
}

export interface NodePage {
  /** On page 0 only. */
  readonly card: CiCard | undefined;
  /** On page 0: how many follow. */
  readonly further: number;
  readonly neighbours: readonly Neighbour[];
}

export interface GraphChanges {
  /** As they are now; null for those that are gone or being deleted. */
  readonly nodes: ReadonlyMap<CiRef, GraphNodeRecord | null>;
  /** The place of the last of them, from which reading goes on: an instant, and what tells its changes apart. */
  readonly upTo: string | undefined;
  readonly cursor: string | undefined;
}

export interface GraphStore {
  /** Undefined where there is none, and for a CI that is being deleted. One request for 25. */
  pages(places: readonly NodePlace[], count: ReadCount): Promise<readonly (NodePage | undefined)[]>;
  /**
   * CIs whose relations, or what else spreads failure, changed at or after an instant, or a place, in the order of their changes. One
   * request for 100, and a few more for hubs. A CI that was deleted is not among them, but all it was related to is.
   */
  changes(
    query: { readonly from: string | undefined; readonly cursor: string | undefined },
    count: ReadCount,
  ): Promise<GraphChanges>;
  /** Cards and relations of those that exist and are not being deleted. One request for 25, and a few more for hubs. */
  read(refs: readonly CiRef[], count: ReadCount): Promise<ReadonlyMap<CiRef, GraphNodeRecord>>;
  /** Cards alone. One request for 25. */
  cards(refs: readonly CiRef[], count?: ReadCount): Promise<ReadonlyMap<CiRef, CiCard>>;
  /** When a relation, or what matters of a CI in the graph, last changed anywhere. */
  changedAt(): Promise<Instant | undefined>;
}

// ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface StoredHistory {
  readonly entry: HistoryEntry;
  /** The version of the CI that it led to; absent for relations, which don't touch it. */
  readonly version: number | undefined;
}

export interface HistoryStore {
  /** Newest first. */
  ofCi(query: {
    readonly ref: CiRef;
    readonly before?: Instant;
    readonly after?: Instant;
    readonly cursor: string | undefined;
    readonly limit: number;
  }): Promise<Listed<StoredHistory>>;
  /** Newest first: the order in which an import is undone. */
  ofImport(importId: string, cursor: string | undefined, limit: number): Promise<Listed<StoredHistory>>;
  /** Oldest first, `after` not included, `upTo` included. */
  between(after: Instant, upTo: Instant, cursor: string | undefined, limit: number): Promise<Listed<StoredHistory>>;
}

// ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A numbered page of a collection that belongs to a job: rows of an import, verdicts, health lists, cached analyses. */
export interface DocumentStore {
  read(collection: string, number: number): Promise<Json | undefined>;
  /** Several at once, absent where there is none. One request for 25. */
  readAll(
    pages: readonly { readonly collection: string; readonly number: number }[],
  ): Promise<readonly (Json | undefined)[]>;
  /** Replaces. A document has at most 200,000 bytes as JSON; INVALID_INPUT beyond. */
  write(collection: string, number: number, document: Json): Promise<void>;
  /** Removes up to `limit` pages; true when none are left. */
  clear(collection: string, limit: number): Promise<boolean>;
}

/** A configuration document of which every change names the version it was made from; CONFLICT otherwise. */
export interface Saved<T> {
  readonly version: number;
  readonly document: T;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export interface VersionedDocument<T> {
  read(): Promise<Saved<T> | undefined>;
  write(expectedVersion: number | undefined, document: T, by: AccountId, now: Instant): Promise<void>;
}

// ── Jobs ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Work that goes on in the background; a body may come twice. */
export type CmdbWork =
  | { readonly kind: 'delete'; readonly ref: CiRef }
  | { readonly kind: 'health'; readonly jobId: string }
  /** Brings the summary of the graph up to date (see graph-summary.practice.ts). */
  | { readonly kind: 'graph' }
  /** Analyses what falls with each of these, for the panels of issues (see impact-refresh.practice.ts). */
  | { readonly kind: 'impact'; readonly refs: readonly CiRef[] }
  /** Writes anew what identifies the CIs of these classes (see rekeying.practice.ts). */
  | { readonly kind: 'keys'; readonly classKeys: readonly string[]; readonly cursor: string | null };

export interface CmdbQueue {
  push(work: CmdbWork, delaySeconds?: number): Promise<void>;
}

/** A background job's record: CONFLICT tells whoever saves that it went on elsewhere. */
export interface StoredJob<T> {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly startedAt: string;
  readonly document: T;
}

export interface Jobs<T> {
  start(id: string, state: string, document: T): Promise<StoredJob<T>>;
  get(id: string): Promise<StoredJob<T> | undefined>;
  latest(): Promise<StoredJob<T> | undefined>;
  /** Youngest first. */
  list(): Promise<readonly StoredJob<T>[]>;
  save(job: StoredJob<T>): Promise<StoredJob<T>>;
}

// ── Jira ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CiIssue {
  readonly key: string;
  readonly summary: string;
  readonly type: string;
  readonly status: string;
  readonly statusCategory: 'new' | 'indeterminate' | 'done';
  readonly priority: string | undefined;
  readonly cis: readonly string[];
}

/** Jira as the calling user sees it. */
export interface CmdbViewer {
  /** The CIs that the issue's field names; undefined when the field is not there. */
  cisOf(key: IssueKey): Promise<readonly string[] | undefined>;
  search(jql: string, limit: number): Promise<readonly CiIssue[]>;
  count(jql: string): Promise<number>;
  people(text: string): Promise<readonly { readonly accountId: AccountId; readonly name: string }[]>;
}

export interface CmdbDirectory {
  /** The JQL name of the field that holds an issue's CIs (`cf[10050]`); undefined until Jira shows it. */
  ciField(): Promise<string | undefined>;
  /** The roles of the blueprint that the account holds in any of Plumbline's projects; who administers Jira holds them all. */
  rolesOf(accountId: AccountId): Promise<ReadonlySet<RoleKey>>;
  /** Whether it administers Jira or is a Configuration Manager somewhere. */
  managesConfigurations(accountId: AccountId): Promise<boolean>;
  /** Display names, by account; accounts that Jira does not show are absent. */
  namesOf(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, string>>;
}

/** A CI as a panel shows it; a name of more than 200 bytes is cut, with an ellipsis. */
export type PanelCard = Omit<CiCard, 'redundancy'>;

/**
 * Everything that an issue's panel takes from the store, in two requests, and a third for what the first did not find. At
 * most 12 CIs. However many relations they have, it is some 20 KB at most as long as the catalogue is of usual size.
 */
export interface PanelRead {
  /** The catalogue that was saved, or its outline (see `outlineOf`); undefined when none was ever saved. */
  readonly catalogue: Catalogue | undefined;
  readonly cards: ReadonlyMap<CiRef, PanelCard>;
  /** What impact-cache.ts remembers, by CI. */
  readonly impacts: ReadonlyMap<CiRef, Json>;
  readonly changedAt: Instant | undefined;
}

export interface CmdbPorts {
  readonly cis: CiStore;
  readonly words: WordIndex;
  readonly relations: RelationStore;
  readonly graph: GraphStore;
  readonly history: HistoryStore;
  readonly documents: DocumentStore;
  readonly catalogue: VersionedDocument<Catalogue>;
  readonly baselines: VersionedDocument<readonly Baseline[]>;
  readonly views: (accountId: AccountId) => VersionedDocument<readonly SavedView[]>;
  readonly panel: (refs: readonly CiRef[]) => Promise<PanelRead>;
  readonly health: Jobs<HealthDocument>;
  readonly newJobId: () => string;
  readonly viewer: CmdbViewer;
  readonly directory: CmdbDirectory;
  readonly queue: CmdbQueue;
  readonly clock: Clock;
}
