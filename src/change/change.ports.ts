/** What change enablement needs from the world, in its own words. */
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import type { Clock, Instant } from '../kernel/time';
import type { RoleKey, SiteMap } from '../setup/site-map';
import type { ImpactGraph } from '../cmdb/graph';
import type { WorkCalendar } from '../sla/calendar';
import type { ApprovalPolicies, Delegation } from './approval.shapes';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord, StoredChange } from './change-record';
import type { IssueCard, Outcome, Person, Span } from './change.shapes';
import type { Decision } from './decision';
import type { ChangePublication } from './publication';
import type { RiskRules } from './risk.shapes';
import type { ChangeWindows } from './schedule.shapes';
import type { Subject } from './review.shapes';
import type { ChangeTemplate, ChangeTemplates } from './template.shapes';

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface ChangeSeen {
  readonly facts: ChangeFacts;
  readonly published: ChangePublication;
}

/** Issues as the app itself sees and changes them. */
export interface ChangeIssues {
  /** Undefined when the issue is gone, out of sight, or no change. */
  read(site: SiteMap, idOrKey: string): Promise<ChangeSeen | undefined>;
  /** As `read`, with a transition's input laid over what is stored, in the form function validators get it. */
  readWith(
    site: SiteMap,
    key: string,
    modifiedFields: Readonly<Record<string, unknown>>,
  ): Promise<ChangeSeen | undefined>;
  /** Writes the parts that are given, in one call. */
  publish(issueId: string, changes: Partial<ChangePublication>): Promise<void>;
  /** Ids, a page at a time. */
  search(jql: string, page: string | undefined): Promise<PageOf<string>>;
  readMany(site: SiteMap, ids: readonly string[]): Promise<readonly ChangeSeen[]>;
  /** Mentions people under a sentence; a comment with this marker is not made twice. */
  comment(issueId: string, marker: string, sentence: string, mention: readonly AccountId[]): Promise<void>;
  /** How JQL calls the field a publication's part is kept in, and that of CIs: `cf[10042]`. */
  jqlNames(): Promise<Readonly<Record<keyof ChangePublication | 'cis', string>>>;
}

/** What of a template goes into an issue's fields. */
export type TemplateFields = Pick<
  ChangeTemplate,
  'reason' | 'implementationPlan' | 'backoutPlan' | 'testPlan' | 'communicationPlan'
>;

/** The calling user: Jira applies their permissions. */
export interface ChangeViewer {
  accountId(): AccountId;
  /** Moves planned window and outage. Jira's refusals come as FORBIDDEN or INVALID_INPUT. */
  move(site: SiteMap, key: IssueKey, planned: Span, outage: Span | undefined): Promise<void>;
  fill(site: SiteMap, key: IssueKey, fields: TemplateFields): Promise<void>;
  /** Makes a standard change; `requestId` finds one that an earlier, broken request made. */
  create(
    site: SiteMap,
    request: {
      readonly requestId: string;
      readonly projectId: string;
      readonly summary: string;
      readonly planned: Span;
      readonly cis: readonly CiRef[];
      readonly fields: TemplateFields;
    },
  ): Promise<{ readonly id: string; readonly key: IssueKey }>;
  /** Changes that a search finds and the caller may see, at most `limit`. */
  changes(
    site: SiteMap,
    jql: string,
    limit: number,
  ): Promise<{ readonly seen: readonly ChangeSeen[]; readonly cut: boolean }>;
  issues(
    jql: string,
    limit: number,
  ): Promise<readonly (IssueCard & { readonly createdAt: Instant; readonly cis: readonly CiRef[] })[]>;
  /** Those of the issues that the caller may see. */
  visible(keys: readonly IssueKey[]): Promise<ReadonlyMap<IssueKey, IssueCard>>;
  count(jql: string): Promise<number>;
  /** Links the change as cause of incidents; links that stand are left alone. */
  linkIncidents(site: SiteMap, key: IssueKey, incidents: readonly IssueKey[]): Promise<void>;
  linkedIncidents(site: SiteMap, key: IssueKey): Promise<readonly IssueKey[]>;
  projects(
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly key: string; readonly name: string }[]>;
  mayEdit(key: IssueKey): Promise<boolean>;
  holds(role: RoleKey, projectId: string): Promise<boolean>;
  /** The caller's time zone. */
  zone(): Promise<string>;
}

/** The app's own records of changes. */
export interface ChangeRecords {
  read(issueId: string): Promise<StoredChange | undefined>;
  readMany(issueIds: readonly string[]): Promise<ReadonlyMap<string, StoredChange>>;
  /** `expected` is the version it was made from; undefined for the first. CONFLICT when somebody else wrote meanwhile. */
  write(expected: number | undefined, record: ChangeRecord): Promise<number>;
  remove(issueId: string): Promise<void>;
  /** Changes with a window that touches the span, whatever their stage; complete, or cut after `limit`. */
  within(span: Span, limit: number): Promise<{ readonly records: readonly ChangeRecord[]; readonly cut: boolean }>;
  /** Those whose next instant lies before `at`, the earliest first. */
  dueBefore(at: Instant, cursor: string | undefined): Promise<PageOf<string>>;
}

/** Votes. There is no way to change or remove one. */
export interface Decisions {
  /** Adding the same decision again changes nothing. */
  add(decision: Decision): Promise<void>;
  /** All of a change, oldest first. */
  of(issueId: string): Promise<readonly Decision[]>;
}

export interface OutcomeEntry {
  readonly issueId: string;
  readonly outcome: Outcome;
  readonly at: Instant;
}

/** How changes ended, by what they touched: one entry for a change and a subject. */
export interface Outcomes {
  /** Replaces what stood for this change. */
  put(entry: OutcomeEntry, subjects: readonly Subject[]): Promise<void>;
  /** Entries of a subject since a moment, newest first, at most 500. */
  of(subject: Subject, since: Instant): Promise<readonly OutcomeEntry[]>;
}

export interface Saved<T> {
  readonly document: T;
  /** Undefined while the shipped default has never been saved. */
  readonly version: number | undefined;
  readonly updatedAt: Instant | undefined;
  readonly updatedBy: AccountId | undefined;
}

export interface SavedSetting<T> {
  read(): Promise<Saved<T>>;
  /** CONFLICT when `expected` is no longer its version. */
  save(expected: number | undefined, document: T, by: AccountId, now: Instant): Promise<Saved<T>>;
}

export interface ChangeSettings {
  readonly risk: SavedSetting<RiskRules>;
  readonly policies: SavedSetting<ApprovalPolicies>;
  readonly windows: SavedSetting<ChangeWindows>;
  readonly templates: SavedSetting<ChangeTemplates>;
  readonly delegations: SavedSetting<{ readonly delegations: readonly Delegation[] }>;
}

/** What the CMDB says of CIs. */
export interface Landscape {
  /** The part of the graph in which these CIs' failures spread, and whether it was cut. */
  around(refs: readonly CiRef[]): Promise<{ readonly graph: ImpactGraph; readonly cut: boolean }>;
  /** Names as the caller may see them; those of closed classes are absent. */
  names(refs: readonly CiRef[]): Promise<ReadonlyMap<CiRef, string>>;
  /** As the app sees them; those that are gone are absent. */
  cards(refs: readonly CiRef[]): Promise<ReadonlyMap<CiRef, LandscapeCard>>;
  /** The keys of all classes. */
  classes(): Promise<ReadonlySet<string>>;
  /** A class with those above it. */
  lineage(): Promise<(classKey: string) => readonly string[]>;
}

export interface LandscapeCard {
  readonly ref: CiRef;
  readonly name: string;
  readonly classKey: string;
  readonly service: boolean;
  readonly criticality: 1 | 2 | 3 | 4 | 5 | null;
  readonly owner: AccountId | null;
}

/** People, asked as the app. */
export interface ChangeDirectory {
  inRole(projectId: string, role: RoleKey): Promise<readonly AccountId[]>;
  inGroup(groupId: string): Promise<readonly AccountId[]>;
  /** Active accounts by id; those that are gone or inactive are absent. */
  people(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Person>>;
}

export interface ChangeCalendars {
  /** A calendar of service levels by its key; undefined when there is none. */
  business(key: string): Promise<WorkCalendar | undefined>;
  /** The zone in which weeks are reported. */
  reportingZone(): Promise<string>;
}

export interface ChangePorts {
  readonly siteMap: () => Promise<SiteMap | undefined>;
  readonly issues: ChangeIssues;
  readonly viewer: ChangeViewer;
  readonly records: ChangeRecords;
  readonly decisions: Decisions;
  readonly outcomes: Outcomes;
  readonly settings: ChangeSettings;
  readonly landscape: Landscape;
  readonly directory: ChangeDirectory;
  readonly calendars: ChangeCalendars;
  /** Such as `acme.atlassian.net`. */
  readonly siteHost: () => Promise<string>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: {
    info(message: string, facts?: Facts): void;
    /** What was refused to whom: never with what they typed. */
    warn(message: string, facts?: Facts): void;
    error(message: string, cause: unknown, facts?: Facts): void;
  };
}

type Facts = Readonly<Record<string, string | number | boolean | undefined>>;
