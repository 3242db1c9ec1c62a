import fc from 'fast-check';
import { closesAt, ClosurePolicy, isDue } from '../../src/incident/closure';
import { instant } from '../../src/kernel/time';

const policy = (businessDays: number, timeZone: string) => ClosurePolicy.parse({ businessDays, timeZone });

describe('closes after N business days', () => {
  // 2026-03-02 is a Monday; Berlin is at UTC+1 until 29 March 03:00, Nuku'alofa (UTC+13) has no clock changes.
  it.each<[string, string, number, string, string]>([
    ['Monday + 1 is Tuesday, same time', '2026-03-02T09:30:00Z', 1, 'Europe/Berlin', '2026-03-03T09:30:00.000Z'],
    ['Monday + 5 is next Monday', '2026-03-02T09:30:00Z', 5, 'Europe/Berlin', '2026-03-09T09:30:00.000Z'],
    ['Friday + 1 is Monday', '2026-03-06T16:00:00Z', 1, 'Europe/Berlin', '2026-03-09T16:00:00.000Z'],
    ['Saturday counts from Monday 00:00', '2026-03-07T10:00:00Z', 1, 'Europe/Berlin', '2026-03-09T23:00:00.000Z'],
    ['Sunday counts from Monday 00:00', '2026-03-08T22:59:00Z', 1, 'Europe/Berlin', '2026-03-09T23:00:00.000Z'],
    ['Friday in UTC is Saturday in Tonga', '2026-03-06T16:00:00Z', 1, 'Pacific/Tongatapu', '2026-03-09T11:00:00.000Z'],
    ['clocks go forward: 10:00 stays 10:00', '2026-03-27T09:00:00Z', 1, 'Europe/Berlin', '2026-03-30T08:00:00.000Z'],
    ['clocks go back: 10:00 stays 10:00', '2026-10-23T08:00:00Z', 1, 'Europe/Berlin', '2026-10-26T09:00:00.000Z'],
    // Cairo changes its clocks on a Friday: 2026-04-24 00:00 does not exist there.
    ['a skipped half hour is an hour later', '2026-04-22T22:30:00Z', 1, 'Africa/Cairo', '2026-04-23T22:30:00.000Z'],
    // Cairo repeats Thursday 2026-10-29 23:00–24:00: the first one counts.
    ['a repeated hour is its first', '2026-10-28T20:30:00Z', 1, 'Africa/Cairo', '2026-10-29T20:30:00.000Z'],
    ['a year’s end is a working day like any other', '2026-12-31T12:00:00Z', 2, 'UTC', '2027-01-04T12:00:00.000Z'],
  ])('%s', (_case, resolved, days, zone, due) => {
    expect(closesAt(instant(resolved), policy(days, zone))).toBe(due);
  });

  it('is due at the very instant and not a millisecond before', () => {
    const resolved = instant('2026-03-02T09:30:00Z');
    const five = policy(5, 'UTC');
    expect(isDue(resolved, five, instant('2026-03-09T09:29:59.999Z'))).toBe(false);
    expect(isDue(resolved, five, instant('2026-03-09T09:30:00Z'))).toBe(true);
    expect(isDue(resolved, { ...five, automatic: false }, instant('2027-03-09T09:30:00Z'))).toBe(false);
  });
});

describe('whatever the zone', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'Africa/Cairo'];
  const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const days = fc.integer({ min: 1, max: 30 });
  const weekday = (at: string, timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' }).format(new Date(at));

  it('never closes on a weekend nor before the days are over', () => {
    fc.assert(
      fc.property(moment, days, fc.constantFrom(...zones), (date, businessDays, zone) => {
        const resolved = instant(date);
        const due = closesAt(resolved, policy(businessDays, zone));
        expect(['Sat', 'Sun']).not.toContain(weekday(due, zone));
        const hours = (Date.parse(due) - date.getTime()) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(businessDays * 24 - 1);
        expect(hours).toBeLessThanOrEqual((businessDays + 2 * Math.ceil(businessDays / 5) + 2) * 24 + 1);
      }),
    );
  });

  it('a later resolution closes no earlier, but for a clock change', () => {
    fc.assert(
      fc.property(moment, moment, days, fc.constantFrom(...zones), (a, b, businessDays, zone) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        const due = (date: Date) => Date.parse(closesAt(instant(date), policy(businessDays, zone)));
        expect(due(second)).toBeGreaterThanOrEqual(due(first) - 3_600_000);
      }),
    );
  });
});

describe('a policy', () => {
  it.each([
    [{ businessDays: 0, timeZone: 'UTC' }, 'At least one business day, so that the customer can object.'],
    [{ businessDays: 2.5, timeZone: 'UTC' }, 'Business days are a whole number.'],
    [{ businessDays: 31, timeZone: 'UTC' }, 'At most 30 business days.'],
    [{ businessDays: 5, timeZone: 'Berlin' }, 'Name a time zone of the IANA list, for example Europe/Berlin.'],
    [{ businessDays: 5, timeZone: '+02:00' }, 'Name a time zone of the IANA list, for example Europe/Berlin.'],
  ])('%j is refused: %s', (input, message) => {
    expect(ClosurePolicy.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
