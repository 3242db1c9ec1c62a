/** Every call of the app to Jira, with its answer. Kept in memory, newest last. */
import type { Json, JsonObject } from '../json';
import { parseJson } from './json-text';
import { Ring } from './ring';

export interface TrafficEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string[] };
  /** As sent: read only when somebody looks. */
  readonly body: string;
  readonly status: number;
  readonly answer: string;
  /** `null`: the app's front end. */
  readonly functionKey: string | null;
  readonly as: 'app' | 'user' | 'anonymous';
  readonly accountId: string | null;
  /** Rate-limit points that the call cost. */
  readonly points: number;
  /** The answer came from an injected fault; Jira never saw the call. */
  readonly injected: boolean;
}

export const TRAFFIC_KEPT = { items: 50_000, size: 64_000_000 } as const;

export class Traffic {
  readonly #entries = new Ring<TrafficEntry>(TRAFFIC_KEPT);

  add(entry: TrafficEntry): void {
    this.#entries.add(entry, entry.body.length + entry.answer.length);
  }

  asJson(): readonly JsonObject[] {
    return this.#entries.items().map(({ functionKey, ...entry }) => ({
      ...entry,
      function: functionKey,
      body: jsonOrText(entry.body),
      answer: jsonOrText(entry.answer),
    }));
  }
}

function jsonOrText(text: string): Json {
  if (text === '') return null;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
