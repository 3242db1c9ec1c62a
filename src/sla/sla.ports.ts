/** What service level management needs from the world, in its own words. Instants are epoch milliseconds unless said. */
import type { IssueKey } from '../contract/ids';
import type { Clock, Instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import type { ClockRecord } from './clock-record';
import type { ToldHistory } from './history';
import type { PolicyHead } from './policy-store';
import type { PolicyVersion } from './policy-versions';
import type { Publication } from './publication';
import type { FixedAction } from './fixed-action';
import type { WhatIf, Vocabulary } from './sla.contract';
import type { WhatIfDocument } from './what-if';

/** An issue as Jira has it now, with its whole history. */
export interface IssueSeen {
  readonly id: string;
  readonly key: IssueKey;
  readonly projectId: string;
  readonly typeId: string;
  readonly summary: string;
  readonly status: string;
  readonly priority: string | null;
  readonly assignee: string | null;
  readonly told: ToldHistory;
  readonly published: Publication;
  /** What the app itself changed on the issue, newest last: the traces of escalations. */
  readonly ownChanges: readonly OwnChange[];
  /** The people its escalations may mention. */
  readonly people: { readonly assignee: string | undefined; readonly reporter: string | undefined };
}

export interface OwnChange {
  readonly at: number;
  readonly field: string;
  readonly to: readonly string[];
}

/** Which parts of an issue are worth their price: comments come in calls of their own when there are many. */
export interface ReadOptions {
  /** The fields that conditions and goals ask for, by Jira's ids. */
  readonly fields: readonly string[];
  readonly comments: boolean;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** Issues as the app itself sees and changes them. */
export interface SlaIssues {
  /** Undefined when the issue is gone, or out of the app's sight. */
  read(site: SiteMap, idOrKey: string, options: ReadOptions): Promise<IssueSeen | undefined>;
  /** For each query whether it finds the issue; undefined for one that Jira cannot run. */
  matches(issueId: string, queries: readonly string[]): Promise<readonly (boolean | undefined)[]>;
  /** For each issue the queries' positions that find it; at most 1,000 issues. */
  matching(issueIds: readonly string[], queries: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<number>>>;
  /** Writes the parts that are given, all in one call. */
  publish(issueId: string, changes: Partial<Publication>): Promise<void>;
  /** Ids, a page at a time. INVALID_INPUT when `page` is no longer known. */
  search(jql: string, page: string | undefined): Promise<PageOf<string>>;
  /** Many issues with their histories, in any order; those gone are left out. */
  readMany(site: SiteMap, ids: readonly string[], options: ReadOptions): Promise<readonly IssueSeen[]>;
  /** How JQL calls the field a publication's part is kept in: `cf[10042]`. */
  jqlNames(): Promise<Readonly<Record<keyof Publication, string>>>;
}

/** Carries out one step of an escalation. Jira's refusals come as FORBIDDEN, NOT_FOUND or INVALID_INPUT. */
export interface Escalator {
  act(site: SiteMap, issue: IssueSeen, action: FixedAction, marker: string): Promise<void>;
  /** Is there a comment of the app with this marker? */
  hasComment(issueId: string, marker: string): Promise<boolean>;
  /** The people in a project role, as account ids. */
  peopleInRole(projectId: string, roleId: string): Promise<readonly string[]>;
}

/** What the calling user may see: Jira applies their permissions. */
export interface SlaViewer {
  read(site: SiteMap, key: IssueKey, options: ReadOptions): Promise<IssueSeen>;
  count(jql: string): Promise<number>;
  /** The first `limit` issues of a search with their histories. */
  searchIssues(site: SiteMap, jql: string, limit: number, options: ReadOptions): Promise<readonly IssueSeen[]>;
  projectNames(keys: readonly string[]): Promise<readonly { readonly key: string; readonly name: string }[]>;
  /** The support groups that may be counted by, those that are seen most first. */
  groups(fieldId: string, jql: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

export interface ClockRecords {
  read(issueId: string): Promise<{ readonly version: number; readonly record: ClockRecord } | undefined>;
  /** `expected` is the version it was made from; undefined for the first. CONFLICT when somebody else wrote meanwhile. */
  write(issueId: string, expected: number | undefined, record: ClockRecord): Promise<number>;
  remove(issueId: string): Promise<void>;
  /** Those whose next instant lies before `at`, the earliest first. */
  dueBefore(
    at: number,
    cursor: string | undefined,
  ): Promise<PageOf<{ readonly issueId: string; readonly nextAt: number }>>;
}

export interface PolicyStore {
  head(): Promise<PolicyHead | undefined>;
  /** Keeps what `before` says as its version, then writes the new head. CONFLICT when it is no longer the head. */
  save(before: PolicyHead | undefined, policy: PolicyVersion['policy'], by: string, now: Instant): Promise<PolicyHead>;
  /** Those of the head's earlier versions that were in force at `since` or later, oldest first, and the head itself. */
  versionsSince(head: PolicyHead, since: number): Promise<readonly PolicyVersion[]>;
}

/** A piece of background work; each may come twice. */
export interface SlaWork {
  readonly work: 'clock' | 'sweep' | 'reconcile' | 'recompute' | 'whatIf';
  readonly issueId?: string | undefined;
  readonly jobId?: string | undefined;
  /** Where a search goes on. */
  readonly page?: string | undefined;
  readonly jql?: string | undefined;
  /** When the run began that this goes on with, epoch ms. */
  readonly since?: number | undefined;
}

export interface SlaQueue {
  push(work: readonly SlaWork[], delaySeconds: number): Promise<void>;
}

export interface WhatIfJobs {
  start(id: string, document: WhatIfDocument, now: Instant): Promise<void>;
  get(id: string): Promise<WhatIfJob | undefined>;
  /** CONFLICT when it went on elsewhere. */
  save(job: WhatIfJob): Promise<WhatIfJob>;
}
export interface WhatIfJob {
  readonly id: string;
  readonly version: number;
  readonly state: WhatIf['state'];
  readonly startedAt: string;
  readonly document: WhatIfDocument;
}

export interface Watermark {
  read(): Promise<number | undefined>;
  /** Never moves back. */
  move(to: number, now: Instant): Promise<void>;
}

/** The site's own things, for conditions to be made of. */
export interface SlaVocabulary {
  read(site: SiteMap): Promise<Vocabulary>;
  /** For each query what is wrong with it. */
  jqlErrors(queries: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** Does the person exist and may work? */
  isPerson(accountId: string): Promise<boolean>;
  issueExists(key: IssueKey): Promise<boolean>;
}

export interface SlaPorts {
  readonly siteMap: () => Promise<SiteMap | undefined>;
  /** Jira's default time zone, of the IANA list. */
  readonly siteZone: () => Promise<string>;
  readonly issues: SlaIssues;
  readonly escalator: Escalator;
  readonly viewer: SlaViewer;
  readonly records: ClockRecords;
  readonly policies: PolicyStore;
  readonly queue: SlaQueue;
  readonly jobs: WhatIfJobs;
  readonly watermark: Watermark;
  readonly vocabulary: SlaVocabulary;
  readonly clock: Clock;
  readonly newJobId: () => string;
  readonly log: {
    info(message: string, facts?: Facts): void;
    warn(message: string, facts?: Facts): void;
    error(message: string, cause: unknown, facts?: Facts): void;
  };
}

type Facts = Readonly<Record<string, string | number | boolean | undefined>>;
