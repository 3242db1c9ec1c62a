/** Every call of the app to Jira, with its answer. Kept in memory, newest last. */
import type { Json, JsonObject } from '../json';

export interface TrafficEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string[] };
  readonly body: Json;
  readonly status: number;
  readonly answer: Json;
  /** `null`: the app's front end. */
  readonly functionKey: string | null;
  readonly as: 'app' | 'user' | 'anonymous';
  readonly accountId: string | null;
  /** Rate-limit points that the call cost. */
  readonly points: number;
  /** The answer came from an injected fault; Jira never saw the call. */
  readonly injected: boolean;
}

const KEPT = 50_000;

export class Traffic {
  #entries: TrafficEntry[] = [];

  add(entry: TrafficEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries = this.#entries.slice(-KEPT / 2);
  }

  entries(): readonly TrafficEntry[] {
    return this.#entries;
  }

  asJson(): readonly JsonObject[] {
    return this.#entries.map((entry) => ({ ...entry }));
  }
}
