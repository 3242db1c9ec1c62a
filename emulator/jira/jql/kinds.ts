/** The few ways in which fields keep their values, as builders of `JqlField`. */
import type { JqlContext } from './context';
import { dateOf, instantOf, invalidDate } from './dates';
import { problem } from './errors';
import type { JqlField, ValueKind } from './field';
import { compare, either, FALSE, oneOf, sql, type Bind, type Sql } from './sql';
import { contains } from './text';

/** A column of `issue` (or an expression over it) that holds one value or NULL. */
export function columnField(label: string, kind: ValueKind, column: Sql, resolve: JqlField['resolve']): JqlField {
  return { label, kind, empty: sql`${column} IS NULL`, resolve, members: { any: (values) => oneOf(column, values) } };
}

/** The index of Jira keeps whole seconds, so that `=` matches within the second. */
const SECOND = 1000;
const wholeSecond = (value: Bind): number => Math.floor(Number(value) / SECOND) * SECOND;

export function compareInstant(column: Sql, operator: '<' | '<=' | '>' | '>=', value: Bind): Sql {
  const second = wholeSecond(value);
  switch (operator) {
    case '<':
    case '>=':
      return compare(column, operator, second);
    case '<=':
      return compare(column, '<', second + SECOND);
    case '>':
      return compare(column, '>=', second + SECOND);
  }
}

export const withinSecond = (column: Sql, values: readonly Bind[]): Sql =>
  either(
    ...values.map((value) => sql`${column} >= ${wholeSecond(value)} AND ${column} < ${wholeSecond(value) + SECOND}`),
  );

export const instantResolver = (context: JqlContext, label: string) => (text: string) => [
  instantOf(text, context) ?? problem(invalidDate(text, label)),
];

export function instantColumn(label: string, context: JqlContext, column: Sql): JqlField {
  return {
    label,
    kind: 'instant',
    empty: sql`${column} IS NULL`,
    resolve: instantResolver(context, label),
    members: { any: (values) => withinSecond(column, values) },
    range: { compare: (operator, value) => compareInstant(column, operator, value) },
    order: [column],
  };
}

/** A calendar date kept as `yyyy-MM-dd`. */
export function dateColumn(label: string, context: JqlContext, column: Sql): JqlField {
  const fromInstant = (instant: number): string => dateOf(instant, context.timeZone);
  return {
    label,
    kind: 'instant',
    empty: sql`${column} IS NULL`,
    resolve: (text) => [fromInstant(instantOf(text, context) ?? problem(invalidDate(text, label)))],
    fromInstant,
    members: { any: (values) => oneOf(column, values) },
    range: { compare: (operator, value) => compare(column, operator, value) },
    order: [column],
  };
}

export const literal: JqlField['resolve'] = (text) => [text];

export const numberResolver = (label: string) => (text: string) => {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value)
    ? [value]
    : problem(`Value '${text}' is invalid for the '${label}' field. Valid values are numbers.`);
};

/** Text that only `~` searches. */
export function textColumn(label: string, column: Sql, empty: Sql): JqlField {
  return {
    label,
    kind: 'other',
    empty,
    resolve: literal,
    text: (query) => contains(column, query),
    order: [sql`lower(nullif(${column}, ''))`],
  };
}

/** Never empty, and nothing but what is added to it. */
export const bare = (label: string, resolve: JqlField['resolve'] = literal, kind: ValueKind = 'other'): JqlField => ({
  label,
  kind,
  empty: FALSE,
  resolve,
});
