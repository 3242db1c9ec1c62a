/**
 * The Forge half of a site: one app, bundled, installed and run. `site.ts` puts it beside the Jira half; the HTTP server
 * and its pages use it through `HostForge`.
 */
import { join } from 'node:path';
import type { Json, JsonObject } from '../json';
import type { InstalledApp, ProductEvent, ProductEvents } from '../seams';
import type { AppManifest } from './app-manifest';
import { resolverArgument, type ResolverCall } from './arguments';
import { bundleApp, type AppBundle } from './bundle';
import { Engine } from './engine';
import type { ForgeHostOptions } from './host-options';
import { deliveryAsJson, queueEventAsJson } from './inspection';
import { Installations, type Installation } from './installation';
import { installedApp } from './installed-app';
import { createKvs } from './kvs';
import { FIRST_VERSION, lifecycleEvent, nextVersion, versionParts } from './lifecycle';
import { bytesOf, LIMITS } from './limits';
import { loadManifest } from './manifest';
import { checkManifest } from './manifest-check';

export type { ForgeHostOptions } from './host-options';

export interface ResolverInvocation extends ResolverCall {
  readonly accountId: string;
}

export interface ProductFetch {
  readonly accountId: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** What a function threw, or why it was stopped. */
export class InvocationFailed extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

export class ForgeHost implements ProductEvents {
  readonly #options: ForgeHostOptions;
  readonly #engine: Engine;
  readonly #installations: Installations;

  /** Reads the manifest, bundles the app and loads it. What is wrong with any of them stops here, in one message. */
  static async open(options: ForgeHostOptions): Promise<ForgeHost> {
    const { manifest, bundle } = await load(options);
    return new ForgeHost(options, new Engine(options, manifest, bundle));
  }

  private constructor(options: ForgeHostOptions, engine: Engine) {
    this.#options = options;
    this.#engine = engine;
    this.#installations = new Installations(options.db);
    const installation = this.#installations.current();
    if (installation === undefined) return;
    this.#activate(installation);
    engine.dispatcher.wake();
  }

  // --- the app ---------------------------------------------------------------------------------------------------

  app(): InstalledApp | undefined {
    return this.#engine.installed?.app;
  }

  /** Scopes, egress and what the pages' content security policy is loosened by. */
  permissions(): JsonObject {
    const { permissions, contentStyles } = this.#engine.manifest;
    return { ...permissions, content: { styles: [...contentStyles] } };
  }

  get manifest(): AppManifest {
    return this.#engine.manifest;
  }

  resourceDirectory(resourceKey: string): string | undefined {
    const resource = this.#engine.manifest.resources.find(({ key }) => key === resourceKey);
    return resource === undefined ? undefined : join(this.#engine.manifest.directory, resource.path);
  }

  /** Installs the app, unless it is. `avi:forge:installed:app` is due at once, the schedules after five minutes. */
  async install(installerAccountId: string | null = null): Promise<void> {
    if (this.#engine.installed !== undefined) return;
    const installation = this.#installations.add({
      version: FIRST_VERSION,
      installedAt: this.#options.clock.now(),
      installerAccountId,
      ...versionParts(this.#engine.manifest),
    });
    const app = this.#activate(installation);
    this.#engine.schedules.restart();
    this.#options.onLifecycle?.('installed', app);
    this.publish(
      lifecycleEvent(
        'avi:forge:installed:app',
        { manifest: this.#engine.manifest, name: app.name, installation },
        installerAccountId,
      ),
    );
  }

  /** Deploys what is on disk now. Only a major version is announced to the app. */
  async upgrade(upgraderAccountId: string | null = null): Promise<void> {
    const { installation: before } = this.#engine.current();
    const { manifest, bundle } = await load(this.#options);
    this.#engine.runtime.replace(bundle, manifest.functions);
    this.#engine.manifest = manifest;
    const parts = versionParts(manifest);
    const { version, major } = nextVersion(before, parts);
    this.#installations.upgrade(before.id, { version, ...parts });
    const installation = { ...before, version, ...parts };
    const app = this.#activate(installation);
    if (before.schedules !== parts.schedules) this.#engine.schedules.restart();
    this.#options.onLifecycle?.('upgraded', app);
    if (major)
      this.publish(
        lifecycleEvent('avi:forge:upgraded:app', { manifest, name: app.name, installation }, upgraderAccountId),
      );
    this.#engine.dispatcher.wake();
  }

  /** From here on nothing of the app runs. Its stored data stays, out of reach of a new installation, as on the platform. */
  async uninstall(): Promise<void> {
    const { installation, app } = this.#engine.current();
    this.#engine.installed = undefined;
    for (const part of [this.#engine.queues, this.#engine.events, this.#engine.schedules, this.#engine.webTriggers])
      part.clear();
    this.#engine.runtime.close();
    this.#installations.end(installation.id, this.#options.clock.now());
    this.#options.onLifecycle?.('uninstalled', app);
    this.#engine.dispatcher.wake();
  }

  // --- calls -----------------------------------------------------------------------------------------------------

  /** Rejects with what the app threw. */
  async invokeResolver({ accountId, ...call }: ResolverInvocation): Promise<Json | undefined> {
    const { installation } = this.#engine.current();
    const target = this.#engine.manifest.resolvers.get(call.moduleKey);
    if (target === undefined)
      throw new InvocationFailed('NotFound', `The app has no module ${call.moduleKey} with a resolver.`);
    const size = bytesOf(JSON.stringify(call.payload));
    if (size > LIMITS.frontEndRequest.value) {
      throw new InvocationFailed(
        'PayloadTooLarge',
        `The payload has ${size} bytes, at most ${LIMITS.frontEndRequest.value} are allowed.`,
      );
    }
    const outcome = await this.#engine.run({
      kind: 'resolver',
      moduleType: target.type,
      moduleKey: call.moduleKey,
      functionKey: target.functionKey,
      argument: resolverArgument(this.#engine.site, installation, call),
      accountId,
    });
    if (!outcome.ok) throw new InvocationFailed(outcome.name, outcome.message);
    return outcome.value;
  }

  /** `requestJira` in the browser. */
  fetchProduct({ accountId, method, path, headers, body }: ProductFetch): Promise<Response> {
    this.#engine.current();
    const call = { method: method.toUpperCase(), path, headers, body, accountId, provider: 'user' as const };
    return this.#engine.jira.call({ ...call, impersonated: false, functionKey: undefined });
  }

  handleWebTrigger(url: string, request: Request): Promise<Response> {
    this.#engine.current();
    return this.#engine.webTriggers.handle(new URL(url), request);
  }

  publish(event: ProductEvent): void {
    if (this.#engine.installed === undefined) return;
    this.#engine.events.publish(event);
    this.#engine.dispatcher.wake();
  }

  // --- time ------------------------------------------------------------------------------------------------------

  nextDue(): number | undefined {
    return this.#engine.dispatcher.nextDue();
  }

  runDue(): Promise<void> {
    return this.#engine.dispatcher.runDue();
  }

  advanceTo(instant: number): Promise<void> {
    return this.#engine.dispatcher.advanceTo(instant);
  }

  drain(): Promise<void> {
    return this.#engine.dispatcher.runDue();
  }

  async close(): Promise<void> {
    await this.#engine.dispatcher.close();
    this.#engine.runtime.close();
  }

  // --- records ---------------------------------------------------------------------------------------------------

  meter(): JsonObject {
    return this.#engine.meter.asJson();
  }

  resetMeter(): void {
    this.#engine.meter.reset();
  }

  logs(): readonly JsonObject[] {
    return this.#engine.logs.asJson();
  }

  traffic(): readonly JsonObject[] {
    return this.#engine.traffic.asJson();
  }

  queues(): Json {
    return {
      events: this.#engine.queues.list().map(queueEventAsJson),
      schedules: this.#engine.schedules
        .list()
        .map(({ moduleKey, nextDue }) => ({ moduleKey, nextDue: new Date(nextDue).toISOString() })),
    };
  }

  events(): readonly JsonObject[] {
    return this.#engine.events.list().map(deliveryAsJson);
  }

  storage(): Json {
    const inventory = this.#engine.installed?.kvs.inspect() ?? [];
    return inventory.map(({ space, items }) => ({
      space,
      items: items.map(({ key, bytes, updatedAt, expiresAt }) => ({
        key,
        bytes,
        updatedAt,
        expiresAt: expiresAt ?? null,
      })),
    }));
  }

  faults(): Json {
    return this.#engine.faults.asJson();
  }

  addFault(fault: JsonObject): Json {
    return this.#engine.faults.add(fault);
  }

  clearFaults(): void {
    this.#engine.faults.clear();
  }

  #activate(installation: Installation): InstalledApp {
    const { manifest, meter } = this.#engine;
    const { db, clock, appName } = this.#options;
    const app = installedApp({
      manifest,
      installation,
      name: appName,
      runValidator: (moduleKey, functionKey, argument) =>
        this.#engine.run({ kind: 'validator', moduleType: 'jira:workflowValidator', moduleKey, functionKey, argument }),
      postFunction: (moduleKey, payload) => {
        if (this.#engine.installed === undefined) return;
        this.#engine.events.postFunction(moduleKey, payload);
        this.#engine.dispatcher.wake();
      },
    });
    this.#engine.installed = {
      installation,
      app,
      kvs: createKvs({ db, clock, manifest, meter, installationId: installation.id }),
    };
    return app;
  }
}

async function load(
  options: ForgeHostOptions,
): Promise<{ readonly manifest: AppManifest; readonly bundle: AppBundle }> {
  const manifest = loadManifest(options.manifestPath);
  if (options.fullValidation === true) await checkManifest(manifest);
  return { manifest, bundle: await bundleApp(manifest, options.bundlePath) };
}
