/** Rules of the installed app inside workflows: finding the module, reading its configuration, evaluating expressions. */
import { z } from 'zod';
import type { Json } from '../../json';
import { moduleAri, type ForgeWorkflowRule } from '../../seams';
import type { WorkflowRule } from '../config/workflow-document';
import { evaluateFor } from './expression-scope';
import type { JiraSite } from '../site';
import { parameter, type RuleScope } from './rule-scope';

/** `undefined` when the app is not installed (any more), or the rule is switched off. */
export function moduleOf(rule: WorkflowRule, site: JiraSite): ForgeWorkflowRule | undefined {
  const app = site.app();
  const key = parameter(rule, 'key');
  return app?.workflowRules.find((module) => moduleAri(app, module.key) === key);
}

/** The rule's `config` parameter is JSON text; without one the expression sees an empty map. */
export function configOf(rule: WorkflowRule): Json {
  const text = parameter(rule, 'config');
  if (text === '') return {};
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
}

const Override = z.looseObject({ expression: z.string(), errorMessage: z.string().optional() });

const STANDARD_MESSAGE = 'A workflow rule of an app refused the transition.';

/**
 * Only `true` passes; a string is the message to show; anything else, an evaluation error and a missing app included,
 * fails with the rule's own message. The configuration may replace the manifest's expression.
 */
export function evaluateRule(
  rule: WorkflowRule,
  scope: RuleScope,
  more: { readonly groupOperator?: string } = {},
): { readonly passed: boolean; readonly message: string } {
  const module = moduleOf(rule, scope.site);
  const config = configOf(rule);
  const override = Override.safeParse(config);
  const message =
    (override.success ? override.data.errorMessage : undefined) ?? module?.errorMessage ?? STANDARD_MESSAGE;
  const expression = override.success ? override.data.expression : module?.expression;
  if (module === undefined || expression === undefined) return { passed: false, message };
  const outcome = evaluateFor(expression, scope, { config, ...more });
  if (!outcome.ok) return { passed: false, message };
  return { passed: outcome.value === true, message: typeof outcome.value === 'string' ? outcome.value : message };
}
