/** What those who plan a change can better, one thing at a time. Records and criticality are not theirs to choose. */
import { PLANS } from './change.shapes';
import { answeredOn, type Answered } from './risk-answers';
import { PLAN_WORDS } from './risk-factors';
import { SIDES, type Factor, type FactorReason, type RiskInput, type RiskRules } from './risk.shapes';

export interface Betterment {
  readonly factor: Factor;
  /** From the one that asks the least. */
  readonly steps: readonly { readonly reason: FactorReason; readonly better: RiskInput }[];
}

export function betterments(input: RiskInput, rules: RiskRules): Betterment[] {
  return [
    ...SIDES.flatMap((side) =>
      answeredOn(side, input.answers, rules).map((answered) => ({
        factor: side === 'likelihood' ? ('questions' as const) : ('impactQuestions' as const),
        steps: betterAnswers(answered, input),
      })),
    ),
    { factor: 'plans', steps: fullerPlans(input) },
    { factor: 'leadTime', steps: moreNotice(input, rules) },
    { factor: 'conflicts', steps: noConflicts(input) },
    { factor: 'hours', steps: otherHours(input) },
  ];
}

/** The nearest answer first. */
function betterAnswers({ question, choice }: Answered, input: RiskInput): Betterment['steps'] {
  return question.choices
    .filter(({ risk }) => risk < choice.risk)
    .sort((one, other) => other.risk - one.risk)
    .map(({ key, label }) => ({
      reason: { code: 'lower.answer', params: { question: question.key, text: question.text, choice: key, label } },
      better: { ...input, answers: { ...input.answers, [question.key]: key } },
    }));
}

function fullerPlans(input: RiskInput): Betterment['steps'] {
  const poor = PLANS.filter((plan) => input.plans[plan] < PLAN_WORDS);
  if (poor.length === 0) return [];
  const filled = Object.fromEntries(poor.map((plan) => [plan, PLAN_WORDS]));
  return [
    {
      reason: { code: 'lower.plans', params: { plans: poor.join(','), enough: PLAN_WORDS } },
      better: { ...input, plans: { ...input.plans, ...filled } },
    },
  ];
}

/** Day by day up to what the type asks for. */
function moreNotice(input: RiskInput, { leadTimeDays }: RiskRules): Betterment['steps'] {
  const wanted = Math.ceil(leadTimeDays[input.type]);
  const first = Math.max(1, Math.floor(input.noticeDays) + 1);
  return Array.from({ length: Math.max(0, wanted - first + 1) }, (_, more) => first + more).map((days) => ({
    reason: { code: 'lower.notice', params: { days } },
    better: { ...input, noticeDays: days },
  }));
}

function noConflicts(input: RiskInput): Betterment['steps'] {
  const count = input.conflicts.length;
  return count === 0
    ? []
    : [{ reason: { code: 'lower.conflicts', params: { count } }, better: { ...input, conflicts: [] } }];
}

function otherHours(input: RiskInput): Betterment['steps'] {
  const { window } = input;
  return window === null || window.businessMinutes <= 0
    ? []
    : [
        {
          reason: { code: 'lower.hours', params: {} },
          better: { ...input, window: { ...window, businessMinutes: 0 } },
        },
      ];
}
