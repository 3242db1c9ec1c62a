/** Evaluates a rule's Jira expression for an issue on its way through a transition. */
import type { Json } from '../../json';
import {
  evaluate,
  fromJson,
  issueObject,
  projectObject,
  toJson,
  transitionObject,
  userObject,
  workflowObject,
  type ExpressionValue,
} from '../expressions';
import { timeZoneOf } from './beans';
import type { RuleScope } from './rule-scope';
import { targetOf, transitionScreen } from './workflow';

export type Outcome =
  { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly errors: readonly string[] };

/** `issue` shows the input of the transition's screen, `originalIssue` what was there before it. */
export function evaluateFor(expression: string, scope: RuleScope, more: Readonly<Record<string, Json>>): Outcome {
  const { site, caller, issue, originals } = scope;
  const zone = timeZoneOf(site, caller.accountId);
  const context: Record<string, ExpressionValue> = {
    user: userObject(site, caller.accountId),
    issue: issueObject(site, issue.id, {}, zone),
    project: projectObject(site, issue.project_id),
    transition: transitionOf(scope),
    workflow: workflowObject(scope.workflow),
    ...(originals === undefined ? {} : { originalIssue: issueObject(site, issue.id, originals, zone) }),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, fromJson(value)])),
  };
  const outcome = evaluate(expression, context, site, caller);
  return outcome.ok ? { ok: true, value: toJson(outcome.value) } : outcome;
}

function transitionOf({ site, issue, transition }: RuleScope): ExpressionValue {
  return transitionObject(site, {
    id: transition.id,
    name: transition.name,
    toStatusId: targetOf(transition, issue.status_id),
    hasScreen: transitionScreen(site, transition) !== undefined,
    ...(transition.type === 'INITIAL' ? {} : { fromStatusId: issue.status_id }),
  });
}
