/** Jira's long-running tasks: an operation answers at once with a task, whose progress is read at `/task/{taskId}`. */
import type { Json, JsonObject } from '../json';
import { JiraError, type Call } from './http';
import { nextId } from './ids';
import { all, one, run } from './model/rows';
import { selfUrl } from './self';
import type { JiraSite } from './site';

export interface TaskRow {
  readonly id: string;
  readonly description: string;
  readonly status: 'ENQUEUED' | 'RUNNING' | 'COMPLETE' | 'FAILED' | 'CANCELLED';
  readonly message: string | null;
  readonly result: string | null;
  readonly submitted_by: string | null;
  readonly progress: number;
  readonly submitted: number;
  readonly started: number | null;
  readonly finished: number | null;
  readonly last_update: number;
  readonly elapsed_runtime: number;
}

export const taskById = (site: JiraSite, id: string): TaskRow | undefined =>
  one<TaskRow>(site.db, 'SELECT * FROM task WHERE id = ?', id);

/** Approximation: accounts have no numeric id here, so `submittedBy` is always the same number. */
const SUBMITTER = 10000;

export const taskBean = (site: JiraSite, task: TaskRow): JsonObject => ({
  self: selfUrl(site, `task/${task.id}`),
  id: task.id,
  description: task.description,
  status: task.status,
  ...(task.message === null ? {} : { message: task.message }),
  ...(task.result === null ? {} : { result: JSON.parse(task.result) as Json }),
  submittedBy: SUBMITTER,
  progress: task.progress,
  elapsedRuntime: task.elapsed_runtime,
  submitted: task.submitted,
  ...(task.started === null ? {} : { started: task.started }),
  ...(task.finished === null ? {} : { finished: task.finished }),
  lastUpdate: task.last_update,
});

/** Starts `work` after the answer is on its way; it is one transaction, so a failing task leaves nothing behind. */
export function startTask(call: Call, description: string, work: () => Json): TaskRow {
  const { site, caller } = call;
  const id = String(nextId(site.db, 'task'));
  const now = site.clock.now();
  run(
    site.db,
    `INSERT INTO task (id, description, status, submitted_by, progress, submitted, last_update) VALUES (?, ?, 'ENQUEUED', ?, 0, ?, ?)`,
    ...[id, description, caller.accountId, now, now],
  );
  setImmediate(() => perform(site, id, work));
  const task = taskById(site, id);
  if (task === undefined) throw new Error(`task ${id} vanished`);
  return task;
}

function perform(site: JiraSite, id: string, work: () => Json): void {
  if (!site.db.open || taskById(site, id)?.status !== 'ENQUEUED') return;
  const started = site.clock.now();
  run(site.db, "UPDATE task SET status = 'RUNNING', started = ?, last_update = ? WHERE id = ?", started, started, id);
  const finish = (status: TaskRow['status'], message: string | null, result: Json): void => {
    const now = site.clock.now();
    run(
      site.db,
      'UPDATE task SET status = ?, message = ?, result = ?, progress = 100, finished = ?, last_update = ?, elapsed_runtime = ? WHERE id = ?',
      ...[status, message, JSON.stringify(result), now, now, now - started, id],
    );
  };
  try {
    const result = site.db.transaction(work)();
    finish('COMPLETE', null, result);
  } catch (error) {
    if (!(error instanceof JiraError)) console.error(`task ${id} failed`, error);
    finish('FAILED', error instanceof Error ? error.message : String(error), null);
  }
}

/** Tasks live in the process that started them: those a stopped process left behind have failed. */
export function failAbandonedTasks(site: JiraSite): void {
  for (const { id } of all<{ id: string }>(site.db, "SELECT id FROM task WHERE status IN ('ENQUEUED', 'RUNNING')")) {
    run(
      site.db,
      "UPDATE task SET status = 'FAILED', message = 'The site stopped before the task was done.', finished = last_update WHERE id = ?",
      id,
    );
  }
}
