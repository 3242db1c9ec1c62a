/**
 * The site's time. It either runs with the machine's clock (shifted by an offset) or stands still until somebody
 * moves it. Everything in the emulator asks this object; nothing else may read the machine's time.
 */
export class SiteClock {
  readonly #machine: () => number;
  /** Told whenever the hands were moved or the clock was started or stopped. */
  onMove: (() => void) | undefined;
  #mode: ClockMode;
  /** Running: what to add to the machine's time. Manual: the instant itself. */
  #value: number;

  constructor(mode: ClockMode = 'running', startAt?: number, machine: () => number = Date.now) {
    this.#machine = machine;
    this.#mode = mode;
    this.#value = mode === 'manual' ? (startAt ?? machine()) : startAt === undefined ? 0 : startAt - machine();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#mode === 'manual' ? this.#value : this.#machine() + this.#value;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves the hands only; what falls due in between is the business of whoever steps the site (see site.ts). */
  jumpTo(instant: number): void {
    this.#value = this.#mode === 'manual' ? instant : instant - this.#machine();
    this.onMove?.();
  }

  switchTo(mode: ClockMode): void {
    const now = this.now();
    this.#mode = mode;
    this.jumpTo(now);
  }
}

export type ClockMode = 'running' | 'manual';
