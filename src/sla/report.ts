/** From a judged cycle to what is said of it. */
import { LAST_INSTANT, DAY } from './calendar/spec';
import { isOpen, nextWorkingInstant, spansBetween, workingTime, type WorkCalendar } from './calendar';
import type {
  ClockBecause,
  ClockReport,
  ClockStateName,
  Counting,
  NextEvent,
  OtherVerdict,
  Stretch,
} from './clock-report';
import type { Course, Leg } from './course';
import type { CompiledGoal } from './goals';
import type { Judged } from './marks';

export interface JudgedCycle {
  readonly course: Course;
  readonly judged: Judged;
  /** Of the policy that judged it. */
  readonly version: number;
  readonly number: number;
  readonly of: number;
}

type Common = Omit<
  Extract<ClockReport, { open: true; state: 'running' }>,
  'state' | 'open' | 'counting' | 'dueAt' | 'next'
>;

/** Undefined while no goal applies: there is nothing to keep then. */
export function reportOf(cycle: JudgedCycle, judgedNow: OtherVerdict | null, now: number): ClockReport | undefined {
  const { course, judged } = cycle;
  const goal = course.goal;
  if (goal === undefined) return undefined;
  const common = commonOf(cycle, goal, judgedNow, now);
  const breachedAt = judged.breach?.at;
  if (!course.open) {
    const stoppedAt = course.endedAt;
    return breachedAt === undefined
      ? { ...common, state: 'met', open: false, stoppedAt }
      : { ...common, state: 'breached', open: false, breachedAt, stoppedAt };
  }
  const counting = countingOf(course, goal.work, now);
  if (breachedAt !== undefined) return { ...common, state: 'breached', open: true, counting, breachedAt };
  if (counting.halted === 'paused') return { ...common, state: 'paused', open: true, counting };
  return { ...common, state: 'running', open: true, counting, dueAt: judged.dueAt ?? null, next: nextOf(judged) };
}

function commonOf(cycle: JudgedCycle, goal: CompiledGoal, judgedNow: OtherVerdict | null, now: number): Common {
  const { course, judged } = cycle;
  const { key, name, kind, party, supports } = course.compiled.definition;
  const elapsedMs = course.elapsed(goal.work, now);
  return {
    definition: { key, name, kind, party, supports },
    cycle: cycle.number,
    cycles: cycle.of,
    startedAt: course.startedAt,
    goal: goal.told,
    elapsedMs,
    remainingMs: goal.targetMs - elapsedMs,
    reached: judged.reached,
    lifted: judged.lifted,
    because: becauseOf(course, goal, judged),
    course: course.legs.map((leg) => stretchOf(leg, now)),
    policyVersion: cycle.version,
    judgedNow,
  };
}

const stretchOf = ({ from, to, kind, goal, began, steps }: Leg, now: number): Stretch => ({
  from,
  to: to === Infinity ? now : to,
  kind,
  goal: goal?.told,
  began,
  steps,
});

/** Far enough that nobody looks at a countdown for so long without asking again. */
const COUNTDOWN = 31 * DAY;

function countingOf(course: Course, work: WorkCalendar, now: number): Counting {
  if (course.legs.at(-1)?.kind === 'paused') {
    const pause = course.legs[course.legs.findLastIndex(({ kind }) => kind !== 'paused') + 1];
    return { halted: 'paused', since: pause?.from ?? course.startedAt, by: pause?.began ?? [] };
  }
  const horizon = Math.min(now + COUNTDOWN, LAST_INSTANT);
  if (isOpen(work, now)) return { halted: null, countsUntil: endOfWork(work, now, horizon) };
  const [first] = spansBetween(work, now, horizon);
  const resumes = workingTime(work, now, horizon) > 0 || hasWork(work, horizon);
  return {
    halted: first?.because === 'holiday' ? 'holiday' : 'outside-hours',
    resumesAt: resumes ? nextWorkingInstant(work, now) : null,
    ...(first?.because === 'holiday' && first.name !== undefined ? { holiday: first.name } : {}),
  };
}

const hasWork = (work: WorkCalendar, from: number): boolean => workingTime(work, from, LAST_INSTANT) > 0;

function endOfWork(work: WorkCalendar, now: number, horizon: number): number {
  for (const span of spansBetween(work, now, horizon)) if (!span.open) return span.from;
  return horizon;
}

/** Of a warning and a breach at the same instant the warning comes first. */
function nextOf({ ahead, dueAt }: Judged): NextEvent | null {
  const [warning] = ahead.toSorted((left, right) => left.at - right.at || left.percent - right.percent);
  if (warning !== undefined && (dueAt === undefined || warning.at <= dueAt)) return { kind: 'warning', ...warning };
  return dueAt === undefined ? null : { kind: 'breach', threshold: null, at: dueAt };
}

function becauseOf(course: Course, goal: CompiledGoal, { lifted }: Judged): readonly ClockBecause[] {
  const { legs, stopped } = course;
  const started = legs.findLast(({ steps }) => steps.includes('started') || steps.includes('continued'));
  const retarget = legs.findLastIndex(({ steps }) => steps.includes('retargeted'));
  const change = legs[retarget];
  const last = legs.at(-1);
  const pause = legs.findLast(({ steps }) => steps.includes('paused'));
  return [
    { why: 'started', at: started?.from ?? course.startedAt, by: started?.began ?? course.started },
    { why: 'goal', goal: goal.told, when: goal.when },
    ...(change?.goal === goal ? [retargeted(change, legs[retarget - 1]?.goal, goal)] : []),
    ...lifted.map((one) => ({ why: 'lifted', ...one }) as const),
    ...(course.open && last?.kind === 'paused' && pause !== undefined
      ? [{ why: 'paused', at: pause.from, by: pause.began } as const]
      : []),
    ...(course.open ? [] : [{ why: 'stopped', at: course.endedAt, by: stopped } as const]),
  ];
}

const retargeted = (change: Leg, from: CompiledGoal | undefined, to: CompiledGoal): ClockBecause => ({
  why: 'retargeted',
  at: change.from,
  by: change.began,
  from: from?.told,
  to: to.told,
});

/** What the latest version says of the same cycle, where that differs. */
export function otherVerdict(
  cycle: JudgedCycle,
  other: Pick<JudgedCycle, 'course' | 'judged'>,
  policyVersion: number,
  now: number,
): OtherVerdict | null {
  const then = verdictOf(cycle, now);
  const verdict = verdictOf(other, now);
  const same =
    then.state === verdict.state && then.targetMs === verdict.targetMs && then.elapsedMs === verdict.elapsedMs;
  return same ? null : { policyVersion, ...verdict };
}

function verdictOf(
  { course, judged }: Pick<JudgedCycle, 'course' | 'judged'>,
  now: number,
): Omit<OtherVerdict, 'policyVersion'> {
  const { goal } = course;
  const going: ClockStateName = course.legs.at(-1)?.kind === 'paused' ? 'paused' : 'running';
  const state = judged.breach !== undefined ? 'breached' : course.open ? going : 'met';
  const elapsedMs = goal === undefined ? 0 : course.elapsed(goal.work, now);
  return { state, elapsedMs, targetMs: goal?.targetMs ?? null, goal: goal?.name ?? null };
}
