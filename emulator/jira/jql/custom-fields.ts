/** Custom fields in JQL: by name, `"Name[Type]"`, `cf[10042]`, `customfield_10042`, and Forge fields by their key. */
import { forgeFieldKey } from '../app-fields';
import { allFields, type Field } from '../model/fields';
import type { JqlContext } from './context';
import { dateOf, instantOf, invalidDate } from './dates';
import { problem } from './errors';
import type { JqlField } from './field';
import { compareInstant, instantResolver, literal, numberResolver, withinSecond } from './kinds';
import { groupResolver, rowsOf, userResolver } from './references';
import { compare, not, oneOf, sql, type Bind, type Sql } from './sql';
import { contains } from './text';

/** What the field picker shows behind a name, to tell fields of the same name apart. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  textfield: 'Short text',
  textarea: 'Paragraph',
  readonlyfield: 'Short text',
  url: 'URL Field',
  float: 'Number',
  datepicker: 'Date',
  datetime: 'Time stamp',
  select: 'Dropdown',
  radiobuttons: 'Radio Buttons',
  multiselect: 'Select List (multiple choices)',
  multicheckboxes: 'Checkboxes',
  cascadingselect: 'Select List (cascading)',
  userpicker: 'User Picker (single user)',
  multiuserpicker: 'User Picker (multiple users)',
  people: 'People',
  grouppicker: 'Group Picker (single group)',
  multigrouppicker: 'Group Picker (multiple groups)',
  labels: 'Labels',
};
const typeKey = (field: Field): string => field.customType?.split(':').at(-1) ?? '';

/** All fields the name may mean. */
export function customFields(name: string, context: JqlContext): JqlField[] {
  return namedFields(name, context).flatMap((field) => jqlField(field, name, context) ?? []);
}

function namedFields(name: string, { site }: JqlContext): Field[] {
  const custom = allFields(site).filter((field) => field.custom);
  const wanted = name.toLowerCase();
  const id = /^(?:cf\[(\d+)\]|customfield_(\d+))$/i.exec(name);
  if (id !== null) return custom.filter((field) => field.id === `customfield_${id[1] ?? id[2] ?? ''}`);
  const plain = custom.filter((field) => field.name.toLowerCase() === wanted);
  if (plain.length > 0) return plain;
  const app = site.app();
  const forge = custom.filter(
    ({ forgeKey }) =>
      forgeKey !== null && (forgeKey === name || (app !== undefined && forgeFieldKey(app, forgeKey) === name)),
  );
  if (forge.length > 0) return forge;
  const qualified = /^(.*)\[([^[\]]+)\]$/.exec(wanted);
  if (qualified === null) return [];
  return custom.filter(
    (field) => field.name.toLowerCase() === qualified[1] && TYPE_NAMES[typeKey(field)]?.toLowerCase() === qualified[2],
  );
}

/** One of the field's rows: `v.text`, `v.number`. */
const having = (id: string, condition: Sql): Sql =>
  sql`i.id IN (SELECT v.issue_id FROM issue_value_item v WHERE v.field_id = ${id} AND ${condition})`;
/** The first of its values, to sort by. */
const first = (id: string, expression: Sql): Sql =>
  sql`(SELECT ${expression} FROM issue_value_item v WHERE v.issue_id = i.id AND v.field_id = ${id} ORDER BY v.position LIMIT 1)`;

const TEXT = sql`v.text`;
const NUMBER = sql`v.number`;

type Shape = Omit<JqlField, 'label' | 'empty'>;
type Kind = (field: Field, label: string, context: JqlContext) => Shape;

const words: Kind = ({ id }) => ({
  kind: 'other',
  resolve: literal,
  text: (query) => having(id, contains(TEXT, query)),
  order: [first(id, sql`lower(v.text)`)],
});

const exactText: Kind = ({ id }) => ({
  kind: 'other',
  resolve: literal,
  members: { any: (values) => having(id, oneOf(TEXT, values)) },
  order: [first(id, sql`lower(v.text)`)],
});

const label: Kind = (field, name, context) => ({
  ...exactText(field, name, context),
  resolve: (text) => [text.toLowerCase()],
  members: { any: (values) => having(field.id, oneOf(sql`lower(v.text)`, values)) },
});

const number: Kind = ({ id }, name) => ({
  kind: 'other',
  resolve: numberResolver(name),
  members: { any: (values) => having(id, oneOf(NUMBER, values)) },
  range: { compare: (operator, value) => having(id, compare(NUMBER, operator, value)) },
  order: [first(id, NUMBER)],
});

const instant: Kind = ({ id }, name, context) => ({
  kind: 'instant',
  resolve: instantResolver(context, name),
  members: { any: (values) => having(id, withinSecond(NUMBER, values)) },
  range: { compare: (operator, value) => having(id, compareInstant(NUMBER, operator, value)) },
  order: [first(id, NUMBER)],
});

/** Calendar dates are kept as midnight UTC, whatever the user's zone. */
const date: Kind = (field, name, context) => {
  const fromInstant = (moment: number): number => Date.parse(`${dateOf(moment, context.timeZone)}T00:00:00.000Z`);
  return {
    ...number(field, name, context),
    kind: 'instant',
    resolve: (text) => [fromInstant(instantOf(text, context) ?? problem(invalidDate(text, name)))],
    fromInstant,
  };
};

function optionIds(field: Field, text: string, name: string, context: JqlContext): Bind[] {
  const options = sql`SELECT o.id FROM field_option o JOIN field_context c ON c.id = o.context_id WHERE c.field_id = ${field.id}`;
  const byValue = rowsOf<{ id: number }>(context, sql`${options} AND o.value = ${text} COLLATE NOCASE`);
  const found =
    byValue.length > 0 || !/^\d+$/.test(text)
      ? byValue
      : rowsOf<{ id: number }>(context, sql`${options} AND o.id = ${Number(text)}`);
  return found.length > 0
    ? found.map(({ id }) => id)
    : problem(`The option '${text}' for field '${name}' does not exist.`);
}

const option: Kind = (field, name, context) => ({
  kind: 'other',
  resolve: (text) => optionIds(field, text, name, context),
  members: { any: (values) => having(field.id, oneOf(NUMBER, values)) },
  order: [
    sql`(SELECT o.position FROM issue_value_item v JOIN field_option o ON o.id = v.number WHERE v.issue_id = i.id AND v.field_id = ${field.id} ORDER BY v.position LIMIT 1)`,
  ],
});

const user: Kind = (field, name, context) => ({
  ...exactText(field, name, context),
  kind: 'user',
  resolve: userResolver(context, name),
  order: [first(field.id, sql`(SELECT lower(u.display_name) FROM user_account u WHERE u.account_id = v.text)`)],
});

const group: Kind = (field, name, context) => ({
  ...exactText(field, name, context),
  resolve: groupResolver(context, name),
  order: [first(field.id, sql`(SELECT lower(g.name) FROM user_group g WHERE g.group_id = v.text)`)],
});

const KINDS: Readonly<Record<string, Kind>> = {
  textfield: words,
  readonlyfield: words,
  textarea: words,
  url: exactText,
  float: number,
  datepicker: date,
  datetime: instant,
  select: option,
  radiobuttons: option,
  multiselect: option,
  multicheckboxes: option,
  cascadingselect: option,
  userpicker: user,
  people: user,
  multiuserpicker: user,
  grouppicker: group,
  multigrouppicker: group,
  labels: label,
};

/** https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-custom-field/#data-types */
const FORGE_KINDS: Readonly<Record<string, Kind>> = {
  string: exactText,
  number,
  user,
  group,
  datetime: instant,
  date,
  object: words,
};

function jqlField(field: Field, name: string, context: JqlContext): JqlField | undefined {
  const kind =
    field.forgeKey === null
      ? KINDS[typeKey(field)]
      : FORGE_KINDS[field.type === 'array' ? (field.items ?? '') : field.type];
  if (kind === undefined) return undefined;
  const empty = not(
    sql`EXISTS (SELECT 1 FROM issue_value_item v WHERE v.issue_id = i.id AND v.field_id = ${field.id})`,
  );
  return { label: name, empty, ...kind(field, name, context) };
}
