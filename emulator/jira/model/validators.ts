/** Validators check a transition's input. Expressions and system rules look at the issue with that input applied. */
import type { JsonObject } from '../../json';
import type { Caller } from '../../seams';
import type { WorkflowRule, WorkflowTransition } from '../config/workflow-document';
import { badRequest } from '../http';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import { compares, hasBeenIn } from './conditions';
import { contextFor, fieldById } from './fields';
import { configOf, evaluateRule, moduleOf } from './forge-rules';
import { placeOf } from './issue-state';
import { one } from './rows';
import { flag, groupIdsOf, itemsOf, parameter, type RuleScope } from './rule-scope';
import { splitList } from './workflow';

/** Throws the first refusal, as Jira does. Runs inside the transaction, so that a refusal undoes the input. */
export function checkExpressionValidators(scope: RuleScope): void {
  for (const rule of scope.transition.validators ?? []) {
    const refusal = refusalOf(rule, scope);
    if (refusal !== undefined) throw badRequest(refusal);
  }
}

function refusalOf(rule: WorkflowRule, scope: RuleScope): string | undefined {
  switch (rule.ruleKey) {
    case 'system:check-permission-validator':
      return can(scope.site, scope.caller, parameter(rule, 'permissionKey'), { issue: scope.issue.id })
        ? undefined
        : 'You do not have the required permission to execute this transition.';
    case 'system:previous-status-validator':
      return hasBeenIn(rule, scope) ? undefined : 'The work item has not been in the required status.';
    case 'system:parent-or-child-blocking-validator':
      return parentIsIn(rule, scope) ? undefined : 'The parent is not in a status that allows this transition.';
    case 'system:validate-field-value':
      return fieldRefusal(rule, scope);
    case 'forge:expression-validator': {
      if (isFunction(rule, scope.site)) return undefined;
      const { passed, message } = evaluateRule(rule, scope);
      return passed ? undefined : message;
    }
    default:
      return `The validator ${rule.ruleKey} is not supported.`;
  }
}

/** Function validators have answered before the transaction began. */
function isFunction(rule: WorkflowRule, site: JiraSite): boolean {
  const module = moduleOf(rule, site);
  return module !== undefined && module.expression === undefined && !isOverridden(rule);
}

const isOverridden = (rule: WorkflowRule): boolean => {
  const config = configOf(rule);
  return (
    typeof config === 'object' && config !== null && !Array.isArray(config) && typeof config['expression'] === 'string'
  );
};

function parentIsIn(rule: WorkflowRule, { site, issue }: RuleScope): boolean {
  if (issue.parent_id === null) return true;
  const parent = one<{ status_id: number }>(site.db, 'SELECT status_id FROM issue WHERE id = ?', issue.parent_id);
  return parent === undefined || splitList(parameter(rule, 'statusIds')).includes(String(parent.status_id));
}

function fieldRefusal(rule: WorkflowRule, scope: RuleScope): string | undefined {
  const own = parameter(rule, 'errorMessage');
  const say = (standard: string): string => (own === '' ? standard : own);
  const key = parameter(rule, 'fieldKey');
  switch (parameter(rule, 'ruleType')) {
    case 'fieldRequired': {
      const missing = splitList(parameter(rule, 'fieldsRequired')).find((id) => isMissing(rule, scope, id));
      return missing === undefined ? undefined : say(`${nameOf(scope, missing)} is required.`);
    }
    case 'fieldChanged': {
      const exempt = splitList(parameter(rule, 'groupsExemptFromValidation')).some((group) =>
        groupIdsOf(scope).includes(group),
      );
      const changed = scope.changes.some((item) => item.fieldId === key);
      return exempt || changed ? undefined : say(`${nameOf(scope, key)} must be modified before transition.`);
    }
    case 'fieldHasSingleValue':
      return itemsOf(scope, key).length <= 1 ? undefined : say(`${nameOf(scope, key)} must have a single value.`);
    case 'fieldMatchesRegularExpression':
      return matches(scope, key, parameter(rule, 'regexp'))
        ? undefined
        : say(`${nameOf(scope, key)} does not have the required format.`);
    case 'dateFieldComparison':
    case 'windowDateComparison':
      return datesHold(rule, scope)
        ? undefined
        : say(`${nameOf(scope, parameter(rule, 'date1FieldKey'))} is not in the required order.`);
    default:
      return `The rule type ${parameter(rule, 'ruleType')} is not supported.`;
  }
}

const nameOf = ({ site }: RuleScope, fieldId: string): string => fieldById(site, fieldId)?.name ?? fieldId;

function isMissing(rule: WorkflowRule, scope: RuleScope, fieldId: string): boolean {
  const custom = fieldById(scope.site, fieldId)?.custom === true;
  const configured = !custom || contextFor(scope.site, fieldId, placeOf(scope.issue)) !== undefined;
  if (!configured && flag(rule, 'ignoreContext')) return false;
  return !itemsOf(scope, fieldId).some((item) => item.number !== null || (item.text ?? '').trim() !== '');
}

function matches(scope: RuleScope, fieldId: string, pattern: string): boolean {
  const expression = new RegExp(`^(?:${pattern})$`, 's');
  return itemsOf(scope, fieldId).some((item) => expression.test(item.text ?? String(item.number)));
}

const DAY = 86_400_000;

function datesHold(rule: WorkflowRule, scope: RuleScope): boolean {
  const [first, second] = ['date1FieldKey', 'date2FieldKey'].map(
    (name) => itemsOf(scope, parameter(rule, name))[0]?.number ?? null,
  );
  if (first == null || second == null) return false;
  if (parameter(rule, 'ruleType') === 'windowDateComparison')
    return first <= second + Number(parameter(rule, 'numberOfDays')) * DAY;
  const cut = (instant: number): number => (flag(rule, 'includeTime') ? instant : Math.floor(instant / DAY));
  return compares(cut(first), parameter(rule, 'conditionSelected'), cut(second));
}

export interface FunctionCheck {
  readonly site: JiraSite;
  readonly caller: Caller;
  /** The issue of an initial transition has no key yet. */
  readonly issueKey: string | null;
  readonly transition: WorkflowTransition;
  readonly from: number | null;
  readonly to: number;
  readonly modified: JsonObject;
}

/** A Forge app's function validators. They run before the transaction, because they may call Jira themselves. */
export async function checkFunctionValidators(check: FunctionCheck): Promise<void> {
  const { site, transition } = check;
  for (const rule of transition.validators ?? []) {
    if (rule.ruleKey !== 'forge:expression-validator' || !isFunction(rule, site)) continue;
    const module = moduleOf(rule, site);
    const app = site.app();
    if (module === undefined || app === undefined) continue;
    const mayRead = app.scopes.includes('read:jira-work');
    const answer = await app.validate(module.key, {
      issue: { key: check.issueKey },
      configuration: configOf(rule),
      transition: {
        from: { id: check.from === null ? null : String(check.from) },
        to: { id: String(check.to) },
        ...(mayRead ? { modifiedFields: check.modified } : {}),
      },
    });
    if (!answer.result)
      throw badRequest(answer.errorMessage ?? module.errorMessage ?? 'The transition was refused by a validator.');
  }
}
