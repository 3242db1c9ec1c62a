/** What the app wrote to its console, and what the platform says about its functions. Kept in memory, newest last. */
import type { JsonObject } from '../json';
import { Ring } from './ring';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

export interface LogLine {
  readonly at: string;
  readonly level: LogLevel;
  /** `platform`: written by the host, not by the app. */
  readonly source: 'app' | 'platform';
  readonly message: string;
  readonly functionKey?: string;
  readonly invocationId?: string;
}

export const LOGS_KEPT = { items: 20_000, size: 16_000_000 } as const;

export class Logs {
  readonly #lines = new Ring<LogLine>(LOGS_KEPT);

  add(line: LogLine): void {
    this.#lines.add(line, line.message.length);
  }

  asJson(): readonly JsonObject[] {
    return this.#lines.items().map((line) => ({ ...line }));
  }
}
