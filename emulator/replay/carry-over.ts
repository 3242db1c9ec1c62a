/** The whole replay: a site in memory, set-up, every update at its time, and the outcome held against the log. */
import { JiraClient } from '../jira-client';
import { applySetUp } from '../seed/apply-set-up';
import { emailOf } from '../seed/people';
import { Site } from '../site';
import { askApp } from './app';
import { attainment, type Attainment } from './attainment';
import { provenClocks, type ProvenClock } from './clocks';
import { differences, priorityOf, type Difference } from './compare';
import type { LoggedIncident } from './event-log';
import { Replay, type ReplayedIncident } from './replay';
import { prepareSite } from './site';
import { leaveClosingToTheLog } from './site-policy';

const PROJECT = 'LOG';
const DAY = 86_400_000;

export interface Outcome {
  readonly replayed: readonly ReplayedIncident[];
  readonly differences: readonly Difference[];
  readonly matching: number;
  /** Every clock that an incident had, each held against its proof sheet. */
  readonly clocks: readonly ProvenClock[];
  readonly attainment: Attainment;
}

/** `progress` hears after each update how many are done. */
export async function carryOver(
  incidents: readonly LoggedIncident[],
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Outcome> {
  const first = Math.min(...incidents.map((incident) => incident.rows[0].opened_at));
  const site = await Site.open({ data: ':memory:', clock: { mode: 'manual', startAt: first - DAY } });
  try {
    await applySetUp(site, { projectKey: PROJECT, projectName: 'Replayed log' });
    await leaveClosingToTheLog(site);
    const jira = new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf('admin'), 'admin');
    const prepared = await prepareSite(jira, incidents);
    const replayed = await new Replay(jira, prepared, timeOf(site), PROJECT).run(incidents, progress);
    const found: Difference[] = [];
    for (const one of replayed) found.push(...(await differences(jira, prepared, one)));
    return {
      replayed,
      differences: found,
      matching: incidents.length - new Set(found.map(({ number }) => number)).size,
      ...(await serviceLevels(site, jira, replayed, first)),
    };
  } finally {
    await site.close();
  }
}

const timeOf = (site: Site): ConstructorParameters<typeof Replay>[2] => ({
  moveTo: (epoch) => site.forge.advanceTo(Math.max(epoch, site.clock.now())),
  drain: () => site.forge.drain(),
});

async function serviceLevels(
  site: Site,
  jira: JiraClient,
  replayed: readonly ReplayedIncident[],
  first: number,
): Promise<Pick<Outcome, 'clocks' | 'attainment'>> {
  const ask = askApp(site);
  const clocks: ProvenClock[] = [];
  const priorities = new Map<string, string>();
  for (const { key } of replayed) {
    clocks.push(...(await provenClocks(ask, key)));
    priorities.set(key, await priorityOf(jira, key));
  }
  const setClock = (epoch: number): void => site.clock.jumpTo(epoch);
  const last = site.clock.now();
  const found = await attainment({ ask, jira, clocks, priorityOf: priorities, setClock, first, last });
  return { clocks, attainment: found };
}
