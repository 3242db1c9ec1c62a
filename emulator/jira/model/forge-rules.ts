/** Rules of the installed app inside workflows: finding the module, reading its configuration, evaluating expressions. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../json';
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

const VALIDATOR = 'forge:expression-validator';
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
  const errors = outcome.ok ? misfits(rule, outcome.value) : outcome.errors;
  if (errors.length > 0) tellOfFailure(rule, scope, expression, errors);
  if (!outcome.ok) return { passed: false, message };
  return { passed: outcome.value === true, message: typeof outcome.value === 'string' ? outcome.value : message };
}

/** A rule answers with a Boolean, a validator also with the message to show. */
function misfits(rule: WorkflowRule, value: Json): string[] {
  const fits = typeof value === 'boolean' || (typeof value === 'string' && rule.ruleKey === VALIDATOR);
  return fits ? [] : [`The expression gave ${JSON.stringify(value)} instead of a Boolean.`];
}

/**
 * https://developer.atlassian.com/platform/forge/events-reference/jira/#expression-evaluation-failed
 * Approximates: the documentation leaves open what the context holds; here it is the issue, the project and the user.
 */
function tellOfFailure(rule: WorkflowRule, scope: RuleScope, expression: string, errors: readonly string[]): void {
  const { site, caller, issue, workflow } = scope;
  const { accountId, app } = caller;
  const ruleId = rule.ruleKey === VALIDATOR ? 'validatorId' : 'conditionId';
  const payload: JsonObject = {
    extensionId: parameter(rule, 'key'),
    workflowId: workflow.id,
    workflowName: workflow.name,
    ...(rule.id === undefined ? {} : { [ruleId]: rule.id }),
    expression,
    errorMessages: [...errors],
    context: {
      issue: { id: String(issue.id), key: issue.key },
      project: { id: String(issue.project_id) },
      ...(accountId === null ? {} : { user: { accountId } }),
    },
  };
  const actor = { accountId, ...(app === undefined ? {} : { appId: app.appId }) };
  // The transaction in which a validator is looked at is undone when it refuses; the event outlives it.
  queueMicrotask(() => site.events.publish({ type: 'avi:jira:failed:expression', payload, actor }));
}
