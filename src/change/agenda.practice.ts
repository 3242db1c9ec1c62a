/** What waits for approval, with the evidence to decide it: every change that the reader may see, not only their own. */
import type { Handlers } from '../contract/handlers';
import type { AccountId, CiRef } from '../contract/ids';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import type { ApprovalState, ApprovalView } from './approval.shapes';
import { approvalFor } from './approval-loading.practice';
import { personIn } from './approval-view';
import { siteOf } from './asked-change.practice';
import { refsOfReasons, veiledReasons } from './assessment-view';
import type { AgendaItem, changeContract } from './change.contract';
import type { ChangePorts, ChangeSeen } from './change.ports';
import { PLANS, type CiName, type Person } from './change.shapes';

import { rememberingPorts } from './remembering-ports';
import { CONFLICT_KINDS } from './schedule.shapes';
import { NO_PROJECTS, visibleProjects } from './schedule-view.practice';
import { standingNow, type Standing } from './situation.practice';

/** As many as a meeting gets through, and a call of the platform has the time to judge. */
export const MOST_ITEMS = 50;

/** Judged at once: each reads storage and Jira a handful of times. */
const AT_ONCE = 5;

const WAITING: readonly ApprovalState[] = ['waiting', 'edited', 'expired'];

type AgendaHandler = Handlers<typeof changeContract>['change.agenda'];

export function agendaPractice(given: ChangePorts): AgendaHandler {
  return async ({ accountId }, { mine, projects }) => {
    const ports = rememberingPorts(given);
    const site = await siteOf(ports);
    // Of all projects Jira finds those that the reader may see; one that is named and may not be seen it refuses.
    const named = projects.length === 0 ? [] : await visibleProjects(ports, site, projects);
    if (projects.length > 0 && named.length === 0) throw new AppError('REFUSED', NO_PROJECTS);
    const jql = agendaJql(site, named, (await ports.issues.jqlNames()).tokens);
    const { seen, cut } = await ports.viewer.changes(site, jql, MOST_ITEMS);
    const judged = await inWaves(seen.filter(isDecidable), (one) => judge(ports, site, one, accountId));
    const waiting = judged.filter(({ approval }) => WAITING.includes(approval.state));
    const wanted = mine ? waiting.filter(({ approval }) => approval.mine.length > 0) : waiting;
    const names = await ports.landscape.names([...new Set(wanted.flatMap(namedOf))]);
    const people = await ports.directory.people([...new Set(wanted.flatMap(actorsOf))]);
    const items = wanted.flatMap((one) => itemOf(one, names, people) ?? []);
    return { asOf: ports.clock.now(), items: items.toSorted(byUrgency), cut };
  };
}

/** A search may be some seconds behind what it finds. */
const isDecidable = ({ facts: { stage } }: ChangeSeen): boolean => stage === 'authorize' || stage === 'scheduled';

interface Judged {
  readonly standing: Standing;
  readonly approval: ApprovalView;
}

async function judge(ports: ChangePorts, site: SiteMap, seen: ChangeSeen, reader: AccountId): Promise<Judged> {
  const standing = await standingNow(ports, site, seen);
  return { standing, approval: await approvalFor(ports, standing, reader) };
}

async function inWaves<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}

/** What is scheduled waits only where its approval no longer holds; whether it does is judged afresh for each found. */
export function agendaJql(site: SiteMap, projects: readonly string[], tokens: string): string {
  const { authorize = '-1', scheduled = '-1' } = site.statuses;
  const lost = WAITING.map((state) => `"approval.${state}"`).join(', ');
  return [
    ...(projects.length === 0 ? [] : [`project in (${projects.map((key) => `"${key}"`).join(', ')})`]),
    `issuetype = ${site.issueTypes.change ?? '-1'}`,
    `(status = ${authorize} OR (status = ${scheduled} AND ${tokens} in (${lost})))`,
  ]
    .join(' AND ')
    .concat(' ORDER BY created ASC');
}

const servicesOf = ({ standing }: Judged): readonly CiRef[] => standing.stored?.record.services ?? [];

const namedOf = (one: Judged): CiRef[] => [...servicesOf(one), ...refsOfReasons(becauseOf(one))];

/** What adds most to its risk. */
const becauseOf = ({ standing }: Judged): AgendaItem['because'] =>
  (standing.stored?.record.assessment?.contributions ?? []).filter(({ points }) => points > 0).slice(0, 3);

const actorsOf = ({ standing }: Judged): AccountId[] =>
  [standing.seen.facts.requester, standing.seen.facts.implementer].filter((account) => account !== undefined);

function itemOf(
  { standing, approval }: Judged,
  names: ReadonlyMap<CiRef, string>,
  people: ReadonlyMap<AccountId, Person>,
): AgendaItem | undefined {
  const { facts } = standing.seen;
  const record = standing.stored?.record;
  const assessment = record?.assessment ?? null;
  if (facts.type === undefined) return undefined;
  const person = (account: AccountId | undefined): Person | null =>
    account === undefined ? null : personIn(people, account);
  return {
    issueKey: facts.key,
    summary: facts.summary,
    type: facts.type,
    level: assessment?.level ?? null,
    score: assessment?.score ?? null,
    because: veiledReasons(becauseOf({ standing, approval }), names),
    currency: standing.situation.currency,
    planned: { from: facts.plannedStart ?? null, to: facts.plannedEnd ?? null },
    outage: { from: facts.outageStart ?? null, to: facts.outageEnd ?? null },
    plans: PLANS.map((plan) => ({ plan, filled: facts.plans[plan].words > 0 })),
    waitingSince: record?.asked?.at ?? facts.updatedAt,
    requester: person(facts.requester),
    implementer: person(facts.implementer),
    conflicts: conflictsByKind(standing),
    services: (record?.services ?? []).map((ref) => ciNameOf(ref, names)),
    approval,
  };
}

function conflictsByKind({ situation: { conflicts } }: Standing): AgendaItem['conflicts'] {
  return CONFLICT_KINDS.flatMap((kind) => {
    const count = conflicts.filter((one) => one.kind === kind && !one.accepted).length;
    return count === 0 ? [] : [{ kind, count }];
  });
}

/** A CI whose class is closed to the reader is counted, but not named. */
function ciNameOf(ref: CiRef, names: ReadonlyMap<CiRef, string>): CiName {
  const name = names.get(ref);
  return name === undefined ? { ref: null, name: null } : { ref, name };
}

/** What begins first is decided first; what has no date comes last. */
function byUrgency(one: AgendaItem, other: AgendaItem): number {
  const [a, b] = [one.planned.from ?? '~', other.planned.from ?? '~'];
  return a < b ? -1 : a > b ? 1 : 0;
}
