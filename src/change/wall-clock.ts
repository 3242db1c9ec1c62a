/**
 * From times on a wall clock to instants. A stretch of wall clock time lasts from the first to the last moment at which the
 * clock, in its zone, shows a time from its start to before its end: where a change of the clock skips its start or end, it
 * begins or ends with that change; where one is shown twice, it begins with the first and ends with the second showing. So
 * a stretch is never shorter than what people read on their clocks, and one that is skipped as a whole does not happen.
 *
 * A wall clock time is told in milliseconds, as the epoch milliseconds at which a clock in UTC shows the same.
 */
import { BLOCK, zoneNamed, type OffsetSegment, type Zone } from '../sla/calendar/zone';
import type { Interval } from './intervals';

/** More than any clock differs from UTC. */
const MOST_OFFSET = 36 * 3_600_000;

/** `start` lies before `end`. Undefined when the clock never shows any of it; RangeError for a zone that is none. */
export function stretchOf(start: number, end: number, timeZone: string): Interval | undefined {
  const zone = zoneNamed(timeZone);
  const from = firstShown(start, zone);
  const to = lastShown(end, zone);
  return from < to ? { from, to } : undefined;
}

/** What the clock shows at an instant (epoch milliseconds). */
export function wallTimeAt(at: number, timeZone: string): number {
  const segment = segmentsAround(at, zoneNamed(timeZone)).findLast(({ from }) => from <= at);
  return at + (segment?.offset ?? 0);
}

/** When the clock is changed next, if that is within a day. */
export const clockChangeAfter = (at: number, timeZone: string): number | undefined =>
  segmentsAround(at, zoneNamed(timeZone)).find(
    ({ from, offset }, place, all) => from > at && offset !== all[place - 1]?.offset,
  )?.from;

/** The first moment from which on the clock shows this time or a later one. */
function firstShown(wall: number, zone: Zone): number {
  const segments = segmentsAround(wall, zone);
  const place = segments.findIndex(({ offset }, at) => wall < endOf(segments, at) + offset);
  const { from, offset } = segmentAt(segments, place);
  return Math.max(from, wall - offset);
}

/** The moment behind the last one at which the clock shows an earlier time. */
function lastShown(wall: number, zone: Zone): number {
  const segments = segmentsAround(wall, zone);
  const place = segments.findLastIndex(({ from, offset }) => from + offset < wall);
  return Math.min(endOf(segments, place), wall - segmentAt(segments, place).offset);
}

/** The stretches of one offset that the days around a moment are in, in order. */
function segmentsAround(moment: number, zone: Zone): readonly OffsetSegment[] {
  const first = Math.floor((moment - MOST_OFFSET) / BLOCK);
  const last = Math.floor((moment + MOST_OFFSET) / BLOCK);
  return first === last ? zone.block(first) : [...zone.block(first), ...zone.block(last)];
}

const endOf = (segments: readonly OffsetSegment[], place: number): number => segments[place + 1]?.from ?? Infinity;

function segmentAt(segments: readonly OffsetSegment[], place: number): OffsetSegment {
  const found = segments[place];
  if (found === undefined) throw new RangeError('no offset of the zone at this time');
  return found;
}
