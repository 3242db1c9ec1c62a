/** Calendars as they are edited: holidays out of files, and what hours mean in practice. */
import { Temporal } from 'temporal-polyfill';
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import {
  addWorkingTime,
  calendarFaults,
  compileCalendar,
  isOpen,
  nextWorkingInstant,
  spansBetween,
  workingDay,
  type CalendarSpec,
  type WorkCalendar,
} from './calendar';
import { targetMs } from './goals';
import { importHolidays } from './holiday-import';
import type { slaContract } from './sla.contract';
import type { SlaPorts } from './sla.ports';

type Offered = 'sla.readHolidays' | 'sla.previewCalendar';

/** Governments publish a few years ahead; older holidays explain clocks that were judged then. */
const YEARS_BACK = 2;
const YEARS_AHEAD = 10;

export function calendarsPractice({ clock }: Pick<SlaPorts, 'clock'>): Pick<Handlers<typeof slaContract>, Offered> {
  return {
    async 'sla.readHolidays'(_, { text, timeZone }) {
      const year = dayOf(toEpoch(clock.now()), zoneOf(timeZone)).year;
      const horizon = { from: `${year - YEARS_BACK}-01-01`, to: `${year + YEARS_AHEAD}-12-31` };
      const { holidays, findings } = importHolidays(text, horizon);
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length > 0)
        throw new AppError('INVALID_INPUT', 'The file could not be read.', {
          issues: errors.map(({ message }) => ({ path: 'text', message })),
        });
      const notes = findings.map(({ event, message }) => (event === undefined ? message : `${event}: ${message}`));
      return { holidays: holidays.map((holiday) => ({ ...holiday })), notes };
    },
    async 'sla.previewCalendar'(_, { calendar, from, target }) {
      const findings = calendarFaults(calendar).map((fault) => ({ ...fault }));
      const start = startOf(from);
      if (findings.some(({ severity }) => severity === 'error')) return { findings, preview: null };
      const compiled = compileCalendar(calendar);
      try {
        return { findings, preview: previewOf(calendar, compiled, start, targetMs(target, compiled)) };
      } catch (cause) {
        if (!(cause instanceof RangeError)) throw cause;
        const message = 'So much working time does not come before the year 2101.';
        return {
          findings: [...findings, { path: 'target', severity: 'error' as const, code: 'unreachable', message }],
          preview: null,
        };
      }
    },
  };
}

function startOf(from: string): number {
  try {
    return toEpoch(instant(from));
  } catch (cause) {
    throw new AppError('INVALID_INPUT', 'That is no date and time.', {
      issues: [{ path: 'from', message: 'Give a date and time with its offset.' }],
      cause,
    });
  }
}

const zoneOf = (timeZone: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw new AppError('INVALID_INPUT', 'That is no time zone.', {
      issues: [{ path: 'timeZone', message: 'Choose a time zone of the list, for example Europe/Berlin.' }],
    });
  }
};

const dayOf = (at: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();

function previewOf(spec: CalendarSpec, calendar: WorkCalendar, from: number, duration: number) {
  const open = isOpen(calendar, from);
  const first = dayOf(from, spec.timeZone).with({ day: 1 });
  return {
    open,
    opensAt: open ? null : instant(nextWorkingInstant(calendar, from)),
    dueAt: instant(addWorkingTime(calendar, from, duration)),
    workingDayMs: workingDay(calendar),
    days: Array.from({ length: first.daysInMonth }, (_, index) =>
      dayPreview(spec, calendar, first.add({ days: index })),
    ),
  };
}

function dayPreview(spec: CalendarSpec, calendar: WorkCalendar, date: Temporal.PlainDate) {
  const start = date.toZonedDateTime(spec.timeZone).epochMilliseconds;
  const end = date.add({ days: 1 }).toZonedDateTime(spec.timeZone).epochMilliseconds;
  let openMs = 0;
  let holiday: string | null = null;
  let extra: string | null = null;
  for (const span of spansBetween(calendar, start, end)) {
    if (span.open) openMs += span.to - span.from;
    if (span.because === 'holiday') holiday ??= span.name ?? null;
    if (span.because === 'extra') extra ??= span.name ?? null;
  }
  return { date: date.toString(), openMs, holiday, extra };
}
