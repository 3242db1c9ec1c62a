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
import { findIssue } from '../model/issue-state';
import { run } from '../model/rows';
import { transitionIssue } from '../model/transition-issue';
import { can, demand, isAdmin } from '../permissions';
import { taskById } from '../tasks';

const WRITE = ['write:jira-work'];

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

const Delete = z.strictObject({ selectedIssueIdsOrKeys: Selected, sendBulkNotification: z.boolean().nullish() });

const remove = operation('POST /rest/api/3/bulk/issues/delete', WRITE, (call) => {
  const steps = bodyOf(call, Delete).selectedIssueIdsOrKeys.map((issue) => ({
    issue,
    work: () => deleteIssue(call.site, call.caller, issue, { subtasks: true }),
  }));
  return runBulk(call, 'delete', steps);
});

const progress = operation('GET /rest/api/3/bulk/queue/{taskId}', ['read:jira-work'], (call) => {
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

export const bulkIssueOperations: readonly Operation[] = [edit, transition, remove, progress];
