/** Evaluates a rule's Jira expression against an issue in transition. */
import type { Json } from '../../json';
import type { RuleScope } from './rule-scope';

export type Outcome = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: string };

export function evaluateFor(expression: string, _scope: RuleScope, _more: Readonly<Record<string, Json>>): Outcome {
  return { ok: false, error: `not evaluated: ${expression}` };
}
