import type { Database } from 'better-sqlite3';
import type { SiteClock } from '../clock';
import type { InstalledApp, JiraApi } from '../seams';
import type { EvaluateFilter } from './events';

export interface ForgeHostOptions {
  readonly db: Database;
  readonly clock: SiteClock;
  readonly jira: JiraApi;
  readonly manifestPath: string;
  /** A bundle that is already built, as a file or as a folder; without it the app's `src` is bundled. */
  readonly bundlePath?: string;
  /** `http://localhost:8080`; a function where it is known only once the server listens. */
  readonly siteUrl: string | (() => string);
  readonly cloudId: string;
  readonly evaluateFilter: EvaluateFilter;
  /** The app's name as registered; the manifest has none. */
  readonly appName: string;
  /** Environment variables of the app. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Queue events, product events and schedules under way at once: one while the clock stands still, else 8. */
  readonly parallelism?: number;
  /** Whether due work starts by itself: as a rule while the clock runs. */
  readonly autoRun?: boolean;
  /** Also validate the manifest with Atlassian's package before anything starts. It takes seconds. */
  readonly fullValidation?: boolean;
  readonly outbound?: (request: Request) => Promise<Response>;
  /** Told after the app was installed, upgraded or removed. */
  readonly onLifecycle?: (event: 'installed' | 'upgraded' | 'uninstalled', app: InstalledApp) => void;
}
