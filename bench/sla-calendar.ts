/**
 * Working time of ours and of two libraries, in one run: office hours with a few holidays, spans of 3, 60 and 730 days.
 * The libraries know only the process's own zone, so all work in UTC; ours is measured in a zone with summer time besides.
 */
import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';
import moment from 'moment';
import { createRequire } from 'node:module';
import { addWorkingTime, compileCalendar, WEEKDAYS, workingTime, type CalendarSpec } from '../src/sla/calendar';

const DAY = 86_400_000;
const MINUTE = 60_000;
const SPANS = [3, 60, 730] as const;
const HOLIDAYS = ['2026-01-01', '2026-04-03', '2026-12-25', '2027-01-01', '2027-12-24'] as const;
const SPEC: CalendarSpec = {
  timeZone: 'UTC',
  alwaysOpen: false,
  weekly: WEEKDAYS.slice(0, 5).map((day) => ({ day, from: 9 * 60, to: 17 * 60 })),
  holidays: HOLIDAYS.map((date) => ({ kind: 'dates', name: date, from: date, to: date })),
  extra: [],
};
/** Whole minutes, on any day and at any time of it: 97 a prime, so that no time of the day comes again and again. */
const STARTS = Array.from({ length: 64 }, (_, index) => Date.UTC(2026, 0, 1) + index * 97 * 47 * MINUTE);

/** Working minutes between two instants. */
interface Candidate {
  readonly name: string;
  readonly minutes: (from: number, to: number) => number;
}

/** Prints the table. Throws when the three do not agree, for then nothing would be compared. */
export function printCalendarTable(): void {
  process.env.TZ = 'UTC';
  const libraries = [dayjsBusinessTime(), momentBusinessTime()];
  const ours = compileCalendar(SPEC);
  const plumbline: Candidate = { name: 'ours', minutes: (from, to) => workingTime(ours, from, to) / MINUTE };
  for (const days of SPANS) agree([plumbline, ...libraries], days);
  console.log(
    'Working time, median of a question   ours   dayjs-business-time   moment-business-time   ratio to the faster',
  );
  for (const days of SPANS) {
    const [own = 0, ...others] = [plumbline, ...libraries].map((candidate) => medianNanoseconds(candidate, days));
    const ratio = Math.round(Math.min(...others) / own);
    const columns = [
      inUnits(own).padStart(9),
      ...others.map((time) => inUnits(time).padStart(22)),
      `${ratio}×`.padStart(21),
    ];
    console.log(`${`${days} days`.padEnd(32)}${columns.join('')}`);
  }
  printOwnFigures();
}

function printOwnFigures(): void {
  const zoned = compileCalendar({ ...SPEC, timeZone: 'America/New_York' });
  const adding = medianNanoseconds(
    { name: 'add', minutes: (from) => addWorkingTime(zoned, from, 400 * 60 * MINUTE) },
    0,
  );
  const measuring = medianNanoseconds({ name: 'measure', minutes: (from, to) => workingTime(zoned, from, to) }, 730);
  console.log(`Ours in a zone with summer time: 730 days ${inUnits(measuring)}, adding 400 hours ${inUnits(adding)}`);
  const compiling = median(
    Array.from({ length: 21 }, () => {
      const spec = { ...SPEC };
      return timed(() => workingTime(compileCalendar(spec), STARTS[0] ?? 0, STARTS[1] ?? 0));
    }),
  );
  console.log(`Ours: compiling a calendar and the first question ${inUnits(compiling)}`);
}

function agree(candidates: readonly Candidate[], days: number): void {
  for (const start of STARTS) {
    const answers = candidates.map(({ minutes }) => minutes(start, start + days * DAY));
    if (new Set(answers).size > 1)
      throw new Error(`${new Date(start).toISOString()} and ${days} days: ${answers.join(', ')} minutes`);
  }
}

/** Batches of about two milliseconds or one question, whichever is longer, for half a second. */
function medianNanoseconds({ minutes }: Candidate, days: number): number {
  const ask = (questions: number): number =>
    timed(() => {
      let sum = 0;
      for (let index = 0; index < questions; index += 1) {
        const start = STARTS[index % STARTS.length] ?? 0;
        sum += minutes(start, start + days * DAY);
      }
      // The answers are looked at, or the engine might leave the questions out.
      if (Number.isNaN(sum)) throw new Error('no answer');
    }) / questions;
  let questions = 1;
  while (questions < 1_000_000 && ask(questions) * questions < 2_000_000) questions *= 2;
  const found: number[] = [];
  const end = process.hrtime.bigint() + 500_000_000n;
  do found.push(ask(questions));
  while (process.hrtime.bigint() < end || found.length < 5);
  return median(found);
}

function timed(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function inUnits(nanoseconds: number): string {
  if (nanoseconds < 1000) return `${Math.round(nanoseconds)} ns`;
  return nanoseconds < 1_000_000
    ? `${(nanoseconds / 1000).toFixed(1)} µs`
    : `${(nanoseconds / 1_000_000).toFixed(1)} ms`;
}

function dayjsBusinessTime(): Candidate {
  dayjs.extend(businessTime);
  dayjs.setHolidays([...HOLIDAYS]);
  const hours = [{ start: '09:00:00', end: '17:00:00' }];
  const [monday, tuesday, wednesday, thursday, friday] = [hours, hours, hours, hours, hours];
  dayjs.setBusinessTime({ monday, tuesday, wednesday, thursday, friday, saturday: null, sunday: null });
  return { name: 'dayjs-business-time', minutes: (from, to) => dayjs(from).businessMinutesDiff(dayjs(to)) };
}

declare module 'moment' {
  interface Moment {
    workingDiff(other: Moment, unit: 'minutes'): number;
  }
}

function momentBusinessTime(): Candidate {
  createRequire(__filename)('moment-business-time');
  const locale: Record<string, unknown> = {
    holidays: [...HOLIDAYS],
    workinghours: Object.fromEntries(
      Array.from({ length: 7 }, (_, day) => [day, day % 6 === 0 ? null : ['09:00:00', '17:00:00']]),
    ),
  };
  moment.updateLocale('en', locale);
  return { name: 'moment-business-time', minutes: (from, to) => moment(to).workingDiff(moment(from), 'minutes') };
}
