import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** What the emulator itself remembers of a site from one start to the next. */
export class SiteState {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.exec('CREATE TABLE IF NOT EXISTS site_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)');
  }

  read<T extends z.ZodType>(name: string, schema: T): z.output<T> | undefined {
    const row = this.#db.prepare<[string], { value: string }>('SELECT value FROM site_state WHERE name = ?').get(name);
    return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
  }

  write(name: string, value: unknown): void {
    this.#db
      .prepare(
        'INSERT INTO site_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, JSON.stringify(value));
  }
}

/** `ahead`: by how many milliseconds a running clock is ahead of the machine's; `at`: where a manual clock stands. */
export const ClockState = z.union([
  z.object({ mode: z.literal('running'), ahead: z.number() }),
  z.object({ mode: z.literal('manual'), at: z.number() }),
]);
export type ClockState = z.output<typeof ClockState>;
