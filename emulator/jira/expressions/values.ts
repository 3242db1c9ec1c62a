/**
 * Values of Jira expressions. None of them is a plain JavaScript object: maps are `Map`s, Jira's own objects are
 * `Entity`s with a fixed list of members, so that nothing of the host language can be reached through a name.
 */
import type { Temporal } from 'temporal-polyfill';
import type { Json } from '../../json';

export type ExpressionValue =
  | null
  | boolean
  | number
  | string
  | readonly ExpressionValue[]
  | ExpressionMap
  | Entity
  | Lambda
  | Moment
  | CalendarDay;
export type ExpressionMap = ReadonlyMap<string, ExpressionValue>;

export interface Member {
  readonly get: () => ExpressionValue;
  /** Loads more data: ten of those are allowed in one evaluation. */
  readonly expensive?: boolean;
}

export type Method = (args: readonly ExpressionValue[]) => ExpressionValue;

/** An object of Jira: an issue, a user, a status … */
export class Entity {
  constructor(
    /** What `typeof` says. */
    readonly type: string,
    /** Two entities of one type and id are equal. */
    readonly id: string,
    readonly members: ReadonlyMap<string, Member>,
    readonly json: () => Json,
    readonly methods: ReadonlyMap<string, Method> = new Map(),
  ) {}
}

export class Lambda {
  constructor(readonly call: Method) {}
}

/** Jira's `Date`. */
export class Moment {
  constructor(readonly value: Temporal.ZonedDateTime) {}
}

/** Jira's `CalendarDate`: a date without a time. */
export class CalendarDay {
  constructor(readonly value: Temporal.PlainDate) {}
}

export const isList = (value: ExpressionValue): value is readonly ExpressionValue[] => Array.isArray(value);
export const isMap = (value: ExpressionValue): value is ExpressionMap => value instanceof Map;

export function typeOf(value: ExpressionValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return 'Number';
  if (typeof value === 'string') return 'String';
  if (value instanceof Entity) return value.type;
  if (value instanceof Lambda) return 'Function';
  if (value instanceof Moment) return 'Date';
  if (value instanceof CalendarDay) return 'CalendarDate';
  return isList(value) ? 'List' : 'Map';
}

/** JSON as an expression sees it. */
export function fromJson(json: Json): ExpressionValue {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(fromJson);
  return new Map(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}

/** The value as POST /rest/api/3/expression/evaluate answers it. */
export function toJson(value: ExpressionValue): Json {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Entity) return value.json();
  if (value instanceof Lambda) return '(function)';
  if (value instanceof Moment) return momentText(value).replace('Z', '+0000');
  if (value instanceof CalendarDay) return value.value.toString();
  if (isList(value)) return value.map(toJson);
  return isMap(value) ? Object.fromEntries([...value].map(([key, entry]) => [key, toJson(entry)])) : null;
}

export const momentText = (moment: Moment): string => new Date(moment.value.epochMilliseconds).toISOString();

/** What `+` and templates make of a value. */
export function toText(value: ExpressionValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Moment) return momentText(value);
  if (value instanceof CalendarDay) return value.value.toString();
  return JSON.stringify(toJson(value));
}
