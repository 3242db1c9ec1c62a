/** Changes and windows of a span of time as one reader may see them: what calendar, gadgets and files of it show. */
import type { AccountId, CiRef } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import type { ChangeRecord } from './change-record';
import type { CalendarChange } from './change.contract';
import type { ChangePorts, ChangeSeen } from './change.ports';
import type { Person, Stage } from './change.shapes';
import { ciName } from './conflict-view';
import { conflictIndex, type Clash } from './conflicts';
import { intervalOf } from './intervals';
import { acceptanceOf, neighbourhood, type Neighbourhood } from './neighbourhood.practice';
import { spanBetween } from './planned-span';
import type { Occurrence } from './schedule.shapes';
import { candidateOf } from './scheduled-change';

/** Once the work is done nothing stands in its way any more. */
const AFTER: readonly Stage[] = ['review', 'closed', 'cancelled'];

export interface Asked {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Seen {
  readonly seen: ChangeSeen;
  readonly record: ChangeRecord | undefined;
}

/** The app's own part of changes that Jira has shown to the reader. */
export async function withRecords(ports: Pick<ChangePorts, 'records'>, found: readonly ChangeSeen[]): Promise<Seen[]> {
  const records = await ports.records.readMany(found.map(({ facts }) => facts.issueId));
  return found.map((seen) => ({ seen, record: records.get(seen.facts.issueId)?.record }));
}

/** Those with a valid window, as the calendar shows them. What they clash with is found among all changes, seen or not. */
export async function calendarChanges(
  ports: Pick<ChangePorts, 'landscape' | 'directory'>,
  found: readonly Seen[],
  { around, compared }: Compared,
): Promise<CalendarChange[]> {
  const index = conflictIndex(around.others, around.plan, around.graph);
  const refs = found.flatMap(({ seen, record }) => [...seen.facts.cis, ...(record?.services ?? [])]);
  const implementers = found.flatMap(({ seen }) => seen.facts.implementer ?? []);
  const [names, people] = await Promise.all([
    ports.landscape.names([...new Set(refs)]),
    ports.directory.people([...new Set(implementers)]),
  ]);
  const eyes = { names, people };
  return found.flatMap((one) => {
    const candidate = candidateOf(one.seen.facts);
    if (candidate === undefined) return [];
    const { stage } = one.seen.facts;
    if (stage !== undefined && AFTER.includes(stage)) return shown(one, 'none', eyes);
    // What reaches beyond the span was not compared with everything it may meet.
    if (candidate.planned.from < compared.from || candidate.planned.to > compared.to)
      return shown(one, 'unknown', eyes);
    return shown(one, stateOf(index.clashesOf(candidate), one.record, around.cut || around.graphCut), eyes);
  });
}

interface Eyes {
  readonly names: ReadonlyMap<CiRef, string>;
  readonly people: ReadonlyMap<AccountId, Person>;
}

function shown({ seen, record }: Seen, conflicts: CalendarChange['conflicts'], eyes: Eyes): CalendarChange[] {
  const { facts } = seen;
  const planned = spanBetween(facts.plannedStart, facts.plannedEnd);
  if (planned === null || facts.stage === undefined) return [];
  const { implementer } = facts;
  return [
    {
      issueKey: facts.key,
      summary: facts.summary,
      type: facts.type ?? null,
      stage: facts.stage,
      level: record?.level ?? null,
      planned,
      outage: spanBetween(facts.outageStart, facts.outageEnd),
      implementer: implementer === undefined ? null : (eyes.people.get(implementer)?.name ?? null),
      cis: facts.cis.map((ref) => ciName(ref, eyes.names)),
      services: (record?.services ?? []).map((ref) => ciName(ref, eyes.names)),
      conflicts,
    },
  ];
}

/** That there is a conflict is told; with what, only to whom may see the other change. */
function stateOf(
  clashes: readonly Clash[],
  record: ChangeRecord | undefined,
  cut: boolean,
): CalendarChange['conflicts'] {
  if (clashes.some(({ kind }) => kind === 'freeze')) return 'frozen';
  if (clashes.some((clash) => acceptanceOf(record, clash) === undefined)) return 'unaccepted';
  if (cut) return 'unknown';
  return clashes.length > 0 ? 'accepted' : 'none';
}

/** Windows of the whole site and of classes everybody knows of; of CIs and services those that the reader may see. */
export async function visibleOccurrences(
  { landscape }: Pick<ChangePorts, 'landscape'>,
  occurrences: readonly Occurrence[],
): Promise<Occurrence[]> {
  const refs = occurrences.flatMap(({ scope }) => ('refs' in scope ? scope.refs : []));
  if (refs.length === 0) return [...occurrences];
  const names = await landscape.names([...new Set(refs)]);
  return occurrences.flatMap((occurrence) => {
    const { scope } = occurrence;
    if (!('refs' in scope)) return [occurrence];
    const readable = scope.refs.filter((ref) => names.has(ref));
    return readable.length === 0 ? [] : [{ ...occurrence, scope: { ...scope, refs: readable } }];
  });
}

export interface Compared {
  readonly around: Neighbourhood;
  /** All changes of this span were compared. */
  readonly compared: Asked;
}

/** How far changes may reach out of what is looked at, to be compared all the same. */
const REACH_MS = 31 * 86_400_000;

/** Around the changes that are shown, none of the others left out. */
export async function surroundings(
  ports: Pick<ChangePorts, 'records' | 'landscape' | 'settings'>,
  { from, to }: Asked,
  found: readonly Pick<Seen, 'seen'>[],
): Promise<Compared> {
  const candidates = found
    .flatMap(({ seen }) => candidateOf(seen.facts) ?? [])
    .map(({ planned }) => intervalOf(planned));
  const [start, end] = [toEpoch(from), toEpoch(to)];
  const compared = {
    from: instant(Math.max(start - REACH_MS, Math.min(start, ...candidates.map((one) => one.from)))),
    to: instant(Math.min(end + REACH_MS, Math.max(end, ...candidates.map((one) => one.to)))),
  };
  const windows = (await ports.settings.windows.read()).document;
  const cis = found.flatMap(({ seen }) => seen.facts.cis);
  return { compared, around: await neighbourhood(ports, windows, compared, { issueId: undefined, cis }) };
}

export const NO_PROJECTS = 'You may see none of these projects in Jira. Ask for access, or choose other projects.';

/** JQL takes a project that the reader may not see for one that does not exist, and refuses the whole query. */
export async function visibleProjects(
  { viewer }: Pick<ChangePorts, 'viewer'>,
  site: SiteMap,
  chosen: readonly string[],
): Promise<string[]> {
  const managed = site.projects.filter(({ key }) => chosen.length === 0 || chosen.includes(key));
  return managed.length === 0 ? [] : (await viewer.projects(managed.map(({ id }) => id))).map(({ key }) => key);
}
