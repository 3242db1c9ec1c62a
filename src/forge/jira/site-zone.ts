/** The time zone that Jira's administrators chose for everybody who has not chosen another. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { JiraClient } from './client';

const ServerInfo = z.object({ serverTimeZone: z.string().optional() });

/** One name for each zone; `UTC` where Jira names none, or one that the runtime does not know. */
export function jiraSiteZone(app: () => JiraClient): () => Promise<string> {
  return async () => {
    const { serverTimeZone } = await app().get(route`/rest/api/3/serverInfo`, ServerInfo);
    return known(serverTimeZone) ?? 'UTC';
  };
}

function known(timeZone: string | undefined): string | undefined {
  try {
    return timeZone === undefined ? undefined : new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
