/** Calendars as desks have them, and stranger ones, with holidays and extra hours near a date. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  WEEKDAYS,
  type CalendarSpec,
  type ExtraHours,
  type Holiday,
  type WeeklyInterval,
} from '../../src/sla/calendar';

const A_WEEK = 10_080;

/** Hours are cut out of a round week, so that they never overlap and may run over any midnight, Sunday's as well. */
function roundWeek(grain: number): fc.Arbitrary<WeeklyInterval[]> {
  const cuts = fc.uniqueArray(fc.nat({ max: A_WEEK / grain - 1 }), { minLength: 2, maxLength: 26 });
  return fc.tuple(cuts, fc.boolean()).map(([points, turned]) => {
    const sorted = points.map((point) => point * grain).sort((a, b) => a - b);
    const first = sorted.shift() ?? 0;
    const ring = turned ? [...sorted, first + A_WEEK] : [first, ...sorted];
    return ring.flatMap((from, index): WeeklyInterval[] => {
      const to = ring[index + 1];
      if (index % 2 === 1 || to === undefined) return [];
      return [interval(from, to)];
    });
  });
}

function interval(from: number, to: number): WeeklyInterval {
  const day = Math.floor(from / 1440) % 7;
  const start = from % 1440;
  return { day: WEEKDAYS[day] ?? 'monday', from: start, to: Math.min(start + to - from, 2880) };
}

const everyDay = (days: readonly (typeof WEEKDAYS)[number][], from: number, to: number): WeeklyInterval[] =>
  days.map((day) => ({ day, from, to }));

const OFFICE = everyDay(WEEKDAYS.slice(0, 5), 540, 1020);
const SPLIT = [...everyDay(WEEKDAYS.slice(0, 5), 480, 720), ...everyDay(WEEKDAYS.slice(0, 6), 765, 1050)];
const NIGHTS = everyDay(WEEKDAYS, 1320, 1800);
const SMALL_HOURS = everyDay(WEEKDAYS, 0, 210);

export function someCalendar(timeZone: string, near: string, grain = 1): fc.Arbitrary<CalendarSpec> {
  const start = Temporal.PlainDate.from(near);
  const date = fc.integer({ min: -3, max: 12 }).map((days) => start.add({ days }));
  const length = fc.integer({ min: 0, max: 12 });
  const holiday = fc.tuple(date, length, fc.boolean()).map(([from, days, yearly]): Holiday => {
    const [first, last] = [from.toString(), from.add({ days }).toString()];
    return yearly
      ? { kind: 'yearly', name: 'Yearly', from: first.slice(5), to: last.slice(5) }
      : { kind: 'dates', name: 'Once', from: first, to: last };
  });
  const extra = fc
    .tuple(date, fc.nat({ max: Math.floor(1439 / grain) }), fc.integer({ min: 1, max: Math.floor(1440 / grain) }))
    .map(([day, from, minutes]): ExtraHours => {
      const begins = from * grain;
      return { name: 'Extra', date: day.toString(), from: begins, to: begins + minutes * grain };
    });
  return fc.record({
    timeZone: fc.constant(timeZone),
    alwaysOpen: fc.constantFrom(false, false, false, false, false, false, true),
    weekly: fc.oneof(fc.constantFrom(OFFICE, SPLIT, NIGHTS, SMALL_HOURS), roundWeek(grain), roundWeek(grain)),
    holidays: fc.array(holiday, { maxLength: 2 }),
    extra: fc.array(extra, { maxLength: 3 }),
  });
}
