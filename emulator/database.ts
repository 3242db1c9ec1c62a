import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';

/** Opens the site's database: a file below `directory`, or memory. Each half creates its own tables (`IF NOT EXISTS`). */
export function openDatabase(directory: string): Database {
  if (directory !== ':memory:') mkdirSync(directory, { recursive: true });
  const db = new Sqlite(directory === ':memory:' ? ':memory:' : join(directory, 'site.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  return db;
}
