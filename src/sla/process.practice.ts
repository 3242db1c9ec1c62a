/** Service level management as a process, with its KPIs counted by Jira for the person who looks. */
import type { Handlers } from '../contract/handlers';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { inProjects } from './attainment';
import { reportingZoneOf } from './policy';
import { policyInForce } from './policy-in-force';
import { clockLifecycle, SLA_OWNER, SLA_TRIGGERS, slaKpis, type SlaKpi } from './process';
import type { slaContract } from './sla.contract';
import type { SlaPorts } from './sla.ports';

export function processPractice(ports: SlaPorts): Pick<Handlers<typeof slaContract>, 'sla.process'> {
  const { viewer, clock, issues } = ports;

  async function measured({ key, target: aim, jql, of }: SlaKpi) {
    const target = aim ?? null;
    const found = await viewer.count(jql);
    if (of === undefined) {
      const met = target === null ? null : found <= target;
      return { key, unit: 'count' as const, value: found, target, met, jql, over: found, cut: false };
    }
    const over = await viewer.count(of);
    const value = over === 0 ? null : found / over;
    const met = value === null || target === null ? null : value >= target;
    return { key, unit: 'share' as const, aim: 'at-least' as const, value, target, met, jql, over, cut: false };
  }

  async function kpisOf(site: SiteMap, projects: readonly string[]): Promise<SlaKpi[]> {
    const { head } = await policyInForce(ports, site);
    const definitions = head.policy.definitions.filter(({ enabled }) => enabled);
    const zone = reportingZoneOf(head.policy);
    const names = await issues.jqlNames();
    return slaKpis({ base: inProjects(projects), names, definitions, now: toEpoch(clock.now()), zone });
  }

  return {
    async 'sla.process'() {
      const site = await ports.siteMap();
      const managed = site?.projects.map(({ key }) => key) ?? [];
      const projects = (await viewer.projectNames(managed)).map(({ key }) => key);
      const kpis = site === undefined || projects.length === 0 ? [] : await kpisOf(site, projects);
      return {
        owner: SLA_OWNER,
        triggers: [...SLA_TRIGGERS],
        lifecycle: clockLifecycle(),
        kpis: await Promise.all(kpis.map(measured)),
        projects,
        asOf: clock.now(),
      };
    },
  };
}
