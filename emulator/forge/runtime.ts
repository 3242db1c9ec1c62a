/** Runs functions: a warm realm or a new one, the time limit, the payload limits, and the account of what happened. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SiteClock } from '../clock';
import type { Json, JsonObject } from '../json';
import type { ForgeFunction } from './app-manifest';
import type { AppBundle, BundledFile } from './bundle';
import type { Faults } from './faults';
import { Death, Invocation, type InvocationKind, type InvocationRequest } from './invocation';
import { parseJson } from './json-text';
import { bytesOf, LIMITS } from './limits';
import type { Logs } from './logs';
import type { Meter } from './meter';
import { Realm, type RealmHost, type SeamAnswer, type SeamRequest } from './realm';

export type Outcome =
  | { readonly ok: true; readonly value: Json | undefined }
  | {
      readonly ok: false;
      readonly reason: 'error' | 'timeout' | 'killed';
      readonly name: string;
      readonly message: string;
    };

export interface RuntimeParts {
  readonly clock: SiteClock;
  readonly logs: Logs;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly variables: Readonly<Record<string, string>>;
  /** `__forge_runtime__`'s parts that don't depend on the invocation. */
  readonly describe: () => JsonObject;
  readonly seam: (
    invocation: Invocation,
    descriptor: string,
    path: string,
    request: SeamRequest,
  ) => Promise<SeamAnswer>;
  readonly fetch: (invocation: Invocation, request: Request) => Promise<SeamAnswer>;
}

/** Realms that stay warm for each handler file. */
const WARM_REALMS = 4;

export class Runtime {
  readonly #parts: RuntimeParts;
  readonly #context = new AsyncLocalStorage<Invocation>();
  #bundle: AppBundle;
  readonly #warm = new Map<string, Realm[]>();
  #generation = 0;

  /** Loads every handler once: an app that doesn't load, or lacks a handler its manifest names, doesn't start. */
  constructor(bundle: AppBundle, functions: readonly ForgeFunction[], parts: RuntimeParts) {
    this.#bundle = bundle;
    this.#parts = parts;
    this.replace(bundle, functions);
  }

  /** What does not load leaves the old code running. */
  replace(bundle: AppBundle, functions: readonly ForgeFunction[]): void {
    const fresh = new Map<string, Realm[]>();
    try {
      for (const file of bundle.files.values()) {
        const realm = this.#coldStart(file);
        fresh.set(file.name, [realm]);
        const missing = functions.find((entry) => entry.file === file.name && !realm.exports(entry.exportName));
        if (missing === undefined) continue;
        const handler = `${missing.file}.${missing.exportName}`;
        throw new Error(
          `function ${missing.key}: ${file.name} has no export ${missing.exportName} (handler ${handler})`,
        );
      }
    } catch (error) {
      for (const realm of [...fresh.values()].flat()) realm.close();
      throw error;
    }
    this.close();
    this.#bundle = bundle;
    for (const [name, realms] of fresh) this.#warm.set(name, realms);
  }

  async invoke(request: InvocationRequest, args: readonly (JsonObject | undefined)[]): Promise<Outcome> {
    const texts = args.map((argument) => (argument === undefined ? undefined : JSON.stringify(argument)));
    const size = texts.reduce((sum, text) => sum + bytesOf(text ?? ''), 0);
    if (size > LIMITS.invocationPayload.value) {
      return {
        ok: false,
        reason: 'error',
        name: 'PayloadTooLarge',
        message: `The payload has ${size} bytes, at most ${LIMITS.invocationPayload.value} are allowed.`,
      };
    }
    const invocation = new Invocation(request, this.#parts);
    const outcome = await this.#context.run(invocation, () => this.#run(invocation, texts));
    invocation.state = 'over';
    const seconds = (performance.now() - invocation.startedAt) / 1000;
    const { key, memoryMB } = request.function;
    this.#parts.meter.invocation(key, { memoryMB, seconds, failed: !outcome.ok });
    return outcome;
  }

  /** Ends every warm instance: the next invocations start cold. */
  close(): void {
    this.#generation += 1;
    for (const realm of [...this.#warm.values()].flat()) realm.close();
    this.#warm.clear();
  }

  async #run(invocation: Invocation, texts: readonly (string | undefined)[]): Promise<Outcome> {
    const { file, exportName } = invocation.request.function;
    const generation = this.#generation;
    const alarm = setTimeout(() => this.#timeOut(invocation), invocation.timeoutSeconds * 1000);
    let realm: Realm | undefined;
    try {
      this.#killBeforeStart(invocation);
      realm = this.#warm.get(file)?.pop() ?? this.#coldStart(this.#fileOf(file));
      const text = await Promise.race([realm.call(exportName, texts), invocation.died]);
      this.#keep(file, realm, generation);
      return answerOf(invocation, text);
    } catch (error) {
      // An instance that was stopped is gone; one whose function threw stays warm.
      if (error instanceof Death) realm?.close();
      else if (realm !== undefined) this.#keep(file, realm, generation);
      return failureOf(invocation, error);
    } finally {
      clearTimeout(alarm);
    }
  }

  #timeOut(invocation: Invocation): void {
    invocation.die(
      new Death(
        'timeout',
        `The function ${invocation.request.function.key} timed out after ${invocation.timeoutSeconds} seconds.`,
      ),
    );
  }

  #killBeforeStart(invocation: Invocation): void {
    const { key } = invocation.request.function;
    const kill = this.#parts.faults.use(
      'kill',
      ({ afterCalls, functionKey }) => afterCalls === 0 && (functionKey ?? key) === key,
    );
    if (kill !== undefined)
      throw new Death('killed', `The function ${key} was killed before it started (injected fault).`);
  }

  #keep(file: string, realm: Realm, generation: number): void {
    const warm = this.#warm.get(file) ?? [];
    if (generation !== this.#generation || warm.length >= WARM_REALMS) return realm.close();
    this.#warm.set(file, [...warm, realm]);
  }

  #coldStart(file: BundledFile): Realm {
    try {
      return new Realm(file, this.#hostSide());
    } catch (error) {
      throw new Error(`${file.name} does not load: ${describe(error).text}`, { cause: error });
    }
  }

  #fileOf(name: string): BundledFile {
    const file = this.#bundle.files.get(name);
    if (file === undefined) throw new Error(`there is no bundle for ${name}`);
    return file;
  }

  #hostSide(): RealmHost {
    const { clock, variables, seam, fetch, logs } = this.#parts;
    let pending = 0;
    const tracked = async (answer: Promise<SeamAnswer>): Promise<SeamAnswer> => {
      pending += 1;
      return answer.finally(() => (pending -= 1));
    };
    const current = (): Invocation => {
      const invocation = this.#context.getStore();
      if (invocation === undefined) throw new Error('Forge runtime not found.');
      return invocation;
    };
    return {
      clock,
      variables,
      seam: (descriptor, path, request) =>
        tracked(this.#guarded(current(), (invocation) => seam(invocation, descriptor, path, request))),
      fetch: (request) => tracked(this.#guarded(current(), (invocation) => fetch(invocation, request))),
      runtime: () => {
        const invocation = this.#context.getStore();
        return invocation === undefined ? undefined : this.#runtimeObject(invocation);
      },
      log: (level, values) => {
        const invocation = this.#context.getStore();
        if (invocation !== undefined) invocation.log(level, values);
        else logs.add({ at: clock.iso(), level, source: 'app', message: values.map(String).join(' ') });
      },
      uncaught: (error) => {
        const message = `Uncaught: ${describe(error).text}`;
        const invocation = this.#context.getStore();
        if (invocation !== undefined) invocation.note('ERROR', message);
        else logs.add({ at: clock.iso(), level: 'ERROR', source: 'platform', message });
      },
      busy: () => pending > 0,
    };
  }

  /** Counts the call, leaves it when the function has already returned, and kills the invocation when a fault says so. */
  async #guarded(invocation: Invocation, make: (invocation: Invocation) => Promise<SeamAnswer>): Promise<SeamAnswer> {
    const { key } = invocation.request.function;
    if (invocation.state === 'over') {
      invocation.note(
        'WARN',
        `${key} made a call after it had returned, when the platform may have stopped it: the call is not made.`,
      );
      return new Promise<never>(() => undefined);
    }
    invocation.calls += 1;
    const made = invocation.calls;
    return this.#dieAfter(invocation, made, await make(invocation));
  }

  async #dieAfter(invocation: Invocation, made: number, answer: SeamAnswer): Promise<SeamAnswer> {
    const { key } = invocation.request.function;
    const kill = this.#parts.faults.use(
      'kill',
      ({ afterCalls, functionKey }) => afterCalls === made && (functionKey ?? key) === key,
    );
    if (kill !== undefined)
      invocation.die(new Death('killed', `The function ${key} was killed after ${made} calls (injected fault).`));
    // Of an invocation that is over nothing goes on: its calls stay without an answer.
    return invocation.state === 'over' ? new Promise<never>(() => undefined) : answer;
  }

  #runtimeObject(invocation: Invocation): object {
    const { request, id } = invocation;
    const shared = this.#parts.describe();
    const appContext = typeof shared['appContext'] === 'object' ? shared['appContext'] : {};
    return {
      ...shared,
      appContext: {
        ...appContext,
        invocationId: id,
        functionKey: request.function.key,
        moduleType: request.moduleType,
        moduleKey: request.moduleKey,
      },
      ...(request.accountId === undefined ? {} : { aaid: request.accountId }),
      lambdaContext: { awsRequestId: id, getRemainingTimeInMillis: () => invocation.remainingMilliseconds() },
      tracing: { traceId: id.replaceAll('-', ''), spanId: id.slice(0, 8) },
      realtime: {},
      metrics: METRICS,
      featureFlags: () => false,
    };
  }
}

const METRICS = {
  counter: () => ({ incr: () => undefined, incrBy: () => undefined, decr: () => undefined, decrBy: () => undefined }),
  timing: () => ({ measure: () => ({ stop: () => undefined }) }),
  gauge: () => ({ set: () => undefined }),
};

function answerOf(invocation: Invocation, text: string | undefined): Outcome {
  if (text === undefined) return { ok: true, value: undefined };
  const limit = invocation.request.kind === 'resolver' ? LIMITS.frontEndAnswer : LIMITS.invocationPayload;
  const size = bytesOf(text);
  if (size <= limit.value) return { ok: true, value: parseJson(text) };
  const message = `The answer of ${invocation.request.function.key} has ${size} bytes, at most ${limit.value} are allowed.`;
  invocation.note('ERROR', message);
  return { ok: false, reason: 'error', name: 'PayloadTooLarge', message };
}

function failureOf(invocation: Invocation, error: unknown): Outcome {
  const { name, message, text } = describe(error);
  invocation.note('ERROR', text);
  return { ok: false, reason: error instanceof Death ? error.reason : 'error', name, message };
}

/** Errors of the app's realm are no instances of this realm's `Error`. */
function describe(error: unknown): { readonly name: string; readonly message: string; readonly text: string } {
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    const message = typeof error === 'string' ? error : (JSON.stringify(error) ?? String(error));
    return { name: 'Error', message, text: message };
  }
  const name = 'name' in error ? String(error.name) : 'Error';
  const message = String(error.message);
  return {
    name,
    message,
    text: 'stack' in error && typeof error.stack === 'string' ? error.stack : `${name}: ${message}`,
  };
}

export type { InvocationKind };
