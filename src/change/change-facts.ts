/** A change as Jira has it: what rules judge. */
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { ChangeType, Plan, Stage } from './change.shapes';

/** A text of the issue, without the text: how much it says and which one it is. */
export interface TextFact {
  /** Words; 0 when empty. */
  readonly words: number;
  /** Equal for equal content; empty when empty. */
  readonly digest: string;
}

export interface ChangeFacts {
  readonly issueId: string;
  readonly key: IssueKey;
  readonly projectId: string;
  readonly summary: string;
  /** Undefined for a status that is none of the blueprint's. */
  readonly stage: Stage | undefined;
  /** Undefined while it is not chosen. */
  readonly type: ChangeType | undefined;
  readonly requester: AccountId | undefined;
  readonly creator: AccountId | undefined;
  readonly implementer: AccountId | undefined;
  /** The support group's name: the team whose record counts. */
  readonly team: string | undefined;
  readonly plannedStart: Instant | undefined;
  readonly plannedEnd: Instant | undefined;
  readonly outageStart: Instant | undefined;
  readonly outageEnd: Instant | undefined;
  readonly cis: readonly CiRef[];
  readonly reason: TextFact;
  readonly plans: Readonly<Record<Plan, TextFact>>;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
