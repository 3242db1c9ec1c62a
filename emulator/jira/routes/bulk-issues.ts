/**
 * Bulk operations: each selected issue goes through the same rules as a single edit, transition or deletion.
 * Approximation: the work is done by the time the task's id is answered, so its progress is always complete.
 */
import { z } from 'zod';
import type { Json, JsonObject } from '../../json';
import { badRequest, bodyOf, JiraError, notFound, ok, operation, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { asIssueInput, EditedFields } from '../model/bulk-fields';
import { deleteIssue } from '../model/delete-issue';
import { editIssue } from '../model/edit-issue';
import { statusRow } from '../model/beans';
import { findIssue, placeOf } from '../model/issue-state';
import { run } from '../model/rows';
import { offeredTransitions, transitionIssue, type OfferedTransition } from '../model/transition-issue';
import { targetOf, transitionScreen, workflowFor } from '../model/workflow';
import { can, demand, isAdmin } from '../permissions';
import type { JiraSite } from '../site';
import { taskById } from '../tasks';

const WRITE = ['write:jira-work'];
const READ = ['read:jira-work'];

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-bulk-operations/ */
const MAX_ISSUES = 1000;
const Selected = z
  .array(z.string())
  .min(1, 'Select at least one work item.')
  .max(MAX_ISSUES, `At most ${MAX_ISSUES} work items can be selected.`);

interface Step {
  readonly issue: string;
  readonly work: () => void | Promise<unknown>;
}

async function runBulk(call: Call, kind: string, steps: readonly Step[]) {
  const { site, caller } = call;
  demand(site, caller, 'BULK_CHANGE');
  const id = String(nextId(site.db, 'task'));
  const started = site.clock.now();
  const processed: number[] = [];
  const failed: Record<string, Json> = {};
  let inaccessible = 0;
  for (const { issue: idOrKey, work } of steps) {
    const issue = findIssue(site, idOrKey);
    if (issue === undefined || !can(site, caller, 'BROWSE_PROJECTS', { issue: issue.id })) {
      inaccessible += 1;
      continue;
    }
    try {
      await work();
      processed.push(issue.id);
    } catch (error) {
      if (!(error instanceof JiraError)) throw error;
      failed[String(issue.id)] = [...error.errorMessages, ...Object.values(error.errors)];
    }
  }
  const result: JsonObject = {
    processedAccessibleIssues: processed,
    failedAccessibleIssues: failed,
    invalidOrInaccessibleIssueCount: inaccessible,
    totalIssueCount: steps.length,
  };
  const now = site.clock.now();
  run(
    site.db,
    `INSERT INTO task (id, description, status, result, submitted_by, progress, submitted, started, finished, last_update)
     VALUES (?, ?, 'COMPLETE', ?, ?, 100, ?, ?, ?, ?)`,
    ...[id, `Bulk ${kind}`, JSON.stringify(result), caller.accountId, started, started, now, now],
  );
  return { status: 201, body: { taskId: id } };
}

const Edit = z.strictObject({
  selectedIssueIdsOrKeys: Selected,
  selectedActions: z.array(z.string()).min(1).max(200, 'At most 200 fields can be edited.'),
  editedFieldsInput: EditedFields,
  sendBulkNotification: z.boolean().nullish(),
});

const edit = operation('POST /rest/api/3/bulk/issues/fields', WRITE, (call) => {
  const body = bodyOf(call, Edit);
  const input = asIssueInput(body.editedFieldsInput);
  const given = [...Object.keys(input.fields ?? {}), ...Object.keys(input.update ?? {})];
  const missing = body.selectedActions.find((action) => !given.includes(action));
  const extra = given.find((fieldId) => !body.selectedActions.includes(fieldId));
  if (missing !== undefined) throw badRequest(`The selected action ${missing} has no value in editedFieldsInput.`);
  if (extra !== undefined) throw badRequest(`The field ${extra} is not one of the selected actions.`);
  const steps = body.selectedIssueIdsOrKeys.map((issue) => ({
    issue,
    work: () => void editIssue(call.site, call.caller, issue, input),
  }));
  return runBulk(call, 'edit', steps);
});

const Transition = z.strictObject({
  bulkTransitionInputs: z.array(z.strictObject({ selectedIssueIdsOrKeys: Selected, transitionId: z.string() })).min(1),
  sendBulkNotification: z.boolean().nullish(),
});

const transition = operation('POST /rest/api/3/bulk/issues/transition', WRITE, (call) => {
  const inputs = bodyOf(call, Transition).bulkTransitionInputs;
  const steps = inputs.flatMap(({ selectedIssueIdsOrKeys, transitionId }) =>
    selectedIssueIdsOrKeys.map((issue) => ({
      issue,
      work: () => transitionIssue(call.site, call.caller, issue, { transition: { id: transitionId } }),
    })),
  );
  if (steps.length > MAX_ISSUES) throw badRequest(`At most ${MAX_ISSUES} work items can be selected.`);
  return runBulk(call, 'transition', steps);
});

const WORKFLOWS_A_PAGE = 50;

/** By workflow; what asks for fields is left to Jira's own pages, as is what not all of the issues can take. */
const available = operation('GET /rest/api/3/bulk/issues/transition', READ, (call) => {
  const { site, caller, query } = call;
  demand(site, caller, 'BULK_CHANGE');
  for (const cursor of ['endingBefore', 'startingAfter'])
    if (query.has(cursor)) throw badRequest(`${cursor} names no page.`);
  const asked = (query.get('issueIdsOrKeys') ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (asked.length === 0 || asked.length > MAX_ISSUES)
    throw badRequest(`Name 1 to ${MAX_ISSUES} work items in issueIdsOrKeys.`);
  const offers = asked.map((idOrKey) => {
    const issue = findIssue(site, idOrKey);
    if (issue === undefined || !can(site, caller, 'BROWSE_PROJECTS', { issue: issue.id }))
      throw badRequest(`The work item ${idOrKey} does not exist or you do not have permission to see it.`);
    const offered = offeredTransitions(site, caller, issue);
    const simple = offered.filter(
      ({ transition: one, isAvailable }) => isAvailable && !transitionScreen(site, one)?.length,
    );
    return { key: issue.key, from: issue.status_id, workflow: workflowFor(site, placeOf(issue)).id, offered, simple };
  });
  const workflows = [...new Set(offers.map(({ workflow }) => workflow))];
  if (workflows.length > WORKFLOWS_A_PAGE)
    throw new JiraError(501, [`The site emulator has no pages of more than ${WORKFLOWS_A_PAGE} workflows.`]);
  const groups = workflows.map((id) => offers.filter(({ workflow }) => workflow === id));
  return ok({ availableTransitions: groups.map((group) => commonOf(site, group)) });
});

interface Offer {
  readonly key: string;
  readonly from: number;
  readonly offered: readonly OfferedTransition[];
  readonly simple: readonly OfferedTransition[];
}

function commonOf(site: JiraSite, group: readonly Offer[]): JsonObject {
  const [first] = group;
  const isCommon = ({ transition: { id } }: OfferedTransition): boolean =>
    group.every(({ simple }) => simple.some((one) => one.transition.id === id));
  const common = (first?.simple ?? []).filter(isCommon);
  const ids = new Set(group.flatMap(({ offered }) => offered.map(({ transition: { id } }) => id)));
  return {
    issues: group.map(({ key }) => key),
    isTransitionsFiltered: common.length < ids.size,
    transitions: common.map(({ transition: one }) => {
      const to = targetOf(one, first?.from ?? 0);
      return {
        transitionId: Number(one.id),
        transitionName: one.name,
        to: { statusId: to, statusName: statusRow(site, to)?.name ?? '' },
      };
    }),
  };
}

const Delete = z.strictObject({ selectedIssueIdsOrKeys: Selected, sendBulkNotification: z.boolean().nullish() });

const remove = operation('POST /rest/api/3/bulk/issues/delete', WRITE, (call) => {
  const steps = bodyOf(call, Delete).selectedIssueIdsOrKeys.map((issue) => ({
    issue,
    work: () => deleteIssue(call.site, call.caller, issue, { subtasks: true }),
  }));
  return runBulk(call, 'delete', steps);
});

const progress = operation('GET /rest/api/3/bulk/queue/{taskId}', READ, (call) => {
  const { site, caller } = call;
  const id = call.params['taskId'] ?? '';
  const task = taskById(site, id);
  const mine = task !== undefined && (task.submitted_by === caller.accountId || isAdmin(site, caller));
  if (task === undefined || !mine || !task.description.startsWith('Bulk '))
    throw notFound(`The bulk operation with task ID ${id} was not found.`);
  return ok({
    taskId: task.id,
    status: task.status,
    progressPercent: task.progress,
    submittedBy: { accountId: task.submitted_by },
    created: task.submitted,
    started: task.started,
    updated: task.last_update,
    ...z.record(z.string(), z.json()).parse(JSON.parse(task.result ?? '{}')),
  });
});

export const bulkIssueOperations: readonly Operation[] = [edit, available, transition, remove, progress];
