/** Lets a site in memory live: events are delivered, the queue is worked through, sweeps and nights come. */
import { SWEEP_MS, type IssueHappened } from '../../src/sla/keeping.practice';
import type { SlaPractice } from '../../src/sla/sla.practice';
import type { MemorySla } from './memory-sla';

const DAY = 86_400_000;
const FAR = Date.parse('2099-01-01T00:00:00Z');
/** As the platform does: what threw comes again, at most so often. */
const TRIES = 4;
const RETRY_MS = 30_000;

interface Due {
  readonly at: number;
  readonly run: () => Promise<void>;
  readonly tries: number;
}

export class SlaTime {
  readonly #due: Due[] = [];
  #night: number;
  #sweep = Infinity;

  constructor(
    readonly world: MemorySla,
    readonly practice: SlaPractice,
  ) {
    this.#night = Math.ceil(world.now / DAY) * DAY;
  }

  deliver(at: number, event: IssueHappened): void {
    this.#due.push({ at, tries: 1, run: () => this.practice.onIssueEvent(event) });
  }

  /** Everything up to `until` in its order; what falls on the same instant goes on at the same time. */
  async pass(until: number): Promise<void> {
    for (let next = await this.#next(); next <= until; next = await this.#next()) {
      this.world.now = Math.max(this.world.now, next);
      const now = this.world.now;
      if (now >= this.#sweep) this.#add(now, () => this.practice.sweep());
      if (now >= this.#night) {
        this.#add(now, () => this.practice.nightly());
        this.#night += DAY;
      }
      const ready = this.#due.filter(({ at }) => at <= now);
      this.#due.splice(0, this.#due.length, ...this.#due.filter(({ at }) => at > now));
      await Promise.all(ready.map((one) => this.#run(one)));
    }
    this.world.now = until;
  }

  #add(at: number, run: Due['run']): void {
    this.#due.push({ at, run, tries: 1 });
  }

  async #run({ at, run, tries }: Due): Promise<void> {
    try {
      await run();
    } catch {
      if (tries < TRIES) this.#due.push({ at: Math.max(at, this.world.now) + RETRY_MS, run, tries: tries + 1 });
    }
  }

  async #next(): Promise<number> {
    for (const { at, work } of this.world.queue.splice(0)) this.#add(at, () => this.practice.work(work));
    this.#sweep = await this.#sweepAt();
    return Math.min(this.#night, this.#sweep, ...this.#due.map(({ at }) => at));
  }

  /** The first sweep to come that finds something: those between find nothing and do nothing. */
  async #sweepAt(): Promise<number> {
    const [first] = (await this.world.ports.records.dueBefore(FAR, undefined)).items;
    if (first === undefined) return Infinity;
    const following = (Math.floor(this.world.now / SWEEP_MS) + 1) * SWEEP_MS;
    return Math.max(following, Math.floor(first.nextAt / SWEEP_MS) * SWEEP_MS);
  }
}
