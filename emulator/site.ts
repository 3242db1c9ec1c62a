/** One site: database, clock, Jira half, Forge half and the server that shows them, tied together. */
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { SiteClock, type ClockMode } from './clock';
import { openDatabase, restoreDatabase } from './database';
import { ForgeHost } from './forge/host';
import type { HostDependencies } from './host/ports';
import { createHostServer, type HostServer } from './host/server';
import { createJira, type Jira } from './jira';
import { evaluateFilter } from './jira/expressions';
import { syncAppFields } from './jira/app-fields';
import { addPeople, accountIdOf } from './seed/people';
import { ClockState, SiteState } from './site-state';

export const APP_ROOT = join(__dirname, '..');
const CLOUD_ID = '6a1d3b5e-7c02-4f2b-9d0f-2f6e8b1c4a90';

export interface SiteOptions {
  /** A directory, or `:memory:`. */
  readonly data: string;
  readonly clock?: { readonly mode: ClockMode; readonly startAt?: number };
  readonly manifestPath?: string;
  /** An already built bundle of the app's functions, such as Atlassian's bundler makes. */
  readonly bundlePath?: string;
  /** Run Atlassian's own validation of the manifest as well; it takes seconds. */
  readonly fullValidation?: boolean;
}

export class Site implements HostDependencies {
  readonly cloudId = CLOUD_ID;
  readonly siteName = 'Acme';
  readonly server: HostServer;
  readonly #options: SiteOptions;
  #baseUrl = 'http://localhost:8080';
  #db: Database;
  #clock: SiteClock;
  #state: SiteState;
  #jira: Jira;
  #forge: ForgeHost | undefined;
  #start: { readonly image: Buffer; readonly clock: ClockState } | undefined;
  #resetting: Promise<void> = Promise.resolve();

  /** Opens the site with the app installed; a new one has its people and nothing else. */
  static async open(options: SiteOptions): Promise<Site> {
    const site = new Site(options);
    await site.#openForge();
    return site;
  }

  private constructor(options: SiteOptions) {
    this.#options = options;
    this.#db = openDatabase(options.data);
    this.#state = new SiteState(this.#db);
    this.#clock = this.#rememberedClock();
    this.#keepClock();
    this.#jira = this.#openJira();
    addPeople({ db: this.#db });
    this.server = createHostServer(this);
  }

  get db(): Database {
    return this.#db;
  }
  get clock(): SiteClock {
    return this.#clock;
  }
  get jira(): Jira {
    return this.#jira;
  }
  get state(): SiteState {
    return this.#state;
  }
  get forge(): ForgeHost {
    if (this.#forge === undefined) throw new Error('the site is not open');
    return this.#forge;
  }
  get baseUrl(): string {
    return this.#baseUrl;
  }

  /** Resolves with the site's address. */
  async listen(port: number): Promise<string> {
    this.#baseUrl = `http://localhost:${await this.server.listen(port)}`;
    return this.#baseUrl;
  }

  /** From now on `reset` comes back to this moment. */
  markStart(): void {
    this.#start = { image: this.#db.serialize(), clock: this.#clockState() };
  }

  /** One after the other: a second reset waits for the first. */
  reset(): Promise<void> {
    const done = this.#resetting.then(() => this.#reset());
    this.#resetting = done.catch(() => undefined);
    return done;
  }

  async #reset(): Promise<void> {
    if (this.#start === undefined) throw new Error('the site is still starting');
    const { image, clock } = this.#start;
    await this.#forge?.close();
    this.#clock.onMove = undefined;
    this.#db.close();
    this.#db = restoreDatabase(this.#options.data, image);
    this.#state = new SiteState(this.#db);
    this.#clock = clockFrom(clock);
    this.#keepClock();
    this.#jira = this.#openJira();
    await this.#openForge();
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#forge?.close();
    this.#rememberClock();
    this.#clock.onMove = undefined;
    this.#db.close();
  }

  #openJira(): Jira {
    return createJira({
      db: this.#db,
      clock: this.#clock,
      cloudId: CLOUD_ID,
      baseUrl: () => this.#baseUrl,
      app: () => this.#forge?.app(),
      events: { publish: (event) => this.#forge?.publish(event) },
    });
  }

  async #openForge(): Promise<void> {
    const { manifestPath = join(APP_ROOT, 'manifest.yml'), bundlePath, fullValidation } = this.#options;
    this.#forge = undefined;
    this.#forge = await ForgeHost.open({
      db: this.#db,
      clock: this.#clock,
      jira: this.#jira,
      manifestPath,
      siteUrl: () => this.#baseUrl,
      cloudId: CLOUD_ID,
      evaluateFilter,
      appName: 'Plumbline',
      onLifecycle: () => syncAppFields(this.#jira.site),
      ...(bundlePath === undefined ? {} : { bundlePath }),
      ...(fullValidation === undefined ? {} : { fullValidation }),
    });
    if (this.#forge.app() === undefined) await this.#forge.install(accountIdOf('admin'));
  }

  #rememberedClock(): SiteClock {
    const { clock } = this.#options;
    if (clock !== undefined) return new SiteClock(clock.mode, clock.startAt);
    return clockFrom(this.#state.read('clock', ClockState) ?? { mode: 'running', ahead: 0 });
  }

  /** At once, not only at the end: a site that is killed must not go back in time. */
  #keepClock(): void {
    this.#rememberClock();
    this.#clock.onMove = () => this.#rememberClock();
  }

  #rememberClock(): void {
    this.#state.write('clock', this.#clockState());
  }

  #clockState(): ClockState {
    const now = this.#clock.now();
    return this.#clock.mode === 'manual' ? { mode: 'manual', at: now } : { mode: 'running', ahead: now - Date.now() };
  }
}

function clockFrom(state: ClockState): SiteClock {
  return state.mode === 'manual'
    ? new SiteClock('manual', state.at)
    : new SiteClock('running', Date.now() + state.ahead);
}
