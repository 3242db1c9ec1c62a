/**
 * When freezes and maintenance windows happen. Start, end and recurrence are wall clock time in the window's zone: every
 * occurrence lasts from a start on the wall to an end on the wall that lies as long after it as the first end after the
 * first start (see `wall-clock.ts` for the days on which the clock changes).
 */
import type { Span } from './change.shapes';
import { common, intervalOf, spanOf, type Interval } from './intervals';
import { recurrenceOf, type Recurrence } from './recurrence';
import type { ChangeWindow, ChangeWindows, Occurrence } from './schedule.shapes';
import { stretchOf, wallTimeAt } from './wall-clock';

const DAY = 86_400_000;

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
  const end = after + years * 366 * DAY;
  for (let to = after + FIRST_LOOK; ; to = after + (to - after) * 4) {
    const found = stretchesOf(window, { from: after, to: Math.min(to, end) });
    if (found.length >= count || to >= end) return found.slice(0, count);
  }
}

/** Short, so that a rule that happens every minute does not fill the memory before that is found out. */
const FIRST_LOOK = 2 * DAY;

/** The same in epoch milliseconds. */
export function stretchesOf(window: ChangeWindow, span: Interval): Interval[] {
  const { start, end, recurrence } = compiled(window);
  const length = end - start;
  return startsIn(recurrence, start, length, window.timeZone, span).flatMap((wall) => {
    const stretch = stretchOf(wall, wall + length, window.timeZone);
    return stretch !== undefined && common(stretch, span) !== undefined ? [stretch] : [];
  });
}

interface Compiled {
  readonly start: number;
  readonly end: number;
  readonly recurrence: Recurrence | undefined;
}

const known = new WeakMap<ChangeWindow, Compiled>();

function compiled(window: ChangeWindow): Compiled {
  const found = known.get(window);
  if (found !== undefined) return found;
  const [start, end] = [wallTime(window.start), wallTime(window.end)];
  if (start === undefined || end === undefined || start >= end)
    throw new RangeError(`not a window: ${window.key} from ${window.start} to ${window.end}`);
  const recurrence = window.rrule === null ? undefined : recurrenceOf(window.rrule, start, window.timeZone);
  const made = { start, end, recurrence };
  known.set(window, made);
  return made;
}

/** `YYYY-MM-DDTHH:mm` of the years 2000 to 2100 (see `wall-clock.ts` for what it is told in); undefined for all else. */
export function wallTime(text: string): number | undefined {
  if (!/^(?:20\d\d|2100)-\d\d-\d\dT\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text}:00.000Z`);
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(text) ? undefined : at;
}

/** No change of the clock moves it by more than a day; what the two days more find is told to be outside afterwards. */
function startsIn(
  recurrence: Recurrence | undefined,
  start: number,
  length: number,
  timeZone: string,
  span: Interval,
): readonly number[] {
  if (recurrence === undefined) return [start];
  return recurrence.starts(wallTimeAt(span.from, timeZone) - length - DAY, wallTimeAt(span.to, timeZone) + DAY);
}
