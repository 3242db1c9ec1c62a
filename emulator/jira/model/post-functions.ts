/** Post functions: what a transition does to the issue after it moved. */
import type { Json, JsonObject } from '../../json';
import type { WorkflowRule } from '../config/workflow-document';
import { JiraError } from '../http';
import { itemBean, type ChangeItem } from './changelog';
import { applyValues, defaultAssignee } from './edit';
import { eventIssue } from './events';
import { fieldById } from './fields';
import { configOf, moduleOf } from './forge-rules';
import { placeOf, reload, scopeOf, valueOf, type IssueRow } from './issue-state';
import { parameter, type RuleScope } from './rule-scope';
import type { Write } from './transaction';
import { valueTypeOf } from './value-types';
import { FieldRefusal, listOf, textOf } from './values';
import { targetOf } from './workflow';

/** Runs them in order; returns what they changed. App functions are queued and run after the commit. */
export function runActions(
  write: Write,
  scope: RuleScope,
  before: readonly ChangeItem[],
  commentId?: number,
): ChangeItem[] {
  const items: ChangeItem[] = [];
  for (const rule of scope.transition.actions ?? []) {
    if (rule.ruleKey === 'forge:workflow-post-function')
      queueFunction(write, rule, scope, [...before, ...items], commentId);
    else items.push(...applyValues(scope.site, scope.issue, new Map([valueFrom(rule, scope)])));
  }
  return items;
}

/** Which field gets which value. */
function valueFrom(rule: WorkflowRule, scope: RuleScope): readonly [string, Json | null] {
  switch (rule.ruleKey) {
    case 'system:change-assignee':
      return ['assignee', newAssignee(rule, scope)];
    case 'system:update-field':
      return updatedField(rule, scope);
    case 'system:copy-value-from-other-field':
      return copiedField(rule, scope);
    default:
      throw new JiraError(422, [`The post function ${rule.ruleKey} is not supported.`]);
  }
}

function newAssignee(rule: WorkflowRule, { site, caller, issue }: RuleScope): Json | null {
  const person = (accountId: string | null): Json | null =>
    accountId === null || accountId === '' ? null : { accountId };
  switch (parameter(rule, 'type')) {
    case 'to-selected-user':
      return person(parameter(rule, 'accountId'));
    case 'to-current-user':
      return person(caller.accountId);
    case 'to-default-user':
      return person(defaultAssignee(site, issue.project_id));
    default:
      return null;
  }
}

/** Parameters are text: an id for options, priorities, resolutions and people, plain text for the rest; '' clears. */
function updatedField(rule: WorkflowRule, scope: RuleScope): readonly [string, Json | null] {
  const id = parameter(rule, 'field');
  const text = parameter(rule, 'value');
  const current = valueOf(scope.site, reload(scope.site, scope.issue.id), id);
  if (text === '') return [id, null];
  const value = parseText(scope, id, text);
  if (parameter(rule, 'mode') !== 'append' || current === null) return [id, value];
  if (Array.isArray(current)) return [id, [...current, ...listOf(value)]];
  return [id, typeof current === 'string' ? current + textOf(value) : value];
}

function parseText({ site, issue }: RuleScope, fieldId: string, text: string): Json | null {
  const field = fieldById(site, fieldId);
  const type = field === undefined ? undefined : valueTypeOf(field);
  if (field === undefined || type === undefined)
    throw new JiraError(422, [`The post function names the unknown field ${fieldId}.`]);
  for (const input of readings(text)) {
    try {
      return type.parse(input, scopeOf(site, field, placeOf(issue)));
    } catch (error) {
      if (!(error instanceof FieldRefusal)) throw error;
    }
  }
  throw new JiraError(422, [`The post function's value '${text}' is not valid for the field ${field.name}.`]);
}

/** The forms in which a field may take the text, the likeliest first. */
function readings(text: string): unknown[] {
  const parsed: unknown[] = [];
  try {
    parsed.push(JSON.parse(text));
  } catch {
    // Not JSON: the text stands for itself.
  }
  const list = text.split(',').map((part) => part.trim());
  const references = [
    { id: text, accountId: text, groupId: text },
    { name: text, value: text },
  ];
  const lists = [list.map((id) => ({ id, accountId: id })), list.map((value) => ({ value, name: value })), list];
  return [...references, ...parsed, text, Number(text), ...lists];
}

function copiedField(rule: WorkflowRule, scope: RuleScope): readonly [string, Json | null] {
  const { site, issue } = scope;
  const source = parameter(rule, 'issueSource') === 'PARENT' ? parentOf(scope) : reload(site, issue.id);
  const value = source === undefined ? null : valueOf(site, source, parameter(rule, 'sourceFieldKey'));
  return [parameter(rule, 'targetFieldKey'), value];
}

const parentOf = ({ site, issue }: RuleScope): IssueRow | undefined =>
  issue.parent_id === null ? undefined : reload(site, issue.parent_id);

function queueFunction(
  write: Write,
  rule: WorkflowRule,
  scope: RuleScope,
  items: readonly ChangeItem[],
  commentId?: number,
): void {
  const { site, transition, workflow, issue } = scope;
  const app = site.app();
  const module = moduleOf(rule, site);
  if (app === undefined || module === undefined) return;
  const from = items.find((item) => item.fieldId === 'status')?.from.id ?? null;
  const payload: JsonObject = {
    transition: {
      id: transition.id,
      name: transition.name,
      from: { id: from },
      to: { id: String(targetOf(transition, issue.status_id)) },
      executionId: `${issue.id}-${site.clock.now()}`,
    },
    workflow: { id: workflow.id, name: workflow.name },
    ...(scope.caller.accountId === null ? {} : { atlassianId: scope.caller.accountId }),
    changelog: { items: items.map(itemBean) },
    ...(commentId === undefined ? {} : { comment: { id: String(commentId) } }),
    configuration: configOf(rule),
    postFunction: { id: rule.id ?? parameter(rule, 'id') },
  };
  write.after(() => app.postFunction(module.key, { ...payload, issue: eventIssue(site, reload(site, issue.id)) }));
}
