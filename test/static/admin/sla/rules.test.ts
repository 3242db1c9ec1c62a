/** What the pages compute by themselves. */
import { clockText, readClock, readEnd } from '../../../../static/admin/sla/calendars/clock-text';
import { barsOf, dayGroups, workingDayMs } from '../../../../static/admin/sla/calendars/week';
import { instantOf, localOf } from '../../../../static/shared/zoned';
import { rebase } from '../../../../static/admin/sla/draft/rebase';
import { newKey, nextKey } from '../../../../static/admin/sla/keys';
import { moved } from '../../../../static/admin/sla/policy';
import { compileCalendar, workingDay } from '../../../../src/sla/calendar';
import { officeHours, resolution, roundTheClock } from './samples';

it.each([
  ['9', 540],
  ['9:30', 570],
  ['0930', 570],
  ['9.30', 570],
  ['9h30', 570],
  [' 17:05 ', 1025],
  ['5 pm', 1020],
  ['12 AM', 0],
  ['12pm', 720],
  ['24:00', 1440],
  ['17 Uhr', 1020],
])('%j is read as minute %d', (text, minute) => {
  expect(readClock(text)).toBe(minute);
});

it.each(['', 'nine', '25:00', '24:01', '9:60', '13 pm', '0 am', '9:3', '-1:00', '9:30:00'])('%j is no time', (text) => {
  expect(readClock(text)).toBeNaN();
});

it.each([
  ['17:00', 540, 1020],
  ['06:00', 1320, 1800],
  ['00:00', 540, 1440],
  ['00:00', 0, 1440],
  ['09:00', 540, 540],
])('an end at %s after minute %d is minute %d', (text, from, end) => {
  expect(readEnd(text, from)).toBe(end);
});

it.each([
  ['de-DE', 540, '09:00'],
  ['en-GB', 1440, '24:00'],
  ['en-GB', 1800, '06:00'],
  ['en-US', 1020, '5:00 PM'],
  ['en-US', NaN, ''],
])('%s shows minute %d as %j', (locale, minute, shown) => {
  expect(clockText(minute, locale)).toBe(shown);
});

it('groups days that follow each other with the same hours', () => {
  const weekly = [
    ...officeHours().weekly.slice(0, 4),
    { day: 'saturday' as const, from: 600, to: 720 },
    { day: 'friday' as const, from: 540, to: 900 },
  ];
  expect(dayGroups(weekly).map(({ days }) => [days[0], days.at(-1)])).toEqual([
    ['monday', 'thursday'],
    ['friday', 'friday'],
    ['saturday', 'saturday'],
  ]);
});

it('draws a night shift over two days, Sunday’s into Monday', () => {
  const weekly = [{ day: 'sunday' as const, from: 1320, to: 1800 }];
  expect(barsOf(weekly, 'sunday')).toEqual([{ from: 1320, to: 1440, continued: false }]);
  expect(barsOf(weekly, 'monday')).toEqual([{ from: 0, to: 360, continued: true }]);
});

it.each([
  ['office hours', officeHours()],
  ['round the clock', roundTheClock],
  [
    'shorter Fridays',
    officeHours({ weekly: officeHours().weekly.map((one, at) => (at === 4 ? { ...one, to: 900 } : one)) }),
  ],
  [
    'a tie',
    officeHours({
      weekly: [
        { day: 'monday', from: 0, to: 60 },
        { day: 'tuesday', from: 0, to: 120 },
      ],
    }),
  ],
])('says the same working day as the calendar itself: %s', (_, calendar) => {
  expect(workingDayMs(calendar)).toBe(workingDay(compileCalendar(calendar)));
});

it.each([
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-01-01T00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  ['2026-07-01T12:00', 'Pacific/Apia', '2026-06-30T23:00:00.000Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
  expect(localOf(Date.parse(instant), zone)).toBe(local);
});

it('takes a time within a gap as the later side of it, and no time or zone for none', () => {
  expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(instantOf('', 'Europe/Berlin')).toBeUndefined();
  expect(instantOf('2026-03-29T02:30', 'Atlantis')).toBeUndefined();
});

it('makes keys that are letters, digits and hyphens, begin with a letter, and are free', () => {
  expect(newKey('Büro Zürich', [], 'calendar')).toBe('buero-zuerich');
  expect(newKey('24×7', [], 'calendar')).toBe('calendar');
  expect(newKey('Café à côté', [], 'calendar')).toBe('cafe-a-cote');
  expect(newKey('Office', ['office', 'office-2'], 'calendar')).toBe('office-3');
  expect(newKey('x'.repeat(60), ['x'.repeat(40)], 'calendar')).toBe(`${'x'.repeat(38)}-2`);
  expect(nextKey('goal', ['goal-1', 'goal-7', 'other'])).toBe('goal-8');
});

it('moves within the list only', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});

describe('my draft on somebody else’s version', () => {
  const base = { calendars: [officeHours()], definitions: [resolution()] };
  const mine = { calendars: [officeHours({ name: 'Mine' })], definitions: [resolution()] };

  it('keeps what only I changed and takes what only they did', () => {
    const theirs = {
      calendars: [officeHours()],
      definitions: [resolution({ name: 'Theirs' }), resolution({ key: 'new', name: 'New' })],
    };
    const { policy, clashes, taken } = rebase(base, mine, theirs);
    expect(policy.calendars[0]?.name).toBe('Mine');
    expect(policy.definitions.map(({ name }) => name)).toEqual(['Theirs', 'New']);
    expect([clashes, taken]).toEqual([[], ['Theirs', 'New']]);
  });

  it('keeps mine and names it where both changed the same', () => {
    const { policy, clashes } = rebase(base, mine, { ...base, calendars: [officeHours({ name: 'Theirs' })] });
    expect([policy.calendars[0]?.name, clashes]).toEqual(['Mine', ['Mine']]);
  });

  it('keeps the zone of reports that only one of us changed', () => {
    const [utc, berlin] = [
      { ...base, reportingZone: 'UTC' },
      { ...base, reportingZone: 'Europe/Berlin' },
    ];
    expect(rebase(utc, berlin, utc).policy.reportingZone).toBe('Europe/Berlin');
    expect(rebase(utc, utc, berlin).policy.reportingZone).toBe('Europe/Berlin');
    expect(rebase(base, base, base).policy).toEqual(base);
  });

  it('deletes what they deleted and I left alone, and what I deleted and they left alone', () => {
    expect(rebase(base, mine, { calendars: base.calendars, definitions: [] }).policy.definitions).toEqual([]);
    expect(rebase(base, { ...mine, definitions: [] }, base).policy.definitions).toEqual([]);
  });
});
