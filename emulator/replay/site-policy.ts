import { z } from 'zod';
import type { Site } from '../site';
import { accountIdOf } from '../seed/people';

/** The log says when each incident was closed; the app's own closing must not come before it. */
export async function leaveClosingToTheLog(site: Site): Promise<void> {
  const answer = await site.forge.invokeResolver({
    accountId: accountIdOf('admin'),
    moduleKey: 'plumbline-admin',
    functionKey: 'incident.saveClosurePolicy',
    payload: { expectedVersion: null, policy: { automatic: false, businessDays: 5, timeZone: 'UTC' } },
    context: {},
  });
  z.object({ ok: z.literal(true) }).parse(answer);
}
