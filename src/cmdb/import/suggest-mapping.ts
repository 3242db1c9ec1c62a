/**
 * What the columns of a file probably mean, from their names: those of the app's own export exactly, others after
 * leaving out case, spaces and punctuation, and by words that inventories use for the same thing. A suggestion: people
 * look at it before anything happens. What is not clear is not suggested, for a wrong place is worse than none.
 */
import {
  ATTRIBUTE_WORDS,
  CLASS_WORDS,
  FIELD_WORDS,
  HOST_ATTRIBUTE,
  HOST_WORDS,
  KEY_WORDS,
  REF_WORDS,
} from './column-words';
import { ATTRIBUTE_COLUMN } from './export-shape';
import type { ColumnMapping, RelationMapping, Target } from './mapping';
import { COMMON_FIELDS, type AttributeSpec, type RelationType } from '../model';
import { LIST_SEPARATOR } from './value-list';

export const normalised = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export interface SuggestionWords {
  /** Of the classes that the file is about, as far as that is known. */
  readonly attributes: readonly AttributeSpec[];
  readonly relationTypes: readonly RelationType[];
  /** The column whose values are classes. */
  readonly classColumn: string | undefined;
}

type Guess = (column: string, words: SuggestionWords) => Target | undefined;

/**
 * In this order over all columns, so that what is certain takes its place first: a host name is a name only where no column
 * is called so, and what a field is called goes before what some class calls an attribute in its key.
 */
const GUESSES: readonly Guess[] = [
  ownColumn,
  byClassColumn,
  byAttributeName,
  byField,
  byHost,
  byHostAttribute,
  byAttributeKey,
  byKey,
  byRelation,
];

/** One suggestion a column at most; two columns are never given the same place. */
export function suggestColumns(columns: readonly string[], words: SuggestionWords): ColumnMapping[] {
  const taken = new Set<string>();
  const free = (target: Target): boolean => {
    const place = target.to === 'relation' ? `${target.type} ${target.end}` : JSON.stringify(target);
    if (taken.has(place)) return false;
    taken.add(place);
    return true;
  };
  const found = new Map<string, Target>();
  for (const guess of GUESSES) {
    for (const column of columns) {
      if (found.has(column)) continue;
      const target = guess(column, words);
      if (target !== undefined && free(target)) found.set(column, target);
    }
  }
  return columns.flatMap((column) => {
    const target = found.get(column);
    return target === undefined ? [] : [{ column, target, whenEmpty: 'keep' as const }];
  });
}

/** Columns that may say what class a row is of; whether they do, their values tell. */
export const mayNameClass = (column: string): boolean => CLASS_WORDS.includes(normalised(column));

/** The app's own export, by the letter. */
function ownColumn(column: string): Target | undefined {
  if (column === 'ref') return { to: 'ref' };
  if (column === 'keys') return { to: 'keys' };
  if (column === 'redundancy') return { to: 'redundancy' };
  const field = COMMON_FIELDS.find((name) => name === column);
  if (field !== undefined) return { to: 'field', field };
  if (column.startsWith(ATTRIBUTE_COLUMN)) return { to: 'attribute', attribute: column.slice(ATTRIBUTE_COLUMN.length) };
  return undefined;
}

function byClassColumn(column: string, { classColumn }: SuggestionWords): Target | undefined {
  return column === classColumn ? { to: 'class' } : undefined;
}

function byAttributeName(column: string, { attributes }: SuggestionWords): Target | undefined {
  const word = normalised(column);
  return HOST_WORDS.includes(word) ? undefined : attributeTarget(attributeCalled(word, attributes)?.key);
}

/** What the catalogue itself calls an attribute; where several are called so, it is not clear which. */
function attributeCalled(word: string, attributes: readonly AttributeSpec[]): AttributeSpec | undefined {
  const called = attributes.filter(({ name }) => normalised(name) === word);
  return called.length === 1 ? called[0] : undefined;
}

const attributeTarget = (attribute: string | undefined): Target | undefined =>
  attribute === undefined ? undefined : { to: 'attribute', attribute };

function byField(column: string): Target | undefined {
  const field = COMMON_FIELDS.find((name) => FIELD_WORDS[name].includes(normalised(column)));
  return field === undefined ? undefined : { to: 'field', field };
}

function byHost(column: string): Target | undefined {
  return HOST_WORDS.includes(normalised(column)) ? { to: 'field', field: 'name' } : undefined;
}

function byHostAttribute(column: string, { attributes }: SuggestionWords): Target | undefined {
  const word = normalised(column);
  if (!HOST_WORDS.includes(word)) return undefined;
  const usual = HOST_ATTRIBUTE.words.some((one) => one === word) ? HOST_ATTRIBUTE.key : undefined;
  const attribute = attributeCalled(word, attributes) ?? attributes.find(({ key }) => key === usual);
  return attributeTarget(attribute?.key);
}

function byAttributeKey(column: string, { attributes }: SuggestionWords): Target | undefined {
  const word = normalised(column);
  if (attributes.some(({ name }) => normalised(name) === word)) return undefined;
  return attributeTarget(
    attributes.find(({ key }) => normalised(key) === word || ATTRIBUTE_WORDS[key]?.includes(word))?.key,
  );
}

function byKey(column: string): Target | undefined {
  const word = normalised(column);
  if (REF_WORDS.includes(word)) return { to: 'ref' };
  return KEY_WORDS.includes(word) ? { to: 'key' } : undefined;
}

/** “Runs on” is a relation that starts at the row's CI, “Hosts” (the inverse) one that ends there. */
function byRelation(column: string, { relationTypes }: SuggestionWords): Target | undefined {
  const word = normalised(column);
  for (const { key, name, inverse } of relationTypes) {
    const relation = { to: 'relation', type: key, by: 'any', separator: LIST_SEPARATOR } as const;
    if (normalised(key) === word || normalised(name) === word) return { ...relation, end: 'from' };
    if (normalised(inverse) === word) return { ...relation, end: 'to' };
  }
  return undefined;
}

const FROM_WORDS = ['from', 'source', 'parent', 'von', 'sourceci', 'parentci'];
const TO_WORDS = ['to', 'target', 'child', 'nach', 'targetci', 'childci', 'zu'];
const TYPE_WORDS = ['type', 'relation', 'relationtype', 'relationship', 'relationshiptype', 'beziehung', 'typ'];

/** A file of relations has a column for either end and one for the type, and little else. */
export function suggestRelations(columns: readonly string[], source: string): RelationMapping | undefined {
  const find = (words: readonly string[]): string | undefined =>
    columns.find((column) => words.includes(normalised(column)));
  const [from, to, type] = [find(FROM_WORDS), find(TO_WORDS), find(TYPE_WORDS)];
  if (from === undefined || to === undefined || type === undefined || columns.length > 5) return undefined;
  return { kind: 'relations', source, from, to, fromBy: 'any', toBy: 'any', type: { is: 'column', column: type } };
}
