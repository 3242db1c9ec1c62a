/** Gathers what the risk of a change is judged by: impact with redundancy, conflicts, records of success, notice, hours. */
import { Temporal } from 'temporal-polyfill';
import { isSet } from '../cmdb/graph';
import { impactOf } from '../cmdb/impact';
import type { CiRef } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import { workingDay, workingTime, type WorkCalendar } from '../sla/calendar';
import type { ChangeFacts } from './change-facts';
import type { ChangePorts, LandscapeCard } from './change.ports';
import type { ChangeType, Plan } from './change.shapes';
import type { Neighbourhood } from './neighbourhood.practice';
import type { Subject, SuccessRate } from './review.shapes';
import type { Answers, RiskInput, RiskRules } from './risk.shapes';
import type { Standing } from './situation.practice';
import { successRate, tallyOf, worstOf } from './success-rate';

/** Records looked up, of the most critical CIs first: each is a query of its own. */
export const MOST_CI_RECORDS = 25;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A change that is described: without these nothing can be judged. */
export interface Described {
  readonly type: ChangeType;
  readonly plannedStart: Instant;
  readonly plannedEnd: Instant;
}

export interface Gathered {
  readonly input: RiskInput;
  /** Business services that fall with its CIs, those among the CIs included. */
  readonly services: readonly CiRef[];
  readonly impactCut: boolean;
}

export async function gatherRisk(
  ports: Pick<ChangePorts, 'outcomes' | 'landscape' | 'calendars'>,
  { situation, rules, around }: Standing & { readonly around: Neighbourhood },
  { type, plannedStart, plannedEnd }: Described,
  answers: Answers,
): Promise<Gathered> {
  const { facts, now } = situation;
  const cards = await ports.landscape.cards(facts.cis);
  const fall = fallOf(facts.cis, cards, around);
  const [team, worstCi, calendar] = await Promise.all([
    teamRecord(ports, facts.team, rules.document, now),
    ciRecord(ports, facts.cis, cards, rules.document, now),
    businessCalendar(ports, rules.document),
  ]);
  return {
    services: fall.services,
    impactCut: around.graphCut,
    input: {
      type,
      answers,
      plans: wordsOf(facts),
      noticeDays: noticeDays(calendar, now, plannedStart),
      conflicts: situation.conflicts.map(({ kind, accepted }) => ({ kind, accepted })),
      team,
      worstCi,
      criticalities: facts.cis.map((ref) => cards.get(ref)?.criticality ?? null),
      services: { fall: fall.criticalities, spared: fall.spared, cut: around.graphCut },
      window: calendar === undefined ? null : hoursOf(calendar, plannedStart, plannedEnd),
    },
  };
}

const wordsOf = ({ plans }: ChangeFacts): Record<Plan, number> => ({
  implementation: plans.implementation.words,
  backout: plans.backout.words,
  test: plans.test.words,
  communication: plans.communication.words,
});

type Cards = ReadonlyMap<CiRef, LandscapeCard>;
type Criticality = LandscapeCard['criticality'];

function fallOf(
  cis: readonly CiRef[],
  cards: Cards,
  { graph }: Pick<Neighbourhood, 'graph'>,
): { services: CiRef[]; criticalities: Criticality[]; spared: Criticality[] } {
  const { services, spared } = impactOf(graph, cis);
  const own = cis.flatMap((ref) => cards.get(ref) ?? []).filter(({ service }) => service);
  const nodeOf = (ref: CiRef): number => graph.indexOf.get(ref) ?? -1;
  const saved = spared.filter(({ ref }) => isSet(graph.service, nodeOf(ref)));
  return {
    services: [...own.map(({ ref }) => ref), ...services.map(({ ref }) => ref)],
    criticalities: [...own, ...services].map(({ criticality }) => criticality),
    spared: saved.map(({ ref }) => graph.nodes[nodeOf(ref)]?.criticality ?? null),
  };
}

// ── Records of success ───────────────────────────────────────────────────────────────────────────────────────────────

async function rateOf(
  { outcomes }: Pick<ChangePorts, 'outcomes'>,
  subject: Subject,
  { prior, recordMonths }: RiskRules,
  now: Instant,
): Promise<SuccessRate> {
  const since = Temporal.Instant.from(now).toZonedDateTimeISO('UTC').subtract({ months: recordMonths });
  return successRate(tallyOf(await outcomes.of(subject, instant(since.epochMilliseconds))), prior);
}

const teamRecord = async (
  ports: Pick<ChangePorts, 'outcomes'>,
  team: string | undefined,
  rules: RiskRules,
  now: Instant,
): Promise<SuccessRate | null> => (team === undefined ? null : rateOf(ports, { of: 'team', team }, rules, now));

const LEAST_CRITICAL = 6;

async function ciRecord(
  ports: Pick<ChangePorts, 'outcomes'>,
  cis: readonly CiRef[],
  cards: Cards,
  rules: RiskRules,
  now: Instant,
): Promise<RiskInput['worstCi']> {
  const urgency = (ref: CiRef): number => cards.get(ref)?.criticality ?? LEAST_CRITICAL;
  const looked = [...new Set(cis)].toSorted((one, other) => urgency(one) - urgency(other)).slice(0, MOST_CI_RECORDS);
  const rates = await Promise.all(
    looked.map(async (ref) => ({ ref, rate: await rateOf(ports, { of: 'ci', ref }, rules, now) })),
  );
  return worstOf(rates) ?? null;
}

// ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

const businessCalendar = async (
  { calendars }: Pick<ChangePorts, 'calendars'>,
  { businessCalendar: key }: RiskRules,
): Promise<WorkCalendar | undefined> => (key === null ? undefined : calendars.business(key));

function noticeDays(calendar: WorkCalendar | undefined, now: Instant, start: Instant): number {
  const [from, to] = [toEpoch(now), toEpoch(start)];
  return calendar === undefined ? (to - from) / DAY_MS : workingTime(calendar, from, to) / workingDay(calendar);
}

function hoursOf(calendar: WorkCalendar, start: Instant, end: Instant): RiskInput['window'] {
  const [from, to] = [toEpoch(start), toEpoch(end)];
  return { minutes: (to - from) / MINUTE_MS, businessMinutes: workingTime(calendar, from, to) / MINUTE_MS };
}
