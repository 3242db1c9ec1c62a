/** Local dates as day numbers: 0 is 1970-01-01, without any time zone. */
import { DAY, LAST_INSTANT } from './spec';

/** The local days that instants of 1970–2100 can fall on, with a margin for the tail of the day before and for blocks. */
export const FIRST_DAY = -2;
export const LAST_DAY = LAST_INSTANT / DAY + 400;

/** 0 is Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** `YYYY-MM-DD` as a day number; undefined for what is no date (2025-02-29 as well). */
export function dayOfDate(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const epoch = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(epoch) || dateOfDay(epoch / DAY) !== date ? undefined : epoch / DAY;
}

export const dateOfDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** `MM-DD` as 100 × month + day, 29 February included; undefined for what is no day of any year. */
export function monthDayOf(text: string): number | undefined {
  return dayOfDate(`2000-${text}`) === undefined ? undefined : Number(text.slice(0, 2)) * 100 + Number(text.slice(3));
}

let monthDays: Uint16Array | undefined;

/** 100 × month + day of every local day from {@link FIRST_DAY} to {@link LAST_DAY}; the same for all calendars. */
export function monthDayTable(): Uint16Array {
  return (monthDays ??= countMonthDays());
}

/** Month by month, which is many times faster than a Date for each day. */
function countMonthDays(): Uint16Array {
  const table = new Uint16Array(LAST_DAY - FIRST_DAY + 1);
  for (let month = -1; ; month += 1) {
    const first = Date.UTC(1970, month, 1) / DAY;
    const next = Date.UTC(1970, month + 1, 1) / DAY;
    if (first > LAST_DAY) return table;
    const key = (((month + 12) % 12) + 1) * 100 + 1 - first;
    for (let day = Math.max(first, FIRST_DAY); day < next && day <= LAST_DAY; day += 1)
      table[day - FIRST_DAY] = key + day;
  }
}
