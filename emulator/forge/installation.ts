/** The one installation of the app on this site, as the database keeps it. */
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';

export interface Installation {
  readonly id: string;
  readonly environmentId: string;
  /** The app's own Jira account. */
  readonly accountId: string;
  /** `major.minor.0`, as Forge counts deployments. */
  readonly version: string;
  readonly installedAt: number;
  readonly installerAccountId: string | null;
  /** Scopes and egress at that version: a change of them is a major version. */
  readonly permissions: string;
  /** The scheduled triggers at that version: a change of them starts all of them anew. */
  readonly schedules: string;
}

const SCHEMA = /* sql */ `
CREATE TABLE IF NOT EXISTS forge_installation (
  id TEXT PRIMARY KEY, environment_id TEXT NOT NULL, account_id TEXT NOT NULL, version TEXT NOT NULL, installed_at INTEGER NOT NULL,
  installer TEXT, permissions TEXT NOT NULL, schedules TEXT NOT NULL, uninstalled_at INTEGER
);`;

interface Row {
  id: string;
  environment_id: string;
  account_id: string;
  version: string;
  installed_at: number;
  installer: string | null;
  permissions: string;
  schedules: string;
}

export class Installations {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  current(): Installation | undefined {
    const row = this.#db.prepare<[], Row>('SELECT * FROM forge_installation WHERE uninstalled_at IS NULL').get();
    return row === undefined ? undefined : fromRow(row);
  }

  /** A new installation: Forge doesn't bring the data of an earlier one back by itself. The account and environment stay. */
  add(
    entry: Pick<Installation, 'version' | 'installedAt' | 'installerAccountId' | 'permissions' | 'schedules'>,
  ): Installation {
    const earlier = this.#db
      .prepare<[], Row>('SELECT * FROM forge_installation ORDER BY installed_at DESC LIMIT 1')
      .get();
    const installation: Installation = {
      ...entry,
      id: randomUUID(),
      environmentId: earlier?.environment_id ?? randomUUID(),
      accountId: earlier?.account_id ?? `557058:${randomUUID()}`,
    };
    this.#db
      .prepare(
        'INSERT INTO forge_installation (id, environment_id, account_id, version, installed_at, installer, permissions, schedules) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        installation.id,
        installation.environmentId,
        installation.accountId,
        entry.version,
        entry.installedAt,
        entry.installerAccountId,
        entry.permissions,
        entry.schedules,
      );
    return installation;
  }

  upgrade(id: string, to: Pick<Installation, 'version' | 'permissions' | 'schedules'>): void {
    this.#db
      .prepare('UPDATE forge_installation SET version = ?, permissions = ?, schedules = ? WHERE id = ?')
      .run(to.version, to.permissions, to.schedules, id);
  }

  end(id: string, at: number): void {
    this.#db.prepare('UPDATE forge_installation SET uninstalled_at = ? WHERE id = ?').run(at, id);
  }
}

const fromRow = (row: Row): Installation => ({
  id: row.id,
  environmentId: row.environment_id,
  accountId: row.account_id,
  version: row.version,
  installedAt: row.installed_at,
  installerAccountId: row.installer,
  permissions: row.permissions,
  schedules: row.schedules,
});
