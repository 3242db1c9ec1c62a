/** Service levels' background work over the app's queue. */
import { z } from 'zod';
import type { SlaQueue, WhatIfJobs } from '../sla/sla.ports';
import { WhatIfDocument, WhatIfState } from '../sla/what-if';
import type { Job, JobStore } from './entities/jobs';
import { typedQueue } from './queues';

export const SlaEvent = z.object({
  work: z.enum(['clock', 'sweep', 'reconcile', 'recompute', 'whatIf']),
  issueId: z.string().optional(),
  jobId: z.string().optional(),
  page: z.string().optional(),
  jql: z.string().optional(),
  since: z.number().optional(),
});

/** A push takes at most 50 events (developer.atlassian.com/platform/forge/limits-async-events). */
const PUSHED_AT_ONCE = 50;

export function slaQueue(): SlaQueue {
  const queue = typedQueue('sla', SlaEvent);
  return {
    async push(work, delaySeconds) {
      for (let start = 0; start < work.length; start += PUSHED_AT_ONCE) {
        await queue.pushAll(
          work.slice(start, start + PUSHED_AT_ONCE).map((one) => ({
            body: one,
            options: {
              delaySeconds,
              // One at a time for an issue, a job, or a walk over many issues.
              concurrency: { key: `sla ${one.issueId ?? one.jobId ?? one.work}`, limit: 1 },
            },
          })),
        );
      }
    },
  };
}

const KIND = 'sla-what-if';

export function whatIfJobs(store: JobStore): WhatIfJobs {
  const jobOf = ({ id, version, state, startedAt, document }: Job<WhatIfDocument>) => ({
    id,
    version,
    state: WhatIfState.parse(state),
    startedAt,
    document,
  });
  return {
    async start(id, document, now) {
      await store.start({ id, kind: KIND, state: 'running', document: z.json().parse(document) }, now);
    },
    async get(id) {
      const found = await store.get(id, WhatIfDocument);
      return found?.kind === KIND ? jobOf(found) : undefined;
    },
    async save(job) {
      const { version } = await store.save(job.id, job.version, job.state, z.json().parse(job.document));
      return { ...job, version };
    },
  };
}
