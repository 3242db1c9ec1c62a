/**
 * The store's rate limits, in windows of a second and a minute of the site's time. A call takes next to no time here and
 * the site's clock may stand still, so each call adds what it takes on the platform, roughly, shared among the calls in
 * flight: who waits for each answer is never refused for the emulator's speed, who sends thousands at once is.
 */
import type { SiteClock } from '../../clock';
import { KvsError } from './errors';
import { KVS_LIMITS } from './limits';

export type Kind = 'read' | 'write';

const TYPICAL_LATENCY_MS: Readonly<Record<Kind, number>> = { read: 20, write: 30 };
const SECOND = 1000;
const MINUTE = 60 * SECOND;

interface Window {
  slot: number;
  used: number;
}

export class RateLimiter {
  readonly #clock: Pick<SiteClock, 'now'>;
  readonly #requests: Window = { slot: 0, used: 0 };
  readonly #units: Readonly<Record<Kind, Window>> = { read: { slot: 0, used: 0 }, write: { slot: 0, used: 0 } };
  #latency = 0;
  #inFlight = 0;

  constructor(clock: Pick<SiteClock, 'now'>) {
    this.#clock = clock;
  }

  /** Runs the work unless the call is one too many. A read's size is known afterwards only and counts towards the next. */
  async admit<T extends { readonly readBytes: number }>(kind: Kind, payloadBytes: number, work: () => T): Promise<T> {
    this.#inFlight += 1;
    // Calls sent together are all counted before the first of them goes on.
    await Promise.resolve();
    try {
      const now = this.#clock.now() + this.#latency;
      const perMinute = kind === 'read' ? KVS_LIMITS.readsPerMinute : KVS_LIMITS.writesPerMinute;
      take(this.#requests, Math.floor(now / SECOND), 1, KVS_LIMITS.requestsPerSecond.value);
      take(this.#units[kind], Math.floor(now / MINUTE), kind === 'write' ? unitsOf(payloadBytes) : 1, perMinute.value);
      const done = work();
      if (kind === 'read') this.#units.read.used += unitsOf(done.readBytes) - 1;
      return done;
    } finally {
      this.#latency += TYPICAL_LATENCY_MS[kind] / this.#inFlight;
      this.#inFlight -= 1;
    }
  }
}

const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / KVS_LIMITS.rateUnitBytes.value));

function take(window: Window, slot: number, units: number, maximum: number): void {
  if (window.slot !== slot) Object.assign(window, { slot, used: 0 });
  if (window.used + units > maximum) throw new KvsError(429, 'RATE_LIMIT_EXCEEDED', 'Rate limit exceeded');
  window.used += units;
}
