import fc from 'fast-check';
import type { ChangeWindow } from '../../src/change/schedule.shapes';
import { nextOccurrences, occurrencesOf, windowPlan } from '../../src/change/windows';
import { anyStage, anyWindow, expectedStretches, instantText, MINUTE } from './schedules';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 120);

const aWindow = (over: Partial<ChangeWindow> = {}): ChangeWindow => ({
  key: 'sunday',
  name: 'Sunday night',
  kind: 'maintenance',
  scope: { on: 'site' },
  timeZone: 'Europe/Berlin',
  start: '2026-01-04T22:00',
  end: '2026-01-05T02:00',
  rrule: 'FREQ=WEEKLY;BYDAY=SU',
  except: [],
  enabled: true,
  note: '',
  ...over,
});

const within = (window: ChangeWindow, from: string, to: string): string[] =>
  occurrencesOf(window, { from, to }).map((one) => `${one.from.slice(0, 16)}–${one.to.slice(0, 16)}`);

describe('occurrences of windows', () => {
  it('keep their time on the wall in summer and winter', () => {
    expect(within(aWindow(), '2026-03-20T00:00:00Z', '2026-04-06T00:00:00Z')).toEqual([
      '2026-03-22T21:00–2026-03-23T01:00',
      '2026-03-29T20:00–2026-03-30T00:00',
      '2026-04-05T20:00–2026-04-06T00:00',
    ]);
  });

  it('are there whole when they only reach into the span, and not when they only touch it', () => {
    const window = aWindow({ rrule: null });
    const whole = ['2026-01-04T21:00–2026-01-05T01:00'];
    expect(within(window, '2026-01-05T00:59:00Z', '2026-01-06T00:00:00Z')).toEqual(whole);
    expect(within(window, '2026-01-04T00:00:00Z', '2026-01-04T21:00:00.001Z')).toEqual(whole);
    expect(within(window, '2026-01-05T01:00:00Z', '2026-01-06T00:00:00Z')).toEqual([]);
    expect(within(window, '2026-01-04T00:00:00Z', '2026-01-04T21:00:00Z')).toEqual([]);
  });

  it.each<[string, string, string, string, string[]]>([
    // Berlin: 2026-03-29 02:00 → 03:00 at 01:00 UTC; 2026-10-25 03:00 → 02:00 at 01:00 UTC.
    [
      'a start that is skipped: from the change on',
      'Europe/Berlin',
      '2026-03-29T02:30',
      '2026-03-29T05:00',
      ['01:00–03:00'],
    ],
    [
      'an end that is skipped: up to the change',
      'Europe/Berlin',
      '2026-03-29T00:00',
      '2026-03-29T02:30',
      ['23:00–01:00'],
    ],
    ['skipped as a whole: not at all', 'Europe/Berlin', '2026-03-29T02:15', '2026-03-29T02:45', []],
    ['over the gap: an hour shorter', 'Europe/Berlin', '2026-03-29T00:00', '2026-03-29T04:00', ['23:00–02:00']],
    ['a start shown twice: the first time', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T04:00', ['00:30–03:00']],
    ['an end shown twice: the second time', 'Europe/Berlin', '2026-10-25T00:00', '2026-10-25T02:30', ['22:00–01:30']],
    [
      'an end that the clock is set back to: the first time',
      'Europe/Berlin',
      '2026-10-25T00:00',
      '2026-10-25T02:00',
      ['22:00–00:00'],
    ],
    ['an end when both passes are over', 'Europe/Berlin', '2026-10-25T02:00', '2026-10-25T03:00', ['00:00–02:00']],
    ['half an hour forward', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-04T03:00', ['15:30–16:00']],
    ['midnight that does not exist', 'America/Santiago', '2026-09-06T00:00', '2026-09-06T02:00', ['04:00–05:00']],
    ['a day that does not exist', 'Pacific/Apia', '2011-12-30T08:00', '2011-12-30T18:00', []],
    ['into a day that does not exist', 'Pacific/Apia', '2011-12-29T20:00', '2011-12-30T18:00', ['06:00–10:00']],
  ])('%s', (_case, timeZone, start, end, expected) => {
    const year = start.slice(0, 4);
    const found = within(
      aWindow({ timeZone, start, end, rrule: null }),
      `${year}-01-01T00:00:00Z`,
      `${year}-12-31T23:59:00Z`,
    );
    expect(found.map((one) => one.replaceAll(/\d{4}-\d\d-\d\dT/g, ''))).toEqual(expected);
  });

  it('a rule loses no occurrence whose start is skipped', () => {
    const nightly = aWindow({ start: '2026-03-01T02:30', end: '2026-03-01T04:00', rrule: 'FREQ=DAILY' });
    expect(within(nightly, '2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z')).toEqual([
      '2026-03-28T01:30–2026-03-28T03:00',
      '2026-03-29T01:00–2026-03-29T02:00',
      '2026-03-30T00:30–2026-03-30T02:00',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['an instant: until it has come, wherever that is on the wall', 'UNTIL=20260111T210000Z', ['01-04', '01-11']],
    ['an instant before the start on that day', 'UNTIL=20260111T205959Z', ['01-04']],
    ['a time on the wall', 'UNTIL=20260111T220000', ['01-04', '01-11']],
    ['a day, with all of it', 'UNTIL=20260111', ['01-04', '01-11']],
    ['a count', 'COUNT=3', ['01-04', '01-11', '01-18']],
  ])('end with %s', (_case, end, days) => {
    const found = within(aWindow({ rrule: `FREQ=WEEKLY;${end}` }), '2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z');
    expect(found.map((one) => one.slice(5, 10))).toEqual(days);
  });

  it('happen only where the rule says so, even at their start', () => {
    const fromWednesday = aWindow({ start: '2026-01-07T22:00', end: '2026-01-08T02:00' });
    expect(within(fromWednesday, '2026-01-01T00:00:00Z', '2026-01-15T00:00:00Z')).toEqual([
      '2026-01-11T21:00–2026-01-12T01:00',
    ]);
  });

  it('of a rule that has run for 26 years cost no more than those of a new one', () => {
    const old = aWindow({ start: '2000-01-02T22:00', end: '2000-01-03T02:00', rrule: 'FREQ=DAILY' });
    const began = performance.now();
    expect(within(old, '2026-06-01T00:00:00Z', '2026-09-01T00:00:00Z')).toHaveLength(92);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('are refused to a window that the linter refuses: a freeze is not overlooked', () => {
    expect(() => within(aWindow({ rrule: 'FREQ=SOMETIMES' }), '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toThrow(
      RangeError,
    );
    expect(() => within(aWindow({ end: '2026-01-04T22:00' }), '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toThrow(
      RangeError,
    );
  });

  it('come one after the other, as many as are asked for', () => {
    const next = (rrule: string | null, count: number): string[] =>
      nextOccurrences(aWindow({ rrule }), Date.parse('2026-01-05T00:30:00Z'), count).map(({ from }) =>
        new Date(from).toISOString().slice(0, 10),
      );
    expect(next('FREQ=WEEKLY', 2)).toEqual(['2026-01-04', '2026-01-11']);
    expect(next('FREQ=YEARLY', 3)).toEqual(['2026-01-04', '2027-01-04', '2028-01-04']);
    expect(next(null, 5)).toEqual(['2026-01-04']);
  });

  it('are planned for enabled windows only', () => {
    const document = { windows: [aWindow(), aWindow({ key: 'off', enabled: false })] };
    const plan = windowPlan(document, { from: '2026-01-01T00:00:00Z', to: '2026-01-10T00:00:00Z' });
    expect(plan.windows.map(({ key }) => key)).toEqual(['sunday']);
    expect(plan.occurrences.map(({ window }) => window)).toEqual(['sunday']);
  });

  it('are what the clock shows a minute at a time, around changes of the clock in eight zones', () => {
    const anyCase = anyStage.chain((stage) =>
      fc.record({ stage: fc.constant(stage), planned: anyWindow(stage, fc.constant({ on: 'site' as const }), 0) }),
    );
    fc.assert(
      fc.property(anyCase, ({ stage, planned }) => {
        const expected = expectedStretches(planned, stage).filter(
          ({ from, to }) => from < stage.last && to > stage.first,
        );
        const found = occurrencesOf(planned.window, { from: instantText(stage.first), to: instantText(stage.last) });
        expect(found.map(({ from, to }) => ({ from: Date.parse(from) / MINUTE, to: Date.parse(to) / MINUTE }))).toEqual(
          expected,
        );
      }),
      { numRuns: RUNS },
    );
  });
});
