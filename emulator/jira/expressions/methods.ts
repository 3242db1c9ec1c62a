/** Properties and methods of strings, lists, maps and dates: https://developer.atlassian.com/cloud/jira/platform/jira-expressions-type-reference/ */
import { fail } from './errors';
import {
  CalendarDay,
  isList,
  isMap,
  Lambda,
  Moment,
  momentText,
  typeOf,
  type ExpressionMap,
  type ExpressionValue,
  type Method,
} from './values';
import { compareValues, equalValues } from './operators';

type Methods<T> = Readonly<Record<string, (self: T, args: readonly ExpressionValue[]) => ExpressionValue>>;

const text = (value: ExpressionValue | undefined): string =>
  typeof value === 'string' ? value : fail(`Expected a String but got ${typeOf(value ?? null)}.`);
const number = (value: ExpressionValue | undefined): number =>
  typeof value === 'number' ? value : fail(`Expected a Number but got ${typeOf(value ?? null)}.`);
const optional = (value: ExpressionValue | undefined): number | undefined =>
  value === undefined ? undefined : number(value);
const lambda = (value: ExpressionValue | undefined): Method =>
  value instanceof Lambda ? value.call : fail(`Expected a function but got ${typeOf(value ?? null)}.`);
const truth = (value: ExpressionValue): boolean =>
  typeof value === 'boolean' ? value : fail(`Expected a Boolean but got ${typeOf(value)}.`);

function pattern(source: ExpressionValue | undefined, flags: string): RegExp {
  try {
    return new RegExp(text(source), flags);
  } catch {
    return fail(`'${text(source)}' is not a valid regular expression.`);
  }
}

const STRING: Methods<string> = {
  includes: (self, [part]) => self.includes(text(part)),
  indexOf: (self, [part]) => self.indexOf(text(part)),
  startsWith: (self, [part]) => self.startsWith(text(part)),
  endsWith: (self, [part]) => self.endsWith(text(part)),
  slice: (self, [from, to]) => self.slice(optional(from), optional(to)),
  split: (self, [separator]) => self.split(text(separator)),
  trim: (self) => self.trim(),
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  match: (self, [regex]) => self.match(pattern(regex, 'g')),
  replace: (self, [part, by]) =>
    self.replaceAll(text(part), by instanceof Lambda ? (found) => text(by.call([found])) : () => text(by)),
};

/** Comparators answer a number, as in JavaScript. */
function sorted(self: readonly ExpressionValue[], by: ExpressionValue | undefined): ExpressionValue {
  const compare =
    by === undefined ? compareValues : (a: ExpressionValue, b: ExpressionValue): number => number(lambda(by)([a, b]));
  return [...self].sort(compare);
}

function reduced(self: readonly ExpressionValue[], [step, initial]: readonly ExpressionValue[]): ExpressionValue {
  const [first, ...rest] = self;
  const start = initial ?? first;
  if (start === undefined) return fail('Reduce of an empty list needs an initial value.');
  return (initial === undefined ? rest : self).reduce(
    (sum, element, index) => lambda(step)([sum, element, index]),
    start,
  );
}

const flat = (self: readonly ExpressionValue[]): ExpressionValue[] =>
  self.flatMap((element) => (isList(element) ? flat(element) : [element]));

const LIST: Methods<readonly ExpressionValue[]> = {
  map: (self, [by]) => self.map((element, index) => lambda(by)([element, index])),
  filter: (self, [by]) => self.filter((element, index) => truth(lambda(by)([element, index]))),
  some: (self, [by]) => self.some((element, index) => truth(lambda(by)([element, index]))),
  every: (self, [by]) => self.every((element, index) => truth(lambda(by)([element, index]))),
  reduce: reduced,
  flatten: (self) => flat(self),
  flatMap: (self, [by]) => flat(self.map((element) => lambda(by)([element]))),
  sort: (self, [by]) => sorted(self, by),
  includes: (self, [wanted]) => self.some((element) => equalValues(element, wanted ?? null)),
  indexOf: (self, [wanted]) => self.findIndex((element) => equalValues(element, wanted ?? null)),
  slice: (self, [from, to]) => self.slice(optional(from), optional(to)),
  get: (self, [index]) => self[number(index)] ?? null,
};

const MAP: Methods<ExpressionMap> = {
  get: (self, [key]) => self.get(text(key)) ?? null,
  set: (self, [key, value]) => new Map([...self, [text(key), value ?? null]]),
  keys: (self) => [...self.keys()],
  entries: (self) => [...self].map(([key, value]) => [key, value]),
};

const MOMENT: Methods<Moment> = {
  getTime: ({ value }) => value.epochMilliseconds,
  getFullYear: ({ value }) => value.year,
  getMonth: ({ value }) => value.month - 1,
  getDate: ({ value }) => value.day,
  getDay: ({ value }) => value.dayOfWeek % 7,
  getHours: ({ value }) => value.hour,
  getMinutes: ({ value }) => value.minute,
  getSeconds: ({ value }) => value.second,
  getMilliseconds: ({ value }) => value.millisecond,
  toISOString: momentText,
  toString: (self: Moment) => momentText(self),
  toCalendarDate: ({ value }) => new CalendarDay(value.toPlainDate()),
  toCalendarDateUTC: ({ value }) => new CalendarDay(value.withTimeZone('UTC').toPlainDate()),
  plusMonths: ({ value }, [n]) => new Moment(value.add({ months: number(n) })),
  minusMonths: ({ value }, [n]) => new Moment(value.subtract({ months: number(n) })),
  plusDays: ({ value }, [n]) => new Moment(value.add({ days: number(n) })),
  minusDays: ({ value }, [n]) => new Moment(value.subtract({ days: number(n) })),
  plusHours: ({ value }, [n]) => new Moment(value.add({ hours: number(n) })),
  minusHours: ({ value }, [n]) => new Moment(value.subtract({ hours: number(n) })),
  plusMinutes: ({ value }, [n]) => new Moment(value.add({ minutes: number(n) })),
  minusMinutes: ({ value }, [n]) => new Moment(value.subtract({ minutes: number(n) })),
};

const CALENDAR_DAY: Methods<CalendarDay> = {
  getFullYear: ({ value }) => value.year,
  getMonth: ({ value }) => value.month - 1,
  getDate: ({ value }) => value.day,
  getDay: ({ value }) => value.dayOfWeek % 7,
  toISOString: ({ value }) => value.toString(),
  toString: ({ value }: CalendarDay) => value.toString(),
  plusMonths: ({ value }, [n]) => new CalendarDay(value.add({ months: number(n) })),
  minusMonths: ({ value }, [n]) => new CalendarDay(value.subtract({ months: number(n) })),
  plusDays: ({ value }, [n]) => new CalendarDay(value.add({ days: number(n) })),
  minusDays: ({ value }, [n]) => new CalendarDay(value.subtract({ days: number(n) })),
};

/** Own entries only: a method table answers for nothing it was not given. */
function bound<T>(methods: Methods<T>, self: T, name: string): Method | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method === undefined ? undefined : (args) => method(self, args);
}

export function methodOf(value: ExpressionValue, name: string): Method | undefined {
  if (typeof value === 'string') return bound(STRING, value, name);
  if (value instanceof Moment) return bound(MOMENT, value, name);
  if (value instanceof CalendarDay) return bound(CALENDAR_DAY, value, name);
  if (value !== null && typeof value === 'object') {
    if (isList(value)) return bound(LIST, value, name);
    if (isMap(value)) return bound(MAP, value, name);
  }
  return undefined;
}
