/**
 * ORDER BY, and going on where the last page ended. Every sort key is never NULL (a flag before it puts empty values
 * last going up), and the id ends the list, so that a position in the order is a list of values to compare with.
 */
import type { JqlContext } from './context';
import { collecting, problem } from './errors';
import { fieldsNamed } from './lookup';
import type { Query } from './parse';
import { both, commas, compare, either, sql, type Bind, type Sql } from './sql';

export interface SortKey {
  readonly expression: Sql;
  readonly descending: boolean;
}

export function sortKeys(query: Query, context: JqlContext): SortKey[] {
  const keys = collecting(
    query.orderBy.map(({ field, direction }) => () => {
      const [found] = fieldsNamed(field, context);
      if (found?.order === undefined) return problem(`Not able to sort using field '${field.name}'.`);
      const descending = direction === undefined ? (found.descends ?? false) : direction === 'DESC';
      return found.order.flatMap((expression) => nullsLast(expression, descending));
    }),
  ).flat();
  const id = { expression: sql`i.id`, descending: true };
  return keys.length === 0 ? [{ expression: sql`i.created`, descending: true }, id] : [...keys, id];
}

const nullsLast = (expression: Sql, descending: boolean): SortKey[] => [
  { expression: sql`(${expression} IS NULL)`, descending },
  { expression: sql`ifnull(${expression}, 0)`, descending },
];

/** The unary plus keeps SQLite from walking an index in the order asked for when the restriction has a better one. */
export const orderBy = (keys: readonly SortKey[], restricted: boolean): Sql =>
  commas(
    keys.map(({ expression, descending }) => {
      const key = restricted ? sql`+${expression}` : expression;
      return descending ? sql`${key} DESC` : sql`${key} ASC`;
    }),
  );

/** Rows that come after the given one. */
export function after(keys: readonly SortKey[], position: readonly Bind[]): Sql {
  const [key, ...rest] = keys;
  if (key === undefined) return sql`0`;
  const [value = null, ...values] = position;
  const beyond = compare(key.expression, key.descending ? '<' : '>', value);
  return rest.length === 0 ? beyond : either(beyond, both(sql`${key.expression} = ${value}`, after(rest, values)));
}
