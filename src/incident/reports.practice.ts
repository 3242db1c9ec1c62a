/** Numbers about incidents, each counted by Jira for the user who asks, so that it equals what they find on following it. */
import type { Handlers } from '../contract/handlers';
import type { ProjectKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import { backlogQueries, minuteOf } from './backlog';
import type { Backlog, Count, incidentContract } from './incident.contract';
import type { IncidentPorts } from './incident.ports';
import { siteOf } from './priority.practice';
import { INCIDENT_OWNER, INCIDENT_TRIGGERS, incidentKpis, incidentLifecycle, median, type Kpi } from './process';

/** One page of a search that reads two fields; the newest ones say how it goes now. */
const RESOLUTION_SAMPLE = 500;

type Offered = 'incident.projects' | 'incident.backlog' | 'incident.process';

export function reportsPractice(ports: IncidentPorts): Pick<Handlers<typeof incidentContract>, Offered> {
  const { viewer, clock } = ports;
  const count = async (jql: string): Promise<Count> => ({ jql, count: await viewer.count(jql) });

  /** JQL takes a project that the viewer may not see for one that does not exist, and refuses the whole query. */
  const visibleOf = async (keys: readonly string[]): Promise<string[]> => {
    const visible = new Set((await viewer.projectNames(keys)).map(({ key }) => key));
    return keys.filter((key) => visible.has(key));
  };

  async function backlog(chosen: readonly ProjectKey[], boundaries: readonly number[]): Promise<Backlog> {
    const site = await siteOf(ports);
    const projects = await visibleOf(chosenOf(site, chosen));
    if (projects.length === 0)
      throw new AppError(
        'REFUSED',
        'You may see none of these projects in Jira. Ask for access, or choose other projects.',
      );
    const asOf = minuteOf(clock.now());
    const timeZone = await viewer.timeZone();
    const queries = backlogQueries(site, projects, asOf, boundaries, timeZone);
    // An empty row has empty cells: most sites spare themselves half of the queries.
    const inRow = await Promise.all(queries.rows.map(({ jql }) => viewer.count(jql)));
    // Row by row: several gadgets on a dashboard together must stay below Jira's burst limit of 100 calls a second.
    const cellsOf: Count[][] = [];
    for (const [index, { cells }] of queries.rows.entries()) {
      const empty = inRow[index] === 0;
      cellsOf.push(await Promise.all(cells.map(async (cell) => (empty ? { jql: cell, count: 0 } : count(cell)))));
    }
    const rows = queries.rows.map(({ row, jql }, index) => {
      const cells = cellsOf[index] ?? [];
      return { row, level: row === 'other' ? null : row, cells, total: { jql, count: sum(cells) } };
    });
    const columns = queries.columns.map((jql, index) => ({
      jql,
      count: sum(rows.flatMap(({ cells }) => cells[index] ?? [])),
    }));
    return {
      asOf,
      timeZone,
      projects,
      buckets: queries.buckets.map(({ fromDays, toDays }) => ({ fromDays: fromDays ?? null, toDays: toDays ?? null })),
      rows: rows
        .filter(({ row, total }) => row !== 'other' || total.count > 0)
        .map(({ level, cells, total }) => ({ level, cells, total })),
      columns,
      total: { jql: queries.all, count: sum(columns) },
    };
  }

  async function measured(kpi: Kpi) {
    const { key, unit, jql } = kpi;
    const target = kpi.target ?? null;
    const found = await viewer.count(jql);
    const over = kpi.of === undefined ? found : await viewer.count(kpi.of);
    const value = await valueOf(kpi, found, over);
    const met = value === null || target === null ? null : value <= target;
    return { key, unit, target, jql, over, value, met, cut: unit === 'hours' && over > RESOLUTION_SAMPLE };
  }

  async function valueOf({ unit, jql }: Kpi, found: number, over: number): Promise<number | null> {
    if (unit === 'count') return found;
    if (over === 0) return null;
    if (unit === 'share') return found / over;
    return median(await viewer.resolutionHours(jql, RESOLUTION_SAMPLE)) ?? null;
  }

  return {
    async 'incident.projects'() {
      const site = await siteOf(ports);
      return { projects: [...(await viewer.projectNames(site.projects.map(({ key }) => key)))] };
    },
    'incident.backlog': (_, { projects, boundaries }) => backlog(projects, boundaries),
    async 'incident.process'() {
      const site = await ports.siteMap();
      const managed = site?.issueTypes.incident === undefined ? [] : site.projects.map(({ key }) => key);
      const projects = await visibleOf(managed);
      const { start, states, transitions } = incidentLifecycle();
      const kpis = site === undefined || projects.length === 0 ? [] : incidentKpis(site, projects);
      return {
        owner: INCIDENT_OWNER,
        triggers: [...INCIDENT_TRIGGERS],
        lifecycle: {
          start,
          states: states.map(({ key, name, category }) => ({ key, name, category })),
          transitions: transitions.map(({ name, from, to, needs }) => ({
            name,
            from: [...from],
            to,
            needs: [...needs],
          })),
        },
        kpis: await Promise.all(kpis.map(measured)),
        projects,
        asOf: clock.now(),
      };
    },
  };
}

const sum = (counts: readonly Count[]): number => counts.reduce((total, { count }) => total + count, 0);

/** The chosen ones that Plumbline still manages; none chosen means all of them. */
function chosenOf(site: SiteMap, chosen: readonly string[]): string[] {
  const managed = site.projects.map(({ key }) => key);
  const kept = chosen.length === 0 ? managed : managed.filter((key) => chosen.includes(key));
  if (kept.length === 0)
    throw new AppError(
      'REFUSED',
      `Plumbline no longer manages ${chosen.join(', ')}. Choose other projects in the settings.`,
    );
  return kept;
}
