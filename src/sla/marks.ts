/**
 * When a clock reaches a share of its target: its thresholds and, with the whole, its breach.
 *
 * - It is reached while the clock runs. What happens at the very instant comes first: a clock stopped or paused with
 *   exactly its target used up has not breached.
 * - Another goal is judged from its moment on: time already beyond it breaches then, not before, and a longer one takes a
 *   breach back, which stays on record.
 * - Nothing is reached in a pause. Where a goal shrank below the elapsed time in a pause, the clock breaches when it
 *   resumes, or when it stops.
 */
import type { LiftedBreach, ReachedThreshold } from './clock-report';
import { counted, reaches, type Course, type Leg } from './course';
import type { CompiledGoal } from './goals';

/** What an earlier version of the policy already found of the same clock. */
export interface Marks {
  readonly breach: Mark | undefined;
  readonly reached: readonly ReachedThreshold[];
  readonly lifted: readonly LiftedBreach[];
}

interface Mark {
  readonly at: number;
  /** The name of the goal it was reached under. */
  readonly goal: string;
}

export interface Judged extends Marks {
  /** What is still ahead if nothing else happens, in the order of the definition's thresholds. */
  readonly ahead: readonly { readonly threshold: string; readonly percent: number; readonly at: number }[];
  readonly dueAt: number | undefined;
}

/** @param since when this version of the policy began to judge: nothing is reached before. */
export function judgeCourse(course: Course, since: number, now: number, inherited: Marks | undefined): Judged {
  const breach = track(course, 1, since, now, inherited?.breach);
  const reached: ReachedThreshold[] = [];
  const ahead: ReachedThreshold[] = [];
  for (const { key: threshold, percent } of course.compiled.definition.thresholds) {
    const before = inherited?.reached.find((one) => one.threshold === threshold);
    const { mark, next } = track(course, percent / 100, since, now, before && { at: before.at, goal: '' });
    if (mark !== undefined) reached.push({ threshold, percent, at: mark.at });
    else if (next !== undefined) ahead.push({ threshold, percent, at: next });
  }
  const lifted = [...(inherited?.lifted ?? []), ...breach.lifted];
  return { breach: breach.mark, reached, lifted, ahead, dueAt: breach.next };
}

interface Track {
  readonly mark: Mark | undefined;
  readonly next: number | undefined;
  readonly lifted: readonly LiftedBreach[];
}

/** Whole milliseconds, so that a share is never reached early. */
const levelOf = ({ targetMs }: CompiledGoal, share: number): number => Math.ceil(targetMs * share);

function track(course: Course, share: number, since: number, now: number, inherited: Mark | undefined): Track {
  const lifted: LiftedBreach[] = [];
  let mark = inherited;
  let next: number | undefined;
  for (const [index, leg] of course.legs.entries()) {
    const { goal } = leg;
    if (leg.to < since || goal === undefined) continue;
    const start = Math.max(leg.from, since);
    const left = levelOf(goal, share) - course.before(index, goal.work) - counted(leg, goal.work, leg.from, start);
    if (mark !== undefined && left > 0) {
      lifted.push({ breachedAt: mark.at, liftedAt: start, goal: mark.goal });
      mark = undefined;
    }
    const at = mark === undefined && start < leg.to ? crossing(leg, goal, start, left) : undefined;
    if (at !== undefined && at <= now) mark = { at, goal: goal.name };
    else next = at;
    if (mark === undefined && share === 1 && left < 0 && isStopped(course, index))
      mark = { at: leg.to, goal: goal.name };
  }
  return { mark, next, lifted };
}

/** When in the leg, from `start` on, what is `left` has been counted. */
function crossing(leg: Leg, { work }: CompiledGoal, start: number, left: number): number | undefined {
  if (leg.kind !== 'running') return undefined;
  if (left <= 0) return start;
  if (leg.to === Infinity) return reaches(work, start, left);
  if (counted(leg, work, start, leg.to) < left) return undefined;
  const at = reaches(work, start, left);
  return at !== undefined && at < leg.to ? at : undefined;
}

/** Whether a stop ends the leg: having been paused ever since the goal shrank, it was overrun by then. */
const isStopped = ({ legs, open }: Course, index: number): boolean => {
  const following = legs[index + 1];
  return legs[index]?.kind !== 'stopped' && (following === undefined ? !open : following.kind === 'stopped');
};
