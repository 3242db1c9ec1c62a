/**
 * The factors of risk, each from 0 (none) to 1 (the worst) with its reasons, the most telling first. What a change can do
 * about a factor never raises it: fuller plans, more notice, fewer conflicts, better records.
 */
import { PLANS, type ChangeType } from './change.shapes';
import { answeredOn } from './risk-answers';
import { CONFLICT_KINDS } from './schedule.shapes';
import { changesIn, priorRate } from './success-rate';
import type { SuccessRate } from './review.shapes';
import type { Factor, FactorReason, RiskInput, RiskRules, Side } from './risk.shapes';

export interface FactorValue {
  readonly value: number;
  readonly reasons: readonly FactorReason[];
  /** False where there is nothing to judge by, as without a calendar: the other factors of the side then weigh the more. */
  readonly judged: boolean;
}

type Judge = (input: RiskInput, rules: RiskRules) => FactorValue;

export const FACTOR_SIDES: Readonly<Record<Factor, Side>> = {
  questions: 'likelihood',
  changeType: 'likelihood',
  plans: 'likelihood',
  leadTime: 'likelihood',
  conflicts: 'likelihood',
  teamRecord: 'likelihood',
  ciRecord: 'likelihood',
  impactQuestions: 'impact',
  criticality: 'impact',
  services: 'impact',
  hours: 'impact',
};

export const FACTOR_VALUES: Readonly<Record<Factor, Judge>> = {
  questions: (input, rules) => questions('likelihood', input, rules),
  changeType: ({ type }, { typeRisk }) =>
    factor(typeRisk[type] / 100, [reason('changeType', { type, risk: typeRisk[type] })]),
  plans: ({ plans }) => plansOf(plans),
  leadTime: ({ type, noticeDays }, { leadTimeDays }) => leadTime(type, noticeDays, leadTimeDays[type]),
  conflicts: ({ conflicts }) => conflictsOf(conflicts),
  teamRecord: ({ team }, { prior }) =>
    team === null ? unrecorded('teamRecord.unknown', prior) : recorded('teamRecord', team, {}),
  ciRecord: ({ worstCi }, { prior }) =>
    worstCi === null ? unrecorded('ciRecord.unknown', prior) : recorded('ciRecord', worstCi.rate, { ci: worstCi.ref }),
  impactQuestions: (input, rules) => questions('impact', input, rules),
  criticality: ({ criticalities }) => criticality(criticalities),
  services: ({ services }) => servicesOf(services),
  hours: ({ window }) => hours(window),
};

const reason = (code: string, params: FactorReason['params'] = {}): FactorReason => ({ code, params });

const factor = (value: number, reasons: readonly FactorReason[]): FactorValue => ({
  value: Math.min(1, Math.max(0, value)),
  reasons,
  judged: true,
});

function questions(side: Side, { answers }: RiskInput, rules: RiskRules): FactorValue {
  const answered = answeredOn(side, answers, rules);
  const weights = answered.reduce((sum, { question }) => sum + question.weight, 0);
  if (weights === 0) return { value: 0, reasons: [reason('answers.none')], judged: false };
  const risk = answered.reduce((sum, { question, choice }) => sum + question.weight * choice.risk, 0);
  const telling = answered
    .filter(({ choice }) => choice.risk > 0)
    .sort((one, other) => other.question.weight * other.choice.risk - one.question.weight * one.choice.risk)
    .map(({ question, choice }) =>
      reason('answer', {
        question: question.key,
        text: question.text,
        choice: choice.key,
        label: choice.label,
        risk: choice.risk,
      }),
    );
  return factor(risk / weights / 100, telling.length > 0 ? telling : [reason('answers.best')]);
}

/** A plan of fewer words hardly says who does what, where and when: it counts as half a plan. */
export const PLAN_WORDS = 10;

function plansOf(words: RiskInput['plans']): FactorValue {
  const missing = PLANS.filter((plan) => words[plan] <= 0);
  const thin = PLANS.filter((plan) => words[plan] > 0 && words[plan] < PLAN_WORDS);
  const reasons = [
    ...missing.map((plan) => reason('plan.missing', { plan })),
    ...thin.map((plan) => reason('plan.thin', { plan, words: words[plan], enough: PLAN_WORDS })),
  ];
  return factor(
    (missing.length + thin.length / 2) / PLANS.length,
    reasons.length > 0 ? reasons : [reason('plans.complete')],
  );
}

function leadTime(type: ChangeType, notice: number, wanted: number): FactorValue {
  if (wanted === 0) return factor(0, [reason('leadTime.notAsked', { type })]);
  // Cut, not rounded: half a day less than asked for must not read as enough.
  const days = Math.max(0, Math.floor(notice * 10) / 10);
  const params = { type, days, wanted };
  if (notice <= 0) return factor(1, [reason('leadTime.none', params)]);
  if (notice >= wanted) return factor(0, [reason('leadTime.enough', params)]);
  return factor(1 - notice / wanted, [reason('leadTime.short', params)]);
}

/** In percent: two conflicts that nobody accepted, or a freeze alone, are the worst. */
const CONFLICT_RISK = { freeze: 100, unaccepted: 50, accepted: 20 } as const;

function conflictsOf(conflicts: RiskInput['conflicts']): FactorValue {
  const risk = conflicts.reduce(
    (sum, { kind, accepted }) =>
      sum + (kind === 'freeze' ? CONFLICT_RISK.freeze : CONFLICT_RISK[accepted ? 'accepted' : 'unaccepted']),
    0,
  );
  const reasons = [false, true].flatMap((accepted) =>
    CONFLICT_KINDS.flatMap((kind) => {
      const count = conflicts.filter((one) => one.kind === kind && one.accepted === accepted).length;
      return count === 0 ? [] : [reason(accepted ? 'conflicts.accepted' : 'conflicts.open', { kind, count })];
    }),
  );
  return factor(risk / 100, reasons.length > 0 ? reasons : [reason('conflicts.none')]);
}

/** Where every second change fails, nothing speaks for the next one: that is the worst. */
const WORST_FAILURE_RATE = 0.5;

const percent = (share: number): number => Math.round(share * 100);

function recorded(code: 'teamRecord' | 'ciRecord', rate: SuccessRate, subject: FactorReason['params']): FactorValue {
  const { tally, mean, low, high } = rate;
  const changes = changesIn(tally);
  const estimate = { ...subject, percent: percent(mean), low: percent(low), high: percent(high) };
  const params =
    changes === 0
      ? estimate
      : { ...estimate, changes, failures: tally.failed + tally.backedOut, withIssues: tally.withIssues };
  return factor((1 - mean) / WORST_FAILURE_RATE, [reason(changes === 0 ? `${code}.none` : `${code}.rate`, params)]);
}

const unrecorded = (code: string, prior: RiskRules['prior']): FactorValue =>
  factor((1 - priorRate(prior)) / WORST_FAILURE_RATE, [reason(code, { percent: percent(priorRate(prior)) })]);

type Criticality = RiskInput['criticalities'][number];

/** What nobody rated counts as middling. */
const rated = (criticality: Criticality): NonNullable<Criticality> => criticality ?? 3;

const CRITICALITY_RISK = { 1: 100, 2: 75, 3: 50, 4: 25, 5: 0 } as const;

function criticality(criticalities: RiskInput['criticalities']): FactorValue {
  if (criticalities.length === 0) return factor(0, [reason('criticality.noCis')]);
  const worst = Math.min(...criticalities.map(rated));
  const level = ([1, 2, 3, 4, 5] as const).find((one) => one === worst) ?? 1;
  const unrated = criticalities.filter((one) => one === null).length;
  const of = criticalities.filter((one) => one === level).length;
  const reasons = [
    ...(of > 0 ? [reason('criticality.worst', { criticality: level, cis: of, of: criticalities.length })] : []),
    ...(unrated > 0 ? [reason('criticality.unrated', { cis: unrated, of: criticalities.length })] : []),
  ];
  return factor(CRITICALITY_RISK[level] / 100, reasons);
}

/** In percent, for each service that falls: two of the most critical are the worst. */
const SERVICE_RISK = { 1: 50, 2: 35, 3: 20, 4: 10, 5: 5 } as const;
/** A service that redundancy keeps up has lost its reserve: a fifth of what its fall would add. */
const SPARED = 5;

function servicesOf({ fall, spared, cut }: RiskInput['services']): FactorValue {
  const riskOf = (services: readonly Criticality[]): number =>
    services.reduce<number>((sum, one) => sum + SERVICE_RISK[rated(one)], 0);
  const tiers = (services: readonly Criticality[], code: string): FactorReason[] =>
    ([1, 2, 3, 4, 5] as const).flatMap((level) => {
      const count = services.filter((one) => one === level).length;
      return count === 0 ? [] : [reason(code, { criticality: level, count })];
    });
  const unrated = fall.filter((one) => one === null).length;
  const reasons = [
    ...tiers(fall, 'services.fall'),
    ...(unrated > 0 ? [reason('services.fallUnrated', { count: unrated })] : []),
    ...(spared.length > 0 ? [reason('services.spared', { count: spared.length })] : []),
    ...(fall.length + spared.length === 0 ? [reason('services.none')] : []),
    ...(cut ? [reason('services.cut')] : []),
  ];
  return factor((riskOf(fall) + riskOf(spared) / SPARED) / 100, reasons);
}

function hours(window: RiskInput['window']): FactorValue {
  if (window === null) return { value: 0, reasons: [reason('hours.noCalendar')], judged: false };
  const { minutes, businessMinutes } = window;
  const inside = Math.round(businessMinutes);
  if (businessMinutes <= 0) return factor(0, [reason('hours.outside')]);
  return factor(businessMinutes / minutes, [reason('hours.inside', { minutes: inside, of: Math.round(minutes) })]);
}
