/** Dates and numbers in the signed-in user's locale and time zone. */
import { site } from './bootstrap';

const locale = (site.user?.locale ?? 'en_US').replace('_', '-');
const timeZone = site.user?.timeZone ?? 'UTC';

const dateTimeFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
const dateFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const numberFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });

/** Jira writes offsets without a colon (`+0000`). */
export const parseInstant = (text: string): number => Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));

export function formatInstant(value: string | number): string {
  const at = typeof value === 'number' ? value : parseInstant(value);
  return Number.isNaN(at) ? String(value) : dateTimeFormat.format(at);
}

export function formatDate(value: string): string {
  const at = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(at) ? value : dateFormat.format(at);
}

export const formatNumber = (value: number): string => numberFormat.format(value);

/** `2026-01-31T09:00` in the user's zone, as `<input type="datetime-local">` wants it. */
export function toLocalInput(at: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at);
  return parts.replace(' ', 'T');
}

/** The instant that a `datetime-local` value means in the user's zone. */
export function fromLocalInput(text: string): number {
  const asUtc = Date.parse(`${text}:00Z`.replace(/:(\d\d):(\d\d):00Z$/, ':$1:$2Z'));
  const offset = Date.parse(`${toLocalInput(asUtc)}:00Z`) - asUtc;
  const guess = asUtc - offset;
  const drift = Date.parse(`${toLocalInput(guess)}:00Z`) - asUtc;
  return guess - drift;
}
