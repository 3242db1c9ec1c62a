/** Values without references: text, documents, numbers, dates, labels, objects. */
import { z } from 'zod';
import type { Json } from '../../json';
import { adfText, parseAdf } from './adf';
import { jiraDateTime, parseDate, parseDateTime, shortDate, shortDateTime } from './time';
import {
  listOf,
  NOTHING,
  numberItem,
  refuse,
  textItem,
  textOf,
  type Described,
  type ValueItem,
  type ValueType,
} from './values';

/** https://support.atlassian.com/jira-cloud-administration/docs/configure-advanced-settings/ (jira.text.field.character.limit) */
const TEXT_LIMIT = 32_767;
const SHORT_TEXT_LIMIT = 255;
const LABEL_LIMIT = 255;

const spoken = (text: string): Described => (text === '' ? NOTHING : { id: null, text });

function parseText(input: unknown, limit: number): string | null {
  if (input === null) return null;
  if (typeof input !== 'string') return refuse('Operation value must be a string');
  if (input.length > limit) {
    refuse(
      `The entered text is too long. It exceeds the allowed limit of ${limit.toLocaleString('en-US')} characters.`,
    );
  }
  return input === '' ? null : input;
}

function shortText(limit: number): ValueType {
  return {
    verbs: ['set'],
    parse: (input) => parseText(input, limit),
    show: (stored) => stored,
    describe: (stored) => spoken(textOf(stored)),
    items: (stored) => [textItem(textOf(stored))],
  };
}
export const textType = shortText(SHORT_TEXT_LIMIT);
export const longTextType = shortText(TEXT_LIMIT);

export const summaryType: ValueType = {
  ...textType,
  parse(input) {
    if (input === null || (typeof input === 'string' && input.trim() === ''))
      return refuse('You must specify a summary of the issue.');
    if (typeof input !== 'string') return refuse('Operation value must be a string');
    if (/[\n\r]/.test(input)) return refuse('The summary is invalid because it contains newline characters.');
    if (input.length > SHORT_TEXT_LIMIT) return refuse(`Summary must be less than ${SHORT_TEXT_LIMIT} characters.`);
    return input;
  },
};

export const urlType: ValueType = {
  ...textType,
  parse(input) {
    const text = parseText(input, SHORT_TEXT_LIMIT);
    if (text !== null && !URL.canParse(text)) refuse('Not a valid URL');
    return text;
  },
};

export const documentType: ValueType = {
  verbs: ['set'],
  parse(input) {
    if (input === null) return null;
    const document = parseAdf(input);
    if (document === undefined)
      return refuse('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
    if (adfText(document).length > TEXT_LIMIT)
      refuse(`The entered text is too long. It exceeds the allowed limit of ${TEXT_LIMIT} characters.`);
    return listOf(document['content'] ?? null).length === 0 ? null : document;
  },
  show: (stored) => stored,
  describe: (stored) => spoken(adfText(stored)),
  items: (stored) => [textItem(adfText(stored))],
};

export const numberType: ValueType = {
  verbs: ['set'],
  parse(input) {
    if (input === null) return null;
    return typeof input === 'number' && Number.isFinite(input) ? input : refuse('Operation value must be a number');
  },
  show: (stored) => stored,
  describe: (stored) => (typeof stored === 'number' ? { id: null, text: String(stored) } : NOTHING),
  items: (stored) => (typeof stored === 'number' ? [numberItem(stored)] : []),
};

const dateItem = (stored: Json): ValueItem => numberItem(Date.parse(`${textOf(stored)}T00:00:00.000Z`));

function date(describe: (text: string) => string): ValueType {
  return {
    verbs: ['set'],
    parse(input) {
      if (input === null || input === '') return null;
      if (typeof input !== 'string') return refuse('Operation value must be a string');
      return parseDate(input) ?? refuse(`Error parsing date string: ${input}`);
    },
    show: (stored) => stored,
    describe: (stored) => (textOf(stored) === '' ? NOTHING : { id: textOf(stored), text: describe(textOf(stored)) }),
    items: (stored) => [dateItem(stored)],
  };
}
export const dateType = date(shortDate);
export const dueDateType = date((text) => `${text} 00:00:00.0`);

/** Stored as epoch milliseconds. */
export const dateTimeType: ValueType = {
  verbs: ['set'],
  parse(input) {
    if (input === null || input === '') return null;
    if (typeof input !== 'string') return refuse('Operation value must be a string');
    return parseDateTime(input) ?? refuse(`Error parsing time: ${input}`);
  },
  show: (stored, _scope, timeZone) => (typeof stored === 'number' ? jiraDateTime(stored, timeZone) : stored),
  describe: (stored) =>
    typeof stored === 'number' ? { id: jiraDateTime(stored), text: shortDateTime(stored) } : NOTHING,
  items: (stored) => (typeof stored === 'number' ? [numberItem(stored)] : []),
};

function parseLabel(input: unknown): string {
  if (typeof input !== 'string') return refuse('Operation value must be a string');
  if (/\s/.test(input)) return refuse(`The label '${input}' contains spaces which is invalid.`);
  if (input.length > LABEL_LIMIT)
    return refuse(`The label '${input}' exceeds the maximum length of ${LABEL_LIMIT} characters.`);
  return input === '' ? refuse('The label must not be empty.') : input;
}

/** Jira keeps labels sorted and each once. */
export const labelsType: ValueType = {
  verbs: ['add', 'set', 'remove'],
  parse(input) {
    if (input === null) return null;
    if (!Array.isArray(input)) return refuse('data was not an array');
    return [...new Set(input.map(parseLabel))].sort();
  },
  parseElement: parseLabel,
  show: (stored) => stored,
  describe: (stored) => ({ id: null, text: listOf(stored).map(textOf).join(' ') }),
  items: (stored) => listOf(stored).map((label) => textItem(textOf(label))),
};

const JsonObjectInput = z.record(z.string(), z.json());

/** Forge's `object`. */
export const objectType: ValueType = {
  verbs: ['set'],
  parse(input) {
    if (input === null) return null;
    const parsed = JsonObjectInput.safeParse(input);
    return parsed.success ? parsed.data : refuse('Operation value must be an object');
  },
  show: (stored) => stored,
  describe: (stored) => (stored === null ? NOTHING : { id: null, text: JSON.stringify(stored) }),
  items: (stored) => [textItem(JSON.stringify(stored))],
};

/** Forge's `datetime` keeps the text it was given. */
export const forgeDateTimeType: ValueType = {
  ...dateTimeType,
  parse(input) {
    if (input === null) return null;
    if (typeof input !== 'string') return refuse('Operation value must be a string');
    return parseDateTime(input) === undefined ? refuse(`Error parsing time: ${input}`) : input;
  },
  show: (stored) => stored,
  describe: (stored) => spoken(textOf(stored)),
  items: (stored) => [numberItem(parseDateTime(textOf(stored)) ?? 0)],
};
