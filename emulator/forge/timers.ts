/**
 * Timers inside the app's realm. While the site's clock runs they take real time. While it stands still they fire in
 * the order they would have, as soon as the app has nothing else under way, and the clock does not move: a pause of a
 * second is then over at once, and a time-out set against a call never beats the call. This approximates.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SiteClock } from '../clock';

interface Timer {
  readonly id: number;
  readonly due: number;
  readonly every: number | undefined;
  readonly run: () => void;
}

/** What `setTimeout` returns: usable as a number's stand-in, as in Node. */
export interface TimerHandle {
  readonly id: number;
  ref(): TimerHandle;
  unref(): TimerHandle;
  hasRef(): boolean;
  [Symbol.toPrimitive](): number;
}

type Callback = (...args: unknown[]) => void;

/** How often in a row the event loop must turn without work before a timer fires on a clock that stands still. */
const IDLE_TURNS = 2;

export class RealmTimers {
  readonly #clock: SiteClock;
  readonly #onError: (error: unknown) => void;
  /** Calls through the seam that have not been answered yet. */
  readonly #busy: () => boolean;
  readonly #virtual = new Map<number, Timer>();
  readonly #real = new Map<number, NodeJS.Timeout>();
  #next = 1;
  #elapsed = 0;
  #idle = 0;
  #pumping = false;
  #closed = false;

  constructor(clock: SiteClock, busy: () => boolean, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#busy = busy;
    this.#onError = onError;
  }

  readonly globals = {
    setTimeout: (callback: Callback, delay = 0, ...args: unknown[]) => this.#start(callback, delay, false, args),
    setInterval: (callback: Callback, delay = 0, ...args: unknown[]) => this.#start(callback, delay, true, args),
    setImmediate: (callback: Callback, ...args: unknown[]) => this.#start(callback, 0, false, args),
    clearTimeout: (handle: unknown) => this.#stop(handle),
    clearInterval: (handle: unknown) => this.#stop(handle),
    clearImmediate: (handle: unknown) => this.#stop(handle),
  };

  readonly promises = {
    setTimeout: (delay = 0, value?: unknown) =>
      new Promise((resolve) => this.#start(() => resolve(value), delay, false, [])),
    setImmediate: (value?: unknown) => new Promise((resolve) => this.#start(() => resolve(value), 0, false, [])),
  };

  /** The realm is gone: nothing of it may run any more. */
  close(): void {
    this.#closed = true;
    this.#virtual.clear();
    for (const timer of this.#real.values()) clearTimeout(timer);
    this.#real.clear();
  }

  #start(callback: Callback, delay: number, repeat: boolean, args: readonly unknown[]): TimerHandle {
    if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
    const id = this.#next;
    this.#next += 1;
    const wait = Number.isFinite(delay) ? Math.max(repeat ? 1 : 0, delay) : 1;
    const run = AsyncLocalStorage.bind(() => this.#guard(() => callback(...args)));
    if (!this.#closed) {
      if (this.#clock.mode === 'running') this.#startReal(id, run, wait, repeat);
      else this.#startVirtual({ id, due: this.#elapsed + wait, every: repeat ? wait : undefined, run });
    }
    return handleOf(id);
  }

  #startReal(id: number, run: () => void, wait: number, repeat: boolean): void {
    const fire = (): void => {
      if (!repeat) this.#real.delete(id);
      run();
    };
    this.#real.set(id, repeat ? setInterval(fire, wait) : setTimeout(fire, wait));
  }

  #startVirtual(timer: Timer): void {
    this.#virtual.set(timer.id, timer);
    this.#idle = 0;
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => this.#pump());
  }

  #pump(): void {
    if (this.#busy()) this.#idle = 0;
    else this.#idle += 1;
    if (this.#idle > IDLE_TURNS) this.#fireNext();
    this.#pumping = this.#virtual.size > 0;
    if (!this.#pumping) return;
    // A call under way may take a while: look again without keeping a core busy.
    if (this.#busy()) setTimeout(() => this.#pump(), 1);
    else setImmediate(() => this.#pump());
  }

  #fireNext(): void {
    this.#idle = 0;
    const [next] = [...this.#virtual.values()].toSorted((a, b) => a.due - b.due || a.id - b.id);
    if (next === undefined) return;
    this.#virtual.delete(next.id);
    this.#elapsed = Math.max(this.#elapsed, next.due);
    if (next.every !== undefined) this.#virtual.set(next.id, { ...next, due: this.#elapsed + next.every });
    next.run();
  }

  #stop(handle: unknown): void {
    const id = typeof handle === 'object' && handle !== null && 'id' in handle ? Number(handle.id) : Number(handle);
    this.#virtual.delete(id);
    clearTimeout(this.#real.get(id));
    this.#real.delete(id);
  }

  /** An exception in a timer would otherwise end the whole site. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#onError(error);
    }
  }
}

function handleOf(id: number): TimerHandle {
  const handle: TimerHandle = {
    id,
    ref: () => handle,
    unref: () => handle,
    hasRef: () => true,
    [Symbol.toPrimitive]: () => id,
  };
  return handle;
}
