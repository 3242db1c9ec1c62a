/** Issue properties that an installed app's `jira:entityProperty` modules made searchable: `issue.property[key].path` and aliases. */
import type { ForgeEntityProperty } from '../../seams';
import type { JqlContext } from './context';
import { instantOf, invalidDate } from './dates';
import { problem } from './errors';
import type { JqlField } from './field';
import { compareInstant, literal, numberResolver, withinSecond } from './kinds';
import type { FieldName } from './parse';
import { userResolver } from './references';
import { compare, not, oneOf, sql, type Bind, type Sql } from './sql';
import { contains } from './text';

interface Indexed {
  readonly propertyKey: string;
  readonly path: string;
  readonly type: ForgeEntityProperty['values'][number]['type'];
  readonly searchAlias?: string;
}

const indexed = ({ site }: JqlContext): Indexed[] =>
  (site.app()?.entityProperties ?? [])
    .filter(({ entityType }) => entityType === 'issue')
    .flatMap(({ propertyKey, values }) => values.map((value) => ({ propertyKey, ...value })));

export function propertyField(field: FieldName, label: string, context: JqlContext): JqlField | undefined {
  const { name, property } = field;
  const found = indexed(context).find((entry) =>
    property === undefined
      ? entry.searchAlias?.toLowerCase() === name.toLowerCase()
      : name.toLowerCase() === 'issue.property' && entry.propertyKey === property.key && entry.path === property.path,
  );
  return found === undefined ? undefined : fieldOf(found, label, context);
}

/** The elements of an array are values of their own; a path to an object has none. */
function fieldOf({ propertyKey, path, type }: Indexed, label: string, context: JqlContext): JqlField {
  const jsonPath = `$${path
    .split('.')
    .map((part) => `."${part}"`)
    .join('')}`;
  const values = (condition: Sql): Sql =>
    sql`SELECT p.issue_id FROM issue_property p, json_each(p.value, ${jsonPath}) e
         WHERE p.key = ${propertyKey} AND json_type(p.value, ${jsonPath}) <> 'object' AND e.type NOT IN ('object', 'array', 'null') AND ${condition}`;
  const having = (condition: Sql): Sql => sql`i.id IN (${values(condition)})`;
  const sortable = (expression: Sql): Sql =>
    sql`(SELECT min(${expression}) FROM issue_property p, json_each(p.value, ${jsonPath}) e WHERE p.issue_id = i.id AND p.key = ${propertyKey})`;
  const common = { label, empty: not(having(sql`1`)) };
  switch (type) {
    case 'number':
      return {
        ...common,
        kind: 'other',
        resolve: numberResolver(label),
        members: { any: (wanted) => having(sql`e.type IN ('integer', 'real') AND ${oneOf(sql`e.value`, wanted)}`) },
        range: {
          compare: (operator, value) =>
            having(sql`e.type IN ('integer', 'real') AND ${compare(sql`e.value`, operator, value)}`),
        },
        order: [sortable(sql`e.value`)],
      };
    case 'text':
      return { ...common, kind: 'other', resolve: literal, text: (query) => having(contains(sql`e.value`, query)) };
    case 'date':
      return dateProperty(common, having, sortable, context);
    case 'user':
    case 'string': {
      const exact = type === 'user' ? userResolver(context, label) : literal;
      const any = (wanted: readonly Bind[]): Sql => having(oneOf(STRING_VALUE, wanted));
      return {
        ...common,
        kind: type === 'user' ? 'user' : 'other',
        resolve: exact,
        members: { any },
        order: [sortable(sql`lower(e.value)`)],
      };
    }
  }
}

/** Booleans are indexed as the words. */
const STRING_VALUE = sql`CASE e.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(e.value AS TEXT) END`;

function dateProperty(
  common: Pick<JqlField, 'label' | 'empty'>,
  having: (condition: Sql) => Sql,
  sortable: (expression: Sql) => Sql,
  context: JqlContext,
): JqlField {
  const instant = sql`(unixepoch(e.value, 'subsec') * 1000)`;
  return {
    ...common,
    kind: 'instant',
    resolve: (text) => [instantOf(text, context) ?? problem(invalidDate(text, common.label))],
    members: { any: (wanted) => having(withinSecond(instant, wanted)) },
    range: { compare: (operator, value) => having(compareInstant(instant, operator, value)) },
    order: [sortable(instant)],
  };
}
