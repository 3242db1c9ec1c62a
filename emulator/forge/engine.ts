/** The parts that run one app, put together: what runs functions, what falls due, and what is recorded of it. */
import type { JsonObject } from '../json';
import type { InstalledApp } from '../seams';
import type { AppManifest } from './app-manifest';
import { platformContext, runtimeDescription, scheduleArgument, type Site } from './arguments';
import type { AppBundle } from './bundle';
import { Dispatcher } from './dispatcher';
import { EventStore } from './event-store';
import { Events } from './events';
import { Faults } from './faults';
import type { ForgeHostOptions } from './host-options';
import type { Installation } from './installation';
import type { InvocationKind } from './invocation';
import { JiraSeam } from './jira-seam';
import type { Kvs } from './kvs';
import { Logs, type LogLevel } from './logs';
import { Meter } from './meter';
import { QueueStore } from './queue-store';
import { Queues } from './queues';
import { Runtime, type Outcome } from './runtime';
import { Schedules } from './schedules';
import { Seam } from './seam';
import { Traffic } from './traffic';
import { WebTriggers } from './web-triggers';

export interface Installed {
  readonly installation: Installation;
  readonly app: InstalledApp;
  readonly kvs: Kvs;
}

export interface FunctionCall {
  readonly kind: InvocationKind;
  readonly moduleType: string;
  readonly moduleKey: string;
  readonly functionKey: string;
  readonly argument: JsonObject;
  readonly accountId?: string | undefined;
  /** How many pushes led to the queue event that is consumed. */
  readonly depth?: number;
}

/** Work under way at once while the clock runs. While it stands still things happen one after the other. */
const PARALLELISM = 8;

export class Engine {
  manifest: AppManifest;
  installed: Installed | undefined;
  readonly site: Site;
  readonly logs = new Logs();
  readonly traffic = new Traffic();
  readonly meter = new Meter();
  readonly faults: Faults;
  readonly jira: JiraSeam;
  readonly queues: Queues;
  readonly events: Events;
  readonly schedules: Schedules;
  readonly webTriggers: WebTriggers;
  readonly runtime: Runtime;
  readonly dispatcher: Dispatcher;
  readonly #options: ForgeHostOptions;

  constructor(options: ForgeHostOptions, manifest: AppManifest, bundle: AppBundle) {
    const { clock, siteUrl, cloudId } = options;
    this.#options = options;
    this.manifest = manifest;
    this.site = { cloudId, siteUrl: typeof siteUrl === 'string' ? () => siteUrl : siteUrl };
    this.faults = new Faults(clock);
    this.jira = new JiraSeam({
      ...this.#shared(),
      jira: options.jira,
      traffic: this.traffic,
      installation: () => this.current().installation,
    });
    this.queues = this.#makeQueues();
    this.events = this.#makeEvents();
    this.schedules = this.#makeSchedules();
    this.webTriggers = this.#makeWebTriggers();
    this.runtime = this.#makeRuntime(bundle);
    this.dispatcher = new Dispatcher(clock, [this.events, this.queues, this.schedules], {
      parallelism: () => options.parallelism ?? (clock.mode === 'manual' ? 1 : PARALLELISM),
      wakes: () => options.autoRun ?? clock.mode === 'running',
    });
  }

  current(): Installed {
    if (this.installed === undefined) throw new Error('The app is not installed.');
    return this.installed;
  }

  async run({
    kind,
    moduleType,
    moduleKey,
    functionKey,
    argument,
    accountId,
    depth = 0,
  }: FunctionCall): Promise<Outcome> {
    const entry = this.manifest.functions.find(({ key }) => key === functionKey);
    if (this.installed === undefined || entry === undefined) {
      return { ok: false, reason: 'error', name: 'Error', message: `The function ${functionKey} is not installed.` };
    }
    // Only a person in front of a page can be acted for: https://developer.atlassian.com/platform/forge/events-reference/product_events/
    const user = accountId === undefined || kind !== 'resolver' ? {} : { accountId };
    const context = platformContext(this.site, this.installed.installation, accountId);
    return this.runtime.invoke({ function: entry, kind, moduleKey, moduleType, depth, ...user }, [argument, context]);
  }

  /** A line about a function that no invocation wrote. */
  note(level: LogLevel, message: string, functionKey: string): void {
    this.logs.add({ at: this.#options.clock.iso(), level, source: 'platform', message, functionKey });
  }

  #shared() {
    return { clock: this.#options.clock, faults: this.faults, meter: this.meter, manifest: () => this.manifest };
  }

  #makeQueues(): Queues {
    return new Queues(new QueueStore(this.#options.db), {
      ...this.#shared(),
      deliver: ({ key, function: functionKey }, argument, depth) =>
        this.run({ kind: 'consumer', moduleType: 'core:consumer', moduleKey: key, functionKey, argument, depth }),
      warn: (message, functionKey) => this.note('WARN', message, functionKey),
    });
  }

  #makeEvents(): Events {
    return new Events(new EventStore(this.#options.db), {
      ...this.#shared(),
      evaluateFilter: this.#options.evaluateFilter,
      deliver: ({ kind, moduleKey, functionKey, accountId }, argument) => {
        const moduleType = kind === 'trigger' ? 'core:trigger' : 'jira:workflowPostFunction';
        return this.run({ kind: 'trigger', moduleType, moduleKey, functionKey, argument, accountId });
      },
      log: (level, message, functionKey) => this.note(level, message, functionKey),
    });
  }

  #makeSchedules(): Schedules {
    return new Schedules(this.#options.db, {
      ...this.#shared(),
      run: async ({ key, function: functionKey }) => {
        const argument = scheduleArgument(this.site, key);
        await this.run({
          kind: 'scheduledTrigger',
          moduleType: 'core:scheduledTrigger',
          moduleKey: key,
          functionKey,
          argument,
        });
      },
    });
  }

  #makeWebTriggers(): WebTriggers {
    return new WebTriggers(this.#options.db, {
      ...this.#shared(),
      siteUrl: this.site.siteUrl,
      run: ({ key, function: functionKey }, argument) =>
        this.run({ kind: 'webTrigger', moduleType: 'core:webtrigger', moduleKey: key, functionKey, argument }),
    });
  }

  #makeRuntime(bundle: AppBundle): Runtime {
    const seam = new Seam({
      ...this.#shared(),
      jira: this.jira,
      queues: this.queues,
      webTriggers: this.webTriggers,
      kvs: () => this.current().kvs,
      outbound: this.#options.outbound ?? fetch,
      wake: () => this.dispatcher.wake(),
    });
    return new Runtime(bundle, this.manifest.functions, {
      ...this.#shared(),
      logs: this.logs,
      variables: this.#options.variables ?? {},
      describe: () => runtimeDescription(this.site, this.manifest, this.current().installation),
      seam: (invocation, descriptor, path, request) => seam.call(invocation, descriptor, path, request),
      fetch: (invocation, request) => seam.fetch(invocation, request),
    });
  }
}
