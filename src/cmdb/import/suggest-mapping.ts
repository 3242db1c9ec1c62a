/**
 * What the columns of a file probably mean, from their names: those of the app's own export exactly, others after
 * leaving out case, spaces and punctuation, and by words that inventories use for the same thing. A suggestion: people
 * look at it before anything happens.
 */
import { ATTRIBUTE_COLUMN } from './export-shape';
import type { ColumnMapping, RelationMapping, Target } from './mapping';
import { COMMON_FIELDS, type AttributeSpec, type CommonField, type RelationType } from '../model';
import { LIST_SEPARATOR } from './value-list';

/** By what the normalised name of a column may be. */
const FIELD_WORDS: Readonly<Record<CommonField, readonly string[]>> = {
  name: [
    'name',
    'ciname',
    'displayname',
    'hostname',
    'computername',
    'devicename',
    'assetname',
    'title',
    'label',
    'bezeichnung',
  ],
  state: [
    'state',
    'status',
    'lifecycle',
    'lifecyclestate',
    'lifecyclestatus',
    'operationalstatus',
    'installstatus',
    'zustand',
  ],
  environment: ['environment', 'env', 'stage', 'usedfor', 'umgebung'],
  criticality: ['criticality', 'tier', 'businesscriticality', 'importance', 'kritikalitat', 'kritikalitaet'],
  owner: [
    'owner',
    'ownedby',
    'assignedto',
    'managedby',
    'responsible',
    'user',
    'besitzer',
    'verantwortlich',
    'eigentumer',
  ],
  supportGroup: ['supportgroup', 'assignmentgroup', 'team', 'group', 'supportedby', 'gruppe'],
  location: ['location', 'site', 'datacenter', 'datacentre', 'building', 'room', 'standort'],
  cost: ['cost', 'costs', 'monthlycost', 'costmonth', 'price', 'kosten'],
};
const CLASS_WORDS = [
  'class',
  'ciclass',
  'classname',
  'sysclassname',
  'type',
  'citype',
  'category',
  'kind',
  'klasse',
  'typ',
];
const KEY_WORDS = [
  'id',
  'sysid',
  'uuid',
  'guid',
  'externalid',
  'nativekey',
  'sourcekey',
  'key',
  'assetid',
  'objectid',
  'resourceid',
];
const REF_WORDS = ['ref', 'reference', 'ciref'];

export const normalised = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export interface SuggestionWords {
  readonly attributes: readonly AttributeSpec[];
  readonly relationTypes: readonly RelationType[];
}

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
  for (const guess of [ownColumn, byWord, byRelation]) {
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

/** The app's own export, by the letter. */
function ownColumn(column: string): Target | undefined {
  if (column === 'ref') return { to: 'ref' };
  if (column === 'class') return { to: 'class' };
  if (column === 'keys') return { to: 'keys' };
  if (column === 'redundancy') return { to: 'redundancy' };
  const field = COMMON_FIELDS.find((name) => name === column);
  if (field !== undefined) return { to: 'field', field };
  if (column.startsWith(ATTRIBUTE_COLUMN)) return { to: 'attribute', attribute: column.slice(ATTRIBUTE_COLUMN.length) };
  return undefined;
}

function byWord(column: string, { attributes }: SuggestionWords): Target | undefined {
  const word = normalised(column);
  const attribute = attributes.find(({ key, name }) => normalised(key) === word || normalised(name) === word);
  if (attribute !== undefined) return { to: 'attribute', attribute: attribute.key };
  const field = COMMON_FIELDS.find((name) => FIELD_WORDS[name].includes(word));
  if (field !== undefined) return { to: 'field', field };
  if (CLASS_WORDS.includes(word)) return { to: 'class' };
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
