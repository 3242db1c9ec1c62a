/** Deliveries of product and lifecycle events to triggers, as rows: they survive a restart. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Json, JsonObject } from '../json';
import { parseJson, parseJsonObject } from './json-text';

/** `filtered`: the trigger's filter dropped it. `refused`: larger than what is delivered. */
export type DeliveryState = 'waiting' | 'running' | 'success' | 'failed' | 'filtered' | 'refused';

export interface Delivery {
  readonly sequence: number;
  readonly id: string;
  readonly kind: 'trigger' | 'postFunction';
  readonly moduleKey: string;
  readonly type: string;
  readonly payload: JsonObject;
  readonly accountId: string | undefined;
  readonly publishedAt: number;
  readonly dueAt: number;
  readonly attempts: number;
  readonly retryCount: number;
  readonly retryReason: string | undefined;
  readonly retryData: Json | undefined;
  readonly state: DeliveryState;
  readonly note: string | undefined;
}

const SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS forge_event_delivery (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, module_key TEXT NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL,
  account_id TEXT, published_at INTEGER NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  retry_count INTEGER NOT NULL DEFAULT 0, retry_reason TEXT, retry_data TEXT, state TEXT NOT NULL DEFAULT 'waiting', note TEXT
);
CREATE INDEX IF NOT EXISTS forge_event_delivery_due ON forge_event_delivery (state, due_at, sequence);`;

interface Row {
  sequence: number;
  id: string;
  kind: Delivery['kind'];
  module_key: string;
  type: string;
  payload: string;
  account_id: string | null;
  published_at: number;
  due_at: number;
  attempts: number;
  retry_count: number;
  retry_reason: string | null;
  retry_data: string | null;
  state: DeliveryState;
  note: string | null;
}

export type NewDelivery = Pick<
  Delivery,
  'kind' | 'moduleKey' | 'type' | 'payload' | 'accountId' | 'publishedAt' | 'dueAt'
> & {
  readonly state?: DeliveryState;
  readonly note?: string;
};

/** Finished deliveries that are kept to be looked at. */
const KEPT = 2_000;

export class EventStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.exec(SCHEMA);
    db.exec("UPDATE forge_event_delivery SET state = 'waiting' WHERE state = 'running'");
  }

  add(entry: NewDelivery): void {
    const { kind, moduleKey, type, payload, accountId, publishedAt, dueAt, state = 'waiting', note } = entry;
    const inserted = this.#db
      .prepare(
        'INSERT INTO forge_event_delivery (id, kind, module_key, type, payload, account_id, published_at, due_at, state, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        randomUUID(),
        kind,
        moduleKey,
        type,
        JSON.stringify(payload),
        accountId ?? null,
        publishedAt,
        dueAt,
        state,
        note ?? null,
      );
    const sequence = Number(inserted.lastInsertRowid);
    if (sequence % KEPT === 0) {
      this.#db
        .prepare("DELETE FROM forge_event_delivery WHERE sequence <= ? AND state NOT IN ('waiting', 'running')")
        .run(sequence - KEPT);
    }
  }

  nextDue(): number | undefined {
    const row = this.#db
      .prepare<[], { due: number | null }>(
        "SELECT min(due_at) AS due FROM forge_event_delivery WHERE state = 'waiting'",
      )
      .get();
    return row?.due ?? undefined;
  }

  start(now: number): Delivery | undefined {
    const row = this.#db
      .prepare<[number], Row>(
        `UPDATE forge_event_delivery SET state = 'running', attempts = attempts + 1 WHERE sequence = (
           SELECT sequence FROM forge_event_delivery WHERE state = 'waiting' AND due_at <= ? ORDER BY due_at, sequence LIMIT 1
         ) RETURNING *`,
      )
      .get(now);
    return row === undefined ? undefined : fromRow(row);
  }

  finish(id: string, state: 'success' | 'failed' | 'filtered', note?: string): void {
    this.#db.prepare('UPDATE forge_event_delivery SET state = ?, note = ? WHERE id = ?').run(state, note ?? null, id);
  }

  retry(
    id: string,
    retry: {
      readonly dueAt: number;
      readonly reason: string;
      readonly data: Json | undefined;
      readonly note: string | undefined;
    },
  ): void {
    const data = retry.data === undefined ? null : JSON.stringify(retry.data);
    this.#db
      .prepare(
        "UPDATE forge_event_delivery SET state = 'waiting', due_at = ?, retry_count = retry_count + 1, retry_reason = ?, retry_data = ?, note = ? WHERE id = ?",
      )
      .run(retry.dueAt, retry.reason, data, retry.note ?? null, id);
  }

  list(limit: number): Delivery[] {
    return this.#db
      .prepare<[number], Row>('SELECT * FROM forge_event_delivery ORDER BY sequence DESC LIMIT ?')
      .all(limit)
      .map(fromRow);
  }

  clear(): void {
    this.#db.exec('DELETE FROM forge_event_delivery');
  }
}

const fromRow = (row: Row): Delivery => ({
  sequence: row.sequence,
  id: row.id,
  kind: row.kind,
  moduleKey: row.module_key,
  type: row.type,
  payload: parseJsonObject(row.payload),
  accountId: row.account_id ?? undefined,
  publishedAt: row.published_at,
  dueAt: row.due_at,
  attempts: row.attempts,
  retryCount: row.retry_count,
  retryReason: row.retry_reason ?? undefined,
  retryData: row.retry_data === null ? undefined : parseJson(row.retry_data),
  state: row.state,
  note: row.note ?? undefined,
});
