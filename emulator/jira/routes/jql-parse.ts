/** JQL taken apart. Approximation: `NOT` is shown pushed down to the terms, as the query is understood. */
import { z } from 'zod';
import type { JsonObject } from '../../json';
import { badRequest, bodyOf, JiraError, ok, operation, type Call, type Operation } from '../http';
import { validateJql } from '../jql';
import { parse, type Clause, type FieldName, type Operand } from '../jql/parse';
import { JqlProblem } from '../jql/errors';

const quoted = (text: string): string => (/^[\w.-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`);

function fieldOf({ name, property }: FieldName): JsonObject {
  if (property === undefined) return { name, encodedName: quoted(name) };
  return { name, encodedName: quoted(name), property: [{ entity: 'issue', key: property.key, path: property.path }] };
}

function operandOf(operand: Operand): JsonObject {
  switch (operand.kind) {
    case 'value':
      return { value: operand.text, encodedValue: quoted(operand.text) };
    case 'empty':
      return { keyword: 'empty' };
    case 'function':
      return {
        function: operand.name,
        arguments: [...operand.args],
        encodedOperand: `${operand.name}(${operand.args.map(quoted).join(', ')})`,
      };
    case 'list':
      return { values: operand.values.map(operandOf) };
  }
}

function clauseOf(clause: Clause): JsonObject {
  if (clause.kind !== 'term') return { operator: clause.kind, clauses: clause.clauses.map(clauseOf) };
  const { field, operator, operand, predicates } = clause;
  const history = operator.startsWith('was') || operator.endsWith('changed');
  return {
    field: fieldOf(field),
    operator,
    ...(operand === undefined ? {} : { operand: operandOf(operand) }),
    ...(history
      ? {
          predicates: predicates.map((predicate) => ({
            operator: predicate.operator,
            operand: operandOf(predicate.operand),
          })),
        }
      : {}),
  };
}

function structureOf(jql: string): JsonObject {
  const { where, orderBy } = parse(jql);
  const fields = orderBy.map(({ field, direction }) => ({
    field: fieldOf(field),
    ...(direction === undefined ? {} : { direction: direction.toLowerCase() }),
  }));
  return {
    ...(where === undefined ? {} : { where: clauseOf(where) }),
    ...(fields.length === 0 ? {} : { orderBy: { fields } }),
  };
}

const Queries = z.strictObject({ queries: z.array(z.string()).min(1) });

function parsed(call: Call, query: string, validation: string): JsonObject {
  try {
    const structure = structureOf(query);
    const problems = validation === 'none' ? [] : [...validateJql(call.site, call.caller, query)];
    if (problems.length === 0) return { query, structure };
    return validation === 'warn' ? { query, structure, warnings: problems } : { query, errors: problems };
  } catch (error) {
    if (error instanceof JqlProblem) return { query, errors: [...error.messages] };
    if (error instanceof JiraError && error.status === 400) return { query, errors: [...error.errorMessages] };
    throw error;
  }
}

export const jqlParseOperations: readonly Operation[] = [
  operation(
    'POST /rest/api/3/jql/parse',
    ['read:jira-work'],
    (call) => {
      const validation = call.query.get('validation') ?? 'strict';
      if (!['strict', 'warn', 'none'].includes(validation))
        throw badRequest('The validation must be strict, warn or none.');
      return ok({ queries: bodyOf(call, Queries).queries.map((query) => parsed(call, query, validation)) });
    },
    { anonymous: true },
  ),
];
