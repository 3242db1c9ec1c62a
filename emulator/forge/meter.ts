/**
 * What the app uses of the platform, for each function, and what a month of that would cost. GB-seconds are the
 * configured memory times the duration measured on this machine, which approximates Forge's.
 */
import type { JsonObject } from '../json';

export interface Usage {
  invocations: number;
  failures: number;
  gbSeconds: number;
  kvsRequests: number;
  kvsReadBytes: number;
  kvsWrittenBytes: number;
  logBytes: number;
  jiraCalls: number;
  jiraPoints: number;
}

/** What the key-value store reports of one request. */
export interface KvsUsage {
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** Calls of the app's front end run no function. */
export const FRONT_END = '(front end)';

const GB = 1024 ** 3;

/** https://developer.atlassian.com/platform/forge/forge-platform-pricing/ : dollars a unit above the monthly allowance. */
export const PRICES = {
  functions: { unit: 'GB-seconds', free: 200_000, price: 0.000025, used: (usage: Usage) => usage.gbSeconds },
  kvsReads: { unit: 'GB', free: 0.1, price: 0.055, used: (usage: Usage) => usage.kvsReadBytes / GB },
  kvsWrites: { unit: 'GB', free: 0.1, price: 1.09, used: (usage: Usage) => usage.kvsWrittenBytes / GB },
  logs: { unit: 'GB', free: 1, price: 1.005, used: (usage: Usage) => usage.logBytes / GB },
} as const;

export type Bill = { readonly [K in keyof typeof PRICES]: number } & { readonly total: number };

/** The bill in dollars of a month in which the app uses `usage` as many `times` (30 for a day's usage). */
export function monthlyBill(usage: Usage, times = 1): Bill {
  const charge = (name: keyof typeof PRICES): number => {
    const { free, price, used } = PRICES[name];
    return Math.max(0, used(usage) * times - free) * price;
  };
  const parts = {
    functions: charge('functions'),
    kvsReads: charge('kvsReads'),
    kvsWrites: charge('kvsWrites'),
    logs: charge('logs'),
  };
  return { ...parts, total: parts.functions + parts.kvsReads + parts.kvsWrites + parts.logs };
}

const nothing = (): Usage => ({
  invocations: 0,
  failures: 0,
  gbSeconds: 0,
  kvsRequests: 0,
  kvsReadBytes: 0,
  kvsWrittenBytes: 0,
  logBytes: 0,
  jiraCalls: 0,
  jiraPoints: 0,
});

export class Meter {
  readonly #functions = new Map<string, Usage>();

  invocation(
    functionKey: string,
    run: { readonly memoryMB: number; readonly seconds: number; readonly failed: boolean },
  ): void {
    const usage = this.#of(functionKey);
    usage.invocations += 1;
    usage.failures += run.failed ? 1 : 0;
    usage.gbSeconds += (run.memoryMB / 1024) * run.seconds;
  }

  kvs(functionKey: string, used: KvsUsage): void {
    const usage = this.#of(functionKey);
    usage.kvsRequests += 1;
    usage.kvsReadBytes += used.readBytes;
    usage.kvsWrittenBytes += used.writtenBytes;
  }

  log(functionKey: string, bytes: number): void {
    this.#of(functionKey).logBytes += bytes;
  }

  jira(functionKey: string | undefined, points: number): void {
    const usage = this.#of(functionKey ?? FRONT_END);
    usage.jiraCalls += 1;
    usage.jiraPoints += points;
  }

  of(functionKey: string): Usage {
    return { ...(this.#functions.get(functionKey) ?? nothing()) };
  }

  total(): Usage {
    const total = nothing();
    for (const usage of this.#functions.values()) for (const name of usageNames) total[name] += usage[name];
    return total;
  }

  reset(): void {
    this.#functions.clear();
  }

  asJson(): JsonObject {
    const total = this.total();
    const functions = Object.fromEntries([...this.#functions].map(([key, usage]) => [key, { ...usage }]));
    return { functions, total: { ...total }, bill: { ...monthlyBill(total) } };
  }

  #of(functionKey: string): Usage {
    const usage = this.#functions.get(functionKey) ?? nothing();
    this.#functions.set(functionKey, usage);
    return usage;
  }
}

const usageNames = [
  'invocations',
  'failures',
  'gbSeconds',
  'kvsRequests',
  'kvsReadBytes',
  'kvsWrittenBytes',
  'logBytes',
  'jiraCalls',
  'jiraPoints',
] as const satisfies readonly (keyof Usage)[];
