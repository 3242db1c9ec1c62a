/** What is wrong with a calendar as somebody is typing it, each fault at its field. */
import { DayTable } from './day-table';
import { dayOfDate, monthDayOf } from './local-dates';
import {
  DAY,
  LAST_INSTANT,
  MINUTE,
  MINUTES_A_DAY,
  WEEKDAYS,
  type CalendarSpec,
  type ExtraHours,
  type Holiday,
  type Piece,
  type WeeklyInterval,
} from './spec';
import { isZone } from './zone';

export type CalendarFaultCode =
  | 'unknown-zone'
  | 'no-hours'
  | 'bad-interval'
  | 'overlap'
  | 'bad-date'
  | 'from-after-to'
  | 'no-name'
  | 'duplicate'
  | 'unreachable';

export interface CalendarFault {
  /** Where to mend it, dotted: `weekly.2.from`. */
  readonly path: string;
  readonly code: CalendarFaultCode;
  /** What is wrong and what to do. */
  readonly message: string;
  /** An error makes the calendar unusable; a warning is probably a slip. */
  readonly severity: 'error' | 'warning';
}

/** Every fault; a calendar without errors compiles. A 24×7 calendar is checked for its zone only, as it uses nothing else. */
export function findFaults(spec: CalendarSpec): CalendarFault[] {
  const errors = findErrors(spec);
  if (spec.alwaysOpen) return errors;
  const repeated = [...repeatedHolidays(spec.holidays), ...repeatedExtra(spec.extra)];
  return errors.length > 0 ? [...errors, ...repeated] : [...repeated, ...needlessExtra(spec)];
}

export function findErrors(spec: CalendarSpec): CalendarFault[] {
  const zone = isZone(spec.timeZone)
    ? []
    : [
        error(
          'timeZone',
          'unknown-zone',
          `“${spec.timeZone}” is no time zone. Choose one by its city, such as Europe/London.`,
        ),
      ];
  if (spec.alwaysOpen) return zone;
  const faults = [
    ...zone,
    ...spec.weekly.flatMap((interval, index) => intervalFaults(interval, `weekly.${index}`)),
    ...overlaps(spec.weekly),
    ...spec.holidays.flatMap((holiday, index) => holidayFaults(holiday, `holidays.${index}`)),
    ...spec.extra.flatMap((extra, index) => extraFaults(extra, `extra.${index}`)),
  ];
  return [...faults, ...(faults.length === 0 || spec.weekly.length === 0 ? withoutHours(spec) : [])];
}

const error = (path: string, code: CalendarFaultCode, message: string): CalendarFault => ({
  path,
  code,
  message,
  severity: 'error',
});

const warning = (path: string, code: CalendarFaultCode, message: string): CalendarFault => ({
  path,
  code,
  message,
  severity: 'warning',
});

function withoutHours(spec: CalendarSpec): CalendarFault[] {
  if (spec.weekly.length === 0)
    return [error('weekly', 'no-hours', 'There are no working hours. Add hours to a day of the week, or choose 24×7.')];
  if (new DayTable({ ...spec, extra: [] }).totalMinutes > 0) return [];
  return [error('holidays', 'no-hours', 'The holidays leave no working hours at all. Shorten or remove some.')];
}

function intervalFaults({ from, to }: Piece, path: string): CalendarFault[] {
  const faults: CalendarFault[] = [];
  if (!Number.isInteger(from) || from < 0 || from >= MINUTES_A_DAY)
    faults.push(error(`${path}.from`, 'bad-interval', 'The start must be a time of the day, from 00:00 to 23:59.'));
  if (!Number.isInteger(to) || to < 0)
    faults.push(error(`${path}.to`, 'bad-interval', 'The end must be a time in whole minutes.'));
  else if (to <= from)
    faults.push(
      error(`${path}.to`, 'bad-interval', 'The end must be after the start; next day’s times count from 24:00.'),
    );
  else if (to > 2 * MINUTES_A_DAY)
    faults.push(error(`${path}.to`, 'bad-interval', 'The hours must end by the end of the next day.'));
  return faults;
}

const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** Also round the week's end: Sunday's night shift may run into Monday's hours. */
function overlaps(weekly: readonly WeeklyInterval[]): CalendarFault[] {
  return weekly.flatMap((later, index): CalendarFault[] => {
    const earlier = weekly.slice(0, index).find((other) => meet(inWeek(other), inWeek(later)));
    if (earlier === undefined) return [];
    const message = `${inWords(later)} overlaps ${inWords(earlier)}. Change one of them, or remove it.`;
    return [error(`weekly.${index}.from`, 'overlap', message)];
  });
}

const inWeek = ({ day, from, to }: WeeklyInterval): Piece => {
  const start = WEEKDAYS.indexOf(day) * MINUTES_A_DAY;
  return { from: start + from, to: start + to };
};

const meet = (a: Piece, b: Piece): boolean =>
  [-MINUTES_A_WEEK, 0, MINUTES_A_WEEK].some((shift) => a.from + shift < b.to && b.from < a.to + shift);

const inWords = ({ day, from, to }: WeeklyInterval): string =>
  `${day.charAt(0).toUpperCase()}${day.slice(1)} ${clock(from)}–${clock(to)}`;

/** `24:00` at the day's end, the next day's time after it. */
function clock(minute: number): string {
  const time = minute > MINUTES_A_DAY ? minute - MINUTES_A_DAY : minute;
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}

function holidayFaults(holiday: Holiday, path: string): CalendarFault[] {
  const faults = nameFaults(holiday.name, path);
  const isDay = holiday.kind === 'yearly' ? isMonthDay : isDate;
  const form = holiday.kind === 'yearly' ? 'a day of the year as MM-DD' : 'a date from 1970 to 2100 as YYYY-MM-DD';
  for (const end of ['from', 'to'] as const)
    if (!isDay(holiday[end])) faults.push(error(`${path}.${end}`, 'bad-date', `“${holiday[end]}” is not ${form}.`));
  if (faults.length === 0 && holiday.kind === 'dates' && holiday.from > holiday.to)
    faults.push(error(`${path}.to`, 'from-after-to', 'The last day is before the first. Exchange them.'));
  return faults;
}

function extraFaults(extra: ExtraHours, path: string): CalendarFault[] {
  const faults = [...nameFaults(extra.name, path), ...intervalFaults(extra, path)];
  if (!isDate(extra.date))
    faults.push(error(`${path}.date`, 'bad-date', `“${extra.date}” is not a date from 1970 to 2100 as YYYY-MM-DD.`));
  return faults;
}

const nameFaults = (name: string, path: string): CalendarFault[] =>
  name.trim() === '' ? [error(`${path}.name`, 'no-name', 'Give it a name: it appears in the account of a clock.')] : [];

const isMonthDay = (text: string): boolean => monthDayOf(text) !== undefined;

function isDate(text: string): boolean {
  const day = dayOfDate(text);
  return day !== undefined && day >= 0 && day < LAST_INSTANT / DAY;
}

const repeatedHolidays = (holidays: readonly Holiday[]): CalendarFault[] =>
  repeated(holidays, ({ kind, from, to }) => `${kind} ${from} ${to}`, 'holidays');

const repeatedExtra = (extra: readonly ExtraHours[]): CalendarFault[] =>
  repeated(extra, ({ date, from, to }) => `${date} ${from} ${to}`, 'extra');

function repeated<T extends { readonly name: string }>(
  list: readonly T[],
  keyOf: (item: T) => string,
  path: string,
): CalendarFault[] {
  const seen = new Map<string, string>();
  return list.flatMap((item, index): CalendarFault[] => {
    const first = seen.get(keyOf(item));
    if (first === undefined) seen.set(keyOf(item), item.name);
    return first === undefined
      ? []
      : [warning(`${path}.${index}`, 'duplicate', `The same as “${first}”. Remove one of them.`)];
  });
}

/** Extra hours that are ordinary hours already add nothing: usually the wrong date. */
function needlessExtra(spec: CalendarSpec): CalendarFault[] {
  if (spec.extra.length === 0) return [];
  const ordinary = new DayTable({ ...spec, extra: [] });
  return spec.extra.flatMap(({ name, date, from, to }, index): CalendarFault[] => {
    const midnight = (dayOfDate(date) ?? 0) * DAY;
    const covered = ordinary.before(midnight + to * MINUTE) - ordinary.before(midnight + from * MINUTE);
    if (covered < (to - from) * MINUTE) return [];
    const message = `“${name}” adds nothing: ${date} has these hours anyway. Check the date and the times.`;
    return [warning(`extra.${index}`, 'unreachable', message)];
  });
}
