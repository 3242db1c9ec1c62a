/** From an operand as written to the stored values it stands for. NULL among them is EMPTY. */
import type { JqlContext } from './context';
import { collecting, problem } from './errors';
import type { JqlField } from './field';
import { call, isListFunction } from './functions';
import type { Operand, Operator } from './parse';
import type { Bind } from './sql';

const LIST_OPERATORS: ReadonlySet<Operator> = new Set<Operator>(['in', 'not in', 'was in', 'was not in']);

const isList = (operand: Operand): boolean =>
  operand.kind === 'list' || (operand.kind === 'function' && isListFunction(operand.name));

export function shown(operand: Operand): string {
  switch (operand.kind) {
    case 'value':
      return operand.text;
    case 'empty':
      return 'EMPTY';
    case 'function':
      return `${operand.name}(${operand.args.join(', ')})`;
    case 'list':
      return `(${operand.values.map(shown).join(', ')})`;
  }
}

/** Lists go with `in`, single values with everything else. Functions are called first, so that unknown ones are reported as such. */
export function valuesOf(operator: Operator, operand: Operand, field: JqlField, context: JqlContext): Bind[] {
  const values = resolve(operand, field, context);
  if (LIST_OPERATORS.has(operator) && !isList(operand)) {
    return problem(
      `Operator '${operator}' does not support the non-list value '${shown(operand)}' for field '${field.label}'.`,
    );
  }
  if (!LIST_OPERATORS.has(operator) && isList(operand)) {
    return problem(
      `Operator '${operator}' does not support the list value '${shown(operand)}' for field '${field.label}'.`,
    );
  }
  return values;
}

function resolve(operand: Operand, field: JqlField, context: JqlContext): Bind[] {
  switch (operand.kind) {
    case 'value':
      return [...field.resolve(operand.text)];
    case 'empty':
      return [null];
    case 'function': {
      const { kind, values } = call(operand.name, operand.args, context);
      if (kind !== field.kind)
        return problem(`A value provided by the function '${operand.name}' is invalid for the field '${field.label}'.`);
      return kind === 'instant' ? values.map((value) => field.fromInstant?.(Number(value)) ?? value) : [...values];
    }
    case 'list':
      return collecting(operand.values.map((value) => () => resolve(value, field, context))).flat();
  }
}
