/** One run of one function: who asked for it, how long it may take, what it wrote, and whether it still lives. */
import { randomUUID } from 'node:crypto';
import { formatWithOptions } from 'node:util';
import type { SiteClock } from '../clock';
import type { ForgeFunction } from './app-manifest';
import { bytesOf, LIMITS } from './limits';
import type { LogLevel, Logs } from './logs';
import type { Meter } from './meter';

export type InvocationKind = 'resolver' | 'trigger' | 'validator' | 'webTrigger' | 'consumer' | 'scheduledTrigger';

/** Consumers and scheduled triggers may run as long as their function says; everything else has one limit. */
export function timeoutOf(kind: InvocationKind, entry: ForgeFunction): number {
  switch (kind) {
    case 'resolver':
      return Math.min(entry.timeoutSeconds ?? LIMITS.uiTimeout.value, LIMITS.uiTimeout.value);
    case 'trigger':
      return Math.min(entry.timeoutSeconds ?? LIMITS.triggerTimeout.value, LIMITS.triggerTimeout.value);
    case 'validator':
      return Math.min(entry.timeoutSeconds ?? LIMITS.validatorTimeout.value, LIMITS.validatorTimeout.value);
    case 'webTrigger':
      return Math.min(entry.timeoutSeconds ?? LIMITS.webTriggerTimeout.value, LIMITS.webTriggerTimeout.value);
    case 'consumer':
    case 'scheduledTrigger':
      return entry.timeoutSeconds ?? LIMITS.backgroundTimeout.value;
  }
}

export interface InvocationRequest {
  readonly function: ForgeFunction;
  readonly kind: InvocationKind;
  readonly moduleKey: string;
  readonly moduleType: string;
  /** How many pushes led to the queue event it consumes; 0 for anything else. */
  readonly depth: number;
  /** The user on whose behalf it runs. */
  readonly accountId?: string;
}

export class Invocation {
  readonly id = randomUUID();
  readonly request: InvocationRequest;
  readonly timeoutSeconds: number;
  readonly startedAt = performance.now();
  /** Rejected when the invocation is ended from outside; the app's code never notices. */
  readonly died: Promise<never>;
  state: 'running' | 'over' = 'running';
  calls = 0;
  egressRequests = 0;
  readonly #clock: SiteClock;
  readonly #logs: Logs;
  readonly #meter: Meter;
  #die: (reason: Death) => void = () => undefined;
  #lines = 0;
  #bytes = 0;
  #full = false;

  constructor(
    request: InvocationRequest,
    parts: { readonly clock: SiteClock; readonly logs: Logs; readonly meter: Meter },
  ) {
    this.request = request;
    this.timeoutSeconds = timeoutOf(request.kind, request.function);
    this.#clock = parts.clock;
    this.#logs = parts.logs;
    this.#meter = parts.meter;
    this.died = new Promise((_, reject) => (this.#die = reject));
    this.died.catch(() => undefined);
  }

  get minutes(): number {
    return Math.ceil(this.timeoutSeconds / 60);
  }

  remainingMilliseconds(): number {
    return Math.max(0, Math.round(this.timeoutSeconds * 1000 - (performance.now() - this.startedAt)));
  }

  die(death: Death): void {
    this.state = 'over';
    this.#die(death);
  }

  /** A line of the app. Beyond the limits the platform drops lines, and says so once. */
  log(level: LogLevel, values: readonly unknown[]): void {
    const message = formatWithOptions({ depth: 6, breakLength: Infinity }, ...values);
    const bytes = bytesOf(message);
    const lineLimit = LIMITS.logLinesPerMinute.value * this.minutes;
    if (this.#full) return;
    if (this.#lines >= lineLimit || this.#bytes + bytes > LIMITS.logBytes.value) {
      this.#full = true;
      const limits = `${lineLimit} lines and ${LIMITS.logBytes.value} bytes`;
      return this.note('WARN', `Log limit reached: ${limits} an invocation. Further lines are dropped.`);
    }
    this.#lines += 1;
    this.#bytes += bytes;
    this.#meter.log(this.request.function.key, bytes);
    this.#add(level, 'app', message);
  }

  /** A line of the platform: it counts for nothing. */
  note(level: LogLevel, message: string): void {
    this.#add(level, 'platform', message);
  }

  #add(level: LogLevel, source: 'app' | 'platform', message: string): void {
    this.#logs.add({
      at: this.#clock.iso(),
      level,
      source,
      message,
      functionKey: this.request.function.key,
      invocationId: this.id,
    });
  }
}

/** Why an invocation ended without its function having finished. */
export class Death extends Error {
  constructor(
    readonly reason: 'timeout' | 'killed',
    message: string,
  ) {
    super(message);
  }
}
