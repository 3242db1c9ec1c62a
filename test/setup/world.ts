/** Set-up's ports in memory, and a queue that is worked off by hand with the clock moved to each event. */
import { AppError } from '../../src/kernel/errors';
import { instant, type Clock, type Instant } from '../../src/kernel/time';
import { AccountId, ProjectKey } from '../../src/contract/ids';
import { applySetup } from '../../src/setup/apply';
import type { SetupChoices } from '../../src/setup/choices';
import type { ApplyPorts, SetupJob } from '../../src/setup/setup.ports';
import type { SiteMap } from '../../src/setup/site-map';
import { type FakeSite, Killed } from './fake-site';

export const someChoices = (changes: Partial<SetupChoices> = {}): SetupChoices => ({
  project: {
    kind: 'new',
    key: ProjectKey.parse('ITSM'),
    name: 'IT service management',
    leadAccountId: AccountId.parse('admin'),
  },
  practices: ['incident', 'problem', 'change', 'request', 'release', 'improvement'],
  people: { incidentManager: [AccountId.parse('manager')] },
  agentsSetReporter: false,
  ...changes,
});

export class World {
  now: Instant = instant('2026-03-02T08:00:00Z');
  readonly jobs = new Map<string, SetupJob>();
  readonly queue: { jobId: string; dueAt: number }[] = [];
  map: SiteMap | undefined;
  /** Events handed to the worker. */
  deliveries = 0;
  saves = 0;

  constructor(readonly site: FakeSite) {}

  readonly clock: Clock = { now: () => this.now };

  get ports(): ApplyPorts {
    const alive = (): void => {
      if (this.site.dead) throw new Killed();
    };
    return {
      site: this.site,
      clock: this.clock,
      jobs: {
        start: async (id, document) => {
          this.jobs.set(id, { id, version: 1, state: 'queued', startedAt: this.now, document });
        },
        get: async (id) => this.jobs.get(id),
        latest: async () => [...this.jobs.values()].at(-1),
        save: async (job) => {
          alive();
          this.saves += 1;
          if (this.jobs.get(job.id)?.version !== job.version) throw new AppError('CONFLICT', 'changed meanwhile');
          const saved = { ...job, version: job.version + 1 };
          this.jobs.set(job.id, saved);
          return saved;
        },
      },
      queue: {
        goOn: async (jobId, delaySeconds) => {
          alive();
          this.queue.push({ jobId, dueAt: Date.parse(this.now) + delaySeconds * 1000 });
        },
      },
      maps: {
        read: async () => this.map,
        update: async (change) => {
          alive();
          this.map = change(this.map);
        },
      },
    };
  }

  async start(id: string, choices: SetupChoices): Promise<void> {
    await this.ports.jobs.start(id, { choices, by: 'admin', done: 0, attempts: 0 });
    await this.ports.queue.goOn(id, 0);
  }

  /** Delivers events in order until none is left. An event whose function died comes again 30 seconds later. */
  async drain(limit = 500): Promise<void> {
    while (this.queue.length > 0) {
      if ((this.deliveries += 1) > limit) throw new Error(`still not done after ${limit} events`);
      this.queue.sort((a, b) => a.dueAt - b.dueAt);
      const event = this.queue.shift();
      if (event === undefined) return;
      this.now = instant(Math.max(Date.parse(this.now), event.dueAt));
      this.site.revive();
      try {
        await applySetup(event.jobId, this.ports);
      } catch (cause) {
        if (!(cause instanceof Killed)) throw cause;
        this.queue.push({ jobId: event.jobId, dueAt: Date.parse(this.now) + 30_000 });
      }
    }
  }
}
