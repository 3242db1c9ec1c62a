/** Dates in JQL: absolute, relative to now, and the boundaries of days, weeks, months and years in the user's zone. */
import { Temporal } from 'temporal-polyfill';
import type { JqlContext } from './context';

const MINUTE = 60_000;
/** In literals a day is 24 hours and a week seven days, whatever the zone does in between. */
const UNITS: Readonly<Record<string, number>> = {
  w: 7 * 24 * 60 * MINUTE,
  d: 24 * 60 * MINUTE,
  h: 60 * MINUTE,
  m: MINUTE,
};

const ABSOLUTE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;
const PERIOD = /^([-+]?)((?:\d+[wdhm])(?:\s+\d+[wdhm])*)$/;

/** Epoch milliseconds, or `undefined` when the text is no date. */
export function instantOf(text: string, context: JqlContext): number | undefined {
  const trimmed = text.trim();
  const absolute = ABSOLUTE.exec(trimmed);
  if (absolute !== null) return absoluteInstant(absolute, context.timeZone);
  const period = PERIOD.exec(trimmed);
  if (period !== null) {
    const length = (period[2] ?? '')
      .split(/\s+/)
      .reduce((sum, part) => sum + Number(part.slice(0, -1)) * (UNITS[part.slice(-1)] ?? 0), 0);
    return context.now + (period[1] === '-' ? -length : length);
  }
  return /^\d{5,}$/.test(trimmed) ? Number(trimmed) : undefined;
}

function absoluteInstant(
  [, year, month, day, hour = '0', minute = '0']: RegExpExecArray,
  timeZone: string,
): number | undefined {
  try {
    const local = {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
    };
    return Temporal.ZonedDateTime.from({ ...local, timeZone }, { overflow: 'reject' }).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export const invalidDate = (text: string, field: string): string =>
  `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`;

const zoned = (instant: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);

/** The calendar date of an instant for the user, `2026-01-31`. */
export const dateOf = (instant: number, timeZone: string): string => zoned(instant, timeZone).toPlainDate().toString();

/** The day an instant lies in: from its first moment to the next day's. */
export function dayOf(instant: number, timeZone: string): { readonly start: number; readonly end: number } {
  const start = zoned(instant, timeZone).startOfDay();
  return { start: start.epochMilliseconds, end: start.add({ days: 1 }).epochMilliseconds };
}

export type Span = 'day' | 'week' | 'month' | 'year';

/** CLDR's regions that begin the week on Sunday and that Jira has a locale for; everywhere else it is Monday. */
const SUNDAY_REGIONS: ReadonlySet<string> = new Set([
  'US',
  'CA',
  'MX',
  'BR',
  'JP',
  'KR',
  'IN',
  'IL',
  'TW',
  'HK',
  'TH',
  'ZA',
  'CO',
  'PE',
  'PH',
]);

/** `-1`, `+2d`, `3M`: months are `M`, minutes `m`; without a unit, the function's own. */
const INCREMENT = /^([-+]?)(\d+)([yMwdhm]?)$/;
const INCREMENT_UNITS: Readonly<Record<string, string>> = {
  y: 'years',
  M: 'months',
  w: 'weeks',
  d: 'days',
  h: 'hours',
  m: 'minutes',
};

/** `startOfWeek("-1")`: `undefined` when the increment is malformed. */
export function boundary(
  edge: 'start' | 'end',
  span: Span,
  increment: string | undefined,
  context: JqlContext,
): number | undefined {
  const now = zoned(context.now, context.timeZone);
  const moved = increment === undefined ? now : advance(now, increment, span);
  if (moved === undefined) return undefined;
  const start = startOf(moved, span, context.locale);
  if (edge === 'start') return start.epochMilliseconds;
  return start.add({ [`${span}s`]: 1 }).epochMilliseconds - 1;
}

function advance(from: Temporal.ZonedDateTime, increment: string, span: Span): Temporal.ZonedDateTime | undefined {
  const match = INCREMENT.exec(increment.trim());
  if (match === null) return undefined;
  const unit = INCREMENT_UNITS[match[3] ?? ''] ?? `${span}s`;
  return from.add({ [unit]: Number(match[2]) * (match[1] === '-' ? -1 : 1) });
}

function startOf(moment: Temporal.ZonedDateTime, span: Span, locale: string): Temporal.ZonedDateTime {
  const day = moment.startOfDay();
  switch (span) {
    case 'day':
      return day;
    case 'week': {
      const sundayFirst = SUNDAY_REGIONS.has(locale.split(/[-_]/)[1] ?? '');
      return day.subtract({ days: sundayFirst ? day.dayOfWeek % 7 : day.dayOfWeek - 1 }).startOfDay();
    }
    case 'month':
      return day.with({ day: 1 }).startOfDay();
    case 'year':
      return day.with({ month: 1, day: 1 }).startOfDay();
  }
}
