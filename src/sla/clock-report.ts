/** What the engine says about a clock. Instants are epoch milliseconds, durations milliseconds. */
import type { CommentAuthor } from './history';
import type { Definition, GoalCondition, Target } from './policy';

/** What began a cycle, a pause or a stretch under another goal. */
export type Cause =
  | { readonly cause: 'created' }
  | {
      readonly cause: 'changed';
      readonly field: string;
      readonly from: readonly string[];
      readonly to: readonly string[];
      readonly toText?: string;
    }
  | { readonly cause: 'commented'; readonly by: CommentAuthor }
  /** Another version of the policy came into force. */
  | { readonly cause: 'policy'; readonly version: number };

/** A goal as it was in force: its target in its calendar's milliseconds. */
export interface GoalInForce {
  readonly key: string;
  readonly name: string;
  readonly target: Target;
  readonly targetMs: number;
  readonly calendar: { readonly key: string; readonly name: string; readonly timeZone: string };
}

/** A stretch of the cycle in which nothing about the clock changed, office hours aside. Half-open: `to` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'running' | 'paused' | 'stopped';
  /** Undefined while no goal applied. */
  readonly goal: GoalInForce | undefined;
  readonly began: readonly Cause[];
  /** What the stretch's beginning did to the clock. */
  readonly steps: readonly ('started' | 'resumed' | 'paused' | 'stopped' | 'retargeted' | 'continued')[];
}

export interface ReachedThreshold {
  readonly threshold: string;
  readonly percent: number;
  readonly at: number;
}

/** A breach that a later, longer goal took back. It happened, so it stays on record. */
export interface LiftedBreach {
  readonly breachedAt: number;
  readonly liftedAt: number;
  /** The name of the goal it had breached under. */
  readonly goal: string;
}

export type ClockBecause =
  | { readonly why: 'started'; readonly at: number; readonly by: readonly Cause[] }
  | { readonly why: 'goal'; readonly goal: GoalInForce; readonly when: readonly GoalCondition[] }
  | {
      readonly why: 'retargeted';
      readonly at: number;
      readonly by: readonly Cause[];
      readonly from: GoalInForce | undefined;
      readonly to: GoalInForce;
    }
  | { readonly why: 'paused'; readonly at: number; readonly by: readonly Cause[] }
  | { readonly why: 'stopped'; readonly at: number; readonly by: readonly Cause[] }
  | ({ readonly why: 'lifted' } & LiftedBreach);

/** What comes next if nothing else happens to the issue. */
export type NextEvent =
  | { readonly kind: 'warning'; readonly threshold: string; readonly percent: number; readonly at: number }
  | { readonly kind: 'breach'; readonly threshold: null; readonly at: number };

export interface OtherVerdict {
  readonly policyVersion: number;
  readonly state: ClockStateName;
  readonly targetMs: number | null;
  readonly elapsedMs: number;
  readonly goal: string | null;
}

export type ClockStateName = 'running' | 'paused' | 'met' | 'breached';

interface Common {
  readonly definition: Pick<Definition, 'key' | 'name' | 'kind' | 'party' | 'supports'>;
  /** Counted from 1 in the order in which the cycles began. */
  readonly cycle: number;
  /** How many there are so far. */
  readonly cycles: number;
  readonly startedAt: number;
  /** The goal that judges it: the one in force now, or when the cycle ended. */
  readonly goal: GoalInForce;
  /** Counted time up to now or to the end, of the whole cycle, in that goal's calendar. */
  readonly elapsedMs: number;
  /** Negative when overrun. */
  readonly remainingMs: number;
  readonly reached: readonly ReachedThreshold[];
  readonly lifted: readonly LiftedBreach[];
  readonly because: readonly ClockBecause[];
  /** From the start to the end or to now, without gaps. */
  readonly course: readonly Stretch[];
  readonly policyVersion: number;
  readonly judgedNow: OtherVerdict | null;
}

/** How an open clock counts from now on. */
export type Counting =
  | { readonly halted: null; /** Elapsed grows with the wall clock until then. */ readonly countsUntil: number }
  | { readonly halted: 'outside-hours' | 'holiday'; readonly resumesAt: number | null; readonly holiday?: string }
  | { readonly halted: 'paused'; readonly since: number; /** What began the pause. */ readonly by: readonly Cause[] };

export interface RunningClock extends Common {
  readonly state: 'running';
  readonly open: true;
  readonly counting: Exclude<Counting, { readonly halted: 'paused' }>;
  /** When it breaches if nothing else happens; null when its calendar has not that much time before the year 2101. */
  readonly dueAt: number | null;
  readonly next: NextEvent | null;
}
export interface PausedClock extends Common {
  readonly state: 'paused';
  readonly open: true;
  readonly counting: Extract<Counting, { readonly halted: 'paused' }>;
}
export interface OverdueClock extends Common {
  readonly state: 'breached';
  readonly open: true;
  readonly counting: Counting;
  readonly breachedAt: number;
}
export interface MetClock extends Common {
  readonly state: 'met';
  readonly open: false;
  readonly stoppedAt: number;
}
export interface MissedClock extends Common {
  readonly state: 'breached';
  readonly open: false;
  readonly breachedAt: number;
  readonly stoppedAt: number;
}

/** One cycle of one definition. */
export type ClockReport = RunningClock | PausedClock | OverdueClock | MetClock | MissedClock;
