/**
 * JQL text → a query of our own shape. `NOT` is pushed down to the terms by De Morgan's laws, as Jira does: that is why
 * `NOT assignee = x` leaves out unassigned issues just like `assignee != x`.
 */
import {
  JastBuilder,
  type Clause as AstClause,
  type Field,
  type Operand as AstOperand,
  type OperatorValue,
  type PredicateOperatorValue,
  type TerminalClause,
} from '@atlaskit/jql-ast';
import { JqlProblem } from './errors';
import { syntaxMessage } from './syntax-error';

export type Operator = OperatorValue | 'not changed';

export interface FieldName {
  readonly name: string;
  /** `issue.property[key].path` */
  readonly property?: { readonly key: string; readonly path: string };
}

export type Operand =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'list'; readonly values: readonly Operand[] };

export interface Predicate {
  readonly operator: PredicateOperatorValue;
  readonly operand: Operand;
}

export interface Term {
  readonly kind: 'term';
  readonly field: FieldName;
  readonly operator: Operator;
  /** Absent for `changed`. */
  readonly operand?: Operand;
  readonly predicates: readonly Predicate[];
}

export type Clause = Term | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] };

export interface Query {
  readonly where?: Clause;
  readonly orderBy: readonly { readonly field: FieldName; readonly direction?: 'ASC' | 'DESC' }[];
}

/** Queries of which the reading is kept: an app asks the same few every hour, and reading costs more than answering. */
const KEPT = 500;
const known = new Map<string, Query>();

export function parse(jql: string): Query {
  const query = known.get(jql) ?? read(jql);
  if (known.size >= KEPT) known.clear();
  known.set(jql, query);
  return query;
}

function read(jql: string): Query {
  // A builder remembers the last query's tokens, already consumed; each query gets its own.
  const { query, errors } = new JastBuilder().build(jql);
  const [first] = errors;
  if (first !== undefined) throw new JqlProblem([syntaxMessage(jql, first)]);
  if (query === undefined) throw new JqlProblem(['Error in the JQL Query: The query could not be read.']);
  const orderBy = (query.orderBy?.fields ?? []).map(({ field, direction }) => ({
    field: fieldName(field),
    ...(direction === undefined ? {} : { direction: direction.value }),
  }));
  return { ...(query.where === undefined ? {} : { where: clauseOf(query.where, false) }), orderBy };
}

function clauseOf(clause: AstClause, negated: boolean): Clause {
  switch (clause.clauseType) {
    case 'not':
      return clauseOf(clause.clause, !negated);
    case 'compound': {
      const and = (clause.operator.value === 'and') !== negated;
      return { kind: and ? 'and' : 'or', clauses: clause.clauses.map((inner) => clauseOf(inner, negated)) };
    }
    case 'terminal':
      return termOf(clause, negated);
  }
}

const OPPOSITES: Readonly<Record<OperatorValue, Operator>> = {
  '=': '!=',
  '!=': '=',
  '~': '!~',
  '!~': '~',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  in: 'not in',
  'not in': 'in',
  is: 'is not',
  'is not': 'is',
  was: 'was not',
  'was not': 'was',
  'was in': 'was not in',
  'was not in': 'was in',
  changed: 'not changed',
};

function termOf(clause: TerminalClause, negated: boolean): Term {
  const operator = clause.operator?.value;
  if (operator === undefined)
    throw new JqlProblem(['Error in the JQL Query: Expecting operator before the end of the query.']);
  const predicates = clause.predicates.flatMap((predicate) =>
    predicate.operand === undefined
      ? []
      : [{ operator: predicate.operator.value, operand: operandOf(predicate.operand) }],
  );
  return {
    kind: 'term',
    field: fieldName(clause.field),
    operator: negated ? OPPOSITES[operator] : operator,
    ...(clause.operand === undefined ? {} : { operand: operandOf(clause.operand) }),
    predicates,
  };
}

function fieldName(field: Field): FieldName {
  const [property] = field.properties ?? [];
  if (property?.key === undefined) return { name: field.value };
  const path = (property.path ?? []).map(({ value }) => value).join('');
  return { name: field.value, property: { key: property.key.value, path: path.replace(/^\./, '') } };
}

function operandOf(operand: AstOperand): Operand {
  switch (operand.operandType) {
    case 'value':
      return { kind: 'value', text: operand.value };
    case 'keyword':
      return { kind: 'empty' };
    case 'function':
      return { kind: 'function', name: operand.function.value, args: operand.arguments.map(({ value }) => value) };
    case 'list':
      return { kind: 'list', values: operand.values.map(operandOf) };
  }
}
