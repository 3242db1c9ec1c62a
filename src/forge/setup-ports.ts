/** Set-up's ports over the app's storage and queue. */
import { z } from 'zod';
import { AppError } from '../kernel/errors';
import type { Clock } from '../kernel/time';
import { SetupJobDocument, SetupJobState } from '../setup/setup-job';
import type { SetupJob, SetupJobs, SetupQueue, SiteMaps } from '../setup/setup.ports';
import { SITE_MAP_SETTING, SiteMap } from '../setup/site-map';
import type { Job, JobStore } from './entities/jobs';
import type { SettingStore } from './entities/settings';
import { typedQueue } from './queues';

const KIND = 'setup';

export const SetupEvent = z.object({ jobId: z.string().min(1) });

export function setupJobs(store: JobStore, clock: Clock): SetupJobs {
  return {
    async start(id, document) {
      await store.start({ id, kind: KIND, state: 'queued', document: z.json().parse(document) }, clock.now());
    },
    async get(id) {
      const job = await store.get(id, SetupJobDocument);
      return job && setupJob(job);
    },
    async latest() {
      const job = await store.latest(KIND, SetupJobDocument);
      return job && setupJob(job);
    },
    async save(job) {
      const { version } = await store.save(job.id, job.version, job.state, z.json().parse(job.document));
      return { ...job, version };
    },
  };
}

const setupJob = ({ id, version, state, startedAt, document }: Job<SetupJobDocument>): SetupJob => ({
  id,
  version,
  state: SetupJobState.parse(state),
  startedAt,
  document,
});

/** One worker at a time; the job's lease keeps out what slips through. */
export function setupQueue(): SetupQueue {
  const queue = typedQueue('setup', SetupEvent);
  return {
    async goOn(jobId, delaySeconds) {
      await queue.push({ jobId }, { delaySeconds, concurrency: { key: KIND, limit: 1 } });
    },
  };
}

const RACES = 5;

export function siteMaps(settings: SettingStore, clock: Clock): SiteMaps {
  return {
    read: async () => (await settings.read(SITE_MAP_SETTING, SiteMap))?.document,
    async update(change, by) {
      for (let race = 1; ; race += 1) {
        const before = await settings.read(SITE_MAP_SETTING, SiteMap);
        try {
          await settings.write(SITE_MAP_SETTING, before?.version, change(before?.document), by, clock.now());
          return;
        } catch (cause) {
          if (race >= RACES || !(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
        }
      }
    },
  };
}
