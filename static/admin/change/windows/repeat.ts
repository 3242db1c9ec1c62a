/**
 * How a window repeats, as a form asks for it, and the rule (RFC 5545, 3.3.10) that says the same. A rule that the form has
 * no words for stays as it was written.
 */

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** -1 is the last one of a month. */
export const NTHS = [1, 2, 3, 4, 5, -1] as const;
export type Nth = (typeof NTHS)[number];

/** `until` is a date, `YYYY-MM-DD`, that is still included; numbers are NaN while what is typed is none. */
export type RepeatEnd =
  | { readonly by: 'never' }
  | { readonly by: 'until'; readonly until: string }
  | { readonly by: 'count'; readonly count: number };

export type Repeat = { readonly every: number; readonly end: RepeatEnd } & (
  | { readonly by: 'day' | 'year' }
  /** None: on the start's weekday. */
  | { readonly by: 'week'; readonly days: readonly Weekday[] }
  | { readonly by: 'weekdayOfMonth'; readonly nth: Nth; readonly day: Weekday }
  | { readonly by: 'dayOfMonth'; readonly date: number }
);

type Parts = ReadonlyMap<string, string>;

/** Undefined for a rule that the form can't show. */
export function readRepeat(rrule: string): Repeat | undefined {
  const list = rrule
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .map((part) => part.split('='));
  const parts: Parts = new Map(list.map(([name = '', value = '']) => [name, value]));
  if (list.some((part) => part.length !== 2) || parts.size !== list.length) return undefined;
  const end = endOf(parts);
  if (end === undefined) return undefined;
  const rest = [...parts.keys()].filter((name) => !['FREQ', 'INTERVAL', 'UNTIL', 'COUNT'].includes(name));
  const common = { every: parts.has('INTERVAL') ? numberIn(parts.get('INTERVAL')) : 1, end };
  return withRest(parts, rest, common);
}

function withRest(parts: Parts, rest: readonly string[], common: Pick<Repeat, 'every' | 'end'>): Repeat | undefined {
  const has = (...names: readonly string[]): boolean => rest.join() === names.join();
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return has() ? { ...common, by: 'day' } : undefined;
    case 'YEARLY':
      return has() ? { ...common, by: 'year' } : undefined;
    case 'WEEKLY': {
      if (has()) return { ...common, by: 'week', days: [] };
      const days = has('BYDAY') ? daysIn(parts.get('BYDAY')) : undefined;
      return days === undefined ? undefined : { ...common, by: 'week', days };
    }
    case 'MONTHLY': {
      if (has('BYMONTHDAY')) return dayOfMonth(parts.get('BYMONTHDAY'), common);
      return has('BYDAY') ? weekdayOfMonth(parts.get('BYDAY'), common) : undefined;
    }
    default:
      return undefined;
  }
}

function weekdayOfMonth(value: string | undefined, common: Pick<Repeat, 'every' | 'end'>): Repeat | undefined {
  const [, number, name] = /^([+-]?\d)([A-Z]{2})$/.exec(value ?? '') ?? [];
  const nth = NTHS.find((one) => one === Number(number));
  const day = WEEKDAYS.find((one) => one === name);
  return nth === undefined || day === undefined ? undefined : { ...common, by: 'weekdayOfMonth', nth, day };
}

function dayOfMonth(value: string | undefined, common: Pick<Repeat, 'every' | 'end'>): Repeat | undefined {
  const isOne = value === '' || /^\d{1,2}$/.test(value ?? '');
  return isOne ? { ...common, by: 'dayOfMonth', date: numberIn(value) } : undefined;
}

function daysIn(value: string | undefined): readonly Weekday[] | undefined {
  const names = (value ?? '').split(',');
  const days = WEEKDAYS.filter((day) => names.includes(day));
  return days.length === names.length ? days : undefined;
}

function endOf(parts: Parts): RepeatEnd | undefined {
  const [until, count] = [parts.get('UNTIL'), parts.get('COUNT')];
  if (until !== undefined && count !== undefined) return undefined;
  if (count !== undefined) return { by: 'count', count: numberIn(count) };
  if (until === undefined) return { by: 'never' };
  if (until === '') return { by: 'until', until };
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(until) ?? [];
  return year === undefined ? undefined : { by: 'until', until: `${year}-${month}-${day}` };
}

const numberIn = (text: string | undefined): number => (/^\d+$/.test(text ?? '') ? Number(text) : NaN);

/** What is typed and no number yet leaves its part empty, which the linter then says. */
export function writeRepeat(repeat: Repeat): string {
  const { every, end } = repeat;
  const whole = (number: number): string => (Number.isInteger(number) && number >= 0 ? String(number) : '');
  return [
    ...frequencyOf(repeat, whole),
    ...(every === 1 ? [] : [`INTERVAL=${whole(every)}`]),
    ...(end.by === 'until' ? [`UNTIL=${end.until.replaceAll('-', '')}`] : []),
    ...(end.by === 'count' ? [`COUNT=${whole(end.count)}`] : []),
  ].join(';');
}

function frequencyOf(repeat: Repeat, whole: (number: number) => string): string[] {
  switch (repeat.by) {
    case 'day':
      return ['FREQ=DAILY'];
    case 'year':
      return ['FREQ=YEARLY'];
    case 'week': {
      const days = WEEKDAYS.filter((day) => repeat.days.includes(day));
      return ['FREQ=WEEKLY', ...(days.length === 0 ? [] : [`BYDAY=${days.join(',')}`])];
    }
    case 'weekdayOfMonth':
      return ['FREQ=MONTHLY', `BYDAY=${repeat.nth}${repeat.day}`];
    case 'dayOfMonth':
      return ['FREQ=MONTHLY', `BYMONTHDAY=${whole(repeat.date)}`];
  }
}

export const REPEAT_KINDS = [
  'day',
  'week',
  'weekdayOfMonth',
  'dayOfMonth',
  'year',
] as const satisfies readonly Repeat['by'][];

/** Another kind of repetition, with what the start suggests (`YYYY-MM-DDTHH:mm`, a wall clock time). */
export function repeatFrom(by: Repeat['by'], start: string, end: RepeatEnd): Repeat {
  const time = Date.parse(`${start.slice(0, 10)}T00:00:00Z`);
  const at = new Date(Number.isNaN(time) ? 0 : time);
  const day = WEEKDAYS[(at.getUTCDay() + 6) % 7] ?? 'MO';
  const date = at.getUTCDate();
  const common = { every: 1, end };
  switch (by) {
    case 'week':
      return { ...common, by, days: [day] };
    case 'weekdayOfMonth':
      return { ...common, by, nth: NTHS.find((nth) => nth === Math.ceil(date / 7) && nth < 5) ?? -1, day };
    case 'dayOfMonth':
      return { ...common, by, date };
    default:
      return { ...common, by };
  }
}
