/**
 * Values of attributes: reading a text as a value of the attribute's type, and judging a value. Whoever is refused learns
 * what was offered, why it does not fit and what would.
 */
import { z } from 'zod';
import { AccountId, CiRef } from '../contract/ids';
import { MODEL_LIMITS, type AttributeSpec, type AttributeType, type AttributeValue } from './model';
import { LONGEST_MATCHED, matchesWhole } from './pattern-rules';

export type Judged<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

const yes = <T>(value: T): Judged<T> => ({ ok: true, value });
const no = (message: string): { ok: false; message: string } => ({ ok: false, message });

/** What was offered, short enough for a message. */
export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 57)}…` : text}”`;

/**
 * Reads a text, as an import or a form offers it. Numbers have a decimal point, as `1.5`, and no separator of thousands;
 * dates are `YYYY-MM-DD`: a host can't know which country's habits a file follows.
 */
export function coerce(attribute: AttributeSpec, text: string): Judged<AttributeValue> {
  const trimmed = attribute.type === 'multiline' ? text.replace(/\r\n?/g, '\n').trim() : text.trim();
  const read = READERS[attribute.type](trimmed, attribute);
  return read.ok ? withinBounds(attribute, read.value) : read;
}

/** Judges a value of any origin; a text is read, a number or truth has to be of the attribute's type. */
export function judgeValue(attribute: AttributeSpec, value: AttributeValue): Judged<AttributeValue> {
  if (typeof value === 'string') return coerce(attribute, value);
  if (typeof value === 'boolean')
    return attribute.type === 'boolean' ? yes(value) : coerce(attribute, value ? 'true' : 'false');
  return coerce(attribute, String(value));
}

type Reader = (text: string, attribute: AttributeSpec) => Judged<AttributeValue>;

const READERS: Readonly<Record<AttributeType, Reader>> = {
  text: oneLine,
  multiline: (text) =>
    text.length <= MODEL_LIMITS.multiline
      ? yes(text)
      : no(`This has ${text.length} characters; at most ${MODEL_LIMITS.multiline} are kept.`),
  number: (text) => numberIn(text),
  integer: (text) => {
    const read = numberIn(text);
    if (!read.ok) return read;
    return Number.isSafeInteger(read.value) ? read : no(`${quoted(text)} is not a whole number.`);
  },
  boolean: (text) => {
    const word = text.toLowerCase();
    if (['true', 'yes', 'y', '1'].includes(word)) return yes(true);
    if (['false', 'no', 'n', '0'].includes(word)) return yes(false);
    return no(`${quoted(text)} is neither yes nor no. Write true or false.`);
  },
  date: (text) =>
    z.iso.date().safeParse(text).success
      ? yes(text)
      : no(`${quoted(text)} is not a date. Write it as 2026-03-31: year, month, day.`),
  enum: optionIn,
  reference: (text, { referenceClass }) =>
    CiRef.safeParse(text).success
      ? yes(text)
      : no(`${quoted(text)} is not a reference to a CI. Write one such as ${referenceClass ?? 'server'}:web-01.`),
  user: (text) =>
    AccountId.safeParse(text).success && !/\s/u.test(text)
      ? yes(text)
      : no(`${quoted(text)} is not an Atlassian account id.`),
  url: urlIn,
  ip: (text) => {
    if (z.ipv4().safeParse(text).success) return yes(text);
    return z.ipv6().safeParse(text).success
      ? yes(text.toLowerCase())
      : no(`${quoted(text)} is not an IP address. Write one such as 10.1.2.3 or 2001:db8::1.`);
  },
  email: (text) => (z.email().safeParse(text).success ? oneLine(text) : no(`${quoted(text)} is not an email address.`)),
};

function oneLine(text: string): Judged<string> {
  if (/\p{Cc}/u.test(text)) return no('This has line breaks or control characters; it has to be one line of text.');
  if (text.length > MODEL_LIMITS.text)
    return no(`This has ${text.length} characters; at most ${MODEL_LIMITS.text} are kept.`);
  return yes(text);
}

/** A number as JSON writes it, with a sign if need be. `1,5` and `1.234,00` are refused rather than guessed. */
export function numberIn(text: string): Judged<number> {
  const value = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value)) return yes(value === 0 ? 0 : value);
  const hint = text.includes(',') ? ' Write a decimal point and no thousands separator, such as 1234.5.' : '';
  return no(`${quoted(text)} is not a number.${hint}`);
}

/** The option by its key, or by its name in any case. */
function optionIn(text: string, { options = [] }: AttributeSpec): Judged<string> {
  const word = text.toLowerCase();
  const found =
    options.find(({ key }) => key === text) ??
    options.find(({ key, name }) => key.toLowerCase() === word || name.toLowerCase() === word);
  if (found !== undefined) return yes(found.key);
  return no(`${quoted(text)} is not one of the options: ${listed(options.map(({ name }) => name))}.`);
}

export function listed(names: readonly string[]): string {
  const MOST = 12;
  const more = names.length - MOST;
  return more > 0 ? `${names.slice(0, MOST).join(', ')} and ${more} more` : names.join(', ');
}

/** Only addresses that a browser may open from a link: `javascript:` and the like would run in the reader's session. */
function urlIn(text: string): Judged<string> {
  const line = oneLine(text);
  if (!line.ok) return line;
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
    ? line
    : no(`${quoted(text)} is not a web address. Write one that starts with https:// or http://.`);
}

function withinBounds(attribute: AttributeSpec, value: AttributeValue): Judged<AttributeValue> {
  const outside = boundsFault(attribute, value);
  if (outside !== undefined) return no(outside);
  const { pattern, help } = attribute;
  if (pattern === undefined || typeof value !== 'string') return yes(value);
  if (value.length > LONGEST_MATCHED)
    return no(`This has ${value.length} characters; with a pattern to match, at most ${LONGEST_MATCHED} are possible.`);
  return matchesWhole(pattern, value)
    ? yes(value)
    : no(`${quoted(value)} does not match the pattern ${pattern}.${help === undefined ? '' : ` ${help}`}`);
}

/** Bounds are for the size of a number or for the length of a text. */
function boundsFault({ type, min, max, unit }: AttributeSpec, value: AttributeValue): string | undefined {
  if (typeof value === 'number') {
    const bound = (limit: number): string => (unit === undefined ? `${limit}` : `${limit} ${unit}`);
    if (min !== undefined && value < min) return `${value} is too little: at least ${bound(min)}.`;
    return max !== undefined && value > max ? `${value} is too much: at most ${bound(max)}.` : undefined;
  }
  if (typeof value !== 'string' || (type !== 'text' && type !== 'multiline')) return undefined;
  if (min !== undefined && value.length < min)
    return `This has ${value.length} characters; at least ${min} are needed.`;
  return max !== undefined && value.length > max
    ? `This has ${value.length} characters; at most ${max} are possible.`
    : undefined;
}
