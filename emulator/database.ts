import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database, type Statement } from 'better-sqlite3';

const MEMORY = ':memory:';
const fileIn = (directory: string): string => join(directory, 'site.sqlite');

/** The directory can't hold a site, or another one is at work in it. */
export class DataError extends Error {}

/** Opens the site's database: a file in `directory`, or memory. Each half creates its own tables (`IF NOT EXISTS`). */
export function openDatabase(directory: string): Database {
  if (directory === MEMORY) return configured(new Sqlite(MEMORY));
  let db: Database | undefined;
  try {
    mkdirSync(directory, { recursive: true });
    db = new Sqlite(fileIn(directory), { timeout: 1000 });
    // Two sites at work on one file would run each other's queues twice; the lock goes with the process.
    db.pragma('locking_mode = EXCLUSIVE');
    return configured(db);
  } catch (cause) {
    db?.close();
    const why = cause instanceof Error ? cause.message : String(cause);
    const busy = why.includes('is locked') ? 'another site is running on it' : why;
    throw new DataError(`${directory} can't be opened: ${busy}`, { cause });
  }
}

/** Puts `image` (of `Database.serialize()`) in the place of what is there; the database must be closed. */
export function restoreDatabase(directory: string, image: Buffer): Database {
  if (directory === MEMORY) return configured(new Sqlite(image));
  removeDatabase(directory);
  writeFileSync(fileIn(directory), image);
  return openDatabase(directory);
}

export const hasDatabase = (directory: string): boolean => directory !== MEMORY && existsSync(fileIn(directory));

export function removeDatabase(directory: string): void {
  if (directory === MEMORY) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${fileIn(directory)}${suffix}`, { force: true });
}

function configured(db: Database): Database {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  prepareOnce(db);
  return db;
}

/** Texts of which the connection keeps the statement; queries that are put together (JQL, storage) come in many forms. */
const STATEMENTS = 1000;

/** Preparing costs more than running most statements here: the same text gives the same statement. */
function prepareOnce(db: Database): void {
  const known = new Map<string, Statement>();
  db.prepare = new Proxy(db.prepare.bind(db), {
    apply(prepare, _self, [text]: [string]) {
      const statement = known.get(text) ?? prepare(text);
      if (known.size >= STATEMENTS) known.clear();
      known.set(text, statement);
      return statement;
    },
  });
}
