/** The change calendar: what is planned, in which windows, and what breaks when it happens at once. */
import type { z } from 'zod';
import type { Handlers } from '../contract/handlers';
import type { CiRef, IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { siteOf } from './asked-change.practice';
import { allOf, anyToken, changesIn, plannedWithin, stagesIn, fieldIn } from './change-jql';
import type { CalendarFilter, changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import { STAGES, type IssueCard, type Stage } from './change.shapes';
import { collisionsOf, type Collision } from './collisions';
import { ciName, keysIn } from './conflict-view';
import { givenSpan } from './given-time';
import { icsOf } from './ics';
import { intervalOf, common } from './intervals';
import { neighbourhood } from './neighbourhood.practice';
import type { CollisionView } from './schedule.shapes';
import {
  calendarChanges,
  NO_PROJECTS,
  surroundings,
  visibleOccurrences,
  visibleProjects,
  withRecords,
  type Seen,
} from './schedule-view.practice';
import { riskToken, typeToken } from './tokens';
import { occurrencesOf } from './windows';

type Offered = 'change.calendar' | 'change.ics' | 'change.simulate';
type Contract = typeof changeContract;
type Calendar = z.output<Contract['change.calendar']['output']>;

/** Changes that one look shows; a page of Jira's search has a hundred. */
const MOST_CHANGES = 500;
const MOST_WINDOWS = 1_000;
const DAY_MS = 86_400_000;
const LONGEST_LOOK = { days: 100, ms: 100 * DAY_MS };
/** A week of changes that are all compared with each other. */
const LONGEST_SIMULATION = { days: 31, ms: 31 * DAY_MS };
const MOST_COLLISIONS = 200;

const SHOWN: readonly Stage[] = STAGES.filter((stage) => stage !== 'cancelled');

export function calendarPractice(ports: ChangePorts): Pick<Handlers<Contract>, Offered> {
  const { viewer, settings, landscape, clock } = ports;

  async function calendar(filter: CalendarFilter): Promise<Calendar> {
    const site = await siteOf(ports);
    const span = givenSpan({ from: filter.from, to: filter.to }, '', LONGEST_LOOK);
    const projects = await visibleProjects(ports, site, filter.projects);
    if (projects.length === 0) throw new AppError('REFUSED', NO_PROJECTS);
    const jql = await calendarJql(site, projects, span, filter);
    const { seen, cut } = await viewer.changes(site, jql, MOST_CHANGES);
    // Jira's minutes are coarser than a span.
    const touching = (await withRecords(ports, seen)).filter((one) => touches(one, span));
    const found = await concerning(filter.services, touching);
    const changes = await calendarChanges(ports, found, await surroundings(ports, span, found));
    const { windows } = (await settings.windows.read()).document;
    const occurrences = windows.filter(({ enabled }) => enabled).flatMap((window) => occurrencesOf(window, span));
    return {
      asOf: clock.now(),
      changes,
      windows: await visibleOccurrences(ports, occurrences.slice(0, MOST_WINDOWS)),
      cut: cut || occurrences.length > MOST_WINDOWS,
    };
  }

  async function calendarJql(
    site: SiteMap,
    projects: readonly string[],
    { from, to }: ReturnType<typeof givenSpan>,
    { types, levels }: Pick<CalendarFilter, 'types' | 'levels'>,
  ): Promise<string> {
    const [zone, names] = await Promise.all([viewer.zone(), ports.issues.jqlNames()]);
    const clauses = [
      changesIn(site, projects),
      stagesIn(site, SHOWN),
      plannedWithin(site, from, to, zone),
      types.length === 0 ? '' : anyToken(names.tokens, types.map(typeToken)),
      levels.length === 0 ? '' : anyToken(names.tokens, levels.map(riskToken)),
    ];
    const start = fieldIn(site, 'plannedStart');
    return `${allOf(clauses)}${start === undefined ? '' : ` ORDER BY ${start} ASC`}`;
  }

  /** Those that can bring down one of the services, as last assessed, or work on it. */
  async function concerning(services: readonly CiRef[], found: readonly Seen[]): Promise<readonly Seen[]> {
    if (services.length === 0) return found;
    // What the reader may not see in the CMDB is no way to find changes by.
    const readable = await landscape.names(services);
    return found.filter(({ seen, record }) =>
      [...seen.facts.cis, ...(record?.services ?? [])].some((ref) => services.includes(ref) && readable.has(ref)),
    );
  }

  async function collisionViews(collisions: readonly Collision[]): Promise<CollisionView[]> {
    const keys = keysIn(collisions.flatMap(({ changes }) => changes.map((other) => ({ other }))));
    const refs = collisions.flatMap(({ breaks }) => breaks.map(({ ref }) => ref));
    const [visible, names] = await Promise.all([
      keys.length === 0 ? new Map<IssueKey, IssueCard>() : viewer.visible(keys),
      landscape.names([...new Set(refs)]),
    ]);
    return collisions.map(({ changes, together, breaks }) => ({
      changes: changes.map(({ key, planned }) => ({
        key: visible.has(key) ? key : null,
        summary: visible.get(key)?.summary ?? null,
        planned: { ...planned },
      })),
      together: { ...together },
      breaks: breaks.map(({ ref, service }) => ({ ...ciName(ref, names), service })),
    }));
  }

  return {
    'change.calendar': (_, filter) => calendar(filter),
    async 'change.ics'(_, filter) {
      const { changes, windows } = await calendar(filter);
      return { text: icsOf(changes, windows, { now: clock.now(), site: await ports.siteHost() }) };
    },
    async 'change.simulate'(_, { from, to }) {
      await siteOf(ports);
      const span = givenSpan({ from, to }, '', LONGEST_SIMULATION);
      const { document } = await settings.windows.read();
      const around = await neighbourhood(ports, document, span, { issueId: undefined, cis: [] });
      const { collisions, cut } = collisionsOf(around.others, around.graph, { sets: MOST_COLLISIONS });
      return {
        collisions: await collisionViews(collisions),
        changes: around.others.length,
        cut: cut || around.cut || around.graphCut,
      };
    },
  };
}

function touches({ seen: { facts } }: Seen, span: ReturnType<typeof givenSpan>): boolean {
  const { plannedStart, plannedEnd } = facts;
  if (plannedStart === undefined || plannedEnd === undefined) return false;
  return common({ from: toEpoch(plannedStart), to: toEpoch(plannedEnd) }, intervalOf(span)) !== undefined;
}
