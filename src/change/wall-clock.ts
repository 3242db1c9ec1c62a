/**
 * From times on a wall clock to instants. A stretch of wall clock time lasts from the first to the last moment at which the
 * clock, in its zone, shows a time from its start to before its end: where a change of the clock skips its start or end, it
 * begins or ends with that change; where one is shown twice, it begins with the first and ends with the second showing. So
 * a stretch is never shorter than what people read on their clocks, and one that is skipped as a whole does not happen.
 */
import { Temporal } from 'temporal-polyfill';
import type { Interval } from './intervals';

/** Undefined when the clock never shows any of it. */
export function stretchOf(
  start: Temporal.PlainDateTime,
  end: Temporal.PlainDateTime,
  timeZone: string,
): Interval | undefined {
  const from = firstShown(start, timeZone);
  const to = lastShown(end, timeZone);
  return from < to ? { from, to } : undefined;
}

function firstShown(wall: Temporal.PlainDateTime, timeZone: string): number {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return isShown(earlier, wall) ? earlier.epochMilliseconds : changeAfter(earlier);
}

function lastShown(wall: Temporal.PlainDateTime, timeZone: string): number {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (!isShown(earlier, wall)) return changeAfter(earlier);
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  // A clock set back to exactly this time showed nothing before it a second time.
  const isSetBackTo = later.subtract({ nanoseconds: 1 }).toPlainDateTime();
  return Temporal.PlainDateTime.compare(isSetBackTo, wall) < 0 ? later.epochMilliseconds : earlier.epochMilliseconds;
}

const isShown = (moment: Temporal.ZonedDateTime, wall: Temporal.PlainDateTime): boolean =>
  moment.toPlainDateTime().equals(wall);

/** For a time that is skipped, Temporal gives the moment as long before the change as the time lies in the gap. */
function changeAfter(before: Temporal.ZonedDateTime): number {
  const change = before.getTimeZoneTransition('next');
  if (change === null) throw new RangeError(`no change of the clock after ${before.toString()}`);
  return change.epochMilliseconds;
}
