/** Changes and rules to assess: one by hand, and any. */
import fc from 'fast-check';
import type { Criticality } from '../../src/cmdb/model';
import { CiRef } from '../../src/contract/ids';
import { CHANGE_TYPES, RISK_LEVELS, type RiskLevel } from '../../src/change/change.shapes';
import { DEFAULT_RISK_RULES } from '../../src/change/risk-defaults';
import { assess } from '../../src/change/risk';
import { FACTORS, type Question, type RiskInput, type RiskResult, type RiskRules } from '../../src/change/risk.shapes';
import { CONFLICT_KINDS } from '../../src/change/schedule.shapes';
import type { Tally } from '../../src/change/review.shapes';
import { successRate } from '../../src/change/success-rate';

export const rateOf = (tally: Partial<Tally>, prior = DEFAULT_RISK_RULES.prior) =>
  successRate({ successful: 0, withIssues: 0, failed: 0, backedOut: 0, ...tally }, prior);

const best = (rules: RiskRules): Record<string, string> =>
  Object.fromEntries(
    rules.questions.map(({ key, choices }) => [key, [...choices].sort((a, b) => a.risk - b.risk)[0]?.key ?? '']),
  );

/** As harmless as a change can be under the shipped rules. */
export const HARMLESS: RiskInput = {
  type: 'standard',
  answers: best(DEFAULT_RISK_RULES),
  plans: { implementation: 120, backout: 60, test: 40, communication: 30 },
  noticeDays: 10,
  conflicts: [],
  team: rateOf({ successful: 40 }),
  worstCi: { ref: CiRef.parse('server:web-01'), rate: rateOf({ successful: 8 }) },
  criticalities: [5],
  services: { fall: [], spared: [], cut: false },
  window: { minutes: 60, businessMinutes: 0 },
};

export function resultOf(input: RiskInput, rules: RiskRules = DEFAULT_RISK_RULES): RiskResult {
  const assessed = assess(input, rules);
  if (!assessed.ok) throw new Error(assessed.faults.map(({ message }) => message).join(' '));
  return assessed.result;
}

export const rankOf = (level: RiskLevel): number => RISK_LEVELS.indexOf(level);

const percent = fc.integer({ min: 0, max: 100 });

const question = fc.record({
  side: fc.constantFrom('likelihood' as const, 'impact' as const),
  weight: fc.integer({ min: 1, max: 100 }),
  risks: fc.array(percent, { minLength: 2, maxLength: 5 }),
});

/** Every matrix in which more likelihood or impact never lowers the risk comes from its own running maximum. */
const matrix = fc
  .array(fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 })
  .map((grid): RiskRules['matrix'] => {
    const cell = (likelihood: number, impact: number): RiskLevel => {
      const below = grid.slice(0, likelihood + 1).flatMap((row) => row.slice(0, impact + 1));
      return RISK_LEVELS[Math.max(...below)] ?? 'low';
    };
    const row = (likelihood: number): RiskRules['matrix'][number] => [
      cell(likelihood, 0),
      cell(likelihood, 1),
      cell(likelihood, 2),
      cell(likelihood, 3),
      cell(likelihood, 4),
    ];
    return [row(0), row(1), row(2), row(3), row(4)];
  });

const cuts = fc
  .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 4, maxLength: 4 })
  .map((four): RiskRules['cuts']['impact'] => {
    const [a = 20, b = 40, c = 60, d = 80] = four.sort((x, y) => x - y);
    return [a, b, c, d];
  });

const byType = <T>(value: fc.Arbitrary<T>) => fc.record({ standard: value, normal: value, emergency: value });

/** Any rules whose matrix and cuts are in order, with weights of which some are 0. */
export const anyRules: fc.Arbitrary<RiskRules> = fc
  .record({
    asked: fc.array(question, { maxLength: 5 }),
    weights: fc.record(
      Object.fromEntries(FACTORS.map((factor) => [factor, fc.oneof(fc.constant(0), percent)] as const)),
    ),
    matrix,
    cuts: fc.record({ likelihood: cuts, impact: cuts }),
    leadTimeDays: byType(
      fc.oneof(
        fc.constant(0),
        fc.integer({ min: 5, max: 120 }).map((tenths) => tenths / 10),
      ),
    ),
    typeRisk: byType(percent),
  })
  .map(({ asked, weights, ...rest }) => ({
    ...DEFAULT_RISK_RULES,
    ...rest,
    weights: { ...DEFAULT_RISK_RULES.weights, ...weights },
    questions: asked.map(({ side, weight, risks }, index): Question => ({
      key: `q${index}`,
      text: `Question ${index}?`,
      help: '',
      side,
      weight,
      choices: risks.map((risk, at) => ({ key: `c${at}`, label: `Answer ${at}`, risk })),
    })),
  }));

const criticality: fc.Arbitrary<Criticality | null> = fc.constantFrom(null, 1, 2, 3, 4, 5);
const tally = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ successful: 0, withIssues: 0, failed: 0, backedOut: 0 }) },
  {
    weight: 9,
    arbitrary: fc.record({
      successful: fc.nat(40),
      withIssues: fc.nat(5),
      failed: fc.nat(10),
      backedOut: fc.nat(5),
    }),
  },
);
const words = fc.oneof(fc.constant(0), fc.nat(20));

/** Any change, with every question of the rules answered. */
export const anyInput = ({ questions }: RiskRules): fc.Arbitrary<RiskInput> =>
  fc.record({
    type: fc.constantFrom(...CHANGE_TYPES),
    answers: fc.record(
      Object.fromEntries(questions.map(({ key, choices }) => [key, fc.constantFrom(...choices.map((one) => one.key))])),
    ),
    plans: fc.record({ implementation: words, backout: words, test: words, communication: words }),
    noticeDays: fc.integer({ min: -30, max: 150 }).map((tenths) => tenths / 10),
    conflicts: fc.array(fc.record({ kind: fc.constantFrom(...CONFLICT_KINDS), accepted: fc.boolean() }), {
      maxLength: 4,
    }),
    team: fc.option(tally.map((one) => rateOf(one))),
    worstCi: fc.option(tally.map((one) => ({ ref: CiRef.parse('server:web-01'), rate: rateOf(one) }))),
    criticalities: fc.array(criticality, { maxLength: 5 }),
    services: fc.record({
      fall: fc.array(criticality, { maxLength: 4 }),
      spared: fc.array(criticality, { maxLength: 4 }),
      cut: fc.boolean(),
    }),
    window: fc.option(
      fc
        .record({
          minutes: fc.integer({ min: 5, max: 600 }),
          share: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
        })
        .map(({ minutes, share }) => ({ minutes, businessMinutes: minutes * share })),
    ),
  });

export interface Assessable {
  readonly rules: RiskRules;
  readonly input: RiskInput;
}

export const anyChange: fc.Arbitrary<Assessable> = anyRules.chain((rules) =>
  anyInput(rules).map((input) => ({ rules, input })),
);
