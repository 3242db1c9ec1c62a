/**
 * Working time by walking: asks Temporal for the local time of every minute in a window and looks each up in the calendar as
 * stated. Shares nothing with the compiled calendar but the shape of the specification.
 */
import { Temporal } from 'temporal-polyfill';
import type { CalendarSpec, Holiday } from '../../src/sla/calendar';

/** The local date and minute of every unit of time in a window. */
export interface Walk {
  readonly zone: string;
  readonly start: number;
  readonly end: number;
  /** Milliseconds that one step takes: a minute, or less where a zone's offset is no whole number of minutes. */
  readonly unit: number;
  readonly dates: readonly string[];
  readonly dateOf: Uint16Array;
  readonly minuteOf: Uint16Array;
}

export function walk(zone: string, date: string, days: number, unit = 60_000): Walk {
  const start = Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds;
  const units = (days * 86_400_000) / unit;
  const dates: string[] = [];
  const dateOf = new Uint16Array(units);
  const minuteOf = new Uint16Array(units);
  let day = 0;
  for (let index = 0; index < units; index += 1) {
    const local = Temporal.Instant.fromEpochMilliseconds(start + index * unit)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime();
    if (local.day !== day) dates.push(local.toPlainDate().toString());
    day = local.day;
    dateOf[index] = dates.length - 1;
    minuteOf[index] = local.hour * 60 + local.minute;
  }
  return { zone, start, end: start + units * unit, unit, dates, dateOf, minuteOf };
}

export class Oracle {
  private readonly open: Uint8Array;
  private readonly openBefore: Float64Array;

  constructor(
    private readonly walked: Walk,
    spec: CalendarSpec,
  ) {
    const minutes = walked.dates.map((date) => openMinutes(spec, Temporal.PlainDate.from(date)));
    this.open = new Uint8Array(walked.dateOf.length);
    this.openBefore = new Float64Array(walked.dateOf.length + 1);
    for (let index = 0; index < walked.dateOf.length; index += 1) {
      const isOpen = minutes[walked.dateOf[index] ?? 0]?.[walked.minuteOf[index] ?? 0] ?? 0;
      this.open[index] = isOpen;
      this.openBefore[index + 1] = (this.openBefore[index] ?? 0) + isOpen;
    }
  }

  workingTime(from: number, to: number): number {
    return this.before(to) - this.before(from);
  }

  isOpen(at: number): boolean {
    return this.open[Math.floor((at - this.walked.start) / this.walked.unit)] === 1;
  }

  /** Undefined when the window ends before. */
  nextOpen(from: number): number | undefined {
    const { start, end, unit } = this.walked;
    for (let at = from; at < end; at = start + (Math.floor((at - start) / unit) + 1) * unit)
      if (this.isOpen(at)) return at;
    return undefined;
  }

  private before(at: number): number {
    const { start, unit } = this.walked;
    const index = Math.floor((at - start) / unit);
    const part = at - start - index * unit;
    return (this.openBefore[index] ?? 0) * unit + (this.open[index] === 1 ? part : 0);
  }
}

/** One minute after the other: is it within hours that start on this date, or within those of the evening before? */
function openMinutes(spec: CalendarSpec, date: Temporal.PlainDate): Uint8Array {
  const minutes = new Uint8Array(1440);
  const yesterday = date.subtract({ days: 1 });
  const [today, before] = [hoursStartingOn(spec, date), hoursStartingOn(spec, yesterday)];
  for (let minute = 0; minute < 1440; minute += 1) {
    const within = ({ from, to }: Hours, late: number): boolean => minute + late >= from && minute + late < to;
    const open =
      spec.alwaysOpen || today.some((hours) => within(hours, 0)) || before.some((hours) => within(hours, 1440));
    minutes[minute] = open ? 1 : 0;
  }
  return minutes;
}

interface Hours {
  readonly from: number;
  readonly to: number;
}

const NAMES = ['', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function hoursStartingOn(spec: CalendarSpec, date: Temporal.PlainDate): Hours[] {
  const isHoliday = spec.holidays.some((holiday) => daysOff(holiday, date.year).has(date.toString()));
  const ordinary = isHoliday ? [] : spec.weekly.filter(({ day }) => day === NAMES[date.dayOfWeek]);
  return [...ordinary, ...spec.extra.filter((extra) => extra.date === date.toString())];
}

const known = new WeakMap<Holiday, Map<number, Set<string>>>();

/** The dates of a holiday as far as this year goes, written out one by one. */
function daysOff(holiday: Holiday, year: number): Set<string> {
  const years = known.get(holiday) ?? new Map<number, Set<string>>();
  known.set(holiday, years);
  const found = years.get(year) ?? new Set<string>();
  if (years.has(year)) return found;
  years.set(year, found);
  for (const [first, last] of ranges(holiday, year))
    for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
      found.add(day.toString());
  return found;
}

function ranges(holiday: Holiday, year: number): [Temporal.PlainDate, Temporal.PlainDate][] {
  if (holiday.kind === 'dates') return [[Temporal.PlainDate.from(holiday.from), Temporal.PlainDate.from(holiday.to)]];
  return [year - 1, year].map((begins) => {
    const ends = holiday.to < holiday.from ? begins + 1 : begins;
    return [onOrAfter(begins, holiday.from), onOrBefore(ends, holiday.to)];
  });
}

function onOrAfter(year: number, monthDay: string): Temporal.PlainDate {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  const date = Temporal.PlainDate.from({ year, month, day });
  return date.day === day ? date : date.add({ days: 1 });
}

function onOrBefore(year: number, monthDay: string): Temporal.PlainDate {
  const [month = 1, day = 1] = monthDay.split('-').map(Number);
  return Temporal.PlainDate.from({ year, month, day });
}
