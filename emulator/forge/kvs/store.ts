/** Where the values are: SQLite tables, with an entry of its own for every index a record is in. */
import type { Database } from 'better-sqlite3';
import type { Json } from '../../json';
import type { EntityDefinition } from '../app-manifest';
import { bytesOf } from '../limits';
import { parseJson, isJsonObject } from '../json-text';
import { indexEntry } from './values';

const SCHEMA = /* sql */ `
-- space: 'value', 'secret' or 'entity:<name>'.
CREATE TABLE IF NOT EXISTS kvs_item (
  installation_id TEXT NOT NULL, space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, expires_at INTEGER,
  PRIMARY KEY (installation_id, space, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kvs_item_expiry ON kvs_item (expires_at) WHERE expires_at IS NOT NULL;
-- range_value has no declared type on purpose: numbers sort as numbers, text by its UTF-8 bytes.
CREATE TABLE IF NOT EXISTS kvs_index (
  installation_id TEXT NOT NULL, space TEXT NOT NULL, index_name TEXT NOT NULL, partition TEXT NOT NULL, range_value, key TEXT NOT NULL,
  PRIMARY KEY (installation_id, space, index_name, partition, range_value, key),
  FOREIGN KEY (installation_id, space, key) REFERENCES kvs_item ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kvs_index_item ON kvs_index (installation_id, space, key);
`;

export type Space = 'value' | 'secret' | `entity:${string}`;
export const entitySpace = (name: string): Space => `entity:${name}`;

interface Row {
  readonly key: string;
  readonly value: string;
  readonly bytes: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly expires_at: number | null;
}

export interface Item {
  readonly key: string;
  readonly value: Json;
  readonly bytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | undefined;
}

const toItem = (row: Row): Item => ({
  key: row.key,
  value: parseJson(row.value),
  bytes: row.bytes,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at ?? undefined,
});

/** A span of an index: from where, on which values, and how many records at most. */
export interface Span {
  readonly index: string;
  readonly partition: string;
  readonly clauses: readonly { readonly sql: string; readonly values: readonly (string | number)[] }[];
  readonly after: { readonly range: string | number; readonly key: string } | undefined;
  readonly descending: boolean;
  readonly limit: number;
}

export type IndexedItem = Item & { readonly range: string | number };

export const KEY_INDEX = 'by-key';

export class KvsStore {
  readonly #db: Database;
  readonly #installationId: string;

  constructor(db: Database, installationId: string) {
    db.exec(SCHEMA);
    this.#db = db;
    this.#installationId = installationId;
  }

  /** All or nothing. */
  atomically<T>(work: () => T): T {
    return this.#db.transaction(work)();
  }

  purgeExpired(now: number): void {
    this.#db.prepare<[number]>('DELETE FROM kvs_item WHERE expires_at <= ?').run(now);
  }

  get(space: Space, key: string): Item | undefined {
    const row = this.#db
      .prepare<[string, string, string], Row>(
        'SELECT * FROM kvs_item WHERE installation_id = ? AND space = ? AND key = ?',
      )
      .get(this.#installationId, space, key);
    return row === undefined ? undefined : toItem(row);
  }

  set(
    space: Space,
    key: string,
    text: string,
    now: number,
    expiresAt: number | undefined,
    entity: EntityDefinition | undefined,
  ): void {
    this.#db
      .prepare(
        `INSERT INTO kvs_item (installation_id, space, key, value, bytes, created_at, updated_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET value = excluded.value, bytes = excluded.bytes, updated_at = excluded.updated_at, expires_at = excluded.expires_at`,
      )
      .run(this.#installationId, space, key, text, bytesOf(text), now, now, expiresAt ?? null);
    if (entity !== undefined) this.#index(space, key, text, entity);
  }

  #index(space: Space, key: string, text: string, entity: EntityDefinition): void {
    this.#db
      .prepare('DELETE FROM kvs_index WHERE installation_id = ? AND space = ? AND key = ?')
      .run(this.#installationId, space, key);
    const insert = this.#db.prepare(
      'INSERT INTO kvs_index (installation_id, space, index_name, partition, range_value, key) VALUES (?, ?, ?, ?, ?, ?)',
    );
    insert.run(this.#installationId, space, KEY_INDEX, '[]', key, key);
    const record = parseJson(text);
    if (!isJsonObject(record)) return;
    for (const index of entity.indexes) {
      const entry = indexEntry(entity, index, record);
      if (entry !== undefined) insert.run(this.#installationId, space, index.name, entry.partition, entry.range, key);
    }
  }

  delete(space: Space, key: string): boolean {
    const done = this.#db
      .prepare('DELETE FROM kvs_item WHERE installation_id = ? AND space = ? AND key = ?')
      .run(this.#installationId, space, key);
    return done.changes > 0;
  }

  /** Plain values in the order of their keys. */
  list(prefix: string, after: string | undefined, limit: number): Item[] {
    return this.#db
      .prepare<[string, string, number, string], Row>(
        `SELECT * FROM kvs_item WHERE installation_id = ? AND space = 'value' AND key > ? AND substr(key, 1, ?) = ? ORDER BY key LIMIT ${limit}`,
      )
      .all(this.#installationId, after ?? '', prefix.length, prefix)
      .map(toItem);
  }

  span(space: Space, span: Span): IndexedItem[] {
    const direction = span.descending ? 'DESC' : 'ASC';
    const past = span.descending ? '<' : '>';
    const clauses = [
      ...span.clauses,
      ...(span.after === undefined
        ? []
        : [{ sql: `(i.range_value, i.key) ${past} (?, ?)`, values: [span.after.range, span.after.key] }]),
    ];
    return this.#db
      .prepare<(string | number)[], Row & { range_value: string | number }>(
        `SELECT v.*, i.range_value FROM kvs_index i JOIN kvs_item v USING (installation_id, space, key)
         WHERE i.installation_id = ? AND i.space = ? AND i.index_name = ? AND i.partition = ?
         ${clauses.map((clause) => `AND ${clause.sql}`).join(' ')}
         ORDER BY i.range_value ${direction}, i.key ${direction} LIMIT ${span.limit}`,
      )
      .all(this.#installationId, space, span.index, span.partition, ...clauses.flatMap((clause) => clause.values))
      .map((row) => ({ ...toItem(row), range: row.range_value }));
  }

  inventory(): {
    space: Space;
    items: { key: string; bytes: number; updatedAt: number; expiresAt: number | undefined }[];
  }[] {
    const rows = this.#db
      .prepare<[string], Row & { space: Space }>('SELECT * FROM kvs_item WHERE installation_id = ? ORDER BY space, key')
      .all(this.#installationId);
    const spaces = new Map<Space, { key: string; bytes: number; updatedAt: number; expiresAt: number | undefined }[]>();
    for (const row of rows) {
      const items = spaces.get(row.space) ?? [];
      items.push({ key: row.key, bytes: row.bytes, updatedAt: row.updated_at, expiresAt: row.expires_at ?? undefined });
      spaces.set(row.space, items);
    }
    return [...spaces].map(([space, items]) => ({ space, items }));
  }
}
