/** Answers that anybody can check with a wall calendar and a clock, and the refusals of calendars that cannot work. */
import {
  addWorkingTime,
  calendarFaults,
  compileCalendar,
  isOpen,
  nextWorkingInstant,
  spansBetween,
  WEEKDAYS,
  workingDay,
  workingTime,
  type CalendarSpec,
} from '../../src/sla/calendar';

const HOUR = 3_600_000;
const at = (instant: string): number => Date.parse(instant);
const iso = (epoch: number): string => new Date(epoch).toISOString().replace('.000Z', 'Z');
const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const aCalendar = (changes: Partial<CalendarSpec> = {}): CalendarSpec => ({
  timeZone: 'Europe/London',
  alwaysOpen: false,
  weekly: WEEKDAYS.slice(0, 5).map((day) => ({ day, from: minute('09:00'), to: minute('17:00') })),
  holidays: [],
  extra: [],
  ...changes,
});
const everyDay = (from: string, to: string): CalendarSpec['weekly'] =>
  WEEKDAYS.map((day) => ({ day, from: minute(from), to: minute(to) }));
const aroundTheClock = (timeZone: string): CalendarSpec => aCalendar({ timeZone, alwaysOpen: true, weekly: [] });
const nights = (changes: Partial<CalendarSpec> = {}): CalendarSpec =>
  aCalendar({ weekly: everyDay('22:00', '30:00'), ...changes });
const christmas = aCalendar({ holidays: [{ kind: 'yearly', name: 'Christmas', from: '12-24', to: '01-02' }] });
const leapDay = aCalendar({ holidays: [{ kind: 'yearly', name: 'Leap day', from: '02-29', to: '02-29' }] });
const bankHoliday = aCalendar({
  holidays: [{ kind: 'dates', name: 'Early May', from: '2026-05-04', to: '2026-05-04' }],
});

describe('working time', () => {
  it.each<[what: string, spec: CalendarSpec, from: string, to: string, hours: number]>([
    ['a working day', aCalendar(), '2026-01-05T00:00Z', '2026-01-06T00:00Z', 8],
    ['a weekend', aCalendar(), '2026-01-09T17:00Z', '2026-01-12T09:00Z', 0],
    [
      'the spring change, round the clock: that day has 23 hours',
      aroundTheClock('America/New_York'),
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
      23,
    ],
    [
      'the autumn change, round the clock: that day has 25 hours',
      aroundTheClock('America/New_York'),
      '2026-11-01T04:00Z',
      '2026-11-02T05:00Z',
      25,
    ],
    ['a night shift over the spring change is an hour shorter', nights(), '2026-03-28T20:00Z', '2026-03-29T12:00Z', 7],
    ['a night shift over the autumn change is an hour longer', nights(), '2026-10-24T20:00Z', '2026-10-25T12:00Z', 9],
    [
      '01:30 to 02:30 in the night when 01:00–02:00 comes twice: both passes',
      aCalendar({ weekly: everyDay('01:30', '02:30') }),
      '2026-10-24T22:00Z',
      '2026-10-25T12:00Z',
      1.5,
    ],
    [
      '01:30 to 02:30 in the night when 01:00–02:00 is skipped',
      aCalendar({ weekly: everyDay('01:30', '02:30') }),
      '2026-03-28T22:00Z',
      '2026-03-29T12:00Z',
      0.5,
    ],
    [
      'half an hour forward on Lord Howe',
      aCalendar({ timeZone: 'Australia/Lord_Howe', weekly: everyDay('00:00', '24:00') }),
      '2025-10-04T13:30Z',
      '2025-10-05T13:00Z',
      23.5,
    ],
    [
      'Samoa had no 30 December 2011, a Friday: Thursday and Monday',
      aCalendar({ timeZone: 'Pacific/Apia' }),
      '2011-12-29T10:00Z',
      '2012-01-02T10:00Z',
      16,
    ],
    ['24 December to 2 January, every year', christmas, '2025-12-23T00:00Z', '2026-01-06T00:00Z', 16],
    ['the same a year later', christmas, '2026-12-23T00:00Z', '2027-01-05T00:00Z', 16],
    ['29 February is a holiday of leap years', leapDay, '2024-02-26T00:00Z', '2024-03-04T00:00Z', 32],
    ['and of no others', leapDay, '2026-02-23T00:00Z', '2026-03-02T00:00Z', 40],
    ['backwards', aCalendar(), '2026-01-06T00:00Z', '2026-01-05T00:00Z', -8],
    ['a millisecond', aCalendar(), '2026-01-05T08:59:59.999Z', '2026-01-05T09:00:00.001Z', 1 / HOUR],
  ])('%s', (_what, spec, from, to, hours) => {
    expect(workingTime(compileCalendar(spec), at(from), at(to))).toBe(Math.round(hours * HOUR));
  });
});

describe('due', () => {
  it.each<[what: string, spec: CalendarSpec, from: string, hours: number, due: string]>([
    [
      '24 hours from 23:30 before the spring change are 24 hours',
      aroundTheClock('Europe/London'),
      '2026-03-28T23:30:00Z',
      24,
      '2026-03-29T23:30:00Z',
    ],
    ['at the end of work, not at its next start', aCalendar(), '2026-01-09T13:00:00Z', 4, '2026-01-09T17:00:00Z'],
    [
      'stops at 17:00 and goes on at 09:00 after a bank holiday (summer time)',
      bankHoliday,
      '2026-05-01T15:00:00Z',
      4,
      '2026-05-05T11:00:00Z',
    ],
    ['from a weekend', aCalendar(), '2026-01-10T12:00:00Z', 1, '2026-01-12T10:00:00Z'],
    ['after Christmas and new year', christmas, '2025-12-23T16:00:00Z', 2, '2026-01-05T10:00:00Z'],
    ['nothing to add, though closed', aCalendar(), '2026-01-10T12:00:00Z', 0, '2026-01-10T12:00:00Z'],
    [
      'backwards to the start of work, not to the end before',
      aCalendar(),
      '2026-01-12T10:00:00Z',
      -1,
      '2026-01-12T09:00:00Z',
    ],
    ['backwards over a weekend', aCalendar(), '2026-01-12T10:00:00Z', -2, '2026-01-09T16:00:00Z'],
  ])('%s', (_what, spec, from, hours, due) => {
    expect(iso(addWorkingTime(compileCalendar(spec), at(from), hours * HOUR))).toBe(due);
  });
});

describe('hours over midnight belong to the day on which they start', () => {
  const holiday = (date: string): CalendarSpec =>
    nights({ holidays: [{ kind: 'dates', name: 'Closed', from: date, to: date }] });

  it.each<[what: string, spec: CalendarSpec, from: string, to: string, hours: number]>([
    [
      'a holiday takes away the shift that starts on it, whole',
      holiday('2026-01-07'),
      '2026-01-07T12:00Z',
      '2026-01-08T12:00Z',
      0,
    ],
    [
      'and leaves the shift of the evening before, whole',
      holiday('2026-01-07'),
      '2026-01-06T12:00Z',
      '2026-01-07T12:00Z',
      8,
    ],
    [
      'extra hours on a holiday count, over midnight too',
      {
        ...holiday('2026-01-07'),
        extra: [{ name: 'Move', date: '2026-01-07', from: minute('23:00'), to: minute('25:00') }],
      },
      '2026-01-07T12:00Z',
      '2026-01-08T12:00Z',
      2,
    ],
    [
      'extra hours within ordinary hours count once',
      nights({ extra: [{ name: 'Move', date: '2026-01-07', from: minute('21:00'), to: minute('23:00') }] }),
      '2026-01-07T12:00Z',
      '2026-01-08T12:00Z',
      9,
    ],
  ])('%s', (_what, spec, from, to, hours) => {
    expect(workingTime(compileCalendar(spec), at(from), at(to)) / HOUR).toBe(hours);
  });
});

it('opens at the start and is closed at the end', () => {
  const calendar = compileCalendar(aCalendar());
  const states = ['08:59:59.999', '09:00:00.000', '16:59:59.999', '17:00:00.000'].map((time) =>
    isOpen(calendar, at(`2026-01-05T${time}Z`)),
  );
  expect(states).toEqual([false, true, true, false]);
  expect(iso(nextWorkingInstant(calendar, at('2026-01-05T17:00Z')))).toBe('2026-01-06T09:00:00Z');
  expect(iso(nextWorkingInstant(calendar, at('2026-01-05T10:00Z')))).toBe('2026-01-05T10:00:00Z');
});

it('accounts for every stretch, with the holiday, the extra hours and the change of the clock by name', () => {
  const calendar = compileCalendar(
    aCalendar({
      holidays: [{ kind: 'dates', name: 'Good Friday', from: '2024-03-29', to: '2024-03-29' }],
      extra: [{ name: 'Server move', date: '2024-03-30', from: minute('10:00'), to: minute('12:00') }],
    }),
  );
  const account = [...spansBetween(calendar, at('2024-03-28T16:00Z'), at('2024-04-01T09:00Z'))].map(
    ({ from, to, because, name, dst }) => [iso(from), iso(to), because, name, dst],
  );
  expect(account).toEqual([
    ['2024-03-28T16:00:00Z', '2024-03-28T17:00:00Z', 'hours', undefined, undefined],
    ['2024-03-28T17:00:00Z', '2024-03-29T09:00:00Z', 'outside-hours', undefined, undefined],
    ['2024-03-29T09:00:00Z', '2024-03-29T17:00:00Z', 'holiday', 'Good Friday', undefined],
    ['2024-03-29T17:00:00Z', '2024-03-30T10:00:00Z', 'outside-hours', undefined, undefined],
    ['2024-03-30T10:00:00Z', '2024-03-30T12:00:00Z', 'extra', 'Server move', undefined],
    ['2024-03-30T12:00:00Z', '2024-04-01T08:00:00Z', 'outside-hours', undefined, 'gap'],
    ['2024-04-01T08:00:00Z', '2024-04-01T09:00:00Z', 'hours', undefined, undefined],
  ]);
});

it.each<[what: string, spec: CalendarSpec, hours: number]>([
  ['office hours', aCalendar(), 8],
  ['round the clock', aroundTheClock('UTC'), 24],
  [
    'a short Friday',
    aCalendar({ weekly: [...aCalendar().weekly.slice(0, 4), { day: 'friday', from: 540, to: 780 }] }),
    8,
  ],
  [
    'mornings and afternoons',
    aCalendar({
      weekly: WEEKDAYS.flatMap((day) => [
        { day, from: 480, to: 720 },
        { day, from: 780, to: 1050 },
      ]),
    }),
    8.5,
  ],
  ['night shifts', nights(), 8],
])('an ordinary working day: %s', (_what, spec, hours) => {
  expect(workingDay(compileCalendar(spec)) / HOUR).toBe(hours);
});

describe('faults', () => {
  const weekly = (...intervals: CalendarSpec['weekly']): CalendarSpec => aCalendar({ weekly: intervals });
  const days = (from: string, to: string, name = 'Day off'): CalendarSpec =>
    aCalendar({ holidays: [{ kind: 'dates', name, from, to }] });
  const extra = (...list: CalendarSpec['extra']): CalendarSpec => aCalendar({ extra: list });
  const yearly = (from: string, to: string): CalendarSpec =>
    aCalendar({ holidays: [{ kind: 'yearly', name: 'Day off', from, to }] });

  it.each<[what: string, spec: CalendarSpec, faults: string[]]>([
    ['none', aCalendar(), []],
    ['no hours', weekly(), ['error no-hours weekly']],
    ['a zone that does not exist', aCalendar({ timeZone: 'Europe/Atlantis' }), ['error unknown-zone timeZone']],
    ['an offset is no zone', aCalendar({ timeZone: '+02:00' }), ['error unknown-zone timeZone']],
    ['24×7 in an unknown zone', aroundTheClock('Nowhere'), ['error unknown-zone timeZone']],
    ['the end before the start', weekly({ day: 'monday', from: 600, to: 540 }), ['error bad-interval weekly.0.to']],
    ['a start at 24:00', weekly({ day: 'monday', from: 1440, to: 1500 }), ['error bad-interval weekly.0.from']],
    ['half a minute', weekly({ day: 'monday', from: 0.5, to: 1500 }), ['error bad-interval weekly.0.from']],
    ['no number', weekly({ day: 'monday', from: 0, to: Number.NaN }), ['error bad-interval weekly.0.to']],
    ['three days long', weekly({ day: 'monday', from: 0, to: 2881 }), ['error bad-interval weekly.0.to']],
    [
      'overlapping',
      weekly({ day: 'monday', from: 540, to: 720 }, { day: 'monday', from: 719, to: 800 }),
      ['error overlap weekly.1.from'],
    ],
    [
      'touching is no overlap',
      weekly({ day: 'monday', from: 540, to: 720 }, { day: 'monday', from: 720, to: 800 }),
      [],
    ],
    [
      'overlapping after midnight',
      weekly({ day: 'tuesday', from: 0, to: 60 }, { day: 'monday', from: 1320, to: 1441 }),
      ['error overlap weekly.1.from'],
    ],
    [
      'overlapping round the end of the week',
      weekly({ day: 'monday', from: 300, to: 400 }, { day: 'sunday', from: 1320, to: 1800 }),
      ['error overlap weekly.1.from'],
    ],
    ['29 February 2025', days('2025-02-29', '2025-03-01'), ['error bad-date holidays.0.from']],
    ['a date beyond 2100', days('2025-02-28', '2101-01-01'), ['error bad-date holidays.0.to']],
    ['the last day first', days('2025-03-02', '2025-03-01'), ['error from-after-to holidays.0.to']],
    ['without a name', days('2025-03-01', '2025-03-01', ' '), ['error no-name holidays.0.name']],
    ['a 13th month', yearly('13-01', '01-02'), ['error bad-date holidays.0.from']],
    ['over new year', yearly('12-24', '01-02'), []],
    ['holidays all year', yearly('01-01', '12-31'), ['error no-hours holidays']],
    [
      'twice the same',
      aCalendar({
        holidays: [...days('2025-03-03', '2025-03-03').holidays, ...days('2025-03-03', '2025-03-03', 'Other').holidays],
      }),
      ['warning duplicate holidays.1'],
    ],
    [
      'extra hours on a day that does not exist',
      extra({ name: 'Move', date: '2026-04-31', from: 0, to: 60 }),
      ['error bad-date extra.0.date'],
    ],
    [
      'extra hours that end first',
      extra({ name: 'Move', date: '2026-04-30', from: 60, to: 60 }),
      ['error bad-interval extra.0.to'],
    ],
    [
      'extra hours within ordinary ones',
      extra({ name: 'Move', date: '2026-04-30', from: 600, to: 660 }),
      ['warning unreachable extra.0'],
    ],
    ['extra hours half within', extra({ name: 'Move', date: '2026-04-30', from: 600, to: 1200 }), []],
  ])('%s', (_what, spec, faults) => {
    expect(calendarFaults(spec).map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual(faults);
    if (faults.some((fault) => fault.startsWith('error'))) expect(() => compileCalendar(spec)).toThrow(RangeError);
    else expect(compileCalendar(spec)).toBe(compileCalendar(spec));
  });

  it('say what overlaps what', () => {
    const [fault] = calendarFaults(
      weekly({ day: 'monday', from: 300, to: 400 }, { day: 'sunday', from: 1320, to: 1800 }),
    );
    expect(fault?.message).toBe('Sunday 22:00–06:00 overlaps Monday 05:00–06:40. Change one of them, or remove it.');
  });
});

describe('refuses to guess', () => {
  const calendar = compileCalendar(aCalendar());

  it.each<[what: string, ask: () => unknown]>([
    ['no number', () => workingTime(calendar, Number.NaN, 0)],
    ['half a millisecond', () => isOpen(calendar, 0.5)],
    ['before 1970', () => workingTime(calendar, -1, 0)],
    ['after 2100', () => nextWorkingInstant(calendar, Date.UTC(2101, 0, 1) + 1)],
    ['no work left', () => nextWorkingInstant(calendar, Date.UTC(2101, 0, 1))],
    ['more work than there is', () => addWorkingTime(calendar, at('2100-12-01T00:00Z'), 400 * HOUR)],
    ['more work than there was', () => addWorkingTime(calendar, at('1970-01-10T00:00Z'), -100 * HOUR)],
    ['an endless duration', () => addWorkingTime(calendar, 0, Number.POSITIVE_INFINITY)],
  ])('%s', (_what, ask) => {
    expect(ask).toThrow(RangeError);
  });
});
