/** What needs no object before it: `Number(…)`, `JSON.…`, `new Date(…)`. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { adfText } from '../model/adf';
import { fail } from './errors';
import {
  CalendarDay,
  Entity,
  fromJson,
  Moment,
  toJson,
  toText,
  typeOf,
  type ExpressionValue,
  type Method,
} from './values';

export const FUNCTIONS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['Number', ([value]) => toNumber(value ?? null)],
  ['JSON.stringify', ([value]) => JSON.stringify(toJson(value ?? null))],
  ['JSON.parse', ([text]) => parsed(text ?? null)],
]);

function toNumber(value: ExpressionValue): number {
  const converted =
    value instanceof Moment
      ? value.value.epochMilliseconds
      : Number(typeof value === 'boolean' ? value : toText(value));
  return Number.isNaN(converted) ? fail(`'${toText(value)}' is not a number.`) : converted;
}

function parsed(text: ExpressionValue): ExpressionValue {
  if (typeof text !== 'string') return fail(`JSON.parse needs a String but got ${typeOf(text)}.`);
  try {
    return fromJson(z.json().parse(JSON.parse(text)));
  } catch {
    return fail('The text is not valid JSON.');
  }
}

export const momentAt = (instant: number, timeZone: string): Moment =>
  new Moment(Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone));
export const calendarDay = (text: string): CalendarDay => new CalendarDay(Temporal.PlainDate.from(text));

export function newMoment([when]: readonly ExpressionValue[], now: number, timeZone: string): Moment {
  if (when === undefined) return momentAt(now, timeZone);
  if (typeof when === 'number') return momentAt(when, timeZone);
  const instant = typeof when === 'string' ? Date.parse(when.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : NaN;
  return Number.isNaN(instant) ? fail(`'${toText(when)}' is not a date.`) : momentAt(instant, timeZone);
}

export function newCalendarDay([when]: readonly ExpressionValue[], now: number, timeZone: string): CalendarDay {
  if (when === undefined) return new CalendarDay(momentAt(now, timeZone).value.toPlainDate());
  try {
    return typeof when === 'string' ? calendarDay(when) : fail('A CalendarDate is made from text.');
  } catch {
    return fail(`'${toText(when)}' is not a date.`);
  }
}

/** A document: only its plain text can be looked at. */
export function richText(document: ExpressionValue): Entity {
  const json = toJson(document);
  const text = adfText(json);
  return new Entity('RichText', JSON.stringify(json), new Map([['plainText', { get: () => text }]]), () => json);
}
