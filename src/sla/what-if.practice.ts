/** Runs a draft over the issues of the last days, as a background job that can be watched, cancelled and gone on with. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { historyFrom } from './history';
import { judge } from './judge';
import type { PolicyPractice } from './policy.practice';
import type { Policy } from './policy';
import { policyInForce } from './policy-in-force';
import { coveringDefinitions, queryOf, readOptions } from './scope';
import type { slaContract, WhatIf } from './sla.contract';
import type { IssueSeen, SlaPorts, WhatIfJob } from './sla.ports';
import { withIssue, type WhatIfDocument } from './what-if';

type Offered = 'sla.startWhatIf' | 'sla.whatIf' | 'sla.cancelWhatIf';

export interface WhatIfPractice {
  readonly handlers: Pick<Handlers<typeof slaContract>, Offered>;
  readonly run: (jobId: string) => Promise<void>;
}

/** Issues read and judged between two saves of the progress. */
const PIECE = 100;
const SHIFT_MS = 480_000;
const ATTEMPTS = 8;

export function whatIfPractice(ports: SlaPorts, policies: PolicyPractice): WhatIfPractice {
  const { jobs, queue, issues, clock } = ports;
  const now = (): number => toEpoch(clock.now());

  async function start(by: AccountId, draft: unknown, days: number): Promise<WhatIf> {
    const policy = await policies.checked(draft);
    const site = await policies.site();
    const { head } = await policyInForce(ports, site);
    const id = ports.newJobId();
    const projects = site.projects.map((project) => project.id).join(', ');
    const jql = `project in (${projects}) AND updated >= -${days}d ORDER BY key ASC`;
    const none = { looked: 0, total: null, tally: [], flips: [], flipsCut: false, error: null, attempts: 0 };
    const document = { by, days, draft: policy, against: head.version, asOf: now(), jql, page: null, ...none };
    await jobs.start(id, document, clock.now());
    await queue.push([{ work: 'whatIf', jobId: id }], 0);
    return viewOf(await jobOf(id));
  }

  async function jobOf(id: string): Promise<WhatIfJob> {
    const found = await jobs.get(id);
    if (found === undefined) throw new AppError('NOT_FOUND', 'This run does not exist.');
    return found;
  }

  async function cancel(id: string): Promise<WhatIf> {
    const found = await jobOf(id);
    return viewOf(found.state === 'running' ? await jobs.save({ ...found, state: 'cancelled' }) : found);
  }

  async function run(jobId: string): Promise<void> {
    const job = await jobs.get(jobId);
    const site = await ports.siteMap();
    if (job?.state !== 'running' || site === undefined) return;
    try {
      await goThrough(site, job);
    } catch (cause) {
      // It was cancelled, or goes on elsewhere.
      if (cause instanceof AppError && cause.code === 'CONFLICT') return;
      await failed(jobId, cause);
    }
  }

  async function failed(jobId: string, cause: unknown): Promise<void> {
    const job = await jobs.get(jobId);
    if (job?.state !== 'running') return;
    const attempts = job.document.attempts + 1;
    const waits = cause instanceof AppError && cause.code === 'UNAVAILABLE' && attempts < ATTEMPTS;
    const error = cause instanceof AppError ? cause.message : 'Something went wrong.';
    await jobs.save({ ...job, state: waits ? 'running' : 'failed', document: { ...job.document, attempts, error } });
    if (waits) return queue.push([{ work: 'whatIf', jobId }], Math.min(15 * 2 ** attempts, 600));
    if (!(cause instanceof AppError)) throw cause;
  }

  async function goThrough(site: SiteMap, started: WhatIfJob): Promise<void> {
    const began = now();
    let job = started;
    for (;;) {
      const found = await issues.search(job.document.jql, job.document.page ?? undefined);
      let { document } = job;
      for (let from = 0; from < found.items.length; from += PIECE)
        document = await compare(site, document, found.items.slice(from, from + PIECE));
      const done = found.next === undefined;
      const total = done ? document.looked : null;
      document = { ...document, page: found.next ?? null, total, attempts: 0, error: null };
      job = await jobs.save({ ...job, state: done ? 'done' : 'running', document });
      if (done) return;
      if (now() - began > SHIFT_MS) return queue.push([{ work: 'whatIf', jobId: job.id }], 0);
    }
  }

  async function compare(site: SiteMap, document: WhatIfDocument, ids: readonly string[]): Promise<WhatIfDocument> {
    const { draft, asOf } = document;
    const present = await policyAgainst(site, document);
    const seen = await issues.readMany(site, ids, readOptions([present, draft]));
    const before = await judgedBy(site, present, seen, asOf);
    const after = await judgedBy(site, draft, seen, asOf);
    return seen.reduce((sum, { key, summary }, index) => {
      const reports = { before: before[index] ?? [], after: after[index] ?? [] };
      return withIssue(sum, { issueKey: key, summary, ...reports });
    }, document);
  }

  /** The version that was in force when the run began, also when another one is saved meanwhile. */
  async function policyAgainst(site: SiteMap, { against, asOf }: WhatIfDocument): Promise<Policy> {
    const { head } = await policyInForce(ports, site);
    if (head.version === against) return head.policy;
    const versions = await ports.policies.versionsSince(head, asOf);
    return (versions.find(({ version }) => version === against) ?? head).policy;
  }

  /** By one policy alone, as if it had always been in force: what is compared is the policies. */
  async function judgedBy(site: SiteMap, policy: Policy, seen: readonly IssueSeen[], asOf: number) {
    const versions = [{ version: 0, from: Number.NEGATIVE_INFINITY, policy }];
    const queries = policy.definitions.flatMap((definition) => queryOf(definition) ?? []);
    const found = await issues.matching(
      seen.map(({ id }) => id),
      queries,
    );
    return seen.map((issue) => {
      const covering = coveringDefinitions(versions, site, issue).filter((definition) => {
        const query = queryOf(definition);
        return query === undefined || found.get(issue.id)?.has(queries.indexOf(query)) === true;
      });
      const keys = new Set(covering.map(({ key }) => key));
      return judge(historyFrom(issue.told), versions, (key) => keys.has(key), asOf);
    });
  }

  return {
    run,
    handlers: {
      'sla.startWhatIf': ({ accountId }, { policy, days }) => start(accountId, policy, days),
      'sla.whatIf': async (_, { jobId }) => viewOf(await jobOf(jobId)),
      'sla.cancelWhatIf': (_, { jobId }) => cancel(jobId),
    },
  };
}

function viewOf({ id, state, startedAt, document }: WhatIfJob): WhatIf {
  const { days, looked, total, tally, flips, flipsCut, error } = document;
  return { jobId: id, state, startedAt, days, looked, total, tally, flips, flipsCut, error };
}
