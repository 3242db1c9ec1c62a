/** Moving an issue through its workflow: conditions, the transition's screen, validators, post functions. */
import type { JsonObject } from '../../json';
import type { Caller } from '../../seams';
import type { WorkflowTransition } from '../config/workflow-document';
import { JiraError, badRequest } from '../http';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import { statusRow } from './beans';
import type { ChangeItem } from './changelog';
import { addComment } from './comments';
import { conditionsHold } from './conditions';
import { applyValues, planEdit, type EditPlan, type EditTarget, type IssueInput } from './edit';
import { recordUpdate } from './edit-issue';
import { fieldById } from './fields';
import { addLinks } from './issue-links';
import { placeOf, reload, scopeOf, setColumn, valueOf, visibleIssue, type IssueRow } from './issue-state';
import { runActions } from './post-functions';
import { setProperty } from './properties';
import type { RuleScope } from './rule-scope';
import { write, type Write } from './transaction';
import { checkExpressionValidators, checkFunctionValidators } from './validators';
import { valueTypeOf } from './value-types';
import { isEmpty } from './values';
import { targetOf, transitionScreen, transitionsFrom, workflowFor, type Workflow } from './workflow';

export interface OfferedTransition {
  readonly transition: WorkflowTransition;
  readonly workflow: Workflow;
  readonly isAvailable: boolean;
}

/** The ways out of the issue's status, each with whether its conditions let the caller through. */
export function offeredTransitions(site: JiraSite, caller: Caller, issue: IssueRow): OfferedTransition[] {
  const workflow = workflowFor(site, placeOf(issue));
  const mayMove = can(site, caller, 'TRANSITION_ISSUES', { issue: issue.id });
  return transitionsFrom(workflow, issue.status_id).map((transition) => ({
    transition,
    workflow,
    isAvailable:
      mayMove && conditionsHold(transition.conditions, { site, caller, issue, workflow, transition, changes: [] }),
  }));
}

export function transitionTarget(
  site: JiraSite,
  caller: Caller,
  issue: IssueRow,
  transition: WorkflowTransition,
): EditTarget {
  const screen = transitionScreen(site, transition);
  return {
    site,
    caller,
    place: placeOf(issue),
    issue,
    screen: new Set(screen ?? []),
    mayComment: screen !== undefined,
  };
}

function chosen(site: JiraSite, caller: Caller, issue: IssueRow, id: string | undefined): OfferedTransition {
  if (id === undefined) throw badRequest("Missing 'transition' identifier");
  if (!can(site, caller, 'TRANSITION_ISSUES', { issue: issue.id })) {
    throw badRequest('You do not have permission to transition this issue.');
  }
  const offer = offeredTransitions(site, caller, issue).find(({ transition }) => transition.id === id);
  if (offer === undefined || !offer.isAvailable) throw badRequest(`Transition id '${id}' is not valid for this issue.`);
  return offer;
}

/** A resolution shown on the screen must be chosen, as in Jira's dialog. */
function demandResolution(target: EditTarget, plan: EditPlan): void {
  if (!target.screen.has('resolution') || target.issue?.resolution_id != null || plan.values.get('resolution') != null)
    return;
  throw new JiraError(400, [], { resolution: 'Resolution is required.' });
}

export async function transitionIssue(
  site: JiraSite,
  caller: Caller,
  idOrKey: string,
  input: IssueInput,
): Promise<IssueRow> {
  const issue = visibleIssue(site, caller, idOrKey);
  const { transition } = chosen(site, caller, issue, input.transition?.id);
  const target = transitionTarget(site, caller, issue, transition);
  const plan = planEdit(target, input);
  demandResolution(target, plan);
  await checkFunctionValidators({
    site,
    caller,
    issueKey: issue.key,
    transition,
    from: issue.status_id,
    to: targetOf(transition, issue.status_id),
    modified: modifiedFields(target, plan),
  });
  return write(site, caller, (writing) => move(writing, issue.id, input));
}

/** Everything is looked at again: while a function validator ran, somebody may have changed the issue. */
function move(writing: Write, issueId: number, input: IssueInput): IssueRow {
  const { site, caller } = writing;
  const issue = reload(site, issueId);
  const { transition, workflow } = chosen(site, caller, issue, input.transition?.id);
  const target = transitionTarget(site, caller, issue, transition);
  const plan = planEdit(target, input);
  demandResolution(target, plan);
  const originals = Object.fromEntries([...plan.values.keys()].map((id) => [id, valueOf(site, issue, id)]));
  const onScreen = applyValues(site, issue, plan.values);
  for (const { key, value } of input.properties ?? []) setProperty(site, issueId, key, value);
  const scope: RuleScope = {
    site,
    caller,
    issue: reload(site, issueId),
    originals,
    workflow,
    transition,
    changes: onScreen,
  };
  checkExpressionValidators(scope);
  const items = [...onScreen, ...changeStatus(site, issue, targetOf(transition, issue.status_id))];
  addLinks(writing, issue, plan.links);
  const comments = plan.comments.map((comment) => addComment(writing, issue, comment));
  const done = merge([
    ...items,
    ...runActions(writing, { ...scope, issue: reload(site, issueId) }, items, comments[0]?.id),
  ]);
  recordUpdate(writing, issue, done, true);
  return reload(site, issueId);
}

function changeStatus(site: JiraSite, issue: IssueRow, to: number): ChangeItem[] {
  const [before, after] = [statusRow(site, issue.status_id), statusRow(site, to)];
  if (after === undefined) throw new JiraError(422, ['The status the transition leads to does not exist.']);
  if (to === issue.status_id) return [];
  setColumn(site, issue, 'status_id', to);
  if (before?.category !== after.category) setColumn(site, issue, 'status_category_changed', site.clock.now());
  const from = { id: String(issue.status_id), text: before?.name ?? null };
  return [{ field: 'status', fieldtype: 'jira', fieldId: 'status', from, to: { id: String(to), text: after.name } }];
}

/** A field that the screen and then a post function changed is one item; one that ended as it began is none. */
function merge(items: readonly ChangeItem[]): ChangeItem[] {
  const byField = new Map<string, ChangeItem>();
  for (const item of items) {
    const earlier = byField.get(item.fieldId);
    byField.set(item.fieldId, earlier === undefined ? item : { ...item, from: earlier.from });
  }
  return [...byField.values()].filter((item) => item.from.id !== item.to.id || item.from.text !== item.to.text);
}

/** As a function validator sees the screen's input: REST's form, people by account id alone, empty lists as null. */
function modifiedFields({ site, place, issue }: EditTarget, plan: EditPlan): JsonObject {
  const modified: JsonObject = {};
  for (const [id, value] of plan.values) {
    const field = fieldById(site, id);
    const type = field === undefined ? undefined : valueTypeOf(field);
    if (field === undefined || type === undefined || issue === undefined) continue;
    const isPeople = field.type === 'user' || field.items === 'user';
    modified[id] =
      value === null || isEmpty(value)
        ? null
        : isPeople
          ? value
          : type.show(value, scopeOf(site, field, place), 'Etc/UTC');
  }
  return modified;
}
