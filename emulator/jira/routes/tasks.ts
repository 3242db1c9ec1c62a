import { badRequest, forbidden, notFound, ok, operation, type Call, type Operation } from '../http';
import { run } from '../model/rows';
import { isAdmin } from '../permissions';
import { taskBean, taskById, type TaskRow } from '../tasks';

function visibleTask(call: Call): TaskRow {
  const id = call.params['taskId'] ?? '';
  const task = taskById(call.site, id);
  if (task === undefined) throw notFound(`The task with id ${id} does not exist.`);
  if (task.submitted_by !== call.caller.accountId && !isAdmin(call.site, call.caller)) {
    throw forbidden('Only the user who created the task or a Jira administrator can see it.');
  }
  return task;
}

function cancel(call: Call) {
  const task = visibleTask(call);
  if (task.status !== 'ENQUEUED') throw badRequest(`The task can't be cancelled: its status is ${task.status}.`);
  const now = call.site.clock.now();
  run(
    call.site.db,
    "UPDATE task SET status = 'CANCELLED', finished = ?, last_update = ? WHERE id = ?",
    now,
    now,
    task.id,
  );
  return { status: 202, body: ['The task has been cancelled.'] };
}

export const taskOperations: readonly Operation[] = [
  operation('GET /rest/api/3/task/{taskId}', ['read:jira-work'], (call) => ok(taskBean(call.site, visibleTask(call)))),
  operation('POST /rest/api/3/task/{taskId}/cancel', ['write:jira-work'], cancel),
];
