/**
 * Carries a plan out. Each turn looks at the site, plans, takes the first step that can be taken, and looks at what came
 * of it: there is no list of work to fall out of step with the site. So a run that was killed anywhere goes on where
 * the site is, a step whose answer was lost is found done, and a finished set-up has nothing left to do.
 *
 * Before each step the job is saved with a compare-and-set write. It is the progress people see, the claim that keeps a
 * second worker out (with a lease for the time of one step), and the point where a cancelled job stops.
 */
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import { after, type Change } from './changes';
import type { SetupChoices } from './choices';
import type { RunNote } from './findings';
import { isOpen, planFor, type Plan, type Step } from './plan';
import { isFinal, type SetupJobDocument, type SetupJobState } from './setup-job';
import type { ApplyPorts, ProjectTarget, SetupJob } from './setup.ports';
import { siteMapAfter, withPanels } from './site-mapping';
import type { SiteState } from './site-state';

/** Longer than any one step: a Jira call and its own retries take seconds, moving a project's issues is polled for 20. */
const LEASE_SECONDS = 90;
/** A consumer may run for 900 seconds (developer.atlassian.com/platform/forge/limits-invocation); the rest goes to a new event. */
const SHIFT_SECONDS = 600;

export async function applySetup(jobId: string, ports: ApplyPorts): Promise<void> {
  const job = await ports.jobs.get(jobId);
  if (job === undefined || isFinal(job.state)) return;
  const leased = secondsUntil(job.document.leaseUntil, ports);
  if (leased > 0) return ports.queue.goOn(jobId, leased);
  const worker = new Worker(job, ports);
  try {
    await worker.run();
  } catch (cause) {
    if (cause instanceof LostRace) return;
    await worker.fail(cause);
  }
}

export const targetOf = (choices: SetupChoices): ProjectTarget =>
  choices.project.kind === 'new'
    ? { kind: 'new', key: choices.project.key }
    : { kind: 'existing', id: choices.project.id };

const secondsUntil = (time: string | undefined, { clock }: ApplyPorts): number =>
  time === undefined ? 0 : Math.ceil((toEpoch(instant(time)) - toEpoch(clock.now())) / 1000);

/** The job went on elsewhere: it was cancelled, or another worker has it. */
class LostRace extends Error {}

class Worker {
  private readonly startedAt: number;

  constructor(
    private job: SetupJob,
    private readonly ports: ApplyPorts,
  ) {
    this.startedAt = toEpoch(ports.clock.now());
  }

  async run(): Promise<void> {
    const { choices } = this.job.document;
    await this.save('running', {});
    const pinned = (await this.ports.maps.read())?.panels ?? [];
    let site = withPanels(await this.ports.site.read(targetOf(choices)), pinned);
    let last: Change | undefined;
    for (;;) {
      const plan = planFor(choices, site);
      if (plan.problems.length > 0) {
        return this.end('failed', { note: { code: 'problems', problems: [...plan.problems] } });
      }
      const step = plan.steps.find((candidate) => candidate.change !== undefined);
      if (step?.change === undefined) return this.finish(plan, site);
      if (JSON.stringify(step.change) === JSON.stringify(last)) {
        return this.end('failed', { note: { code: 'no-effect', step: step.name } });
      }
      if (this.shiftIsOver()) return this.handOver();
      await this.save('running', progressOf(plan, step, site, this.job.document));
      site = after(site, step.change, await this.ports.site.perform(step.change));
      last = step.change;
      this.job = { ...this.job, document: { ...this.job.document, attempts: 0 } };
    }
  }

  private async finish(plan: Plan, site: SiteState): Promise<void> {
    const stuck = plan.steps.filter(isOpen);
    if (stuck.length > 0) {
      return this.end('failed', { note: { code: 'stuck', steps: stuck.map(({ name }) => name) } });
    }
    const { by, choices, total = 0 } = this.job.document;
    await this.ports.maps.update((map) => siteMapAfter(choices, site, map), by);
    await this.end('done', { done: total, ...projectOf(site) });
  }

  /** What can be mended by waiting is tried again later, with growing pauses; the rest ends the job with its reason. */
  async fail(cause: unknown): Promise<void> {
    if (!(cause instanceof AppError)) {
      await this.end('failed', { note: { code: 'bug' } });
      throw cause;
    }
    const attempts = this.job.document.attempts + 1;
    const { code: failure, message } = cause;
    const note: RunNote = { code: 'refused', step: this.job.document.current ?? null, failure, message };
    if (attempts > ATTEMPTS[cause.code]) return this.end('failed', { attempts, note });
    const pause = Math.max(cause.retryAfterSeconds ?? 0, pauseAfter(attempts));
    await this.ports.queue.goOn(this.job.id, pause);
    await this.saveUnlessLost('waiting', { attempts, note });
  }

  private async handOver(): Promise<void> {
    await this.ports.queue.goOn(this.job.id, 1);
    await this.end('waiting', {});
  }

  private shiftIsOver(): boolean {
    return toEpoch(this.ports.clock.now()) - this.startedAt > SHIFT_SECONDS * 1000;
  }

  private end(state: SetupJobState, changes: Partial<SetupJobDocument>): Promise<void> {
    return this.saveUnlessLost(state, changes);
  }

  private async saveUnlessLost(state: SetupJobState, changes: Partial<SetupJobDocument>): Promise<void> {
    try {
      await this.save(state, changes);
    } catch (cause) {
      if (!(cause instanceof LostRace)) throw cause;
    }
  }

  /** Only a running job is leased. */
  private async save(state: SetupJobState, changes: Partial<SetupJobDocument>): Promise<void> {
    const { leaseUntil: _lease, note: _note, current, ...kept } = this.job.document;
    const running = state === 'running';
    const leaseUntil = instant(toEpoch(this.ports.clock.now()) + LEASE_SECONDS * 1000);
    const document: SetupJobDocument = {
      ...kept,
      ...(isFinal(state) || current === undefined ? {} : { current }),
      ...changes,
      ...(running ? { leaseUntil } : {}),
    };
    try {
      this.job = await this.ports.jobs.save({ ...this.job, state, document });
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'CONFLICT') throw new LostRace();
      throw cause;
    }
  }
}

/**
 * How often each kind of failure may happen in a row. An app's permissions arrive a while after its installation, so that
 * 401 and 403 are waited out; a name clash (409, for link types 404) means the site must be looked at again.
 */
const ATTEMPTS: Readonly<Record<AppError['code'], number>> = {
  UNAVAILABLE: 12,
  FORBIDDEN: 8,
  CONFLICT: 3,
  NOT_FOUND: 3,
  INVALID_INPUT: 1,
  REFUSED: 0,
};

/** 2, 4, 8 … at most 300 seconds. */
export const pauseAfter = (attempts: number): number => Math.min(2 ** attempts, 300);

function progressOf(plan: Plan, step: Step, site: SiteState, document: SetupJobDocument): Partial<SetupJobDocument> {
  const open = plan.steps.filter(isOpen).length;
  const total = Math.max(document.total ?? 0, open);
  return { total, done: total - open, current: step.name, ...projectOf(site) };
}

const projectOf = ({ project }: SiteState): Partial<SetupJobDocument> =>
  project === undefined ? {} : { project: { id: project.id, key: project.key } };
