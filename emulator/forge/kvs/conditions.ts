/**
 * Conditions of queries and transactions.
 * developer.atlassian.com/platform/forge/storage-reference/entities-api-query/#conditions
 */
import type { Json } from '../../json';
import type { EntityDefinition } from '../app-manifest';
import { invalid, KvsError } from './errors';
import { KVS_LIMITS } from './limits';
import type { Condition, Conditions } from './requests';
import type { Scalar } from './values';

interface Rule {
  readonly types: readonly ('string' | 'number' | 'boolean')[];
  readonly values: 1 | 2;
  /** `present` is `undefined` when the record lacks the attribute. */
  readonly holds: (present: Scalar | undefined, values: readonly Scalar[]) => boolean;
}

const ALL = ['string', 'number', 'boolean'] as const;
const ORDERED = ['string', 'number'] as const;
const TEXT = ['string'] as const;

/** UTF-8 order, as the index has it, and not UTF-16 order as `<` has it. */
export function compare(a: Scalar, b: Scalar): number {
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}

const ordering = (holds: (order: number) => boolean): Rule => ({
  types: ORDERED,
  values: 1,
  holds: (present, [value]) => present !== undefined && value !== undefined && holds(compare(present, value)),
});
const containing = (present: Scalar | undefined, value: Scalar | undefined): boolean =>
  present !== undefined && String(present).includes(String(value));

const RULES: Readonly<Record<string, Rule>> = {
  EQUAL_TO: { types: ALL, values: 1, holds: (present, [value]) => present === value },
  NOT_EQUAL_TO: { types: ALL, values: 1, holds: (present, [value]) => present !== value },
  GREATER_THAN: ordering((order) => order > 0),
  GREATER_THAN_EQUAL_TO: ordering((order) => order >= 0),
  LESS_THAN: ordering((order) => order < 0),
  LESS_THAN_EQUAL_TO: ordering((order) => order <= 0),
  BETWEEN: {
    types: ORDERED,
    values: 2,
    holds: (present, [from, to]) =>
      present !== undefined &&
      from !== undefined &&
      to !== undefined &&
      compare(present, from) >= 0 &&
      compare(present, to) <= 0,
  },
  BEGINS_WITH: {
    types: TEXT,
    values: 1,
    holds: (present, [value]) => present !== undefined && String(present).startsWith(String(value)),
  },
  CONTAINS: { types: TEXT, values: 1, holds: (present, [value]) => containing(present, value) },
  NOT_CONTAINS: { types: TEXT, values: 1, holds: (present, [value]) => !containing(present, value) },
  // The SDK always sends [true] with these two; it says nothing about the attribute.
  EXISTS: { types: ALL, values: 1, holds: (present) => present !== undefined },
  NOT_EXISTS: { types: ALL, values: 1, holds: (present) => present === undefined },
};

const UNTYPED_VALUE = new Set(['EXISTS', 'NOT_EXISTS']);
const RANGE_CONDITIONS = new Set([
  'BEGINS_WITH',
  'BETWEEN',
  'EQUAL_TO',
  'GREATER_THAN',
  'GREATER_THAN_EQUAL_TO',
  'LESS_THAN',
  'LESS_THAN_EQUAL_TO',
]);

type AttributeType = EntityDefinition['attributes'][string]['type'];

/** The condition's values, of the attribute's type and of the right number. */
export function conditionValues(
  name: string,
  type: AttributeType,
  attribute: string,
  values: readonly Json[],
): Scalar[] {
  const rule = RULES[name];
  if (rule === undefined) throw invalid('INVALID_FILTER_CONDITION', `The condition ${name} is not supported`);
  if (type === 'any') {
    throw new KvsError(
      422,
      'INVALID_FILTER_CONDITION',
      `${attribute} is of type any and can not be used in a condition`,
    );
  }
  const kind = type === 'integer' || type === 'float' ? 'number' : type;
  if (!rule.types.includes(kind)) {
    throw invalid('INVALID_FILTER_CONDITION', `The condition ${name} does not apply to ${attribute} (${type})`);
  }
  if (values.length < rule.values && rule.values === 2) {
    throw invalid('INSUFFICIENT_FILTER_VALUES', `The condition ${name} needs two values`);
  }
  const given = values.filter(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  const mistyped = !UNTYPED_VALUE.has(name) && given.some((value) => typeof value !== kind);
  if (given.length !== rule.values || values.length !== rule.values || mistyped) {
    throw invalid(
      'INVALID_FILTER_VALUES',
      `The condition ${name} on ${attribute} takes ${rule.values} value(s) of type ${type}`,
    );
  }
  return given;
}

export function rangeValues(name: string, type: AttributeType, attribute: string, values: readonly Json[]): Scalar[] {
  if (!RANGE_CONDITIONS.has(name))
    throw invalid('INVALID_FILTER_CONDITION', `The condition ${name} is not supported by where`);
  return conditionValues(name, type, attribute, values);
}

export type Predicate = (record: Readonly<Record<string, Json>> | undefined) => boolean;

/** A predicate over a record, or over its absence. Everything is checked before anything is evaluated. */
export function predicateOf(entity: EntityDefinition, conditions: Conditions): Predicate {
  const { and, or } = conditions;
  if (and !== undefined && or !== undefined) {
    throw invalid(
      'INVALID_FILTER_OPERATORS_COMBINATION',
      'Filter operators "and" and "or" cannot be present at the same level',
    );
  }
  const listed = and ?? or ?? [];
  if (listed.length === 0) throw invalid('EMPTY_FILTER_OPERATOR', 'Filter operators "and" and "or" cannot be empty');
  if (listed.length > KVS_LIMITS.queryConditions.value) {
    throw invalid('INVALID_FILTER_VALUES', `At most ${KVS_LIMITS.queryConditions.value} conditions are allowed`);
  }
  const tests = listed.map((condition) => testOf(entity, condition));
  return and === undefined
    ? (record) => tests.some((test) => test(record))
    : (record) => tests.every((test) => test(record));
}

function testOf(entity: EntityDefinition, { property, condition, values }: Condition): Predicate {
  const attribute = entity.attributes[property];
  if (attribute === undefined)
    throw invalid('INVALID_FILTER_CONDITION', `Entity ${entity.name} has no attribute ${property}`);
  const checked = conditionValues(condition, attribute.type, property, values);
  const rule = RULES[condition];
  return (record) => {
    const present = record?.[property];
    const scalar = typeof present === 'object' ? undefined : present;
    return rule?.holds(scalar, checked) ?? false;
  };
}
