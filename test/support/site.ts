/** A whole site in memory, with the unmodified app, for tests that go from end to end. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { JiraClient } from '../../emulator/jira-client';
import { applySetUp } from '../../emulator/seed/apply-set-up';
import { accountIdOf, emailOf, type UserName } from '../../emulator/seed/people';
import { Site } from '../../emulator/site';

/** A Monday morning, well away from any change of clocks. */
export const MONDAY = Date.parse('2026-02-02T08:00:00.000Z');

/** Time stands still until the test moves it. */
export async function aSite(options: { readonly setUp?: boolean; readonly bundlePath?: string } = {}): Promise<Site> {
  const { bundlePath } = options;
  const site = await Site.open({
    data: ':memory:',
    clock: { mode: 'manual', startAt: MONDAY },
    ...(bundlePath === undefined ? {} : { bundlePath }),
  });
  await site.forge.drain();
  if (options.setUp === true) await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
  site.markStart();
  return site;
}

export function jiraAs(site: Site, user: UserName): JiraClient {
  return new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf(user), user);
}

/** Calls a procedure of the app as the platform would from one of its frames. */
export async function invoke(
  site: Site,
  user: UserName,
  functionKey: string,
  payload: Json = {},
  moduleKey = 'plumbline-admin',
): Promise<Json | undefined> {
  return site.forge.invokeResolver({ accountId: accountIdOf(user), moduleKey, functionKey, payload, context: {} });
}

export const Failure = z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) });
