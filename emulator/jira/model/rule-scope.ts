/** What conditions, validators and post functions look at. */

import type { Json } from '../../json';
import type { Caller } from '../../seams';
import type { WorkflowRule, WorkflowTransition } from '../config/workflow-document';
import { groupsOf } from '../permissions';
import type { JiraSite } from '../site';
import type { ChangeItem } from './changelog';
import { fieldById } from './fields';
import { placeOf, scopeOf, valueOf, type IssueRow } from './issue-state';
import { all } from './rows';
import { valueTypeOf } from './value-types';
import type { ValueItem } from './values';
import type { Workflow } from './workflow';

export interface RuleScope {
  readonly site: JiraSite;
  readonly caller: Caller;
  /** As it stands in the database now: for validators with what the transition's screen changed. */
  readonly issue: IssueRow;
  readonly workflow: Workflow;
  readonly transition: WorkflowTransition;
  /** What the screen changed; empty for conditions. */
  readonly changes: readonly ChangeItem[];
  /** Stored values of the fields the screen touched, as they were before; absent on the initial transition. */
  readonly originals?: Readonly<Record<string, Json>>;
}

export const parameter = (rule: WorkflowRule, name: string): string => rule.parameters?.[name] ?? '';
export const flag = (rule: WorkflowRule, name: string): boolean => parameter(rule, name) === 'true';

export function itemsOf(scope: RuleScope, fieldId: string): ValueItem[] {
  if (fieldId === 'created' || fieldId === 'updated') return [{ text: null, number: scope.issue[fieldId] }];
  if (fieldId === 'resolutiondate')
    return scope.issue.resolution_date === null ? [] : [{ text: null, number: scope.issue.resolution_date }];
  if (fieldId === 'status') return [{ text: null, number: scope.issue.status_id }];
  const field = fieldById(scope.site, fieldId);
  const type = field === undefined ? undefined : valueTypeOf(field);
  const value = valueOf(scope.site, scope.issue, fieldId);
  if (field === undefined || type === undefined || value === null) return [];
  return type.items(value, scopeOf(scope.site, field, placeOf(scope.issue)));
}

/** Statuses the issue has been in before this one, latest first; each with who ended it. */
export interface PastStatus {
  readonly from: string;
  readonly to: string;
  readonly author: string | null;
}
export const pastStatuses = (scope: RuleScope): PastStatus[] =>
  all<PastStatus>(
    scope.site.db,
    `SELECT from_value AS "from", to_value AS "to", author FROM change_item WHERE issue_id = ? AND field_id = 'status' ORDER BY id DESC`,
    scope.issue.id,
  );

export const groupIdsOf = ({ site, caller }: RuleScope): string[] =>
  caller.accountId === null ? [] : groupsOf(site, caller.accountId).map(({ groupId }) => groupId);
