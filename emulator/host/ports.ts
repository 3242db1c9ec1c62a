/** What the HTTP server and its pages need of the rest of the site. The Forge half's `ForgeHost` satisfies `HostForge`. */
import type { Database } from 'better-sqlite3';
import type { SiteClock } from '../clock';
import type { Json, JsonObject } from '../json';
import type { InstalledApp, JiraApi } from '../seams';

export interface ResolverInvocation {
  readonly accountId: string;
  readonly moduleKey: string;
  /** The name the app's resolver defines the function under (`invoke('name')`). */
  readonly functionKey: string;
  readonly payload: Json;
  /** The bridge context of the frame that calls. */
  readonly context: JsonObject;
}

export interface ProductFetch {
  readonly accountId: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

export interface HostForge {
  /** `undefined` while no app is installed. */
  app(): InstalledApp | undefined;
  /** The manifest's `permissions`: the content security policy of the app's frames depends on it. */
  permissions(): JsonObject;
  /** The folder of a static resource of the manifest. */
  resourceDirectory(resourceKey: string): string | undefined;
  /** Rejects with what the app threw; the message reaches the browser. */
  invokeResolver(invocation: ResolverInvocation): Promise<Json | undefined>;
  /** `requestJira` in the browser: as the user, within the app's scopes. */
  fetchProduct(request: ProductFetch): Promise<Response>;
  /** A call from outside to one of the app's web trigger URLs. */
  handleWebTrigger(url: string, request: Request): Promise<Response>;

  meter(): Json;
  resetMeter(): void;
  logs(): readonly JsonObject[];
  traffic(): readonly JsonObject[];
  queues(): Json;
  events(): readonly JsonObject[];
  storage(): Json;
  faults(): Json;
  /** Throws an `Error` that names the place when the fault is malformed. */
  addFault(fault: JsonObject): Json;
  clearFaults(): void;

  /** Steps the site through everything that falls due up to then. */
  advanceTo(instant: number): Promise<void>;
  /** Resolves when events, queues and due schedules are done. */
  drain(): Promise<void>;
  install(): Promise<void>;
  uninstall(): Promise<void>;
  upgrade(): Promise<void>;
}

/** Read anew at every request, so that a reset may put other objects behind the same properties. */
export interface HostDependencies {
  readonly jira: JiraApi;
  readonly forge: HostForge;
  readonly db: Database;
  readonly clock: SiteClock;
  readonly cloudId: string;
  readonly siteName: string;
  /** Back to the state the site started with. */
  reset(): Promise<void>;
}
