/** The compiled calendar against an oracle that walks every minute, in zones that do everything zones have done. */
import fc from 'fast-check';
import {
  addWorkingTime,
  compileCalendar,
  isOpen,
  nextWorkingInstant,
  spansBetween,
  workingTime,
  type WorkCalendar,
} from '../../src/sla/calendar';
import { someCalendar } from './calendar-arbitraries';
import { Oracle, walk, type Walk } from './calendar-oracle';

const MINUTES = 60_000;
const HOURS = 3_600_000;
const HALF_HOURS = 1_800_000;
const HALF_MINUTES = 30_000;

/** zone, first day, days, milliseconds a step */
const WINDOWS: readonly [zone: string, date: string, days: number, unit: number, what: string][] = [
  ['Europe/London', '2025-03-26', 5, MINUTES, 'spring'],
  ['Europe/London', '2025-10-22', 5, MINUTES, 'autumn'],
  ['America/New_York', '2026-03-04', 5, MINUTES, 'spring'],
  ['America/New_York', '2026-10-28', 5, MINUTES, 'autumn'],
  ['America/New_York', '1974-01-02', 5, MINUTES, 'winter change of 1974'],
  ['Australia/Lord_Howe', '2025-04-02', 5, MINUTES, 'half an hour back'],
  ['Australia/Lord_Howe', '2025-10-01', 5, MINUTES, 'half an hour forward'],
  ['Australia/Sydney', '2027-10-01', 5, MINUTES, 'southern spring'],
  ['Asia/Kathmandu', '1985-12-29', 5, MINUTES, 'a quarter of an hour on new year'],
  ['Asia/Kathmandu', '2024-02-26', 5, MINUTES, 'leap day'],
  ['Pacific/Apia', '2011-12-27', 5, MINUTES, '30 December does not exist'],
  ['Pacific/Apia', '2010-09-23', 5, MINUTES, 'forward at midnight'],
  ['Pacific/Kwajalein', '1993-08-18', 5, MINUTES, '21 August does not exist'],
  ['Africa/Casablanca', '2025-02-20', 5, MINUTES, 'Ramadan begins'],
  ['Africa/Casablanca', '2025-04-03', 5, MINUTES, 'Ramadan ends'],
  ['America/Sao_Paulo', '2018-11-01', 5, MINUTES, 'midnight does not exist'],
  ['America/Sao_Paulo', '2018-02-14', 5, MINUTES, '23:00 twice'],
  ['America/Santiago', '2024-09-04', 5, MINUTES, 'midnight does not exist'],
  ['America/Havana', '2025-10-30', 5, MINUTES, 'midnight twice'],
  ['Pacific/Chatham', '2025-04-02', 5, MINUTES, 'at 03:45 back'],
  ['Pacific/Chatham', '2025-09-24', 5, MINUTES, 'at 02:45 forward'],
  ['Asia/Tehran', '2021-03-18', 5, MINUTES, 'midnight does not exist'],
  ['Asia/Tehran', '2021-09-18', 5, MINUTES, '23:00 twice'],
  ['America/St_Johns', '2010-03-11', 5, MINUTES, 'at 00:01 forward'],
  ['America/St_Johns', '2010-11-04', 5, MINUTES, 'at 00:01 back to the day before'],
  ['America/St_Johns', '1988-03-31', 5, MINUTES, 'two hours forward'],
  ['Africa/Monrovia', '1972-01-04', 5, HALF_MINUTES, '44 minutes and 30 seconds'],
  ['Antarctica/Troll', '2025-03-27', 5, MINUTES, 'two hours'],
  ['Asia/Pyongyang', '2018-05-02', 5, MINUTES, 'half an hour before midnight'],
  ['UTC', '2023-12-27', 5, MINUTES, 'new year'],
  ['Europe/London', '2024-12-01', 420, HOURS, 'more than a year'],
  ['Australia/Lord_Howe', '2023-08-01', 600, HALF_HOURS, 'more than a year and a half'],
  ['America/New_York', '2098-10-01', 420, HOURS, 'the last years'],
  ['Africa/Casablanca', '2019-03-01', 500, HOURS, 'more than two Ramadans'],
];
const CALENDARS = 7;
const PAIRS = 100;

let cases = 0;

describe('working time equals what a walk over every minute finds', () => {
  it.each(WINDOWS)('%s %s, %i days by %i ms (%s)', (zone, date, days, unit) => {
    const walked = walk(zone, date, days, unit);
    const specs = fc.sample(someCalendar(zone, date, Math.max(unit, MINUTES) / MINUTES), {
      numRuns: CALENDARS,
      seed: 7,
    });
    const wrong = specs.flatMap((spec) => {
      const [calendar, oracle] = [compileCalendar(spec), new Oracle(walked, spec)];
      return pairsIn(walked).flatMap(([from, to]) => {
        cases += 1;
        return disagreements(calendar, oracle, walked, from, to).map((what) => ({ what, from, to, spec }));
      });
    });
    expect(wrong).toEqual([]);
  });

  it('in at least 20,000 cases', () => {
    expect(cases).toBeGreaterThanOrEqual(20_000);
  });
});

function pairsIn({ start, end }: Walk): [number, number][] {
  const at = fc.integer({ min: start, max: end - 1 });
  return fc.sample(fc.tuple(at, at), { numRuns: PAIRS, seed: 11 });
}

function disagreements(calendar: WorkCalendar, oracle: Oracle, { end }: Walk, from: number, to: number): string[] {
  const expected = oracle.workingTime(from, to);
  const reached = addWorkingTime(calendar, from, expected);
  const next = oracle.nextOpen(from);
  const account = [...spansBetween(calendar, Math.min(from, to), Math.max(from, to))];
  const checks: Record<string, boolean> = {
    workingTime: workingTime(calendar, from, to) === expected,
    addWorkingTime: oracle.workingTime(from, reached) === expected,
    'the nearest such instant': expected === 0 || oracle.isOpen(expected > 0 ? reached - 1 : reached),
    isOpen: isOpen(calendar, from) === oracle.isOpen(from),
    nextWorkingInstant:
      next === undefined ? noneBefore(calendar, from, end) : nextWorkingInstant(calendar, from) === next,
    'spans add up': sum(account.filter(({ open }) => open)) === Math.abs(expected),
    'spans leave no hole': sum(account) === Math.abs(to - from),
    'spans are open throughout or not at all': account.every(
      (span) => oracle.isOpen(span.from) === span.open && oracle.isOpen(span.to - 1) === span.open,
    ),
  };
  return Object.keys(checks).filter((name) => checks[name] !== true);
}

const noneBefore = (calendar: WorkCalendar, from: number, end: number): boolean =>
  nextWorkingInstant(calendar, from) >= end;

const sum = (spans: readonly { from: number; to: number }[]): number =>
  spans.reduce((total, { from, to }) => total + to - from, 0);

const ZONES = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
] as const;
const YEARS = { min: Date.UTC(1975, 0, 1), max: Date.UTC(2095, 0, 1) };

const calendarAndInstant = fc
  .constantFrom(...ZONES)
  .chain((zone) => fc.tuple(someCalendar(zone, '2025-12-20'), fc.integer(YEARS)));

describe('adding and measuring are inverses', () => {
  it('measuring what was added gives the duration, in either direction', () => {
    const someTime = fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 });
    fc.assert(
      fc.property(calendarAndInstant, someTime, ([spec, from], time) => {
        const calendar = compileCalendar(spec);
        const available = workingTime(calendar, from, time > 0 ? Date.UTC(2101, 0, 1) : 0);
        const duration = Math.abs(time) < Math.abs(available) ? time : available;
        expect(workingTime(calendar, from, addWorkingTime(calendar, from, duration))).toBe(duration);
      }),
      { numRuns: 500 },
    );
  });

  it('adding what was measured gives the nearest instant with that much work', () => {
    fc.assert(
      fc.property(calendarAndInstant, fc.integer({ min: 1, max: 900 * 86_400_000 }), ([spec, from], span) => {
        const calendar = compileCalendar(spec);
        const measured = workingTime(calendar, from, from + span);
        const reached = addWorkingTime(calendar, from, measured);
        expect(reached).toBeLessThanOrEqual(from + span);
        expect(workingTime(calendar, reached, from + span)).toBe(0);
        if (measured > 0) expect(workingTime(calendar, reached - 1, reached)).toBe(1);
      }),
      { numRuns: 500 },
    );
  });

  it('parts add up to the whole, and the way back is the negative', () => {
    fc.assert(
      fc.property(calendarAndInstant, fc.integer(YEARS), fc.integer(YEARS), ([spec, a], b, c) => {
        const calendar = compileCalendar(spec);
        expect(workingTime(calendar, a, b) + workingTime(calendar, b, c)).toBe(workingTime(calendar, a, c));
        expect(workingTime(calendar, a, b) + workingTime(calendar, b, a)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
