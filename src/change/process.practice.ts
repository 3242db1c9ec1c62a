/** Change enablement as a process, with its KPIs counted by Jira for the person who looks. */
import type { Handlers } from '../contract/handlers';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { lastWeeks } from '../sla/attainment';
import { changeSite } from './asked-change.practice';
import { changesIn } from './change-jql';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import { CHANGE_OWNER, CHANGE_TRIGGERS, changeKpis, changeLifecycle, KPI_WEEKS, type ChangeKpi } from './process';
import { visibleProjects } from './schedule-view.practice';

export function processPractice(ports: ChangePorts): Handlers<typeof changeContract>['change.process'] {
  const { viewer, calendars, issues, clock } = ports;

  async function measured({ key, aim, target: wanted, jql, of }: ChangeKpi) {
    const target = wanted ?? null;
    const found = await viewer.count(jql);
    if (of === undefined) {
      const met = target === null ? null : found <= target;
      return { key, unit: 'count' as const, value: found, target, met, jql, over: found, cut: false };
    }
    const over = await viewer.count(of);
    const value = over === 0 ? null : found / over;
    const reached = (share: number, goal: number): boolean => (aim === 'at-least' ? share >= goal : share <= goal);
    const met = value === null || target === null ? null : reached(value, target);
    const aimed = aim === 'at-least' ? { aim } : {};
    return { key, unit: 'share' as const, ...aimed, value, target, met, jql, over, cut: false };
  }

  async function kpisOf(site: SiteMap, projects: readonly string[]): Promise<ChangeKpi[]> {
    const weeks = lastWeeks(toEpoch(clock.now()), KPI_WEEKS, await calendars.reportingZone());
    return changeKpis(changesIn(site, projects), (await issues.jqlNames()).tokens, weeks);
  }

  return async () => {
    const site = await changeSite(ports);
    const projects = site === undefined ? [] : await visibleProjects(ports, site, []);
    const kpis = site === undefined || projects.length === 0 ? [] : await kpisOf(site, projects);
    return {
      owner: CHANGE_OWNER,
      triggers: [...CHANGE_TRIGGERS],
      lifecycle: changeLifecycle(),
      kpis: await Promise.all(kpis.map(measured)),
      projects,
      asOf: clock.now(),
    };
  };
}
