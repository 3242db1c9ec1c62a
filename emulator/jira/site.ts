import type { Database } from 'better-sqlite3';
import type { SiteClock } from '../clock';
import type { InstalledApp, ProductEvents } from '../seams';

/** Everything a Jira operation may use. */
export interface JiraSite {
  readonly db: Database;
  readonly clock: SiteClock;
  readonly events: ProductEvents;
  /** `undefined` while no app is installed. */
  readonly app: () => InstalledApp | undefined;
  /** `http://localhost:8080`, no trailing slash: what `self` links start with. */
  readonly baseUrl: () => string;
  readonly cloudId: string;
}
