/** Runs calls of a client and writes down, one JSON line for each, what its strict schemas object to. */
import type { createCloudClient } from 'jira.js';
import { z } from 'zod';

export type Client = ReturnType<typeof createCloudClient>;

/** What every part of the tour gets. */
export interface Tour {
  readonly jira: Client;
  readonly audit: Audit;
  readonly projectKey: string;
}

/** Where jira.js keeps the fields and values it met without knowing them; it hands such answers on and goes on. */
const DRIFT = Symbol.for('apis-code-gen.schemaAudit');
const Drift = z.array(z.looseObject({ endpoint: z.string(), path: z.string() })).default([]);
const Refusal = z.looseObject({ status: z.int() });

export class Audit {
  #seenDrift = 0;
  findings = 0;

  /** The answer, or an error that ends this part of the tour. */
  async call<T>(name: string, run: () => Promise<T>): Promise<T> {
    try {
      const answer = await run();
      const drift = this.#newDrift();
      for (const entry of drift) this.#report({ call: name, ok: false, message: JSON.stringify(entry) });
      if (drift.length === 0) this.#report({ call: name, ok: true });
      return answer;
    } catch (error) {
      this.#report({ call: name, ok: false, message: messageOf(error) });
      throw error;
    }
  }

  /** A call that Jira must refuse with this status. */
  async refused(name: string, status: number, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
      this.#report({ call: name, ok: false, message: `was let through instead of answering ${status}` });
    } catch (error) {
      const answered = Refusal.safeParse(error).data?.status;
      this.#report({ call: name, ok: answered === status, message: messageOf(error) });
    }
  }

  /** The other parts go on when one ends early. */
  async part(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#report({ call: name, ok: false, message: `ended early: ${messageOf(error)}` });
    }
  }

  #report(line: { readonly call: string; readonly ok: boolean; readonly message?: string }): void {
    if (!line.ok) this.findings += 1;
    console.log(JSON.stringify(line));
  }

  #newDrift(): unknown[] {
    const all = Drift.parse(Reflect.get(globalThis, DRIFT));
    const fresh = all.slice(this.#seenDrift);
    this.#seenDrift = all.length;
    return fresh;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const issues = 'issues' in error ? ` ${JSON.stringify(error.issues)}` : '';
  return `${error.name}: ${error.message}${issues}`.slice(0, 1500);
}

/** The value that an answer must carry for the tour to go on. */
export function needed<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the answer has no ${what}`);
  return value;
}

/** Asks again until the answer will do; the work of Jira's background tasks takes a moment. */
export async function until<T>(ask: () => Promise<T>, enough: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await ask();
    if (enough(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the task does not end');
}

export const doc = (text: string) => ({
  type: 'doc' as const,
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
