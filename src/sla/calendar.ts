/**
 * Working calendars: how much working time lies between two instants, and where so much of it ends.
 *
 * A moment is working time exactly when the clock on the wall, in the calendar's zone, shows a time within its hours.
 * All else follows from that: minutes that a change of the clock skips count nothing, minutes that it repeats count twice,
 * and where hours begin or end within a repeated stretch, both passes are cut there.
 *
 * Instants are epoch milliseconds and durations milliseconds, both whole numbers; a RangeError answers anything else, and
 * instants outside the years 1970–2100.
 */
import { findErrors, findFaults, type CalendarFault } from './calendar/faults';
import { DAY, FIRST_INSTANT, LAST_INSTANT, MINUTE, type CalendarSpec } from './calendar/spec';
import { spans, type Span } from './calendar/spans';
import { WorkCalendar as Compiled, type WorkCalendar } from './calendar/work-calendar';

export { WEEKDAYS } from './calendar/spec';
export type { CalendarSpec, ExtraHours, Holiday, Weekday, WeeklyInterval } from './calendar/spec';
export type { CalendarFault, CalendarFaultCode } from './calendar/faults';
export type { Span, SpanReason } from './calendar/spans';
export type { WorkCalendar };

/** Copies, because some module loaders turn each use of an import into a call, which a hot path would feel. */
const [EARLIEST, LATEST] = [FIRST_INSTANT, LAST_INSTANT];

const compiled = new WeakMap<CalendarSpec, WorkCalendar>();

/** Compiles once for each spec object. Throws RangeError naming every fault of a spec that {@link calendarFaults} refuses. */
export function compileCalendar(spec: CalendarSpec): WorkCalendar {
  const known = compiled.get(spec);
  if (known !== undefined) return known;
  const errors = findErrors(spec);
  if (errors.length > 0)
    throw new RangeError(`not a calendar: ${errors.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
  const calendar = new Compiled(spec);
  compiled.set(spec, calendar);
  return calendar;
}

/** Everything wrong or doubtful with a calendar, each at its field; only errors keep it from being used. */
export const calendarFaults = (spec: CalendarSpec): readonly CalendarFault[] => findFaults(spec);

/** Working milliseconds from one instant to another; negative when `to` is before `from`. */
export function workingTime(calendar: WorkCalendar, from: number, to: number): number {
  return calendar.worked(instant(to)) - calendar.worked(instant(from));
}

/**
 * The instant at which `duration` of working time has passed since `from`: `workingTime(calendar, from, result)` is exactly
 * `duration`. Where a closed stretch gives many such instants it is the one nearest to `from`. Forwards that is the end of
 * work (due on Friday at 17:00, not on Monday at 09:00), backwards its start; a duration of 0 gives `from`.
 * Throws RangeError when so much working time does not lie between `from` and the end (or beginning) of the years.
 */
export function addWorkingTime(calendar: WorkCalendar, from: number, duration: number): number {
  if (!Number.isSafeInteger(duration)) throw new RangeError(`not a duration in whole milliseconds: ${duration}`);
  const sum = calendar.worked(instant(from)) + duration;
  if (duration === 0) return from;
  const found = duration > 0 ? calendar.earliest(sum, from) : calendar.latest(sum, from);
  if (found === undefined)
    throw new RangeError(`no ${duration} ms of working time from ${from} within the years 1970–2100`);
  return found;
}

/** `from` itself when that is working time, else the next start of work. Throws RangeError when none follows until 2100. */
export function nextWorkingInstant(calendar: WorkCalendar, from: number): number {
  const found = calendar.latest(calendar.worked(instant(from)), from);
  if (found === undefined) throw new RangeError(`no working time after ${from} within the years 1970–2100`);
  return found;
}

export function isOpen(calendar: WorkCalendar, at: number): boolean {
  return calendar.table.isOpen(instant(at) + calendar.segmentAt(at).offset);
}

/**
 * The whole stretch from one instant to a later one, cut where its reason changes: no hole, and the open spans add up to
 * {@link workingTime}. Found while iterated, so that a reader may stop. Empty when `to` is not after `from`.
 */
export function spansBetween(calendar: WorkCalendar, from: number, to: number): Iterable<Span> {
  const [start, end] = [instant(from), instant(to)];
  return { [Symbol.iterator]: () => spans(calendar, start, end) };
}

/**
 * Milliseconds of an ordinary working day: the length that most days of the week have, the longer one in a tie; an interval
 * over midnight counts for the day it starts on. 24 hours when always open. For goals stated in working days.
 */
export function workingDay(calendar: WorkCalendar): number {
  const { alwaysOpen, weekly } = calendar.spec;
  if (alwaysOpen) return DAY;
  const lengths = new Map<string, number>();
  for (const { day, from, to } of weekly) lengths.set(day, (lengths.get(day) ?? 0) + to - from);
  const days = [...lengths.values()];
  const howMany = (length: number): number => days.filter((other) => other === length).length;
  return days.reduce((a, b) => ((howMany(b) - howMany(a) || b - a) > 0 ? b : a)) * MINUTE;
}

function instant(at: number): number {
  if (!Number.isInteger(at) || at < EARLIEST || at > LATEST)
    throw new RangeError(`not an instant in whole milliseconds of the years 1970–2100: ${at}`);
  return at;
}
