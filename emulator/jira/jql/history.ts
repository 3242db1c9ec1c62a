/**
 * `was` and `changed`. The changelog gives a chain of values: the first change's `from` held since creation, each `to`
 * until the next change. A field that never changed `was` its current value all along.
 */
import type { JqlContext } from './context';
import { dayOf, instantOf, invalidDate } from './dates';
import { problem } from './errors';
import type { History, JqlField } from './field';
import { call } from './functions';
import type { Operand, Predicate, Term } from './parse';
import { shown, valuesOf } from './operands';
import { rowsOf, userResolver } from './references';
import { both, either, not, oneOf, sql, type Bind, type Sql } from './sql';

type PredicateName = Predicate['operator'];
/** A value held from `start` to `end` (NULL: still), set by `author`; for a change both are its instant. */
interface Spell {
  readonly start: Sql;
  readonly end: Sql;
  readonly author: Sql;
}

export function wasCondition(term: Term, field: JqlField, history: History, context: JqlContext): Sql {
  const { operand } = term;
  if (operand === undefined) return problem(`Operator '${term.operator}' needs a value for field '${field.label}'.`);
  const unfit = term.predicates.find(({ operator }) => operator === 'from' || operator === 'to');
  if (unfit !== undefined)
    return problem(`The predicate '${unfit.operator}' is not supported by the '${term.operator}' operator.`);
  const wanted = valuesOf(term.operator, operand, historical(field, history, context), context);
  const first = sql`FROM change_item f WHERE f.issue_id = i.id AND f.field_id = ${history.fieldId} ORDER BY f.id LIMIT 1`;
  const next = sql`(SELECT n.created FROM change_item n WHERE n.issue_id = i.id AND n.field_id = ${history.fieldId} AND n.id > c.id ORDER BY n.id LIMIT 1)`;
  const initial = sql`CASE WHEN EXISTS (SELECT 1 ${first}) THEN (SELECT f.from_value ${first}) ELSE ${history.current} END`;
  const since = { start: sql`i.created`, end: sql`(SELECT f.created ${first})`, author: sql`i.creator` };
  const later = { start: sql`c.created`, end: next, author: sql`c.author` };
  const held = either(
    both(isAmong(initial, wanted), ...during(term.predicates, since, 'was', context)),
    sql`EXISTS (SELECT 1 FROM change_item c WHERE c.issue_id = i.id AND c.field_id = ${history.fieldId}
         AND ${both(isAmong(sql`c.to_value`, wanted), ...during(term.predicates, later, 'was', context))})`,
  );
  return term.operator.includes('not') ? not(held) : held;
}

export function changedCondition(term: Term, field: JqlField, history: History, context: JqlContext): Sql {
  const values = historical(field, history, context);
  const sides = term.predicates.flatMap(({ operator, operand }) => {
    if (operator !== 'from' && operator !== 'to') return [];
    const wanted = valuesOf(operand.kind === 'list' ? 'in' : '=', operand, values, context);
    return [isAmong(operator === 'from' ? sql`c.from_value` : sql`c.to_value`, wanted)];
  });
  const change = { start: sql`c.created`, end: sql`c.created`, author: sql`c.author` };
  const changed = sql`EXISTS (SELECT 1 FROM change_item c WHERE c.issue_id = i.id AND c.field_id = ${history.fieldId}
      AND ${both(...sides, ...during(term.predicates, change, 'changed', context))})`;
  return term.operator === 'not changed' ? not(changed) : changed;
}

function isAmong(column: Sql, wanted: readonly Bind[]): Sql {
  const present = wanted.filter((value) => value !== null);
  const among = sql`ifnull(${oneOf(column, present)}, 0)`;
  return present.length < wanted.length ? either(among, sql`${column} IS NULL`) : among;
}

/** Values that exist now, and those that only the changelog remembers. */
function historical(field: JqlField, { fieldId }: History, context: JqlContext): JqlField {
  return {
    ...field,
    resolve(text) {
      const past = sql`SELECT from_value AS id FROM change_item WHERE field_id = ${fieldId} AND from_string = ${text} COLLATE NOCASE
         UNION SELECT to_value FROM change_item WHERE field_id = ${fieldId} AND to_string = ${text} COLLATE NOCASE`;
      const remembered = rowsOf<{ id: string | null }>(context, past).flatMap(({ id }) => id ?? []);
      if (remembered.length === 0) return field.resolve(text).map((value) => (value === null ? null : String(value)));
      return [...new Set([...remembered, ...currentValues(field, text)])];
    },
  };
}

function currentValues(field: JqlField, text: string): Bind[] {
  try {
    return field.resolve(text).map((value) => (value === null ? null : String(value)));
  } catch {
    return [];
  }
}

function during(predicates: readonly Predicate[], spell: Spell, kind: 'was' | 'changed', context: JqlContext): Sql[] {
  return predicates.flatMap(({ operator, operand }) =>
    operator === 'from' || operator === 'to' ? [] : [predicateOf(operator, operand, spell, kind, context)],
  );
}

function predicateOf(
  operator: Exclude<PredicateName, 'from' | 'to'>,
  operand: Operand,
  spell: Spell,
  kind: 'was' | 'changed',
  context: JqlContext,
): Sql {
  const after = (instant: number): Sql =>
    kind === 'was' ? sql`(${spell.end} IS NULL OR ${spell.end} > ${instant})` : sql`${spell.start} > ${instant}`;
  const overlaps = (start: number, end: number): Sql =>
    kind === 'was'
      ? both(sql`${spell.start} < ${end}`, sql`(${spell.end} IS NULL OR ${spell.end} > ${start})`)
      : sql`${spell.start} >= ${start} AND ${spell.start} < ${end}`;
  switch (operator) {
    case 'before':
      return sql`${spell.start} < ${instantIn(operand, operator, context)}`;
    case 'after':
      return after(instantIn(operand, operator, context));
    case 'on': {
      const day = dayOf(instantIn(operand, operator, context), context.timeZone);
      return overlaps(day.start, day.end);
    }
    case 'during': {
      const [from, to] = operand.kind === 'list' && operand.values.length === 2 ? operand.values : [];
      if (from === undefined || to === undefined) return problem("The predicate 'during' needs a list of two dates.");
      return overlaps(instantIn(from, operator, context), instantIn(to, operator, context) + 1);
    }
    case 'by':
      return isAmong(spell.author, authors(operand, context));
  }
}

function instantIn(operand: Operand, predicate: PredicateName, context: JqlContext): number {
  if (operand.kind === 'value')
    return instantOf(operand.text, context) ?? problem(invalidDate(operand.text, predicate));
  if (operand.kind !== 'function') return problem(invalidDate(shown(operand), predicate));
  const { kind, values } = call(operand.name, operand.args, context);
  return kind === 'instant'
    ? Number(values[0])
    : problem(`A value provided by the function '${operand.name}' is invalid for the predicate '${predicate}'.`);
}

function authors(operand: Operand, context: JqlContext): Bind[] {
  if (operand.kind === 'list') return operand.values.flatMap((value) => authors(value, context));
  if (operand.kind === 'value') return userResolver(context, 'by')(operand.text);
  if (operand.kind === 'empty') return [null];
  const { kind, values } = call(operand.name, operand.args, context);
  return kind === 'user'
    ? [...values]
    : problem(`A value provided by the function '${operand.name}' is invalid for the predicate 'by'.`);
}
