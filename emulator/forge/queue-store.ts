/** Queue events as rows: they survive a restart, and one that was running then is delivered again. */
import type { Database } from 'better-sqlite3';
import type { Json, JsonObject } from '../json';
import { parseJson, parseJsonObject } from './json-text';

export type QueueEventState = 'waiting' | 'running' | 'success' | 'failed' | 'cancelled';

export interface QueueEvent {
  readonly sequence: number;
  readonly id: string;
  readonly jobId: string;
  readonly queue: string;
  readonly body: JsonObject;
  readonly concurrency: { readonly key: string; readonly limit: number } | undefined;
  readonly enqueuedAt: number;
  readonly dueAt: number;
  /** Deliveries so far; `retryCount` leaves out those that the platform failed. */
  readonly attempts: number;
  readonly retryCount: number;
  readonly retryReason: string | undefined;
  readonly retryData: Json | undefined;
  readonly state: QueueEventState;
  readonly lastError: string | undefined;
  /** 1 when something else than a consumer pushed it, one more than the event whose consumer did. */
  readonly depth: number;
}

export interface JobStats {
  readonly success: number;
  readonly inProgress: number;
  readonly failed: number;
}

const SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS forge_queue_event (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, job_id TEXT NOT NULL, queue TEXT NOT NULL, body TEXT NOT NULL,
  concurrency_key TEXT, concurrency_limit INTEGER, enqueued_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, retry_count INTEGER NOT NULL DEFAULT 0, retry_reason TEXT, retry_data TEXT,
  state TEXT NOT NULL DEFAULT 'waiting', last_error TEXT, depth INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX IF NOT EXISTS forge_queue_event_due ON forge_queue_event (state, due_at, sequence);
CREATE INDEX IF NOT EXISTS forge_queue_event_job ON forge_queue_event (job_id);
CREATE INDEX IF NOT EXISTS forge_queue_event_key ON forge_queue_event (concurrency_key, state);`;

/** An event may start while fewer than its limit run under its key, whichever queue they came from. */
const MAY_START = /* sql */ `state = 'waiting' AND (concurrency_key IS NULL OR concurrency_limit > (
  SELECT count(*) FROM forge_queue_event AS busy WHERE busy.concurrency_key = forge_queue_event.concurrency_key AND busy.state = 'running'))`;

interface Row {
  sequence: number;
  id: string;
  job_id: string;
  queue: string;
  body: string;
  concurrency_key: string | null;
  concurrency_limit: number | null;
  enqueued_at: number;
  due_at: number;
  attempts: number;
  retry_count: number;
  retry_reason: string | null;
  retry_data: string | null;
  state: QueueEventState;
  last_error: string | null;
  depth: number;
}

export type NewQueueEvent = Pick<
  QueueEvent,
  'id' | 'jobId' | 'queue' | 'body' | 'concurrency' | 'enqueuedAt' | 'dueAt' | 'depth'
>;

/** Finished events that are kept to be looked at, and for the numbers of their jobs. */
const KEPT = 2_000;

export class QueueStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.exec(SCHEMA);
    db.exec("UPDATE forge_queue_event SET state = 'waiting' WHERE state = 'running'");
  }

  /** Forgets finished events that were pushed before `instant`, all but the latest. */
  forget(instant: number): void {
    this.#db
      .prepare(
        `DELETE FROM forge_queue_event WHERE state NOT IN ('waiting', 'running') AND enqueued_at < ?
           AND sequence <= (SELECT max(sequence) FROM forge_queue_event) - ${KEPT}`,
      )
      .run(instant);
  }

  add(events: readonly NewQueueEvent[]): void {
    const insert = this.#db.prepare(
      'INSERT INTO forge_queue_event (id, job_id, queue, body, concurrency_key, concurrency_limit, enqueued_at, due_at, depth) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#db.transaction(() => {
      for (const { id, jobId, queue, body, concurrency, enqueuedAt, dueAt, depth } of events) {
        insert.run(
          id,
          jobId,
          queue,
          JSON.stringify(body),
          concurrency?.key ?? null,
          concurrency?.limit ?? null,
          enqueuedAt,
          dueAt,
          depth,
        );
      }
    })();
  }

  nextDue(): number | undefined {
    const row = this.#db
      .prepare<[], { due: number | null }>(`SELECT min(due_at) AS due FROM forge_queue_event WHERE ${MAY_START}`)
      .get();
    return row?.due ?? undefined;
  }

  /** Marks the earliest event that may start as running. */
  start(now: number): QueueEvent | undefined {
    const row = this.#db
      .prepare<[number], Row>(
        `UPDATE forge_queue_event SET state = 'running', attempts = attempts + 1 WHERE sequence = (
           SELECT sequence FROM forge_queue_event WHERE due_at <= ? AND ${MAY_START} ORDER BY due_at, sequence LIMIT 1
         ) RETURNING *`,
      )
      .get(now);
    return row === undefined ? undefined : fromRow(row);
  }

  finish(id: string, state: 'success' | 'failed' | 'cancelled', error: string | undefined): void {
    this.#db
      .prepare('UPDATE forge_queue_event SET state = ?, last_error = ? WHERE id = ?')
      .run(state, error ?? null, id);
  }

  retry(id: string, retry: Pick<QueueEvent, 'dueAt' | 'retryCount' | 'retryReason' | 'retryData' | 'lastError'>): void {
    const data = retry.retryData === undefined ? null : JSON.stringify(retry.retryData);
    this.#db
      .prepare(
        "UPDATE forge_queue_event SET state = 'waiting', due_at = ?, retry_count = ?, retry_reason = ?, retry_data = ?, last_error = ? WHERE id = ?",
      )
      .run(retry.dueAt, retry.retryCount, retry.retryReason ?? null, data, retry.lastError ?? null, id);
  }

  stats(queue: string, jobId: string): JobStats | undefined {
    const row = this.#db
      .prepare<[string, string], JobStats & { events: number }>(
        `SELECT count(*) AS events, count(*) FILTER (WHERE state = 'success') AS success,
           count(*) FILTER (WHERE state IN ('waiting', 'running')) AS inProgress, count(*) FILTER (WHERE state = 'failed') AS failed
         FROM forge_queue_event WHERE queue = ? AND job_id = ?`,
      )
      .get(queue, jobId);
    return row === undefined || row.events === 0
      ? undefined
      : { success: row.success, inProgress: row.inProgress, failed: row.failed };
  }

  /** What has not started, retries included, never will; the mark stops retries of what runs now. */
  cancel(jobId: string): void {
    this.#db
      .prepare("UPDATE forge_queue_event SET state = 'cancelled' WHERE job_id = ? AND state = 'waiting'")
      .run(jobId);
    this.#db
      .prepare("UPDATE forge_queue_event SET retry_reason = 'CANCELLED' WHERE job_id = ? AND state = 'running'")
      .run(jobId);
  }

  isCancelled(id: string): boolean {
    const row = this.#db
      .prepare<[string], { retry_reason: string | null }>('SELECT retry_reason FROM forge_queue_event WHERE id = ?')
      .get(id);
    return row?.retry_reason === 'CANCELLED';
  }

  list(limit: number): QueueEvent[] {
    return this.#db
      .prepare<[number], Row>('SELECT * FROM forge_queue_event ORDER BY sequence DESC LIMIT ?')
      .all(limit)
      .map(fromRow);
  }

  clear(): void {
    this.#db.exec('DELETE FROM forge_queue_event');
  }
}

const fromRow = (row: Row): QueueEvent => ({
  sequence: row.sequence,
  id: row.id,
  jobId: row.job_id,
  queue: row.queue,
  body: parseJsonObject(row.body),
  concurrency:
    row.concurrency_key === null || row.concurrency_limit === null
      ? undefined
      : { key: row.concurrency_key, limit: row.concurrency_limit },
  enqueuedAt: row.enqueued_at,
  dueAt: row.due_at,
  attempts: row.attempts,
  retryCount: row.retry_count,
  retryReason: row.retry_reason ?? undefined,
  retryData: row.retry_data === null ? undefined : parseJson(row.retry_data),
  state: row.state,
  lastError: row.last_error ?? undefined,
  depth: row.depth,
});
