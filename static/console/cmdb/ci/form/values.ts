/**
 * A CI as a form holds it: every field a text, '' for what is not filled. The server reads the texts by the types of the
 * attributes and says at which field something is wrong; a path is what it calls a field (`name`, `attributes.ip`).
 */
import type { ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import type { Ci } from '../../../../../src/cmdb/model';
import type { InputOf } from '../../../../shared/api';
import { identifiersIn, identifierText, rowOfRule, ruleOfRow, ruleRowsIn, ruleText } from './rows';

export const COMMON = [
  'name',
  'state',
  'environment',
  'criticality',
  'owner',
  'supportGroup',
  'location',
  'cost',
] as const;
export type Common = (typeof COMMON)[number];

/** By path. An absent path is not filled. */
export type Values = Readonly<Record<string, string>>;

type Draft = InputOf<'cmdb.create'>['draft'];
type Changes = InputOf<'cmdb.update'>['changes'];

export const attributePath = (key: string): string => `attributes.${key}`;

const ATTRIBUTE = /^attributes\.(.+)$/;

export function valuesOf(ci: Ci): Values {
  const common = COMMON.map((field) => [field, written(ci[field])] as const);
  const attributes = Object.entries(ci.attributes).map(([key, value]) => [attributePath(key), written(value)] as const);
  return Object.fromEntries([
    ['classKey', ci.classKey],
    ...common,
    ...attributes,
    ['redundancy', ruleText(ci.redundancy?.map(rowOfRule) ?? null)],
    ['identifiers', identifierText(ci.identifiers)],
  ]);
}

const written = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

export const at = (values: Values, path: string): string => values[path] ?? '';

/** Paths that differ. */
export const changedPaths = (before: Values, after: Values): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => at(before, path) !== at(after, path));

const attributesIn = (values: Values, paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    paths.flatMap((path) => {
      const key = ATTRIBUTE.exec(path)?.[1];
      return key === undefined ? [] : [[key, at(values, path)] as const];
    }),
  );

/** Attributes that are filled, and that the class does not have: saving takes their values away. */
export const leftBehind = (values: Values, ciClass: Pick<ClassView, 'attributes'>): string[] => {
  const known = new Set(ciClass.attributes.map(({ key }) => attributePath(key)));
  return Object.keys(values).filter((path) => ATTRIBUTE.test(path) && !known.has(path) && at(values, path) !== '');
};

/** What was filled in for a CI that is not there yet. */
export function draftOf(values: Values): Draft {
  const filled = Object.keys(values).filter((path) => at(values, path) !== '');
  const common = COMMON.filter((field) => filled.includes(field)).map((field) => [field, at(values, field)] as const);
  return {
    classKey: at(values, 'classKey'),
    name: at(values, 'name'),
    ...Object.fromEntries(common),
    attributes: attributesIn(values, filled),
  };
}

/**
 * Only what differs: what somebody else changed meanwhile in other fields is not touched. Nor is an attribute that the class
 * does not have: what was written before another class was chosen has no field any more.
 */
export function changesOf(before: Values, after: Values, ciClass: Pick<ClassView, 'attributes'> | undefined): Changes {
  const known = new Set(ciClass?.attributes.map(({ key }) => attributePath(key)));
  const paths = changedPaths(before, after).filter((path) => !ATTRIBUTE.test(path) || known.has(path));
  const common = ['classKey', ...COMMON].filter((field) => paths.includes(field));
  const attributes = attributesIn(after, paths);
  return {
    ...Object.fromEntries(common.map((field) => [field, at(after, field)])),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(paths.includes('redundancy')
      ? { redundancy: ruleRowsIn(at(after, 'redundancy'))?.map(ruleOfRow) ?? null }
      : {}),
    ...(paths.includes('identifiers') ? { identifiers: identifiersIn(at(after, 'identifiers')) } : {}),
  };
}
