/** Everything that gates judge a change by: gathered once, at one moment. */
import type { AccountId, CiRef } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { ApprovalState } from './approval.shapes';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord } from './change-record';
import type { MaterialPart, Person, Span } from './change.shapes';
import type { Currency } from './risk.shapes';
import type { ConflictKind } from './schedule.shapes';
import type { TemplateStanding } from './template-standing';

/** How far approval has come, as much as gates have to know. */
export interface StandingApproval {
  readonly state: ApprovalState;
  /** What was edited since it was approved. */
  readonly edited: readonly MaterialPart[];
  readonly steps: readonly {
    readonly name: string;
    readonly needed: number;
    readonly approvals: number;
    readonly satisfied: boolean;
    /** Fewer may decide than have to. */
    readonly impossible: boolean;
    /** Those whose vote is still open. */
    readonly open: readonly AccountId[];
  }[];
}

/** A conflict, without what only some may see. */
export interface StandingConflict {
  readonly kind: ConflictKind;
  /** By a recorded decision that still fits both sides. */
  readonly accepted: boolean;
  /** The freeze's or maintenance window's name. */
  readonly window: string | undefined;
  readonly overlap: Span;
}

export interface Situation {
  readonly facts: ChangeFacts;
  /** Undefined while the app keeps nothing of it. */
  readonly record: ChangeRecord | undefined;
  readonly currency: Currency;
  readonly approval: StandingApproval;
  readonly conflicts: readonly StandingConflict[];
  /** Freezes that hold for it between now and its planned start: what begins early happens in them. */
  readonly freezesBefore: readonly StandingConflict[];
  /** More changes lie in its window than were compared with it. */
  readonly conflictsCut: boolean;
  /** What it names that the CMDB does not have: no window and no other change would ever meet it. */
  readonly unknownCis: readonly CiRef[];
  /** More depends on its CIs, or on those of others, than was followed: what meets there nobody saw. */
  readonly landscapeCut: boolean;
  /** Undefined when it was made from none. */
  readonly template: TemplateStanding | undefined;
  /** Those whom messages name. */
  readonly people: ReadonlyMap<AccountId, Person>;
  readonly now: Instant;
}
