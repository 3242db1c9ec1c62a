/** How windows repeat: rules read into the form's choices and written back, and that they mean what the form says. */
import fc from 'fast-check';
import { recurrenceOf, ruleFault } from '../../../../src/change/recurrence';
import {
  NTHS,
  readRepeat,
  REPEAT_KINDS,
  repeatFrom,
  WEEKDAYS,
  writeRepeat,
  type Repeat,
  type RepeatEnd,
} from '../../../../static/admin/change/windows/repeat';

const never = { by: 'never' } as const;

describe('rules that the form shows', () => {
  it.each<[string, Repeat]>([
    ['FREQ=DAILY', { by: 'day', every: 1, end: never }],
    ['FREQ=DAILY;INTERVAL=3', { by: 'day', every: 3, end: never }],
    ['FREQ=WEEKLY', { by: 'week', every: 1, end: never, days: [] }],
    ['FREQ=WEEKLY;BYDAY=SU,SA', { by: 'week', every: 1, end: never, days: ['SA', 'SU'] }],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', { by: 'week', every: 2, end: never, days: ['MO'] }],
    ['FREQ=MONTHLY;BYDAY=2TU', { by: 'weekdayOfMonth', every: 1, end: never, nth: 2, day: 'TU' }],
    ['FREQ=MONTHLY;BYDAY=-1FR', { by: 'weekdayOfMonth', every: 1, end: never, nth: -1, day: 'FR' }],
    ['FREQ=MONTHLY;BYMONTHDAY=31', { by: 'dayOfMonth', every: 1, end: never, date: 31 }],
    ['freq=yearly;until=20301231', { by: 'year', every: 1, end: { by: 'until', until: '2030-12-31' } }],
    ['FREQ=DAILY;COUNT=5', { by: 'day', every: 1, end: { by: 'count', count: 5 } }],
  ])('%s', (rule, repeat) => {
    expect(readRepeat(rule)).toEqual(repeat);
  });
});

it.each([
  'FREQ=MONTHLY;BYDAY=SA;BYSETPOS=-1',
  'FREQ=MONTHLY;BYDAY=1MO,3MO',
  'FREQ=MONTHLY;BYDAY=-2FR',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-1',
  'FREQ=MONTHLY',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYDAY=MO;WKST=SU',
  'FREQ=YEARLY;BYMONTH=12',
  'FREQ=DAILY;UNTIL=20301231T235959Z',
  'FREQ=DAILY;COUNT=3;UNTIL=20301231',
  'FREQ=HOURLY',
  'FREQ=DAILY;;',
  'FREQ=DAILY;FREQ=WEEKLY',
  'every Sunday',
  '',
])('leaves “%s” as it is written', (rule) => {
  expect(readRepeat(rule)).toBeUndefined();
});

it.each<[string, Repeat]>([
  ['FREQ=DAILY;INTERVAL=', { by: 'day', every: NaN, end: never }],
  ['FREQ=MONTHLY;BYMONTHDAY=', { by: 'dayOfMonth', every: 1, end: never, date: NaN }],
  ['FREQ=DAILY;COUNT=', { by: 'day', every: 1, end: { by: 'count', count: 2.5 } }],
  ['FREQ=DAILY;UNTIL=', { by: 'day', every: 1, end: { by: 'until', until: '' } }],
])('what is no number yet makes %s, which can’t be used and is still shown by the form', (rule, repeat) => {
  expect(writeRepeat(repeat)).toBe(rule);
  expect(ruleFault(rule)).toMatchObject({ code: 'bad-value' });
  expect(readRepeat(rule)?.by).toBe(repeat.by);
});

const count = fc.integer({ min: 1, max: 99 });
const end: fc.Arbitrary<RepeatEnd> = fc.oneof(
  fc.constant(never),
  count.map((number) => ({ by: 'count' as const, count: number })),
  fc.integer({ min: 0, max: 20_000 }).map((day) => ({
    by: 'until' as const,
    until: new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
  })),
);
const day = fc.constantFrom(...WEEKDAYS);
const common = { every: count, end };
const anyRepeat: fc.Arbitrary<Repeat> = fc.oneof(
  fc.record({ ...common, by: fc.constantFrom('day' as const, 'year' as const) }),
  fc.record({
    ...common,
    by: fc.constant('week' as const),
    days: fc.subarray([...WEEKDAYS]),
  }),
  fc.record({ ...common, by: fc.constant('weekdayOfMonth' as const), nth: fc.constantFrom(...NTHS), day }),
  fc.record({ ...common, by: fc.constant('dayOfMonth' as const), date: fc.integer({ min: 1, max: 31 }) }),
);

it('reads what it writes, and writes only rules that can be used', () => {
  fc.assert(
    fc.property(anyRepeat, (repeat) => {
      const rule = writeRepeat(repeat);
      expect(readRepeat(rule)).toEqual(repeat);
      expect(ruleFault(rule)).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});

const START = Date.UTC(2027, 2, 9, 22);
const daysOf = (repeat: Repeat): Date[] =>
  recurrenceOf(writeRepeat(repeat), START, 'UTC')
    .starts(START, START + 3 * 366 * 86_400_000)
    .map((at) => new Date(at));
const weekdayOf = (at: Date) => WEEKDAYS[(at.getUTCDay() + 6) % 7];
const lastOfMonth = (at: Date): number => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();

it('happens on the days that the form names', () => {
  fc.assert(
    fc.property(anyRepeat, (repeat) => {
      for (const at of daysOf({ ...repeat, end: never })) {
        const date = at.getUTCDate();
        if (repeat.by === 'week' && repeat.days.length > 0) expect(repeat.days).toContain(weekdayOf(at));
        if (repeat.by === 'dayOfMonth') expect(date).toBe(repeat.date);
        if (repeat.by === 'weekdayOfMonth') {
          expect(weekdayOf(at)).toBe(repeat.day);
          if (repeat.nth === -1) expect(lastOfMonth(at) - date).toBeLessThan(7);
          else expect(Math.ceil(date / 7)).toBe(repeat.nth);
        }
      }
    }),
    { numRuns: 200 },
  );
});

it.each(REPEAT_KINDS)('by %s it begins with what the start suggests: the start itself is the first time', (by) => {
  for (const start of ['2027-03-09T22:00', '2027-03-30T22:00', '2027-02-07T22:00']) {
    const first = Date.parse(`${start}:00Z`);
    const rule = writeRepeat(repeatFrom(by, start, never));
    expect(recurrenceOf(rule, first, 'UTC').starts(first, first + 62 * 86_400_000)[0]).toBe(first);
  }
});

it('suggests something without a start, too', () => {
  expect(REPEAT_KINDS.map((by) => ruleFault(writeRepeat(repeatFrom(by, '', never))))).toEqual(
    REPEAT_KINDS.map(() => undefined),
  );
});
