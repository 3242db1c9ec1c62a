/**
 * Redundancy rules and identifiers as a form holds them: rows of texts, kept as one text a field, so that a draft is compared
 * and merged field by field like any other. '' stands for the class's rules, and for no identifiers.
 */
import * as z from 'zod/mini';
import type { NativeIdentifier, RedundancyRule } from '../../../../../src/cmdb/cmdb.shapes';

const RuleRow = z.object({
  by: z.enum(['relationType', 'class']),
  group: z.string(),
  kind: z.enum(['atLeast', 'percent']),
  amount: z.string(),
});
export type RuleRow = z.output<typeof RuleRow>;

const IdentifierRow = z.object({ source: z.string(), key: z.string() });
export type IdentifierRow = z.output<typeof IdentifierRow>;

/** Null: the class's rules. */
export const ruleRowsIn = (text: string): readonly RuleRow[] | null =>
  text === '' ? null : z.array(RuleRow).parse(JSON.parse(text));

export const identifierRowsIn = (text: string): readonly IdentifierRow[] =>
  text === '' ? [] : z.array(IdentifierRow).parse(JSON.parse(text));

export const ruleText = (rows: readonly RuleRow[] | null): string => (rows === null ? '' : JSON.stringify(rows));

export const identifierText = (rows: readonly IdentifierRow[]): string =>
  rows.length === 0 ? '' : JSON.stringify(rows.map(({ source, key }) => ({ source, key })));

export const rowOfRule = ({ group, need }: RedundancyRule): RuleRow => ({
  by: group.by,
  group: group.by === 'class' ? group.classKey : group.relationType,
  kind: need.kind,
  amount: String(need.kind === 'atLeast' ? need.count : need.percent),
});

/** An amount that is no number goes as none, for the server to say so at its place: it must not turn into a 0. */
export function ruleOfRow({ by, group, kind, amount }: RuleRow): RedundancyRule {
  const number = amount.trim() === '' ? Number.NaN : Number(amount);
  return {
    group: by === 'class' ? { by, classKey: group } : { by, relationType: group },
    need: kind === 'atLeast' ? { kind, count: number } : { kind, percent: number },
  };
}

export const identifiersIn = (text: string): NativeIdentifier[] =>
  identifierRowsIn(text).map(({ source, key }) => ({ source, key }));

/** Where the server tells what is wrong with a row, by the field that shows it. */
export const rulePaths = (place: number) => ({
  amount: [`redundancy.${place}.need.count`, `redundancy.${place}.need.percent`],
  group: [`redundancy.${place}.group`, `redundancy.${place}.group.classKey`, `redundancy.${place}.group.relationType`],
});

export const identifierPaths = (place: number) => ({
  source: [`identifiers.${place}.source`],
  key: [`identifiers.${place}.key`, `identifiers.${place}`],
});

/** Every path at which the rows shown tell what is wrong with them. */
export const rowPaths = (rules: string, identifiers: string): string[] => [
  ...(ruleRowsIn(rules) ?? []).flatMap((_, place) => Object.values(rulePaths(place)).flat()),
  ...identifierRowsIn(identifiers).flatMap((_, place) => Object.values(identifierPaths(place)).flat()),
  'redundancy',
  'identifiers',
];
