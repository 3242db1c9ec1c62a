/** Runs the app's own set-up, as its administrator does in the wizard. */
import { z } from 'zod';
import type { Json } from '../json';
import type { Site } from '../site';
import { accountIdOf, type UserName } from './people';

/** Who plays which of the app’s roles. */
export const PEOPLE_BY_ROLE = {
  serviceDeskAgent: ['agent', 'lena', 'diego', 'noor', 'sven', 'mei', 'oscar', 'ruth', 'pavel'],
  incidentManager: ['manager'],
  problemManager: ['problemmanager'],
  changeManager: ['changemanager'],
  cabMember: ['cab', 'changemanager', 'serviceowner'],
  releaseManager: ['releasemanager'],
  configurationManager: ['configmanager'],
  serviceOwner: ['serviceowner'],
} as const satisfies Record<string, readonly UserName[]>;

const MINUTE = 60_000;
const PATIENCE_MINUTES = 240;
const Started = z.object({ ok: z.literal(true), value: z.object({ jobId: z.string() }) });
const Progress = z.object({
  ok: z.literal(true),
  value: z.object({ state: z.string(), done: z.number(), total: z.number(), note: z.json() }),
});

/** A new project with all practices. Time moves on while a step waits to be tried again. */
export async function applySetUp(
  site: Site,
  project: { readonly projectKey: string; readonly projectName: string },
): Promise<void> {
  const people = Object.fromEntries(
    Object.entries(PEOPLE_BY_ROLE).map(([role, users]) => [role, users.map(accountIdOf)]),
  );
  const { value } = Started.parse(
    await asAdmin(site, 'setup.apply', {
      project: {
        kind: 'new',
        key: project.projectKey,
        name: project.projectName,
        leadAccountId: accountIdOf('manager'),
      },
      practices: ['incident', 'problem', 'change', 'request', 'release', 'improvement'],
      people,
    }),
  );
  await finish(site, value.jobId);
}

/** Waits, by moving a clock that stands still, until the run is over; throws when it did not end well. */
export async function finish(site: Site, jobId: string): Promise<void> {
  for (let minute = 0; minute < PATIENCE_MINUTES; minute += 1) {
    await site.forge.drain();
    const { state, done, total, note } = Progress.parse(await asAdmin(site, 'setup.progress', { jobId })).value;
    if (state === 'done') return;
    if (state === 'failed' || state === 'cancelled')
      throw new Error(`set-up ${state} at step ${done} of ${total}: ${JSON.stringify(note)}`);
    await site.forge.advanceTo(site.clock.now() + MINUTE);
  }
  throw new Error(`set-up is not done after ${PATIENCE_MINUTES} minutes`);
}

const asAdmin = (site: Site, functionKey: string, payload: Json): Promise<Json | undefined> =>
  site.forge.invokeResolver({
    accountId: accountIdOf('admin'),
    moduleKey: 'plumbline-admin',
    functionKey,
    payload,
    context: {},
  });
