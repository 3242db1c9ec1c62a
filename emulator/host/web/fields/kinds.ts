/** How a field is edited, and its value between REST's form and the form's own (text, or a list of texts). */
import { z } from 'zod';
import { fromLocalInput, parseInstant, toLocalInput } from '../app/format';
import type { FieldSchema } from '../app/jira-types';
import { adfToText, asDocument, textToAdf } from './adf';

export type FieldKind =
  | 'text'
  | 'textarea'
  | 'number'
  | 'date'
  | 'datetime'
  | 'select'
  | 'multiselect'
  | 'user'
  | 'multiuser'
  | 'group'
  | 'labels'
  | 'issue'
  | 'fixed';

export type Draft = string | readonly string[];

const CHOICES: readonly string[] = [
  'option',
  'priority',
  'resolution',
  'issuetype',
  'securitylevel',
  'version',
  'component',
];
const RICH_TEXT: readonly string[] = ['description', 'environment'];

export function kindOf(schema: FieldSchema): FieldKind {
  const { type, items, system, custom } = schema;
  if (type === 'array') {
    if (items === 'user') return 'multiuser';
    if (items === 'string') return 'labels';
    return items !== undefined && CHOICES.includes(items) ? 'multiselect' : 'fixed';
  }
  if (CHOICES.includes(type)) return 'select';
  if (type === 'string')
    return (system !== undefined && RICH_TEXT.includes(system)) || custom?.endsWith(':textarea') === true
      ? 'textarea'
      : 'text';
  if (type === 'issuelink') return 'issue';
  if (type === 'number' || type === 'date' || type === 'datetime' || type === 'user' || type === 'group') return type;
  return 'fixed';
}

const LIST_KINDS: readonly FieldKind[] = ['multiselect', 'multiuser', 'labels'];
export const isList = (kind: FieldKind): boolean => LIST_KINDS.includes(kind);
export const emptyDraft = (kind: FieldKind): Draft => (isList(kind) ? [] : '');
export const asText = (draft: Draft): string => (typeof draft === 'string' ? draft : draft.join(' '));
export const asList = (draft: Draft): readonly string[] =>
  typeof draft === 'string' ? (draft === '' ? [] : [draft]) : draft;

const Keyed = z.looseObject({
  id: z.string().optional(),
  accountId: z.string().optional(),
  name: z.string().optional(),
  key: z.string().optional(),
});

export function toDraft(kind: FieldKind, value: unknown): Draft {
  if (value === null || value === undefined) return emptyDraft(kind);
  if (isList(kind)) return Array.isArray(value) ? value.map((item) => asText(toDraft(itemKind(kind), item))) : [];
  const keyed = Keyed.safeParse(value);
  switch (kind) {
    case 'textarea': {
      const document = asDocument(value);
      return document === undefined ? textOf(value) : adfToText(document);
    }
    case 'datetime':
      return typeof value === 'string' ? toLocalInput(parseInstant(value)) : '';
    case 'select':
      return keyed.success ? (keyed.data.id ?? '') : '';
    case 'user':
      return keyed.success ? (keyed.data.accountId ?? '') : '';
    case 'group':
      return keyed.success ? (keyed.data.name ?? '') : '';
    case 'issue':
      return keyed.success ? (keyed.data.key ?? '') : '';
    default:
      return textOf(value);
  }
}

const itemKind = (kind: FieldKind): FieldKind =>
  kind === 'multiselect' ? 'select' : kind === 'multiuser' ? 'user' : 'text';
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What REST takes; `null` empties the field. */
export function toRest(kind: FieldKind, draft: Draft): unknown {
  if (isList(kind)) return asList(draft).map((item) => toRest(itemKind(kind), item));
  const text = asText(draft).trim();
  if (kind === 'textarea') return textToAdf(asText(draft));
  if (text === '') return null;
  switch (kind) {
    case 'number':
      return Number(text);
    case 'datetime':
      return new Date(fromLocalInput(text)).toISOString().replace('Z', '+0000');
    case 'select':
      return { id: text };
    case 'user':
      return { accountId: text };
    case 'group':
      return { name: text };
    case 'issue':
      return { key: text };
    default:
      return text;
  }
}
