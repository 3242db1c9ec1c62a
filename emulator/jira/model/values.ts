/**
 * What every kind of field value can do: be read from a request, be stored, be shown by REST, be described in the
 * changelog and be taken apart for JQL. One `ValueType` each; `value-types.ts` says which field has which.
 */
import type { Json } from '../../json';
import type { JiraSite } from '../site';
import type { Field, Placement } from './fields';

export interface Scope {
  readonly site: JiraSite;
  readonly field: Field;
  readonly place: Placement;
}

/** How one side of a changelog item reads. */
export interface Described {
  readonly id: string | null;
  readonly text: string | null;
}

export interface ValueItem {
  readonly text: string | null;
  readonly number: number | null;
}

export type UpdateVerb = 'set' | 'add' | 'remove' | 'edit';

export interface ValueType {
  readonly verbs: readonly UpdateVerb[];
  /** From a request; `null` empties the field. Throws `FieldRefusal`. */
  parse(input: unknown, scope: Scope): Json | null;
  /** One element, for the verbs `add` and `remove` of lists. */
  parseElement?(input: unknown, scope: Scope): Json;
  show(stored: Json, scope: Scope, timeZone: string): Json;
  describe(stored: Json | null, scope: Scope): Described;
  items(stored: Json, scope: Scope): ValueItem[];
  allowed?(scope: Scope): Json[];
}

/** Why one field's value is refused, in Jira's words; becomes an entry of `errors`. */
export class FieldRefusal extends Error {}

export const refuse = (message: string): never => {
  throw new FieldRefusal(message);
};

export const NOTHING: Described = { id: null, text: null };
export const textItem = (text: string): ValueItem => ({ text, number: null });
export const numberItem = (number: number): ValueItem => ({ text: null, number });

/** Equal as stored values: key order does not count, the order of a list does. */
export const sameValue = (a: Json | null, b: Json | null): boolean => canonical(a) === canonical(b);

function canonical(value: Json | null): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

/** The string under `key` of a stored reference such as `{"id":"10001"}`. */
export function refOf(stored: Json | null, key: string): string {
  const value = typeof stored === 'object' && stored !== null && !Array.isArray(stored) ? stored[key] : undefined;
  return typeof value === 'string' ? value : '';
}
export const listOf = (stored: Json | null): Json[] => (Array.isArray(stored) ? stored : []);
export const textOf = (stored: Json | null): string => (typeof stored === 'string' ? stored : '');
export const isEmpty = (stored: Json | null): boolean =>
  stored === null || stored === '' || (Array.isArray(stored) && stored.length === 0);
