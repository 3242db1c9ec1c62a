/**
 * Scheduled triggers: the first run about five minutes after the installation, then every interval. A run that throws is
 * not repeated. https://developer.atlassian.com/platform/forge/manifest-reference/modules/scheduled-trigger/
 * The platform is never off; here, of the runs that fell due while the site was off, one is made up for.
 */
import type { Database } from 'better-sqlite3';
import type { SiteClock } from '../clock';
import type { AppManifest, ScheduledTriggerModule } from './app-manifest';
import type { DueSource, Work } from './dispatcher';
import { LIMITS } from './limits';

const MINUTE = 60_000;
export const INTERVALS = {
  fiveMinute: 5 * MINUTE,
  hour: 60 * MINUTE,
  day: 24 * 60 * MINUTE,
  week: 7 * 24 * 60 * MINUTE,
} as const;

const SCHEMA = 'CREATE TABLE IF NOT EXISTS forge_schedule (module_key TEXT PRIMARY KEY, next_due INTEGER NOT NULL)';

interface Row {
  module_key: string;
  next_due: number;
}

export interface ScheduleParts {
  readonly clock: SiteClock;
  readonly manifest: () => AppManifest;
  readonly run: (schedule: ScheduledTriggerModule) => Promise<void>;
}

export class Schedules implements DueSource {
  readonly #db: Database;
  readonly #parts: ScheduleParts;

  constructor(db: Database, parts: ScheduleParts) {
    this.#db = db;
    this.#parts = parts;
    db.exec(SCHEMA);
  }

  /** All schedules anew: at an installation, and at an upgrade that changes any of them. */
  restart(): void {
    this.clear();
    const first = this.#parts.clock.now() + LIMITS.scheduleFirstRun.value * 1000;
    const insert = this.#db.prepare('INSERT INTO forge_schedule (module_key, next_due) VALUES (?, ?)');
    for (const { key } of this.#parts.manifest().scheduledTriggers) insert.run(key, first);
  }

  list(): { readonly moduleKey: string; readonly nextDue: number }[] {
    const rows = this.#db.prepare<[], Row>('SELECT * FROM forge_schedule ORDER BY next_due, module_key').all();
    return rows.map((row) => ({ moduleKey: row.module_key, nextDue: row.next_due }));
  }

  clear(): void {
    this.#db.exec('DELETE FROM forge_schedule');
  }

  nextDue(): number | undefined {
    return (
      this.#db.prepare<[], { due: number | null }>('SELECT min(next_due) AS due FROM forge_schedule').get()?.due ??
      undefined
    );
  }

  /** However long a schedule is overdue, it runs once and is next due at the next of its regular times. */
  take(now: number): Work | undefined {
    const [next] = this.list();
    if (next === undefined || next.nextDue > now) return undefined;
    const schedule = this.#plan(next.moduleKey, next.nextDue, now);
    return schedule === undefined ? undefined : { run: () => this.#parts.run(schedule) };
  }

  /** The next of its regular times after `now`. */
  #plan(moduleKey: string, due: number, now: number): ScheduledTriggerModule | undefined {
    const schedule = this.#parts.manifest().scheduledTriggers.find(({ key }) => key === moduleKey);
    if (schedule === undefined) {
      this.#db.prepare('DELETE FROM forge_schedule WHERE module_key = ?').run(moduleKey);
      return undefined;
    }
    const interval = INTERVALS[schedule.interval];
    const next = due + (Math.floor((now - due) / interval) + 1) * interval;
    this.#db.prepare('UPDATE forge_schedule SET next_due = ? WHERE module_key = ?').run(next, moduleKey);
    return schedule;
  }
}
