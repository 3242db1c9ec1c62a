/**
 * When freezes and maintenance windows happen. Start, end and recurrence are wall clock time in the window's zone: every
 * occurrence lasts from a start on the wall to an end on the wall that lies as long after it as the first end after the
 * first start (see `wall-clock.ts` for the days on which the clock changes).
 */
import { Temporal } from 'temporal-polyfill';
import type { Span } from './change.shapes';
import { common, intervalOf, spanOf, type Interval } from './intervals';
import { recurrenceOf, type Recurrence } from './recurrence';
import type { ChangeWindow, ChangeWindows, Occurrence } from './schedule.shapes';
import { stretchOf } from './wall-clock';

/** The enabled windows, and when they happen within a span of time. */
export interface WindowPlan {
  readonly windows: readonly ChangeWindow[];
  readonly occurrences: readonly Occurrence[];
}

/** Whoever asks about a change needs a plan whose span holds the change's. */
export function windowPlan({ windows }: ChangeWindows, span: Span): WindowPlan {
  const enabled = windows.filter((window) => window.enabled);
  return { windows: enabled, occurrences: enabled.flatMap((window) => occurrencesOf(window, span)) };
}

/**
 * The occurrences that meet a span, in order, whole: one that began before the span and reaches into it is among them.
 * Whether the window is enabled is not asked. Throws RangeError for a window that `windowFaults` refuses: to overlook a
 * freeze would let changes through.
 */
export function occurrencesOf(window: ChangeWindow, span: Span): Occurrence[] {
  const { key, name, kind, scope } = window;
  return stretchesOf(window, intervalOf(span)).map((stretch) => ({
    window: key,
    name,
    kind,
    scope,
    ...spanOf(stretch),
  }));
}

/** The next occurrences that end after a moment, at most so many, looked for in the years that follow it. */
export function nextOccurrences(window: ChangeWindow, after: number, count: number, years = 10): Interval[] {
  const end = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO('UTC').add({ years }).epochMilliseconds;
  for (let to = after + FIRST_LOOK; ; to = after + (to - after) * 4) {
    const found = stretchesOf(window, { from: after, to: Math.min(to, end) });
    if (found.length >= count || to >= end) return found.slice(0, count);
  }
}

const FIRST_LOOK = 90 * 86_400_000;

export function stretchesOf(window: ChangeWindow, span: Interval): Interval[] {
  const { start, end, recurrence } = compiled(window);
  const length = start.until(end);
  return startsIn(recurrence, start, length, window.timeZone, span).flatMap((wall) => {
    const stretch = stretchOf(wall, wall.add(length), window.timeZone);
    return stretch !== undefined && common(stretch, span) !== undefined ? [stretch] : [];
  });
}

interface Compiled {
  readonly start: Temporal.PlainDateTime;
  readonly end: Temporal.PlainDateTime;
  readonly recurrence: Recurrence | undefined;
}

const known = new WeakMap<ChangeWindow, Compiled>();

function compiled(window: ChangeWindow): Compiled {
  const found = known.get(window);
  if (found !== undefined) return found;
  const start = Temporal.PlainDateTime.from(window.start);
  const end = Temporal.PlainDateTime.from(window.end);
  if (Temporal.PlainDateTime.compare(start, end) >= 0)
    throw new RangeError(`window ${window.key} ends before it starts`);
  const recurrence = window.rrule === null ? undefined : recurrenceOf(window.rrule, start, window.timeZone);
  const made = { start, end, recurrence };
  known.set(window, made);
  return made;
}

/** No clock change moves a clock by more than a day; the two days more are found out to be outside afterwards. */
function startsIn(
  recurrence: Recurrence | undefined,
  start: Temporal.PlainDateTime,
  length: Temporal.Duration,
  timeZone: string,
  span: Interval,
): readonly Temporal.PlainDateTime[] {
  if (recurrence === undefined) return [start];
  const wallAt = (at: number): Temporal.PlainDateTime =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return recurrence.starts(wallAt(span.from).subtract(length).subtract({ days: 1 }), wallAt(span.to).add({ days: 1 }));
}
