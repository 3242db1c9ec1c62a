/**
 * One shift of an import's background job: rows in chunks, each followed by a compare-and-set write of the job. That write
 * is the progress people see, the claim that keeps a second worker out, and where a pause or a cancellation takes hold: after
 * a chunk, so that no row is left half done. A run that was killed goes on with the chunk it was at.
 */
import { AppError } from '../../kernel/errors';
import { instant, toEpoch } from '../../kernel/time';
import { UnreadableFile } from './read-file';
import { isAtRest, ImportState, type ImportDocument, type ImportNote, type RunKind } from './import-job';
import type { ImportJob, ImportPorts } from './import.ports';
import { openRun, type Run } from './runs';

/** Longer than any chunk: 200 rows take some 20 seconds. */
const LEASE_SECONDS = 90;
/** A consumer may run for 900 seconds (developer.atlassian.com/platform/forge/limits-invocation); the rest goes to a new event. */
const SHIFT_SECONDS = 600;
/** Failures in a row that waiting may mend. */
const ATTEMPTS = 20;

export async function workImport(importId: string, ports: ImportPorts): Promise<void> {
  const job = await ports.jobs.get(importId);
  if (job === undefined || isAtRest(ImportState.parse(job.state)) || job.document.run === undefined) return;
  const leased = secondsUntil(job.document.leaseUntil, ports);
  if (leased > 0) return ports.queue.goOn(importId, leased);
  const worker = new Worker(job, ports, job.document.run);
  try {
    await worker.run();
  } catch (cause) {
    if (cause instanceof LostRace) return;
    await worker.fail(cause);
  }
}

const secondsUntil = (time: string | undefined, { clock }: ImportPorts): number =>
  time === undefined ? 0 : Math.ceil((toEpoch(instant(time)) - toEpoch(clock.now())) / 1000);

/** Another worker has the import. */
class LostRace extends Error {}

class Worker {
  private readonly startedAt: number;

  constructor(
    private job: ImportJob,
    private readonly ports: ImportPorts,
    private readonly kind: RunKind,
  ) {
    this.startedAt = toEpoch(ports.clock.now());
  }

  async run(): Promise<void> {
    await this.save('running', {});
    const run = await openRun(this.kind, this.job, this.ports);
    for (;;) {
      if (this.job.document.request !== undefined) return this.stop(this.job.document.request, run);
      if (run.isDone()) return this.finish(run);
      if (toEpoch(this.ports.clock.now()) - this.startedAt > SHIFT_SECONDS * 1000) return this.handOver();
      const progress = await run.next();
      await this.save('running', { ...progress, attempts: 0 });
    }
  }

  private async stop(request: 'pause' | 'cancel', run: Run): Promise<void> {
    if (request === 'pause') return this.save('paused', { request: undefined });
    await this.save('cancelled', { ...run.ended('cancelled'), request: undefined });
  }

  private async finish(run: Run): Promise<void> {
    await this.save('done', run.ended('done'));
  }

  private async handOver(): Promise<void> {
    await this.ports.queue.goOn(this.job.id, 1);
    await this.save('waiting', {});
  }

  /** What can be mended by waiting is tried again later, with growing pauses; the rest ends the run with its reason. */
  async fail(cause: unknown): Promise<void> {
    const attempts = this.job.document.attempts + 1;
    if (cause instanceof AppError && cause.code === 'UNAVAILABLE' && attempts <= ATTEMPTS) {
      await this.ports.queue.goOn(this.job.id, Math.max(cause.retryAfterSeconds ?? 0, Math.min(2 ** attempts, 300)));
      await this.saveUnlessLost('waiting', { attempts, note: { code: 'unavailable', message: cause.message } });
      return;
    }
    await this.saveUnlessLost('failed', { attempts, note: noteOf(cause) });
    if (!(cause instanceof AppError) && !(cause instanceof UnreadableFile)) throw cause;
  }

  private async saveUnlessLost(state: ImportState, changes: Changes): Promise<void> {
    try {
      await this.save(state, changes);
    } catch (cause) {
      if (!(cause instanceof LostRace)) throw cause;
    }
  }

  /** Only a running import is leased. Somebody's request is the one change that may come between. */
  private async save(state: ImportState, changes: Changes): Promise<void> {
    const lease = this.job.document.leaseUntil;
    try {
      this.job = await this.ports.jobs.save(this.next(this.job, state, changes));
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
      const now = await this.ports.jobs.get(this.job.id);
      if (now === undefined || now.document.leaseUntil !== lease || now.document.request === undefined)
        throw new LostRace();
      const request = 'request' in changes ? {} : { request: now.document.request };
      this.job = await this.ports.jobs.save(
        this.next({ ...now, document: { ...this.job.document, ...request } }, state, changes),
      );
    }
  }

  private next(job: ImportJob, state: ImportState, changes: Changes): ImportJob {
    const { leaseUntil: _lease, note: _note, ...kept } = job.document;
    const leaseUntil = instant(toEpoch(this.ports.clock.now()) + LEASE_SECONDS * 1000);
    const { request, ...others } = { ...kept, ...changes };
    const document: ImportDocument = {
      ...others,
      ...(request === undefined ? {} : { request }),
      ...(state === 'running' ? { leaseUntil } : {}),
    };
    return { ...job, state, document };
  }
}

type Changes = Partial<Omit<ImportDocument, 'request'>> & { readonly request?: 'pause' | 'cancel' | undefined };

function noteOf(cause: unknown): ImportNote {
  if (cause instanceof UnreadableFile) return { code: 'unreadable', message: cause.message };
  if (!(cause instanceof AppError)) return { code: 'bug', message: 'Something went wrong.' };
  return { code: cause.code === 'UNAVAILABLE' ? 'unavailable' : 'refused', message: cause.message };
}
