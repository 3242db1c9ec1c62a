/** Numbers and lists over many issues, each asked of Jira for the person who looks, so that its drill-down finds the same. */
import type { Handlers } from '../contract/handlers';
import type { ProjectKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { attainmentQueries, atRiskClause, inProjects, jqlField, lastWeeks, type AttainmentGroup } from './attainment';
import { judgeSeen } from './clocks.practice';
import { clockView } from './clock-view';
import { fieldNamesOf } from './clock-words';
import { reportingZoneOf } from './policy';
import { policyInForce } from './policy-in-force';
import { leadingClock } from './publication';
import { readOptions } from './scope';
import type { slaContract } from './sla.contract';
import type { SlaPorts } from './sla.ports';

type Offered = 'sla.choices' | 'sla.attainment' | 'sla.soon';

/** Several gadgets on a dashboard together must stay below Jira's burst limit of 100 calls a second. */
const AT_ONCE = 10;

export function overviewsPractice(ports: SlaPorts): Pick<Handlers<typeof slaContract>, Offered> {
  const { viewer, clock, issues } = ports;
  const counted = async (jql: string) => ({ jql, count: await viewer.count(jql) });

  async function siteOf(): Promise<SiteMap> {
    const site = await ports.siteMap();
    if (site === undefined || site.projects.length === 0)
      throw new AppError('REFUSED', 'Plumbline is not set up yet. A Jira administrator runs the set-up.');
    return site;
  }

  /** JQL takes a project that the viewer may not see for one that does not exist, and refuses the whole query. */
  async function visible(site: SiteMap, chosen: readonly ProjectKey[]) {
    const managed = site.projects.map(({ key }) => key);
    const wanted = chosen.length === 0 ? managed : managed.filter((key) => chosen.some((one) => one === key));
    const found = await viewer.projectNames(wanted);
    if (found.length === 0)
      throw new AppError(
        'REFUSED',
        'You may see none of these projects in Jira. Ask for access, or choose other projects.',
      );
    return found;
  }

  /** Counts in their order, a few at a time. */
  async function counts(queries: readonly string[]) {
    const found: Awaited<ReturnType<typeof counted>>[] = [];
    for (let start = 0; start < queries.length; start += AT_ONCE)
      found.push(...(await Promise.all(queries.slice(start, start + AT_ONCE).map(counted))));
    return found;
  }

  /** Where the whole is nothing, its parts are not asked for. */
  async function partsOf(whole: number, queries: readonly string[]) {
    return whole === 0 ? queries.map((jql) => ({ jql, count: 0 })) : counts(queries);
  }

  /** Of parts that make up the whole the last needs no call. */
  async function remainderOf(whole: number, queries: readonly string[]) {
    const last = queries.at(-1);
    if (whole === 0 || last === undefined) return partsOf(whole, queries);
    const found = await counts(queries.slice(0, -1));
    const rest = whole - found.reduce((sum, { count }) => sum + count, 0);
    // The issues changed between two of the counts: then it is counted, too.
    return [...found, rest < 0 ? await counted(last) : { jql: last, count: rest }];
  }

  async function groupsOf(site: SiteMap, groupBy: 'priority' | 'team' | 'definition', jql: string, weeks: number) {
    if (groupBy === 'definition') return undefined;
    const teamField = site.fields.supportGroup;
    if (groupBy === 'team') {
      const teams = teamField === undefined ? [] : await viewer.groups(teamField, jql);
      const shown = teams.slice(0, teamsShown(weeks));
      return { field: teamField === undefined ? undefined : jqlField(teamField), teams: shown };
    }
    return undefined;
  }

  return {
    async 'sla.choices'() {
      const site = await siteOf();
      const { head } = await policyInForce(ports, site);
      return {
        definitions: head.policy.definitions.filter(({ enabled }) => enabled).map(({ key, name }) => ({ key, name })),
        projects: [...(await viewer.projectNames(site.projects.map(({ key }) => key)))],
      };
    },
    async 'sla.attainment'(_, { projects, definitions, weeks, groupBy }) {
      const site = await siteOf();
      const now = toEpoch(clock.now());
      const { head } = await policyInForce(ports, site);
      const all = head.policy.definitions.filter(({ enabled }) => enabled);
      const chosen = definitions.length === 0 ? all : all.filter(({ key }) => definitions.includes(key));
      const base = inProjects((await visible(site, projects)).map(({ key }) => key));
      const { outcomes } = await issues.jqlNames();
      const shown = lastWeeks(now, weeks, reportingZoneOf(head.policy));
      const named = chosen.map(({ key, name }) => ({ key, name }));
      const queries = attainmentQueries({ base, outcomes, definitions: named, weeks: shown });
      const [met, breached] = await counts([queries.total.met, queries.total.breached]);
      if (met === undefined || breached === undefined) throw new Error('two counts were asked for');
      const weekMet = await partsOf(
        met.count,
        queries.weeks.map((week) => week.met),
      );
      const weekBreached = await partsOf(
        breached.count,
        queries.weeks.map((week) => week.breached),
      );
      const teams = await groupsOf(site, groupBy, queries.total.any, weeks);
      const groups: readonly AttainmentGroup[] = queries.groups(groupBy, site, teams);
      // Each issue has one priority and one team, so that the last of these groups is what the others leave.
      const groupsCounted = groupBy === 'definition' ? partsOf : remainderOf;
      const groupMet = await groupsCounted(
        met.count,
        groups.map((group) => group.met),
      );
      const groupBreached = await groupsCounted(
        breached.count,
        groups.map((group) => group.breached),
      );
      const at = (found: readonly { jql: string; count: number }[], index: number) =>
        found[index] ?? { jql: '', count: 0 };
      return {
        asOf: instant(now),
        weeks: shown.map(({ week, from, to }, index) => ({
          week,
          from: instant(from),
          to: instant(to),
          met: at(weekMet, index),
          breached: at(weekBreached, index),
        })),
        groups: groups
          .map(({ key, label }, index) => ({
            key,
            label,
            met: at(groupMet, index),
            breached: at(groupBreached, index),
          }))
          .filter((group) => group.met.count + group.breached.count > 0),
        total: { met, breached },
        definitions: named,
      };
    },
    async 'sla.soon'(_, { projects, limit }) {
      const site = await siteOf();
      const base = inProjects((await visible(site, projects)).map(({ key }) => key));
      const names = await issues.jqlNames();
      const { head } = await policyInForce(ports, site);
      const options = readOptions([head.policy]);
      // What is still to breach comes before what has breached already: a backlog of the latter must not hide it.
      const ahead = `${base} AND ${names.due} is not EMPTY AND ${names.state} in ("Running", "At risk") ORDER BY ${names.due} ASC`;
      const over = `${base} AND ${names.due} is not EMPTY AND ${names.state} = "Breached" ORDER BY ${names.due} DESC`;
      const soon = await viewer.searchIssues(site, ahead, limit, options);
      const room = limit - soon.length;
      const late = room > 0 ? await viewer.searchIssues(site, over, room, options) : [];
      const found = [...[...late].reverse(), ...soon];
      const now = toEpoch(clock.now());
      const judged = await judgeSeen(ports, site, found, now);
      const nameOf = fieldNamesOf(site);
      const rows = judged.flatMap(({ seen, reports }) => {
        const leading = leadingClock(reports);
        if (leading === undefined) return [];
        const { key: issueKey, summary, priority, assignee, status } = seen;
        return [{ issueKey, summary, priority, assignee, status, clock: clockView(leading, nameOf) }];
      });
      const stateIs = (clause: string): string => `${base} AND ${clause}`;
      const [running, atRisk, breached, paused] = await counts([
        stateIs(`${names.state} in ("Running", "At risk")`),
        stateIs(atRiskClause(names.state)),
        stateIs(`${names.state} = "Breached" AND ${names.due} is not EMPTY`),
        stateIs(`${names.state} = "Paused"`),
      ]);
      if (running === undefined || atRisk === undefined || breached === undefined || paused === undefined)
        throw new Error('four counts were asked for');
      return { asOf: instant(now), rows, running, atRisk, breached, paused };
    },
  };
}

/** Two calls a week and a team: about sixty are what a gadget may ask of Jira for one look. */
const teamsShown = (weeks: number): number => Math.max(2, Math.min(8, 27 - weeks));
