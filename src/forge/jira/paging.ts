/** Jira pages in two ways. Both helpers read to the end and refuse to turn in circles. */
import type { Route } from '@forge/api';
import { z } from 'zod';
import type { JiraClient } from './client';

/** `PageBean*`: `startAt` in, `isLast` or `total` out. */
export async function allPages<S extends z.ZodType>(
  client: JiraClient,
  at: (startAt: number) => Route,
  item: S,
): Promise<z.output<S>[]> {
  const Page = z.object({ values: z.array(item), isLast: z.boolean().optional(), total: z.number().optional() });
  const values: z.output<S>[] = [];
  for (;;) {
    const page = await client.get(at(values.length), Page);
    values.push(...page.values);
    const last = page.isLast ?? (page.total === undefined || values.length >= page.total);
    // A page may be empty only when it is the last: anything else would loop for ever.
    if (last || page.values.length === 0) return values;
  }
}

export interface TokenPage<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string | null | undefined;
}

/** `nextPageToken` in and out, as `search/jql` and `changelog/bulkfetch` do. Pages may be empty on the way. */
export async function* byToken<T>(
  read: (token: string | undefined) => Promise<TokenPage<T>>,
): AsyncGenerator<T, void, undefined> {
  let token: string | undefined;
  do {
    const page: TokenPage<T> = await read(token);
    yield* page.items;
    const next: string | undefined = page.nextPageToken ?? undefined;
    if (next !== undefined && next === token) throw new Error('Jira repeats a page token');
    token = next;
  } while (token !== undefined);
}

export async function allByToken<T>(read: (token: string | undefined) => Promise<TokenPage<T>>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of byToken(read)) items.push(item);
  return items;
}
