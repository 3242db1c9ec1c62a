/** iCalendar files as governments, Google and Outlook write them, and as they should not be. */
import { calendarFaults } from '../../src/sla/calendar';
import { importHolidays, MAX_CALENDAR_TEXT, type HolidayImport } from '../../src/sla/holiday-import';

const HORIZON = { from: '2025-01-01', to: '2028-12-31' };

const file = (...events: string[][]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    ...events.flatMap((lines, index) => [
      'BEGIN:VEVENT',
      `UID:${index}`,
      'DTSTAMP:20250101T000000Z',
      ...lines,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const day = (date: string): string => `DTSTART;VALUE=DATE:${date}`;
const until = (date: string): string => `DTEND;VALUE=DATE:${date}`;
const short = ({ holidays }: HolidayImport): string[] =>
  holidays.map(({ kind, name, from, to }) => `${kind} ${name} ${from}..${to}`);
const read = (...lines: string[]): HolidayImport => importHolidays(file(['SUMMARY:Rest', ...lines]), HORIZON);

describe('all-day events are holidays', () => {
  it.each<[what: string, lines: string[], holidays: string[]]>([
    ['one day', [day('20251225')], ['dates Rest 2025-12-25..2025-12-25']],
    ['the end is the first day after', [day('20251225'), until('20251227')], ['dates Rest 2025-12-25..2025-12-26']],
    ['a duration', [day('20251225'), 'DURATION:P1W'], ['dates Rest 2025-12-25..2025-12-31']],
    ['a date that does not say it is one', ['DTSTART:20251225'], ['dates Rest 2025-12-25..2025-12-25']],
    ['over new year', [day('20251224'), until('20260103')], ['dates Rest 2025-12-24..2026-01-02']],
    ['every year', [day('20101225'), 'RRULE:FREQ=YEARLY'], ['yearly Rest 12-25..12-25']],
    [
      'every year, said twice',
      [day('20101225'), 'RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25'],
      ['yearly Rest 12-25..12-25'],
    ],
    [
      'every year over new year',
      [day('20101224'), until('20110103'), 'RRULE:FREQ=YEARLY'],
      ['yearly Rest 12-24..01-02'],
    ],
    ['every leap day', [day('20200229'), 'RRULE:FREQ=YEARLY'], ['yearly Rest 02-29..02-29']],
    [
      'three days round a leap day are written out',
      [day('20230227'), until('20230302'), 'RRULE:FREQ=YEARLY'],
      [
        'dates Rest 2025-02-27..2025-03-01',
        'dates Rest 2026-02-27..2026-03-01',
        'dates Rest 2027-02-27..2027-03-01',
        'dates Rest 2028-02-27..2028-02-29',
      ],
    ],
    [
      'until a year, included',
      [day('20241225'), 'RRULE:FREQ=YEARLY;UNTIL=20261225'],
      ['dates Rest 2025-12-25..2025-12-25', 'dates Rest 2026-12-25..2026-12-25'],
    ],
    ['a number of times', [day('20241225'), 'RRULE:FREQ=YEARLY;COUNT=2'], ['dates Rest 2025-12-25..2025-12-25']],
    [
      'except one, which still counts',
      [day('20251225'), 'RRULE:FREQ=YEARLY;COUNT=3', 'EXDATE;VALUE=DATE:20261225'],
      ['dates Rest 2025-12-25..2025-12-25', 'dates Rest 2027-12-25..2027-12-25'],
    ],
    [
      'the last Monday of May',
      [day('20250526'), 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO'],
      [
        'dates Rest 2025-05-26..2025-05-26',
        'dates Rest 2026-05-25..2026-05-25',
        'dates Rest 2027-05-31..2027-05-31',
        'dates Rest 2028-05-29..2028-05-29',
      ],
    ],
    [
      'every second year',
      [day('20240501'), 'RRULE:FREQ=YEARLY;INTERVAL=2'],
      ['dates Rest 2026-05-01..2026-05-01', 'dates Rest 2028-05-01..2028-05-01'],
    ],
  ])('%s', (_what, lines, holidays) => {
    const result = read(...lines);
    expect(short(result)).toEqual(holidays);
    expect(result.findings).toEqual([]);
  });

  it('reads folded lines, escapes, a byte order mark and bare line feeds', () => {
    const text = `\uFEFF${file(['SUMMARY:New Year\\, observed', '  on Monday', day('20250106')])}`;
    expect(short(importHolidays(text.replaceAll('\r', ''), HORIZON))).toEqual([
      'dates New Year, observed on Monday 2025-01-06..2025-01-06',
    ]);
  });

  it('takes a moved occurrence at its new date only', () => {
    const text = file(
      ['SUMMARY:Rest', day('20250501'), 'RRULE:FREQ=YEARLY;COUNT=2'],
      ['SUMMARY:Rest, moved', 'RECURRENCE-ID;VALUE=DATE:20260501', day('20260504')],
    ).replace('UID:1', 'UID:0');
    expect(short(importHolidays(text, HORIZON))).toEqual([
      'dates Rest 2025-05-01..2025-05-01',
      'dates Rest, moved 2026-05-04..2026-05-04',
    ]);
  });

  it('takes the same day listed twice once, and what it takes makes a calendar without faults', () => {
    const { holidays } = importHolidays(
      file(['SUMMARY:Rest', day('20250501')], ['SUMMARY:Rest', day('20250501')]),
      HORIZON,
    );
    expect(holidays).toHaveLength(1);
    const weekly = [{ day: 'monday', from: 540, to: 1020 }] as const;
    expect(calendarFaults({ timeZone: 'UTC', alwaysOpen: false, weekly, holidays, extra: [] })).toEqual([]);
  });
});

describe('what is not taken over is said', () => {
  it.each<[what: string, lines: string[], finding: string]>([
    ['an hour', ['DTSTART:20251225T100000Z', 'DTEND:20251225T110000Z'], 'timed-event'],
    ['an hour somewhere', ['DTSTART;TZID=Europe/Berlin:20251225T100000', 'DURATION:PT1H'], 'timed-event'],
    ['cancelled', [day('20251225'), 'STATUS:CANCELLED'], 'cancelled'],
    ['long ago', [day('19991225')], 'outside-horizon'],
    ['a series that has ended', [day('19991225'), 'RRULE:FREQ=YEARLY;UNTIL=20101225'], 'outside-horizon'],
    ['a date of letters', [day('2025ABCD')], 'unreadable-event'],
    ['the end before the start', [day('20251225'), until('20251220')], 'unreadable-event'],
    ['an unknown rule', [day('20251225'), 'RRULE:FREQ=SOMETIMES'], 'unreadable-event'],
    ['a rule by the hour', [day('20251225'), 'RRULE:FREQ=HOURLY'], 'unreadable-event'],
    ['hours of a day', [day('20251225'), 'DURATION:PT5H'], 'unreadable-event'],
    ['without a start', [], 'unreadable-event'],
  ])('%s', (_what, lines, code) => {
    const { holidays, findings } = read(...lines);
    expect(holidays).toEqual([]);
    expect(findings).toMatchObject([{ code, severity: 'warning', event: 'Rest' }]);
  });

  it('more dates by RDATE', () => {
    expect(read(day('20250501'), 'RDATE;VALUE=DATE:20250502').findings).toMatchObject([{ code: 'dates-ignored' }]);
  });
});

describe('a text that is no calendar of holidays is refused with a message', () => {
  it.each<[what: string, text: string, code: string]>([
    ['nothing', '', 'not-icalendar'],
    ['a letter', 'Dear Sir or Madam', 'not-icalendar'],
    ['a web page', '<!doctype html><html><body>Sign in</body></html>', 'not-icalendar'],
    ['half a file', file([day('20250501')]).slice(0, 90), 'not-icalendar'],
    ['no events', file(), 'no-events'],
    ['rubbish inside', file().replace('VERSION:2.0', 'rubbish'), 'unreadable'],
    ['too large', file([day('20250501')]) + ' '.repeat(MAX_CALENDAR_TEXT), 'too-large'],
    ['a holiday every day', file(['SUMMARY:x', day('20200101'), 'RRULE:FREQ=DAILY']), 'too-many'],
  ])('%s', (_what, text, code) => {
    const { holidays, findings } = importHolidays(text, HORIZON);
    expect(holidays).toEqual([]);
    expect(findings).toMatchObject([{ code, severity: 'error' }]);
  });
});
