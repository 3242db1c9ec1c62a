/** What may be a key, a value, an entity's attribute. */
import type { Json } from '../../json';
import type { EntityDefinition, EntityIndex } from '../app-manifest';
import { bytesOf } from '../limits';
import { invalid, malformed } from './errors';
import { KEY_FORMAT, KVS_LIMITS } from './limits';

export type Scalar = string | number | boolean;

export function checkKey(key: string, entity: boolean): void {
  if (key === '')
    throw entity ? invalid('EMPTY_KEY', 'Key cannot be empty') : invalid('KEY_TOO_SHORT', 'Key is too short');
  if (key.length > KVS_LIMITS.keyLength.value) {
    throw invalid('KEY_TOO_LONG', `Key exceeds ${KVS_LIMITS.keyLength.value} characters`);
  }
  if (!KEY_FORMAT.test(key)) throw invalid('INVALID_KEY', `Key must match the regex ${String(KEY_FORMAT)}`);
}

/** The value as it is kept; refuses `null`, which the store can't hold, and what is too large or too deep. */
export function storable(value: Json | undefined): string {
  if (value === undefined || value === null) throw malformed('value: null and undefined can not be stored');
  const text = JSON.stringify(value);
  if (bytesOf(text) > KVS_LIMITS.valueBytes.value) {
    throw invalid('MAX_SIZE', `Value exceeds the maximum size of ${KVS_LIMITS.valueBytes.value} bytes`);
  }
  if (depthOf(value) > KVS_LIMITS.valueDepth.value) {
    throw invalid('MAX_DEPTH', `Value exceeds the maximum depth of ${KVS_LIMITS.valueDepth.value}`);
  }
  return text;
}

function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, inner) => Math.max(deepest, depthOf(inner)), 0);
}

type AttributeType = EntityDefinition['attributes'][string]['type'];

const REQUIREMENT: Readonly<Record<AttributeType, string>> = {
  integer: 'a 32-bit signed integer',
  float: '0 or a number between 1E-130 and 1E126 in size',
  string: 'text with at least one character that is not white space',
  boolean: 'true or false',
  any: 'text, a number, a boolean, an object or an array',
};

function isOfType(type: AttributeType, value: Json): boolean {
  switch (type) {
    case 'integer':
      return (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= KVS_LIMITS.integerMinimum.value &&
        value <= KVS_LIMITS.integerMaximum.value
      );
    case 'float':
      return (
        typeof value === 'number' &&
        (value === 0 ||
          (Math.abs(value) >= KVS_LIMITS.floatSmallest.value && Math.abs(value) < KVS_LIMITS.floatLargest.value))
      );
    case 'string':
      return typeof value === 'string' && value.trim() !== '';
    case 'boolean':
      return typeof value === 'boolean';
    case 'any':
      return value !== null;
  }
}

export function checkAttribute(entity: EntityDefinition, name: string, value: Json): void {
  const attribute = entity.attributes[name];
  if (attribute === undefined) {
    throw invalid('INVALID_ENTITY_VALUE', `Entity ${entity.name} has no attribute ${name}`);
  }
  if (!isOfType(attribute.type, value)) {
    throw invalid(
      'INVALID_ENTITY_VALUE',
      `${entity.name}.${name} (${attribute.type}) must be ${REQUIREMENT[attribute.type]}`,
    );
  }
}

/** Checks a record against its entity: declared attributes of the declared types, index values within their sizes. */
export function checkRecord(entity: EntityDefinition, value: Json | undefined): Record<string, Json> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid('INVALID_ENTITY_VALUE', `A record of entity ${entity.name} must be an object`);
  }
  for (const [name, content] of Object.entries(value)) checkAttribute(entity, name, content);
  for (const index of entity.indexes) indexEntry(entity, index, value);
  return value;
}

export interface IndexEntry {
  readonly partition: string;
  readonly range: string | number;
}

/** A record's place in an index; `undefined` when it lacks one of the index's attributes and so is not in it. */
export function indexEntry(
  entity: EntityDefinition,
  index: EntityIndex,
  record: Record<string, Json>,
): IndexEntry | undefined {
  const partition = index.partition.map((name) => record[name]);
  const range = index.range.map((name) => record[name]);
  if (!partition.every(isScalar) || !range.every(isScalar)) return undefined;
  const tooLarge = (kind: string, values: readonly Scalar[], maximum: number): void => {
    const size = values.reduce<number>((sum, value) => sum + bytesOf(String(value)), 0);
    if (size > maximum) {
      throw invalid('MAX_SIZE', `${entity.name}.${index.name}: ${kind} attributes exceed ${maximum} bytes`);
    }
  };
  tooLarge('partition', partition, KVS_LIMITS.partitionBytes.value);
  tooLarge('range', range, KVS_LIMITS.rangeBytes.value);
  const [first] = range;
  return { partition: partitionText(partition), range: sortable(first ?? '') };
}

const isScalar = (value: Json | undefined): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Partitions only ever match exactly, so that their JSON text will do. */
export const partitionText = (values: readonly Scalar[]): string => JSON.stringify(values);

/** SQLite has no booleans; `false` sorts before `true`. */
export const sortable = (value: Scalar): string | number => (typeof value === 'boolean' ? Number(value) : value);
