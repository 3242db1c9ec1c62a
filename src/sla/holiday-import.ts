/**
 * Holidays out of an iCalendar file (RFC 5545), such as those that governments publish. All-day events are holidays; an
 * event at a time of the day is none and is reported. What repeats on the same days every year stays one yearly holiday;
 * other repetitions are written out as dates, as far as the horizon goes.
 */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { convertIcsCalendar } from 'ts-ics';
import { z } from 'zod';
import type { Holiday } from './calendar';

/** A country's holidays of ten years take some 100 KB. */
export const MAX_CALENDAR_TEXT = 1_000_000;
/** Far more than any desk has; a rule such as “every day” is a mistake. */
export const MAX_IMPORTED_HOLIDAYS = 1000;

/** Local dates, `YYYY-MM-DD`, both included: only what falls within is imported. */
export interface Horizon {
  readonly from: string;
  readonly to: string;
}

export type ImportFindingCode =
  | 'too-large'
  | 'not-icalendar'
  | 'unreadable'
  | 'no-events'
  | 'too-many'
  | 'unreadable-event'
  | 'timed-event'
  | 'cancelled'
  | 'outside-horizon'
  | 'dates-ignored';

export interface ImportFinding {
  readonly code: ImportFindingCode;
  /** An error means that nothing was imported; a warning that this event was not. */
  readonly severity: 'error' | 'warning';
  /** The event's title. */
  readonly event?: string;
  readonly message: string;
}

export interface HolidayImport {
  readonly holidays: readonly Holiday[];
  readonly findings: readonly ImportFinding[];
}

/** Never throws for a text, whatever it is: all that could not be taken over is a finding. */
export function importHolidays(text: string, horizon: Horizon): HolidayImport {
  if (text.length > MAX_CALENDAR_TEXT)
    return refused('too-large', `The file is larger than ${MAX_CALENDAR_TEXT / 1_000_000} MB. Import fewer years.`);
  const calendars = calendarsIn(text);
  if (calendars.length === 0)
    return refused(
      'not-icalendar',
      'This is no iCalendar file: it does not contain BEGIN:VCALENDAR and END:VCALENDAR.',
    );
  const events: unknown[] = [];
  try {
    for (const calendar of calendars) events.push(...(convertIcsCalendar(undefined, calendar).events ?? []));
  } catch (error) {
    return refused('unreadable', `The iCalendar file could not be read: ${shown(error)}. Export it again.`);
  }
  if (events.length === 0)
    return refused('no-events', 'The iCalendar file has no events, so there are no holidays in it.');
  return holidaysOf(events, horizon, rdateFindings(text));
}

const refused = (code: ImportFindingCode, message: string): HolidayImport => ({
  holidays: [],
  findings: [{ code, severity: 'error', message }],
});

const shown = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 120);

/** Some exports hold several calendars one after the other, begin with a byte order mark, or do not say that a date is one. */
function calendarsIn(text: string): string[] {
  const dates = text
    .replace(/^\uFEFF/, '')
    .replace(/^(DTSTART|DTEND|EXDATE|RECURRENCE-ID):(\d{8})(?=\s*$)/gim, '$1;VALUE=DATE:$2');
  return dates.match(/^BEGIN:VCALENDAR\r?$[\s\S]*?^END:VCALENDAR\s*?$/gim) ?? [];
}

/** The parser drops this property in silence. */
function rdateFindings(text: string): ImportFinding[] {
  if (!/^RDATE[;:]/im.test(text)) return [];
  const message = 'An event lists more dates (RDATE), which are not imported. Add them by hand.';
  return [{ code: 'dates-ignored', severity: 'warning', message }];
}

const IcsDate = z.object({ date: z.date(), type: z.enum(['DATE', 'DATE-TIME']).optional() });
const Numbers = z.array(z.number()).optional();

/** What the parser returns is not checked by it: a wrong date is an invalid Date, an unknown frequency is missing. */
const IcsEvent = z.object({
  uid: z.string().optional(),
  summary: z.string().optional(),
  status: z.string().optional(),
  start: IcsDate,
  end: IcsDate.optional(),
  duration: z
    .object({
      before: z.literal(false).optional(),
      weeks: z.number().optional(),
      days: z.number().optional(),
      hours: z.literal(0).optional(),
      minutes: z.literal(0).optional(),
      seconds: z.literal(0).optional(),
    })
    .optional(),
  recurrenceId: z.object({ value: IcsDate }).optional(),
  exceptionDates: z.array(IcsDate).optional(),
  recurrenceRule: z
    .object({
      frequency: z.enum(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY']),
      until: IcsDate.optional(),
      count: z.int().positive().optional(),
      interval: z.int().positive().optional(),
      byDay: z.array(z.object({ day: z.string(), occurrence: z.number().optional() })).optional(),
      byMonthday: Numbers,
      byYearday: Numbers,
      byWeekNo: Numbers,
      /** From 0, unlike in the file. */
      byMonth: Numbers,
      bySetPos: Numbers,
      workweekStart: z.string().optional(),
    })
    .optional(),
});
type IcsEvent = z.output<typeof IcsEvent>;
type Rule = NonNullable<IcsEvent['recurrenceRule']>;

function holidaysOf(events: readonly unknown[], horizon: Horizon, found: readonly ImportFinding[]): HolidayImport {
  const moved = movedOccurrences(events);
  const holidays: Holiday[] = [];
  const findings = [...found];
  for (const event of events) {
    const result = holidaysOfEvent(event, horizon, moved);
    if (Array.isArray(result)) holidays.push(...result);
    else findings.push(result);
    if (holidays.length > MAX_IMPORTED_HOLIDAYS)
      return refused('too-many', `The file has more than ${MAX_IMPORTED_HOLIDAYS} holidays. Import fewer years.`);
  }
  return { holidays: unique(holidays), findings };
}

/** Occurrences that another event of the same series replaces, as `uid date`. */
function movedOccurrences(events: readonly unknown[]): ReadonlySet<string> {
  return new Set(
    events.flatMap((event) => {
      const { data } = IcsEvent.safeParse(event);
      return data?.recurrenceId === undefined
        ? []
        : [`${data.uid ?? ''} ${dateOf(data.recurrenceId.value).toString()}`];
    }),
  );
}

function holidaysOfEvent(event: unknown, horizon: Horizon, moved: ReadonlySet<string>): Holiday[] | ImportFinding {
  const { data } = IcsEvent.safeParse(event);
  const name = titleOf(event);
  const finding = (code: ImportFindingCode, message: string): ImportFinding => ({
    code,
    severity: 'warning',
    event: name,
    message,
  });
  if (data?.start.type === 'DATE-TIME' || (data === undefined && hasTime(event)))
    return finding('timed-event', `“${name}” is at a time of the day. Only all-day events are holidays.`);
  const days = data === undefined ? undefined : daysOf(data);
  if (data === undefined || days === undefined)
    return finding('unreadable-event', `The dates of “${name}” could not be read. Enter this holiday by hand.`);
  if (data.status === 'CANCELLED') return finding('cancelled', `“${name}” is cancelled.`);
  const holidays = occurrencesOf(data, name, days, horizon, moved);
  return holidays.length > 0
    ? holidays
    : finding('outside-horizon', `“${name}” has no day from ${horizon.from} to ${horizon.to}.`);
}

const Titled = z.object({ summary: z.string().trim().min(1) });

function titleOf(event: unknown): string {
  const { data } = Titled.safeParse(event);
  return data?.summary ?? 'Holiday without a title';
}

const hasTime = (event: unknown): boolean =>
  z.object({ start: z.object({ type: z.literal('DATE-TIME') }) }).safeParse(event).success;

/** An all-day event ends on the day before DTEND (RFC 5545, 3.6.1); without an end it is one day. */
function daysOf({ start, end, duration }: IcsEvent): number | undefined {
  const days =
    end === undefined
      ? (duration?.weeks ?? 0) * 7 + (duration?.days ?? 0)
      : dateOf(end).since(dateOf(start), { largestUnit: 'days' }).days;
  return days < 0 ? undefined : Math.max(days, 1);
}

const dateOf = ({ date }: z.output<typeof IcsDate>): Temporal.PlainDate =>
  Temporal.PlainDate.from(date.toISOString().slice(0, 10));

function occurrencesOf(
  event: IcsEvent,
  name: string,
  days: number,
  horizon: Horizon,
  moved: ReadonlySet<string>,
): Holiday[] {
  const first = dateOf(event.start);
  const last = first.add({ days: days - 1 });
  const isMoved = (date: Temporal.PlainDate): boolean =>
    event.recurrenceId === undefined && moved.has(`${event.uid ?? ''} ${date.toString()}`);
  const excluded = new Set(event.exceptionDates?.map((date) => dateOf(date).toString()));
  const rule = event.recurrenceRule;
  if (rule !== undefined && excluded.size === 0 && !hasMoved(event, moved) && isSameDaysEveryYear(rule, first, last))
    return [{ kind: 'yearly', name, from: first.toString().slice(5), to: last.toString().slice(5) }];
  const starts = rule === undefined ? [first] : datesOf(rule, first, days, horizon);
  return starts
    .filter((date) => !excluded.has(date.toString()) && !isMoved(date))
    .map((date) => ({
      kind: 'dates' as const,
      name,
      from: date.toString(),
      to: date.add({ days: days - 1 }).toString(),
    }))
    .filter(({ from, to }) => from <= horizon.to && to >= horizon.from);
}

const hasMoved = ({ uid }: IcsEvent, moved: ReadonlySet<string>): boolean =>
  [...moved].some((occurrence) => occurrence.startsWith(`${uid ?? ''} `));

/** A range that touches 29 February has another length in other years, which a yearly holiday cannot say. */
function isSameDaysEveryYear(rule: Rule, first: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  const { frequency, interval = 1, byMonth, byMonthday, workweekStart: _start, ...others } = rule;
  const restates =
    (byMonth?.every((month) => month + 1 === first.month) ?? true) &&
    (byMonthday?.every((day) => day === first.day) ?? true);
  const simple = frequency === 'YEARLY' && interval === 1 && restates;
  return simple && Object.values(others).every((part) => part === undefined) && isSteady(first, last);
}

function isSteady(first: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  if (first.equals(last)) return true;
  const inLeapYear = first.with({ year: 2000 });
  const length = last.since(first).days;
  const end = inLeapYear.add({ days: length });
  const leapDays = ['2000-02-29', '2004-02-29'].map((date) => Temporal.PlainDate.from(date));
  return length < 365 && leapDays.every((day) => !isBetween(day, inLeapYear, end));
}

const isBetween = (day: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;

/** First days of the occurrences that may touch the horizon. In UTC, because a date has no zone. */
function datesOf(rule: Rule, first: Temporal.PlainDate, days: number, horizon: Horizon): Temporal.PlainDate[] {
  const recurrence = new RRuleTemporal({
    freq: rule.frequency,
    tzid: 'UTC',
    dtstart: first.toZonedDateTime('UTC'),
    ...(rule.interval === undefined ? {} : { interval: rule.interval }),
    ...(rule.count === undefined ? {} : { count: rule.count }),
    ...(rule.until === undefined ? {} : { until: dateOf(rule.until).toZonedDateTime('UTC') }),
    ...(rule.byDay === undefined
      ? {}
      : { byDay: rule.byDay.map(({ day, occurrence }) => `${occurrence ?? ''}${day}`) }),
    ...(rule.byMonth === undefined ? {} : { byMonth: rule.byMonth.map((month) => month + 1) }),
    ...(rule.byMonthday === undefined ? {} : { byMonthDay: rule.byMonthday }),
    ...(rule.byYearday === undefined ? {} : { byYearDay: rule.byYearday }),
    ...(rule.byWeekNo === undefined ? {} : { byWeekNo: rule.byWeekNo }),
    ...(rule.bySetPos === undefined ? {} : { bySetPos: rule.bySetPos }),
    ...(rule.workweekStart === undefined ? {} : { wkst: rule.workweekStart }),
  });
  const from = Temporal.PlainDate.from(horizon.from).subtract({ days });
  return recurrence
    .between(new Date(`${from.toString()}T00:00:00Z`), new Date(`${horizon.to}T00:00:00Z`), true)
    .map((occurrence) => Temporal.PlainDate.from(occurrence.toString().slice(0, 10)));
}

/** Files that were put together from several list a holiday more than once. */
function unique(holidays: readonly Holiday[]): Holiday[] {
  const seen = new Map(holidays.toReversed().map((holiday) => [Object.values(holiday).join(' '), holiday]));
  return holidays.filter((holiday) => seen.get(Object.values(holiday).join(' ')) === holiday);
}
