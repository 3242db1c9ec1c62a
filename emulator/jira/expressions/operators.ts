/** The operators, with Jira's types: nothing is converted silently. */
import { Temporal } from 'temporal-polyfill';
import type { BinaryOperator } from './ast';
import { fail } from './errors';
import { CalendarDay, Entity, isList, isMap, Moment, toText, typeOf, type ExpressionValue } from './values';

const isPrimitive = (value: ExpressionValue): boolean => value === null || typeof value !== 'object';

const incomparable = (left: ExpressionValue, right: ExpressionValue): never =>
  fail(`Can't compare ${typeOf(left)} to ${typeOf(right)}.`);

/**
 * `==`: null equals only null; two different primitive types are an error. Approximates: an object never equals a
 * primitive value, where Jira's documents do not say what happens.
 */
export function equalValues(left: ExpressionValue, right: ExpressionValue): boolean {
  if (left === null || right === null) return left === right;
  if (isPrimitive(left) && isPrimitive(right))
    return typeof left === typeof right ? left === right : incomparable(left, right);
  if (left instanceof Moment && right instanceof Moment)
    return left.value.epochMilliseconds === right.value.epochMilliseconds;
  if (left instanceof CalendarDay && right instanceof CalendarDay) return left.value.equals(right.value);
  if (left instanceof Entity && right instanceof Entity) return left.type === right.type && left.id === right.id;
  if (isList(left) && isList(right))
    return left.length === right.length && left.every((element, index) => equalValues(element, right[index] ?? null));
  if (isMap(left) && isMap(right))
    return (
      left.size === right.size &&
      [...left].every(([key, value]) => right.has(key) && equalValues(value, right.get(key) ?? null))
    );
  return left === right;
}

export function compareValues(left: ExpressionValue, right: ExpressionValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (left instanceof Moment && right instanceof Moment)
    return left.value.epochMilliseconds - right.value.epochMilliseconds;
  if (left instanceof CalendarDay && right instanceof CalendarDay)
    return Temporal.PlainDate.compare(left.value, right.value);
  return incomparable(left, right);
}

function plus(left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' || typeof right === 'string') return toText(left) + toText(right);
  if (isList(left) && isList(right)) return [...left, ...right];
  return fail(`Can't add ${typeOf(right)} to ${typeOf(left)}.`);
}

function arithmetic(operator: '-' | '*' | '/' | '%', left: ExpressionValue, right: ExpressionValue): number {
  if (typeof left !== 'number' || typeof right !== 'number')
    return fail(`Operator ${operator} needs two Numbers but got ${typeOf(left)} and ${typeOf(right)}.`);
  if ((operator === '/' || operator === '%') && right === 0) return fail('Division by zero.');
  switch (operator) {
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

/** All but `??`, `||` and `&&`, which decide whether their right side is evaluated at all. */
export function operate(
  operator: Exclude<BinaryOperator, '??' | '||' | '&&'>,
  left: ExpressionValue,
  right: ExpressionValue,
): ExpressionValue {
  switch (operator) {
    case '==':
      return equalValues(left, right);
    case '!=':
      return !equalValues(left, right);
    case '<':
      return compareValues(left, right) < 0;
    case '<=':
      return compareValues(left, right) <= 0;
    case '>':
      return compareValues(left, right) > 0;
    case '>=':
      return compareValues(left, right) >= 0;
    case '+':
      return plus(left, right);
    default:
      return arithmetic(operator, left, right);
  }
}
