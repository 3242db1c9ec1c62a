/**
 * Work that nobody waits for. The sweep finds by index what is due; the nightly run finds what no event told; after a
 * policy was saved every open issue is judged anew. Each goes through many issues in pieces that hand over to one another,
 * so that none of them is too large, and each may run twice.
 */
import { AppError } from '../kernel/errors';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { SWEEP_MS, type Keeping } from './keeping.practice';
import { installDefault, policyInForce } from './policy-in-force';
import type { Definition } from './policy';
import type { SlaPorts, SlaWork } from './sla.ports';

export interface Background {
  readonly sweep: () => Promise<void>;
  readonly nightly: () => Promise<void>;
  readonly work: (work: SlaWork) => Promise<void>;
}

/** Issues a sweep hands to the queue before another goes on; an invocation may take 900 seconds. */
const SWEPT_AT_ONCE = 2_000;
/** How long a piece of a walk goes on; the platform gives a consumer 900 seconds. */
const SHIFT_MS = 480_000;
/** The search's index lags behind, and clocks of machines differ. */
const MARGIN_MS = 7_200_000;
/** For the first night, and after a long pause of the app. */
const FIRST_LOOK_MS = 7 * 86_400_000;
const BUSY_SECONDS = 60;

export function backgroundPractice(
  ports: SlaPorts,
  { keep }: Keeping,
  whatIf: (jobId: string) => Promise<void>,
): Background {
  const { queue, records, issues, clock, log } = ports;
  const now = (): number => toEpoch(clock.now());

  /** What is due by the next sweep gets an event of its own at its second; one that comes twice finds nothing to do. */
  async function sweep(page?: string): Promise<void> {
    let cursor = page;
    let swept = 0;
    do {
      const at = now();
      const due = await records.dueBefore(at + SWEEP_MS, cursor);
      await pushDue(due.items, at);
      swept += due.items.length;
      cursor = due.next;
      if (cursor !== undefined && swept >= SWEPT_AT_ONCE) return queue.push([{ work: 'sweep', page: cursor }], 0);
    } while (cursor !== undefined);
  }

  async function pushDue(due: readonly { readonly issueId: string; readonly nextAt: number }[], at: number) {
    const bySecond = new Map<number, SlaWork[]>();
    for (const { issueId, nextAt } of due) {
      const delay = Math.max(0, Math.ceil((nextAt - at) / 1_000));
      bySecond.set(delay, [...(bySecond.get(delay) ?? []), { work: 'clock', issueId }]);
    }
    for (const [delay, work] of bySecond) await queue.push(work, delay);
  }

  async function nightly(): Promise<void> {
    const site = await ports.siteMap();
    if (site === undefined || site.projects.length === 0) return;
    await installDefault(ports, site);
    const since = (await ports.watermark.read()) ?? now() - FIRST_LOOK_MS;
    const minutes = Math.ceil((now() - since + MARGIN_MS) / 60_000);
    // An issue that was moved away, with the event lost, is still published as if it were covered.
    const { state } = await issues.jqlNames();
    const concerned = `((${await coveredBy(site)}) OR ${state} is not EMPTY)`;
    const jql = `${concerned} AND updated >= -${minutes}m ORDER BY updated ASC`;
    await queue.push([{ work: 'reconcile', jql, since: now() }], 0);
  }

  /** All issues of the types and projects that definitions cover, whatever their queries say. */
  async function coveredBy(site: SiteMap): Promise<string> {
    const { head } = await policyInForce(ports, site);
    const enabled = head.policy.definitions.filter((definition) => definition.enabled);
    const projects = new Set(site.projects.map(({ id }) => id));
    const types = new Set(enabled.flatMap((definition) => typesOf(definition, site)));
    for (const { scope } of enabled) for (const id of scope.projects) projects.add(id);
    const ofType = types.size === 0 ? '' : ` AND issuetype in (${[...types].join(', ')})`;
    return `project in (${[...projects].join(', ')})${ofType}`;
  }

  /** Open issues, and those whose clocks are published as open: their policy may cover them no longer. */
  async function afterSave(site: SiteMap): Promise<string> {
    const { state } = await issues.jqlNames();
    const projects = site.projects.map(({ id }) => id).join(', ');
    const open = `(${await coveredBy(site)} AND statusCategory != Done)`;
    return `${open} OR (project in (${projects}) AND ${state} in ("Running", "At risk", "Paused", "Breached"))`;
  }

  /** Goes through a search until its shift is over, then hands over. */
  async function walk(work: SlaWork, jql: string): Promise<void> {
    const began = now();
    let page = work.page;
    for (;;) {
      const found = await pageOf(jql, page);
      for (const issueId of found.items) {
        const busy = await keptUp(issueId);
        // Jira is busy: the rest waits, and this page is gone through again.
        if (busy) return queue.push([{ ...work, jql, ...(page === undefined ? {} : { page }) }], BUSY_SECONDS);
      }
      page = found.next;
      if (page === undefined) return finish(work);
      if (now() - began > SHIFT_MS) return queue.push([{ ...work, jql, page }], 0);
    }
  }

  /** Jira forgets a search's pages after a while; it is begun again then. */
  async function pageOf(jql: string, page: string | undefined) {
    try {
      return await issues.search(jql, page);
    } catch (cause) {
      if (page === undefined || !(cause instanceof AppError) || cause.code !== 'INVALID_INPUT') throw cause;
      return issues.search(jql, undefined);
    }
  }

  /** One issue that fails does not keep the others from their turn: it gets an event of its own, with its own retries. */
  async function keptUp(issueId: string): Promise<boolean> {
    try {
      await keep(issueId);
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'UNAVAILABLE') return true;
      log.error('clocks could not be kept; tried again by themselves', cause, { issue: issueId });
      await queue.push([{ work: 'clock', issueId }], BUSY_SECONDS);
    }
    return false;
  }

  async function finish({ work, since }: SlaWork): Promise<void> {
    if (work === 'reconcile' && since !== undefined) await ports.watermark.move(since, clock.now());
    log.info('clocks looked through', { work });
  }

  return {
    sweep: () => sweep(),
    nightly,
    async work(work) {
      if (work.work === 'clock') return work.issueId === undefined ? undefined : keep(work.issueId);
      if (work.work === 'whatIf') return work.jobId === undefined ? undefined : whatIf(work.jobId);
      if (work.work === 'sweep') return sweep(work.page);
      const site = await ports.siteMap();
      if (site === undefined || site.projects.length === 0) return;
      await walk(work, work.jql ?? (await afterSave(site)));
    },
  };
}

const typesOf = ({ scope }: Definition, site: SiteMap): string[] =>
  scope.issueTypes.flatMap((key) => site.issueTypes[key] ?? []);
