/**
 * The account of a clock: every stretch of its cycle with what began it and what it counts. The parts follow each other
 * without a hole, and what they count adds up to the elapsed time exactly.
 *
 * Each part names the goal that was in force then; all are counted in the calendar of the goal that judges the cycle.
 */
import { compileCalendar, spansBetween, type Span, type WorkCalendar } from './calendar';
import type { Cause, ClockReport, GoalInForce, Stretch } from './clock-report';
import type { PolicyVersion } from './policy-versions';

export type SegmentKind = 'running' | 'paused' | 'outside-hours' | 'holiday' | 'stopped';
export const SEGMENT_KINDS = ['running', 'paused', 'outside-hours', 'holiday', 'stopped'] as const;

/** What began a segment: something that happened to the issue, or the calendar. */
export type SegmentBecause =
  | { readonly why: 'step'; readonly steps: Stretch['steps']; readonly causes: readonly Cause[] }
  | { readonly why: 'hours' }
  | { readonly why: 'extra-hours' | 'holiday'; readonly name: string }
  | { readonly why: 'outside-hours' };

export interface Segment {
  readonly from: number;
  /** Not in it. */
  readonly to: number;
  readonly kind: SegmentKind;
  readonly countedMs: number;
  /** What the issue did comes before what the calendar did at the same instant. */
  readonly because: readonly SegmentBecause[];
  /** Undefined while no goal applied. */
  readonly goal: GoalInForce | undefined;
  /** The clocks of the calendar's zone are changed in it, or at its beginning. */
  readonly dst: 'gap' | 'overlap' | undefined;
}

export interface SegmentTotal {
  readonly kind: SegmentKind;
  readonly durationMs: number;
  readonly countedMs: number;
}

/** @param versions among them the one that judged the report */
export function proofSheet(report: ClockReport, versions: readonly PolicyVersion[]): readonly Segment[] {
  const calendar = calendarOf(report, versions);
  // What begins at this very instant has no length yet.
  const begun = report.course.filter(({ from, to }) => from < to);
  return begun.flatMap((stretch) => (stretch.kind === 'running' ? cut(stretch, calendar) : [uncut(stretch)]));
}

/** By kind, those that occur. */
export function totalsOf(segments: readonly Segment[]): readonly SegmentTotal[] {
  return SEGMENT_KINDS.flatMap((kind) => {
    const some = segments.filter((segment) => segment.kind === kind);
    const sum = (of: (segment: Segment) => number): number => some.reduce((total, segment) => total + of(segment), 0);
    return some.length === 0
      ? []
      : [{ kind, durationMs: sum(({ from, to }) => to - from), countedMs: sum(({ countedMs }) => countedMs) }];
  });
}

function calendarOf({ policyVersion, goal }: ClockReport, versions: readonly PolicyVersion[]): WorkCalendar {
  const policy = versions.find(({ version }) => version === policyVersion)?.policy;
  const calendar = policy?.calendars.find(({ key }) => key === goal.calendar.key);
  if (calendar === undefined) throw new Error(`no calendar ${goal.calendar.key} in policy version ${policyVersion}`);
  return compileCalendar(calendar);
}

const stepOf = ({ steps, began }: Stretch): SegmentBecause => ({ why: 'step', steps, causes: began });

const uncut = (stretch: Stretch): Segment => ({
  from: stretch.from,
  to: stretch.to,
  kind: stretch.kind,
  countedMs: 0,
  because: [stepOf(stretch)],
  goal: stretch.goal,
  dst: undefined,
});

function cut(stretch: Stretch, calendar: WorkCalendar): Segment[] {
  return [...spansBetween(calendar, stretch.from, stretch.to)].map((span, index) => ({
    from: span.from,
    to: span.to,
    kind: kindOf(span),
    countedMs: span.open ? span.to - span.from : 0,
    because: index === 0 ? [stepOf(stretch), ...ofCalendar(span, true)] : ofCalendar(span, false),
    goal: stretch.goal,
    dst: span.dst,
  }));
}

function kindOf({ because }: Span): SegmentKind {
  return because === 'hours' || because === 'extra' ? 'running' : because;
}

/** That ordinary hours go on needs no saying. */
function ofCalendar({ because, name = '' }: Span, first: boolean): SegmentBecause[] {
  switch (because) {
    case 'hours':
      return first ? [] : [{ why: 'hours' }];
    case 'extra':
      return [{ why: 'extra-hours', name }];
    case 'holiday':
      return [{ why: 'holiday', name }];
    case 'outside-hours':
      return [{ why: 'outside-hours' }];
  }
}
