/** Days as the calendar shows them: `YYYY-MM-DD` in the reader's zone. Weeks begin on Monday (ISO 8601). */
import { instantOf, localOf } from '../../../shared/zoned';

export type Day = string;
export const VIEWS = ['day', 'week', 'month', 'timeline'] as const;
export type View = (typeof VIEWS)[number];

const DAY_MS = 86_400_000;
const TIMELINE_DAYS = 14;

export const dayOf = (instant: number, zone: string): Day => localOf(instant, zone).slice(0, 10);
export const isDay = (text: string | null): text is Day =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
export const addDays = (day: Day, count: number): Day =>
  new Date(Date.parse(`${day}T00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
export const daysFrom = (first: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, place) => addDays(first, place));
/** 0 is Monday. */
export const weekdayOf = (day: Day): number => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;
const mondayOf = (day: Day): Day => addDays(day, -weekdayOf(day));

/** The days that a view shows around one; a month in whole weeks. */
export function daysShown(view: View, day: Day): Day[] {
  switch (view) {
    case 'day':
      return [day];
    case 'week':
      return daysFrom(mondayOf(day), 7);
    case 'timeline':
      return daysFrom(mondayOf(day), TIMELINE_DAYS);
    case 'month': {
      const first = mondayOf(`${day.slice(0, 7)}-01`);
      const afterMonth = monthAfter(day, 1);
      const weeks = Math.ceil((Date.parse(afterMonth) - Date.parse(first)) / (7 * DAY_MS));
      return daysFrom(first, weeks * 7);
    }
  }
}

/** The first of a month so many months on. */
function monthAfter(day: Day, count: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10);
}

/** Where the calendar goes to, forward (1) or back (−1). */
export function stepped(view: View, day: Day, direction: 1 | -1): Day {
  if (view === 'month') return monthAfter(day, direction);
  return addDays(day, direction * (view === 'day' ? 1 : view === 'week' ? 7 : TIMELINE_DAYS));
}

/** From the start of the first day to the end of the last, as instants. */
export function spanOfDays(days: readonly Day[], zone: string): { readonly from: string; readonly to: string } {
  const [first = '1970-01-01', last = first] = [days[0], days.at(-1)];
  const start = (day: Day): string => instantOf(`${day}T00:00`, zone) ?? `${day}T00:00:00.000Z`;
  return { from: start(first), to: start(addDays(last, 1)) };
}

/** Those of a month's weeks that are in the month: at most 31. */
export const daysOfMonth = (days: readonly Day[], day: Day): Day[] =>
  days.filter((one) => one.slice(0, 7) === day.slice(0, 7));
