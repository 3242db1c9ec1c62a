/** A parsed query → the condition of one SQL statement over the row `i` of `issue`. No condition is ever NULL. */
import type { JqlContext } from './context';
import { collecting, problem } from './errors';
import type { JqlField } from './field';
import { changedCondition, wasCondition } from './history';
import { fieldsNamed } from './lookup';
import { valuesOf } from './operands';
import type { Clause, Operator, Term } from './parse';
import { both, either, FALSE, not, TRUE, type Bind, type Comparison, type Sql } from './sql';
import { textFault } from './text';

export function condition(clause: Clause | undefined, context: JqlContext): Sql {
  if (clause === undefined) return TRUE;
  if (clause.kind === 'term') return termCondition(clause, context);
  const conditions = collecting(clause.clauses.map((inner) => () => condition(inner, context)));
  return clause.kind === 'and' ? both(...conditions) : either(...conditions);
}

function termCondition(term: Term, context: JqlContext): Sql {
  const fields = fieldsNamed(term.field, context);
  return either(...collecting(fields.map((field) => () => fieldCondition(term, field, context))));
}

function unsupported(term: Term, field: JqlField): never {
  const operator = term.operator === 'not changed' ? 'changed' : term.operator;
  return problem(`The operator '${operator}' is not supported by the '${field.label}' field.`);
}

function fieldCondition(term: Term, field: JqlField, context: JqlContext): Sql {
  const { operator, operand } = term;
  if (operator === 'changed' || operator === 'not changed' || operator.startsWith('was'))
    return historyCondition(term, field, context);
  if (operand === undefined) return problem(`Operator '${operator}' needs a value for field '${field.label}'.`);
  switch (operator) {
    case 'is':
    case 'is not':
      if (operand.kind !== 'empty')
        return problem(`The operator '${operator}' on field '${field.label}' only supports EMPTY and NULL.`);
      return operator === 'is' ? field.empty : not(field.empty);
    case '~':
    case '!~':
      return textCondition(term, field);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return rangeCondition(operator, term, field, context);
    default:
      if (field.members === undefined) return unsupported(term, field);
      return memberCondition(operator, valuesOf(operator, operand, field, context), field);
  }
}

/** `!=` and `not in` leave out empty values, as Jira does, unless the list itself is about them. */
function memberCondition(operator: Operator, values: readonly Bind[], field: JqlField): Sql {
  const present = values.filter((value) => value !== null);
  const any = present.length === 0 || field.members === undefined ? FALSE : field.members.any(present);
  if (operator === '=' || operator === 'in')
    return present.length < values.length ? either(any, field.empty) : both(any, not(field.empty));
  return both(not(both(any, not(field.empty))), not(field.empty));
}

function rangeCondition(operator: Comparison, term: Term, field: JqlField, context: JqlContext): Sql {
  if (field.range === undefined || term.operand === undefined) return unsupported(term, field);
  const values = valuesOf(operator, term.operand, field, context);
  if (values.includes(null))
    return problem(`The operator '${operator}' on field '${field.label}' does not support EMPTY.`);
  const compare = field.range.compare.bind(field.range);
  return both(not(field.empty), either(...values.map((value) => compare(operator, value))));
}

function textCondition(term: Term, field: JqlField): Sql {
  const { operator, operand } = term;
  if (field.text === undefined) return unsupported(term, field);
  if (operand?.kind === 'empty') return operator === '~' ? field.empty : not(field.empty);
  if (operand?.kind !== 'value')
    return problem(`Operator '${operator}' supports a text only for field '${field.label}'.`);
  const fault = textFault(operand.text, field.label);
  if (fault !== undefined) return problem(fault);
  const matches = field.text(operand.text);
  return operator === '~' ? matches : both(not(matches), not(field.empty));
}

function historyCondition(term: Term, field: JqlField, context: JqlContext): Sql {
  const { history } = field;
  if (history === undefined) return problem(`History searches do not support the '${field.label}' field.`);
  const changed = term.operator === 'changed' || term.operator === 'not changed';
  return changed ? changedCondition(term, field, history, context) : wasCondition(term, field, history, context);
}
