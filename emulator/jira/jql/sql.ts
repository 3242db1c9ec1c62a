/** SQL put together from fragments. Every value is a bound parameter; only fragments written in the source become text. */
export type Bind = string | number | null;

export interface Sql {
  readonly text: string;
  readonly values: readonly Bind[];
}

/** sql`status_id = ${id} AND ${other}`: a value becomes `?`, a fragment is inlined with its own parameters. */
export function sql(parts: TemplateStringsArray, ...inserts: readonly (Bind | Sql)[]): Sql {
  let text = parts[0] ?? '';
  const values: Bind[] = [];
  inserts.forEach((insert, index) => {
    if (typeof insert === 'object' && insert !== null) {
      text += insert.text;
      values.push(...insert.values);
    } else {
      text += '?';
      values.push(insert);
    }
    text += parts[index + 1] ?? '';
  });
  return { text, values };
}

export const TRUE = sql`1`;
export const FALSE = sql`0`;
export const not = (condition: Sql): Sql => sql`NOT (${condition})`;
export const both = (...conditions: readonly Sql[]): Sql => joined(conditions, ' AND ', TRUE);
export const either = (...conditions: readonly Sql[]): Sql => joined(conditions, ' OR ', FALSE);
export const commas = (fragments: readonly Sql[]): Sql => concat(fragments, ', ');

function joined(conditions: readonly Sql[], operator: ' AND ' | ' OR ', none: Sql): Sql {
  if (conditions.length <= 1) return conditions[0] ?? none;
  return sql`(${concat(conditions, operator)})`;
}

function concat(fragments: readonly Sql[], separator: string): Sql {
  return { text: fragments.map(({ text }) => text).join(separator), values: fragments.flatMap(({ values }) => values) };
}

/** SQLite allows 32,766 parameters in a statement; long lists travel as one JSON parameter. */
const LONG_LIST = 100;

export function oneOf(expression: Sql, values: readonly Bind[]): Sql {
  if (values.length === 0) return FALSE;
  if (values.length > LONG_LIST) return sql`${expression} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
  return sql`${expression} IN (${commas(values.map((value) => sql`${value}`))})`;
}

const COMPARISONS = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;
export type Comparison = keyof typeof COMPARISONS;
export const compare = (left: Sql, operator: Comparison, right: Bind): Sql =>
  sql`${left} ${COMPARISONS[operator]} ${right}`;
