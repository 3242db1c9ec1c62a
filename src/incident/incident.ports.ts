/** What incident management needs from the world, in its own words. */
import type { AccountId, IssueKey } from '../contract/ids';
import type { Clock, Instant } from '../kernel/time';
import type { PriorityLevel, SiteMap } from '../setup/site-map';
import type { ClosurePolicy } from './closure';
import type { MatrixHistory } from './matrix-history';
import type { HandSetComment, PriorityFacts } from './priority-decision';

/** An issue as Jira has it now, whatever its type. */
export interface IssueRecord {
  readonly id: string;
  readonly key: IssueKey;
  readonly projectId: string;
  readonly type: { readonly id: string; readonly name: string };
  readonly status: IssueStatus;
  readonly priorityName: string | undefined;
  readonly resolvedAt: Instant | undefined;
  readonly facts: PriorityFacts;
  /** What is published on the issue. */
  readonly basis: string | undefined;
  /** Which of the fields that transitions may need are filled. */
  readonly filled: ReadonlySet<string>;
}

export interface IssueStatus {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
}

export interface Move {
  readonly id: string;
  readonly name: string;
  readonly to: IssueStatus;
}

/** Done in one write: either all of it happens or nothing. An absent part stays as it is. */
export interface PriorityEdit {
  readonly level?: PriorityLevel;
  /** null empties it. */
  readonly overrideReason?: string | null;
  readonly comment?: HandSetComment;
}

/** Incidents as the app itself sees and changes them. */
export interface Incidents {
  read(site: SiteMap, issueIdOrKey: string): Promise<IssueRecord | undefined>;
  edit(site: SiteMap, key: IssueKey, edit: PriorityEdit): Promise<void>;
  publishBasis(issueId: string, basis: string): Promise<void>;
  /** What is in Resolved, the one resolved first coming first; may lag behind. */
  resolved(site: SiteMap): AsyncIterable<ResolvedIncident>;
  /** Ids of incidents somebody touched since the last hourly run, with an hour to spare; may lag behind. */
  touched(site: SiteMap): AsyncIterable<string>;
  /** As it is this moment: where it stands, since when it is resolved, and the way to Closed if there is one. */
  closable(site: SiteMap, key: IssueKey): Promise<{ readonly resolvedAt: Instant; readonly move: string } | undefined>;
  move(key: IssueKey, transitionId: string): Promise<void>;
}

export interface ResolvedIncident {
  readonly key: IssueKey;
  readonly resolvedAt: Instant;
}

/** What the calling user may see and do: Jira applies their permissions. */
export interface ViewersJira {
  read(site: SiteMap, key: IssueKey): Promise<{ readonly issue: IssueRecord; readonly moves: readonly Move[] }>;
  edit(site: SiteMap, key: IssueKey, edit: PriorityEdit): Promise<void>;
  count(jql: string): Promise<number>;
  timeZone(): Promise<string>;
  /** Hours from creation to resolution of the newest `limit` issues, and how many there are in all. */
  resolutionHours(jql: string, limit: number): Promise<readonly number[]>;
  projectNames(keys: readonly string[]): Promise<readonly { readonly key: string; readonly name: string }[]>;
}

export interface Saved<T> {
  readonly version: number;
  readonly document: T;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** A document that is only replaced by somebody who has seen its latest version; CONFLICT otherwise. */
export interface Versioned<T> {
  read(): Promise<Saved<T> | undefined>;
  write(expectedVersion: number | undefined, document: T, by: AccountId, now: Instant): Promise<void>;
}

export interface IncidentPorts {
  readonly siteMap: () => Promise<SiteMap | undefined>;
  readonly incidents: Incidents;
  readonly viewer: ViewersJira;
  readonly matrix: Versioned<MatrixHistory>;
  readonly closure: Versioned<ClosurePolicy>;
  readonly clock: Clock;
  readonly log: {
    info(message: string, facts?: Facts): void;
    error(message: string, cause: unknown, facts?: Facts): void;
  };
}

type Facts = Readonly<Record<string, string | number | boolean | undefined>>;
