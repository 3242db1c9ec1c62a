/** Runs what falls due (queue events, product events, schedules) in the order of their time. */
import type { SiteClock } from '../clock';

export interface DueSource {
  /** When its next piece of work is due, running work aside. */
  nextDue(): number | undefined;
  /** Takes the earliest piece due at `now`, if its own rules let it start. */
  take(now: number): Work | undefined;
}

export interface Work {
  run(): Promise<void>;
}

export interface DispatcherOptions {
  /** Pieces of work under way at once. */
  readonly parallelism: () => number;
  /** Whether work starts by itself when it falls due. */
  readonly wakes: () => boolean;
}

const MAX_TIMER = 2 ** 31 - 1;

export class Dispatcher {
  readonly #clock: SiteClock;
  readonly #sources: readonly DueSource[];
  readonly #options: DispatcherOptions;
  #active: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(clock: SiteClock, sources: readonly DueSource[], options: DispatcherOptions) {
    this.#clock = clock;
    this.#sources = sources;
    this.#options = options;
  }

  nextDue(): number | undefined {
    const due = this.#sources.flatMap((source) => source.nextDue() ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  /** Resolves when nothing that is due now is left, work that came up meanwhile included. */
  async runDue(): Promise<void> {
    do {
      this.#active ??= this.#pump().finally(() => (this.#active = undefined));
      await this.#active;
    } while (!this.#closed && this.#isDue());
    this.wake();
  }

  /** Steps the clock through each due instant up to `instant`. */
  async advanceTo(instant: number): Promise<void> {
    await this.runDue();
    for (let next = this.nextDue(); next !== undefined && next <= instant && !this.#closed; next = this.nextDue()) {
      if (next > this.#clock.now()) this.#clock.jumpTo(next);
      await this.runDue();
    }
    if (instant > this.#clock.now()) this.#clock.jumpTo(instant);
    await this.runDue();
  }

  /** Sets the alarm anew; to be called whenever work was added or the clock has moved. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#closed || !this.#options.wakes()) return;
    const next = this.nextDue();
    if (next === undefined) return;
    const wait = Math.max(0, next - this.#clock.now());
    // A clock that stands still never reaches what lies ahead.
    if (wait > 0 && this.#clock.mode === 'manual') return;
    this.#timer = setTimeout(() => void this.runDue(), Math.min(wait, MAX_TIMER));
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#active;
  }

  #isDue(): boolean {
    const next = this.nextDue();
    return next !== undefined && next <= this.#clock.now();
  }

  async #pump(): Promise<void> {
    const running = new Set<Promise<void>>();
    for (;;) {
      while (!this.#closed && running.size < this.#options.parallelism()) {
        const work = this.#takeEarliest();
        if (work === undefined) break;
        const run = work.run().finally(() => running.delete(run));
        running.add(run);
      }
      if (running.size === 0) return;
      await Promise.race(running);
    }
  }

  #takeEarliest(): Work | undefined {
    const now = this.#clock.now();
    const candidates = this.#sources
      .flatMap((source) => {
        const due = source.nextDue();
        return due === undefined || due > now ? [] : [{ source, due }];
      })
      .toSorted((a, b) => a.due - b.due);
    for (const { source } of candidates) {
      const work = source.take(now);
      if (work !== undefined) return work;
    }
    return undefined;
  }
}
