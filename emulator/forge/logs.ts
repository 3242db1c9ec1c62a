/** What the app wrote to its console, and what the platform says about its functions. Kept in memory, newest last. */
import type { JsonObject } from '../json';

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

const KEPT = 20_000;

export class Logs {
  #lines: LogLine[] = [];

  add(line: LogLine): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines = this.#lines.slice(-KEPT / 2);
  }

  lines(): readonly LogLine[] {
    return this.#lines;
  }

  asJson(): readonly JsonObject[] {
    return this.#lines.map((line) => ({ ...line }));
  }
}
