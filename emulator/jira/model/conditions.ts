/** Conditions hide transitions: whether the caller may see and use one now. */
import { z } from 'zod';
import type { ConditionGroup, WorkflowRule } from '../config/workflow-document';
import { can, playsRole } from '../permissions';
import { evaluateRule } from './forge-rules';
import { parseDate, parseDateTime } from './time';
import { all, marks } from './rows';
import { flag, groupIdsOf, itemsOf, parameter, pastStatuses, type RuleScope } from './rule-scope';
import { splitList } from './workflow';
import type { ValueItem } from './values';

export function conditionsHold(group: ConditionGroup | null | undefined, scope: RuleScope): boolean {
  if (group === null || group === undefined) return true;
  const checks = [
    ...(group.conditions ?? []).map((rule) => () => conditionHolds(rule, scope, group.operation)),
    ...(group.conditionGroups ?? []).map((inner) => () => conditionsHold(inner, scope)),
  ];
  if (checks.length === 0) return true;
  return group.operation === 'ANY' ? checks.some((check) => check()) : checks.every((check) => check());
}

function conditionHolds(rule: WorkflowRule, scope: RuleScope, operation: 'ANY' | 'ALL'): boolean {
  switch (rule.ruleKey) {
    case 'system:restrict-issue-transition':
      return isAmongThePeople(rule, scope);
    case 'system:check-field-value':
      return fieldCompares(rule, scope);
    case 'system:previous-status-condition':
      return hasBeenIn(rule, scope) !== flag(rule, 'not');
    case 'system:separation-of-duties':
      return isSomebodyElse(rule, scope);
    case 'system:parent-or-child-blocking-condition':
      return childrenAreIn(rule, scope);
    case 'system:restrict-from-all-users':
      return scope.caller.app?.as === 'app' && parameter(rule, 'restrictMode') !== 'usersAndAPI';
    case 'forge:expression-condition':
      return evaluateRule(rule, scope, { groupOperator: operation === 'ANY' ? 'OR' : 'AND' }).passed;
    default:
      // Validation keeps unknown rules out; one that got in must not open a transition.
      return false;
  }
}

function isAmongThePeople(rule: WorkflowRule, scope: RuleScope): boolean {
  const { site, caller, issue } = scope;
  const { accountId } = caller;
  if (accountId === null) return false;
  const people = (fields: string): boolean =>
    splitList(parameter(rule, fields)).some((id) => itemsOf(scope, id).some((item) => item.text === accountId));
  if (people('denyUserCustomFields')) return false;
  const groups = groupIdsOf(scope);
  const named = splitList(parameter(rule, 'accountIds'));
  const restrictions: (readonly [string, () => boolean])[] = [
    [
      'accountIds',
      () =>
        named.includes(accountId) ||
        (named.includes('allow-assignee') && issue.assignee === accountId) ||
        (named.includes('allow-reporter') && issue.reporter === accountId),
    ],
    [
      'roleIds',
      () =>
        splitList(parameter(rule, 'roleIds')).some((role) =>
          playsRole(site, accountId, issue.project_id, Number(role)),
        ),
    ],
    ['groupIds', () => splitList(parameter(rule, 'groupIds')).some((group) => groups.includes(group))],
    [
      'permissionKeys',
      () => splitList(parameter(rule, 'permissionKeys')).some((key) => can(site, caller, key, { issue: issue.id })),
    ],
    [
      'groupCustomFields',
      () =>
        splitList(parameter(rule, 'groupCustomFields')).some((id) =>
          itemsOf(scope, id).some((item) => groups.includes(item.text ?? '')),
        ),
    ],
    ['allowUserCustomFields', () => people('allowUserCustomFields')],
  ];
  const used = restrictions.filter(([name]) => parameter(rule, name) !== '');
  return used.length === 0 || used.some(([, holds]) => holds());
}

const Values = z.array(z.union([z.string(), z.number()]).transform(String));

/** `fieldValue` is a JSON list; a single bare value is taken too. */
function wantedValues(text: string): string[] {
  try {
    const parsed = Values.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [text];
  } catch {
    return [text];
  }
}

function comparable(item: ValueItem | string, comparisonType: string): string | number | null {
  if (comparisonType === 'STRING') return typeof item === 'string' ? item : item.text;
  if (typeof item !== 'string') return item.number;
  if (comparisonType === 'DATE') return parseDateTime(item) ?? Date.parse(parseDate(item) ?? '');
  return comparisonType === 'DATE_WITHOUT_TIME' ? Date.parse(parseDate(item) ?? '') : Number(item);
}

export function compares(left: string | number | null, comparator: string, right: string | number | null): boolean {
  if (comparator === '!=') return left !== right;
  if (left === null || right === null) return false;
  switch (comparator) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return false;
  }
}

function fieldCompares(rule: WorkflowRule, scope: RuleScope): boolean {
  const type = parameter(rule, 'comparisonType');
  const comparator = parameter(rule, 'comparator');
  const items = itemsOf(scope, parameter(rule, 'fieldId')).map((item) => comparable(item, type));
  const wanted = wantedValues(parameter(rule, 'fieldValue')).map((value) => comparable(value, type));
  if (comparator === '!=') return !items.some((item) => wanted.includes(item));
  return items.some((item) => wanted.some((value) => compares(item, comparator, value)));
}

export function hasBeenIn(rule: WorkflowRule, scope: RuleScope): boolean {
  const wanted = splitList(parameter(rule, 'previousStatusIds'));
  const past = pastStatuses(scope).filter((step) => !flag(rule, 'ignoreLoopTransitions') || step.from !== step.to);
  const visited = past.map((step) => step.from);
  const counted = flag(rule, 'mostRecentStatusOnly') ? visited.slice(0, 1) : visited;
  if (flag(rule, 'includeCurrentStatus')) counted.push(String(scope.issue.status_id));
  return counted.some((status) => wanted.includes(status));
}

/** Nobody approves their own work: who made the transition from one status to the other is kept out. */
function isSomebodyElse(rule: WorkflowRule, scope: RuleScope): boolean {
  const from = parameter(rule, 'fromStatusId');
  const to = parameter(rule, 'toStatusId');
  return !pastStatuses(scope).some(
    (step) => step.author === scope.caller.accountId && step.to === to && (from === '' || step.from === from),
  );
}

function childrenAreIn(rule: WorkflowRule, scope: RuleScope): boolean {
  const wanted = splitList(parameter(rule, 'statusIds')).map(Number);
  const sql = `SELECT id FROM issue WHERE parent_id = ? AND status_id NOT IN (${marks(wanted)}) LIMIT 1`;
  return all(scope.site.db, sql, scope.issue.id, ...wanted).length === 0;
}
