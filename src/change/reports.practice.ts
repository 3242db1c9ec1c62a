/** Gadgets about changes. Jira counts for the person who looks, so that a number equals what they find on following it. */
import type { z } from 'zod';
import type { Handlers } from '../contract/handlers';
import type { ProjectKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { siteOf } from './asked-change.practice';
import { allOf, anyToken, changesIn, fieldIn, minuteIn, noToken, plannedWithin, quoted, stagesIn } from './change-jql';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Outcome, RiskLevel, Stage } from './change.shapes';
import { counting, type Count } from './counting.practice';
import type { RiskRules } from './risk.shapes';
import {
  calendarChanges,
  NO_PROJECTS,
  surroundings,
  visibleOccurrences,
  visibleProjects,
  withRecords,
} from './schedule-view.practice';
import { byLevel, byTeam, byType, lastWeeks, successQueries, type Part, type SuccessQueries } from './success-queries';
import { impactToken, likelihoodToken } from './tokens';
import { occurrencesOf } from './windows';

type Contract = typeof changeContract;
type Offered = 'change.heatMap' | 'change.upcoming' | 'change.successRate';
type HeatMap = z.input<Contract['change.heatMap']['output']>;

const DAY_MS = 86_400_000;
const LEVELS = [1, 2, 3, 4, 5] as const;
const AHEAD: readonly Stage[] = ['new', 'assess', 'authorize', 'scheduled', 'implement'];
const CLOSED: readonly Stage[] = ['closed'];
const TEAMS_SHOWN = 8;
/** The newest changes say which teams there are. */
const TEAM_SAMPLE = 200;

export function reportsPractice(ports: ChangePorts): Pick<Handlers<Contract>, Offered> {
  const { viewer, settings, issues, calendars, clock } = ports;
  const counted = counting(ports);

  async function base(projects: readonly ProjectKey[]): Promise<{ site: SiteMap; jql: string; tokens: string }> {
    const site = await siteOf(ports);
    const visible = await visibleProjects(ports, site, projects);
    if (visible.length === 0) throw new AppError('REFUSED', NO_PROJECTS);
    return { site, jql: changesIn(site, visible), tokens: (await issues.jqlNames()).tokens };
  }

  /** Those still to be done, those planned for the next days, or those closed in the last. */
  async function scoped(site: SiteMap, scope: 'open' | 'upcoming' | 'closed', days: number): Promise<string> {
    if (scope === 'open') return stagesIn(site, AHEAD);
    const now = clock.now();
    const zone = await viewer.zone();
    // A minute that is written once: `-30d` would mean another one whenever the link is followed.
    if (scope === 'closed')
      return allOf([stagesIn(site, CLOSED), `resolved >= ${quoted(minuteIn(daysFrom(now, -days), zone))}`]);
    return allOf([stagesIn(site, AHEAD), plannedWithin(site, now, daysFrom(now, days), zone)]);
  }

  async function heatMap(whole: string, tokens: string): Promise<HeatMap> {
    const { matrix } = (await settings.risk.read()).document;
    const within = (clause: string): string => allOf([whole, clause]);
    const rows = LEVELS.map((likelihood) => within(anyToken(tokens, [likelihoodToken(likelihood)])));
    const [total, ...inRows] = await counted.all([whole, ...rows]);
    const cells: HeatMap['cells'] = [];
    for (const [row, likelihood] of LEVELS.entries()) {
      const queries = LEVELS.map((impact) => allOf([rows[row] ?? '', anyToken(tokens, [impactToken(impact)])]));
      const found = await counted.parts(inRows[row]?.count ?? 0, queries);
      cells.push(found.map((cell, column) => ({ ...cell, level: levelAt(matrix, likelihood, column) })));
    }
    return {
      asOf: clock.now(),
      cells,
      unassessed: await counted.of(within(noToken(tokens, LEVELS.map(likelihoodToken)))),
      total: total ?? { count: 0, jql: whole },
    };
  }

  async function groupsOf(
    by: 'type' | 'level' | 'team',
    site: SiteMap,
    tokens: string,
    closed: string,
  ): Promise<Part[]> {
    if (by === 'type') return byType(tokens);
    if (by === 'level') return byLevel(tokens);
    const { seen } = await viewer.changes(site, `${closed} ORDER BY updated DESC`, TEAM_SAMPLE);
    const often = new Map<string, number>();
    for (const { facts } of seen) if (facts.team !== undefined) often.set(facts.team, (often.get(facts.team) ?? 0) + 1);
    const teams = [...often].sort(([, one], [, other]) => other - one).map(([team]) => team);
    return byTeam(site, teams.slice(0, TEAMS_SHOWN));
  }

  return {
    async 'change.heatMap'(_, { projects, scope, days }) {
      const { site, jql, tokens } = await base(projects);
      return heatMap(allOf([jql, await scoped(site, scope, days)]), tokens);
    },
    async 'change.upcoming'(_, { projects, days, limit }) {
      const { site, jql } = await base(projects);
      const now = clock.now();
      const span = { from: now, to: daysFrom(now, days) };
      const all = allOf([jql, await scoped(site, 'upcoming', days)]);
      const start = fieldIn(site, 'plannedStart');
      const { seen } = await viewer.changes(
        site,
        `${all}${start === undefined ? '' : ` ORDER BY ${start} ASC`}`,
        limit,
      );
      const found = await withRecords(ports, seen);
      const { windows } = (await settings.windows.read()).document;
      const freezes = windows.filter(({ enabled, kind }) => enabled && kind === 'freeze');
      const ahead = await visibleOccurrences(
        ports,
        freezes.flatMap((window) => occurrencesOf(window, span)),
      );
      return {
        asOf: now,
        total: await counted.of(all),
        changes: await calendarChanges(ports, found, await surroundings(ports, span, found)),
        freezes: ahead.sort((one, other) => toEpoch(instant(one.from)) - toEpoch(instant(other.from))).slice(0, limit),
      };
    },
    async 'change.successRate'(_, { projects, weeks, groupBy }) {
      const { site, jql, tokens } = await base(projects);
      const now = clock.now();
      const asked = { base: jql, tokens, weeks: lastWeeks(toEpoch(now), weeks, await calendars.reportingZone()) };
      const parts = await groupsOf(groupBy, site, tokens, successQueries(asked, []).closed);
      const queries = successQueries(asked, parts);
      const totals = await totalsOf(queries);
      return {
        asOf: now,
        ...totals,
        ...(await weeksOf(queries)),
        groups: await countedGroups(queries, totals),
      };
    },
  };

  async function totalsOf(queries: SuccessQueries) {
    const keys = ['closed', 'succeeded', 'changeFailures', 'emergencies', 'unauthorised'] as const;
    const found = await counted.all(keys.map((key) => queries[key]));
    const of = (key: (typeof keys)[number]): Count => found[keys.indexOf(key)] ?? none(queries[key]);
    return {
      closed: of('closed'),
      succeeded: of('succeeded'),
      changeFailures: of('changeFailures'),
      emergencies: of('emergencies'),
      unauthorised: of('unauthorised'),
    };
  }

  /** The latest weeks first: once they make up the whole, the others are not asked for. */
  async function weeksOf({ weeks, total }: SuccessQueries) {
    const weekly = async (outcome: Outcome): Promise<{ whole: Count; parts: Count[] }> => {
      const whole = await counted.of(total[outcome]);
      const latestFirst = weeks.map(({ of }) => of[outcome]).toReversed();
      return { whole, parts: (await counted.parts(whole.count, latestFirst)).toReversed() };
    };
    const successful = await weekly('successful');
    const withIssues = await weekly('withIssues');
    const failed = await weekly('failed');
    const backedOut = await weekly('backedOut');
    return {
      outcomes: {
        successful: successful.whole,
        withIssues: withIssues.whole,
        failed: failed.whole,
        backedOut: backedOut.whole,
      },
      weeks: weeks.map(({ week, from, to, of }, place) => ({
        week,
        from: instant(from),
        to: instant(to),
        successful: successful.parts[place] ?? none(of.successful),
        withIssues: withIssues.parts[place] ?? none(of.withIssues),
        failed: failed.parts[place] ?? none(of.failed),
        backedOut: backedOut.parts[place] ?? none(of.backedOut),
      })),
    };
  }

  async function countedGroups({ groups }: SuccessQueries, whole: { closed: Count; succeeded: Count }) {
    const closed = await counted.parts(
      whole.closed.count,
      groups.map((group) => group.closed),
    );
    const shown = groups.flatMap((group, place) => {
      const found = closed[place] ?? none(group.closed);
      return found.count > 0 ? [{ ...group, closed: found }] : [];
    });
    const succeeded = await counted.parts(
      whole.succeeded.count,
      shown.map((group) => group.succeeded),
    );
    return shown.map(({ key, label, closed: all, succeeded: jql }, place) => ({
      key,
      label,
      closed: all,
      succeeded: succeeded[place] ?? none(jql),
    }));
  }
}

const daysFrom = (at: Instant, days: number): Instant => instant(toEpoch(at) + days * DAY_MS);
const none = (jql: string): Count => ({ count: 0, jql });

function levelAt(matrix: RiskRules['matrix'], likelihood: number, column: number): RiskLevel {
  const level = matrix[likelihood - 1]?.[column];
  if (level === undefined) throw new Error(`no cell of the risk matrix: ${likelihood}, ${column + 1}`);
  return level;
}
