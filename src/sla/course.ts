/**
 * The course of a cycle under one version of its definition: stretches in which it runs, is paused or stopped under one
 * goal, and the time counted in them.
 *
 * Elapsed is always counted over the whole cycle in the calendar of one goal, the one in force: another goal counts anew
 * from the start, and leaves out what was paused.
 */
import { DAY, LAST_INSTANT } from './calendar/spec';
import { addWorkingTime, workingTime, type WorkCalendar } from './calendar';
import type { Cause, Stretch } from './clock-report';
import { causesOf, holdsAny, type CompiledCondition } from './conditions';
import { lastSpan, type Cycle, type CycleSpan } from './cycles';
import { goalFor, type CompiledDefinition, type CompiledGoal } from './goals';
import type { Moment } from './moments';

type Step = Stretch['steps'][number];

export interface Leg {
  readonly from: number;
  /** Infinity for the last one of an open cycle. */
  readonly to: number;
  readonly kind: Stretch['kind'];
  readonly goal: CompiledGoal | undefined;
  readonly began: readonly Cause[];
  readonly steps: readonly Step[];
}

export class Course {
  readonly startedAt: number;
  /** Infinity while open. */
  readonly endedAt: number;
  readonly started: readonly Cause[];
  readonly stopped: readonly Cause[];
  /** The goal in force at the end or, while open, after the last moment. What ends a cycle comes before another goal. */
  readonly goal: CompiledGoal | undefined;
  private readonly sums = new Map<WorkCalendar, readonly number[]>();

  constructor(
    readonly compiled: CompiledDefinition,
    readonly legs: readonly Leg[],
    cycle: Cycle,
    moments: readonly Moment[],
  ) {
    const last = lastSpan(cycle);
    const start = moments[cycle.spans[0].from];
    const end = last.to === undefined ? undefined : moments[last.to];
    this.startedAt = start?.at ?? NaN;
    this.endedAt = end?.at ?? Infinity;
    this.started = cycle.spans[0].started;
    this.stopped = last.stopped;
    this.goal = legs.length > 0 ? legs.at(-1)?.goal : start && goalFor(compiled, start.after);
  }

  get open(): boolean {
    return this.endedAt === Infinity;
  }

  /** Counted up to the beginning of a leg. */
  before(leg: number, calendar: WorkCalendar): number {
    return (this.sums.get(calendar) ?? this.sum(calendar))[leg] ?? 0;
  }

  /** Counted up to an instant not before the last leg, or up to the end. */
  elapsed(calendar: WorkCalendar, now: number): number {
    const index = this.legs.length - 1;
    const last = this.legs[index];
    if (last === undefined) return 0;
    return this.before(index, calendar) + counted(last, calendar, last.from, Math.min(last.to, now));
  }

  private sum(calendar: WorkCalendar): readonly number[] {
    const sums: number[] = [];
    let total = 0;
    for (const leg of this.legs) {
      sums.push(total);
      if (leg.to !== Infinity) total += counted(leg, calendar, leg.from, leg.to);
    }
    this.sums.set(calendar, sums);
    return sums;
  }
}

/** What a leg adds between two instants in it. */
export const counted = ({ kind }: Leg, calendar: WorkCalendar, from: number, to: number): number =>
  kind === 'running' && from < to ? workingTime(calendar, from, to) : 0;

/**
 * When so much more has been counted, if the clock runs on; undefined when the calendar has not that much before 2101.
 * Looks ahead in doubling steps, because calendars are worked out only as far as they are asked for.
 */
export function reaches(calendar: WorkCalendar, from: number, more: number): number | undefined {
  for (let ahead = Math.max(4 * more, LOOK_AHEAD); ; ahead *= 2) {
    const until = Math.min(from + ahead, LAST_INSTANT);
    if (workingTime(calendar, from, until) >= more) return addWorkingTime(calendar, from, more);
    if (until === LAST_INSTANT) return undefined;
  }
}

const LOOK_AHEAD = 14 * DAY;

/** @param end of the moments that count, as an index. */
export function courseOf(compiled: CompiledDefinition, cycle: Cycle, moments: readonly Moment[], end: number): Course {
  const plotter = new Plotter(compiled, moments);
  for (const span of cycle.spans) plotter.plot(span, end);
  return new Course(compiled, plotter.finish(lastSpan(cycle).to), cycle, moments);
}

class Plotter {
  private readonly legs: Leg[] = [];
  private current: Omit<Leg, 'to'> | undefined;

  constructor(
    private readonly compiled: CompiledDefinition,
    private readonly moments: readonly Moment[],
  ) {}

  plot(span: CycleSpan, end: number): void {
    for (let index = span.from; index < (span.to ?? end); index += 1) {
      const moment = this.moments[index];
      if (moment !== undefined) this.visit(moment, index === span.from ? span.started : undefined);
    }
    const stop = span.to === undefined ? undefined : this.moments[span.to];
    if (stop === undefined) return;
    const goal = this.current?.goal ?? goalFor(this.compiled, stop.after);
    this.turn({ from: stop.at, kind: 'stopped', goal, began: span.stopped, steps: ['stopped'] });
  }

  /** The end of the cycle is no leg; a stop that a start continued is. */
  finish(to: number | undefined): readonly Leg[] {
    if (to === undefined && this.current !== undefined) this.legs.push({ ...this.current, to: Infinity });
    return this.legs;
  }

  private visit(moment: Moment, started: readonly Cause[] | undefined): void {
    const { compiled, current } = this;
    const kind = holdsAny(compiled.pause, moment.after) ? 'paused' : 'running';
    const goal = goalFor(compiled, moment.after);
    const retargeted = current !== undefined && goal !== current.goal;
    if (started === undefined && kind === current?.kind && !retargeted) return;
    const steps: Step[] = [];
    const began: Cause[] = [];
    const because = (step: Step, causes: readonly Cause[]): void => {
      steps.push(step);
      began.push(...causes.filter((cause) => !began.some((one) => sameCause(one, cause))));
    };
    if (started !== undefined) because(current === undefined ? 'started' : 'continued', started);
    else if (kind !== current?.kind)
      because(kind === 'paused' ? 'paused' : 'resumed', causesIn(compiled.pause, moment));
    if (started !== undefined && kind === 'paused') steps.push('paused');
    if (retargeted) because('retargeted', causesOf(compiled.goalFields, moment));
    this.turn({ from: moment.at, kind, goal, began, steps });
  }

  private turn(next: Omit<Leg, 'to'>): void {
    if (this.current !== undefined && this.current.from < next.from) this.legs.push({ ...this.current, to: next.from });
    this.current = next;
  }
}

const causesIn = (conditions: readonly CompiledCondition[], moment: Moment): readonly Cause[] =>
  causesOf(
    conditions.flatMap(({ fields }) => fields),
    moment,
  );

const sameCause = (left: Cause, right: Cause): boolean =>
  left.cause === right.cause && (left.cause !== 'changed' || right.cause !== 'changed' || left.field === right.field);
