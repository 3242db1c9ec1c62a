/** Work on changes that nobody waits for: what runs out is found by its time, and what no event told is found at night. */
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { changeSite } from './asked-change.practice';
import { changesIn } from './change-jql';
import type { ChangePorts } from './change.ports';
import { LONGEST_CHANGE_MS } from './planned-span';
import { holdsSlot } from './scheduled-change';
import type { Keeping } from './keeping.practice';

export interface Sweeping {
  /** Hourly: assessments and approvals that ran out since. Gates judge by the moment and do not wait for it. */
  readonly sweep: () => Promise<void>;
  /** Once a day: every open change, and what was touched since the day before. */
  readonly reconcile: () => Promise<void>;
}

/** A scheduled function may take 900 seconds, and has other duties. */
const SHIFT_MS = 400_000;
/** Changes looked at at the same time. */
const ABREAST = 4;
/** Records of the year ahead that one night reads, a hundred a request. */
const MOST_HOLDING = 10_000;

export function sweepingPractice(ports: ChangePorts, { settle }: Pick<Keeping, 'settle'>): Sweeping {
  const { issues, records, clock, log } = ports;

  /** Whether there is time, and Jira, for more. One that fails does not keep the others from their turn. */
  async function settleAll(issueIds: readonly string[], began: number): Promise<boolean> {
    for (let start = 0; start < issueIds.length; start += ABREAST) {
      if (toEpoch(clock.now()) - began > SHIFT_MS) return false;
      const results = await Promise.all(issueIds.slice(start, start + ABREAST).map(settled));
      if (results.includes('busy')) return false;
    }
    return true;
  }

  async function settled(issueId: string): Promise<'settled' | 'failed' | 'busy'> {
    try {
      await settle(issueId);
      return 'settled';
    } catch (cause) {
      log.error('a change could not be brought up to date; tried again later', cause, { issue: issueId });
      return cause instanceof AppError && cause.code === 'UNAVAILABLE' ? 'busy' : 'failed';
    }
  }

  /** What is settled is due no longer, so that a sweep cut short goes on where it was in the next hour. */
  async function sweep(): Promise<void> {
    if ((await changeSite(ports)) === undefined) return;
    const began = toEpoch(clock.now());
    const due: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await records.dueBefore(clock.now(), cursor);
      due.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    if (due.length > 0) log.info('changes swept', { due: due.length, whole: await settleAll(due, began) });
  }

  async function reconcile(): Promise<void> {
    const site = await changeSite(ports);
    if (site === undefined) return;
    const began = toEpoch(clock.now());
    const known = new Set<string>();
    let page: string | undefined;
    do {
      const found = await issues.search(openIn(site), page);
      for (const issueId of found.items) known.add(issueId);
      if (!(await settleAll(found.items, began))) return log.warn('the night was too short for all changes');
      page = found.next;
    } while (page !== undefined);
    const gone = (await holdingTime()).filter((issueId) => !known.has(issueId));
    if (!(await settleAll(gone, began))) log.warn('the night was too short for all changes');
  }

  /** Changes that others have to make way for from now on. Of an issue whose deletion nobody told, only its record is left. */
  async function holdingTime(): Promise<string[]> {
    const from = clock.now();
    const span = { from, to: instant(toEpoch(from) + LONGEST_CHANGE_MS) };
    const { records: found, cut } = await records.within(span, MOST_HOLDING);
    if (cut) log.warn('more changes lie ahead than one night looks at', { looked: MOST_HOLDING });
    return found.filter(({ stage }) => holdsSlot(stage)).map(({ issueId }) => issueId);
  }

  return { sweep, reconcile };
}

/** Those that were touched lately first: what lies still needs it least. */
const openIn = (site: SiteMap): string => {
  const keys = site.projects.map(({ key }) => key);
  return `${changesIn(site, keys)} AND (statusCategory != Done OR updated >= -2d) ORDER BY updated DESC`;
};
