/** A realm of its own for the app's code: one function instance, as Forge keeps one warm between invocations. */
import vm from 'node:vm';
import type { SiteClock } from '../clock';
import type { BundledFile } from './bundle';
import type { LogLevel } from './logs';
import { realmRequire } from './realm-modules';
import { REALM_PRELUDE } from './realm-prelude';
import { RealmTimers } from './timers';

export interface SeamRequest {
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: BodyInit | undefined;
}

/** `properties` are set on the error that the app sees (`name`, `status` …). */
export interface SeamFailure {
  readonly type: 'Error' | 'TypeError';
  readonly message: string;
  readonly properties?: Readonly<Record<string, string | number>>;
}

export type SeamAnswer =
  | { readonly failure: SeamFailure }
  | {
      readonly failure?: undefined;
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: ArrayBuffer | string | null;
    };

/** The host's side of the border. */
export interface RealmHost {
  readonly clock: SiteClock;
  readonly variables: Readonly<Record<string, string>>;
  seam(descriptor: string, path: string, request: SeamRequest): Promise<SeamAnswer>;
  fetch(request: Request): Promise<SeamAnswer>;
  /** `__forge_runtime__` of the invocation that runs. */
  runtime(): unknown;
  log(level: LogLevel, values: readonly unknown[]): void;
  /** Thrown where nobody waits: in a timer, or in a promise without a handler. */
  uncaught(error: unknown): void;
  busy(): boolean;
}

type Handler = (...args: unknown[]) => unknown;

interface RealmSide {
  readonly promisePrototype: object;
  readonly call: (handler: Handler, argumentTexts: readonly (string | undefined)[]) => Promise<string | undefined>;
}

const scripts = new WeakMap<BundledFile, vm.Script>();
const prelude = new vm.Script(REALM_PRELUDE, { filename: 'forge-realm-prelude.js' });

export class Realm {
  readonly #timers: RealmTimers;
  readonly #side: RealmSide;
  readonly #exports: object;
  readonly #guard: () => void;

  /** Runs the file's top level. Throws what it throws. */
  constructor(file: BundledFile, host: RealmHost) {
    this.#timers = new RealmTimers(
      host.clock,
      () => host.busy(),
      (error) => host.uncaught(error),
    );
    const context = vm.createContext(globalsOf(host, this.#timers), { name: `forge-app/${file.name}` });
    this.#side = sideOf(prelude.runInContext(context), bridgeOf(host));
    this.#guard = catchRejections(this.#side.promisePrototype, (error) => host.uncaught(error));
    const module = { exports: {} };
    const wrapper: unknown = scriptOf(file).runInContext(context);
    if (typeof wrapper !== 'function') throw new Error(`${file.name} is not a script`);
    Reflect.apply(wrapper, module.exports, [
      module.exports,
      realmRequire(this.#timers),
      module,
      `/app/${file.name}.js`,
      '/app',
    ]);
    this.#exports = module.exports;
  }

  exports(name: string): boolean {
    return typeof Reflect.get(this.#exports, name) === 'function';
  }

  /** JSON text in, JSON text out; `undefined` stays `undefined`. */
  call(exportName: string, argumentTexts: readonly (string | undefined)[]): Promise<string | undefined> {
    const handler: unknown = Reflect.get(this.#exports, exportName);
    if (!isHandler(handler)) throw new Error(`${exportName} is not an exported function`);
    return this.#side.call(handler, argumentTexts);
  }

  close(): void {
    this.#timers.close();
    this.#guard();
  }
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

function scriptOf(file: BundledFile): vm.Script {
  const known = scripts.get(file);
  if (known !== undefined) return known;
  const source = `(function (exports, require, module, __filename, __dirname) {${file.code}\n})`;
  const script = new vm.Script(source, { filename: `forge-app/${file.name}.js` });
  scripts.set(file, script);
  return script;
}

function sideOf(make: unknown, bridge: object): RealmSide {
  const side: unknown = typeof make === 'function' ? Reflect.apply(make, undefined, [bridge]) : undefined;
  if (!isRealmSide(side)) throw new Error('the realm prelude is broken');
  return side;
}

const isRealmSide = (value: unknown): value is RealmSide =>
  typeof value === 'object' &&
  value !== null &&
  'call' in value &&
  typeof value.call === 'function' &&
  'promisePrototype' in value;

const bridgeOf = (host: RealmHost): object => ({
  now: () => host.clock.now(),
  seam: host.seam.bind(host),
  fetch: host.fetch.bind(host),
  runtime: () => host.runtime(),
  structuredClone,
  Request,
  Response,
  Headers,
});

/** What Forge's Node.js runtime has globally, apart from what the prelude makes. Binary types are shared with the host. */
function globalsOf(host: RealmHost, timers: RealmTimers): vm.Context {
  return {
    ...timers.globals,
    console: consoleOf(host),
    process: processOf(host),
    queueMicrotask,
    Request,
    Headers,
    FormData,
    Blob,
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    ReadableStream,
    WritableStream,
    TransformStream,
    AbortController,
    AbortSignal,
    Event,
    EventTarget,
    DOMException,
    MessageChannel,
    Buffer,
    ArrayBuffer,
    Uint8Array,
    atob,
    btoa,
    crypto,
    performance,
  };
}

const LEVELS = {
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  trace: 'DEBUG',
  warn: 'WARN',
  error: 'ERROR',
} as const satisfies Record<string, LogLevel>;

function consoleOf(host: RealmHost): object {
  const methods = Object.entries(LEVELS).map(
    ([name, level]) => [name, (...values: unknown[]) => host.log(level, values)] as const,
  );
  return {
    ...Object.fromEntries(methods),
    assert: (ok: unknown, ...values: unknown[]) => (ok ? undefined : host.log('ERROR', values)),
  };
}

/** Only what is the same on every machine, and the app's own variables. */
const processOf = (host: RealmHost): object => ({
  env: { NODE_ENV: 'production', TZ: 'UTC', ...host.variables },
  version: process.version,
  versions: { node: process.versions.node, v8: process.versions.v8 },
  platform: 'linux',
  arch: 'arm64',
  argv: [],
  execArgv: [],
  cwd: () => '/app',
  nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => callback(...args)),
  hrtime: process.hrtime,
  uptime: () => process.uptime(),
  memoryUsage: () => process.memoryUsage(),
  emitWarning: (warning: unknown) => host.log('WARN', [warning]),
  on: () => undefined,
  once: () => undefined,
  off: () => undefined,
});

/**
 * A promise of the app that is rejected with nobody waiting must not end the site: its realm hears of it. Rejections of
 * the host's own promises go the way they always go. Returns how to stop listening.
 */
function catchRejections(promisePrototype: object, onError: (error: unknown) => void): () => void {
  realms.set(promisePrototype, onError);
  if (realms.size === 1) process.on('unhandledRejection', onUnhandledRejection);
  return () => {
    // Stragglers of a closed realm may still be rejected in this turn.
    setTimeout(() => {
      realms.delete(promisePrototype);
      if (realms.size === 0) process.off('unhandledRejection', onUnhandledRejection);
    }, 1000).unref();
  };
}

const realms = new Map<object, (error: unknown) => void>();

function onUnhandledRejection(reason: unknown, promise: Promise<unknown>): void {
  const prototype: unknown = Object.getPrototypeOf(promise);
  const listener = typeof prototype === 'object' && prototype !== null ? realms.get(prototype) : undefined;
  if (listener !== undefined) listener(reason);
  else if (process.listenerCount('unhandledRejection') === 1)
    throw reason instanceof Error ? reason : new Error(String(reason));
}
