import fc from 'fast-check';
import type { Criticality } from '../../src/cmdb/model';
import { PLANS } from '../../src/change/change.shapes';
import { REASON_CODES, reasonInWords } from '../../src/change/risk-words';
import { SIDES, RiskResult, type FactorReason, type RiskInput, type RiskRules } from '../../src/change/risk.shapes';
import { CONFLICT_KINDS } from '../../src/change/schedule.shapes';
import { anyChange, rankOf, rateOf, resultOf, type Assessable } from './risk-support';

/** 5,000 of each before a release; a build has time for some. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 600);
const CASES = { numRuns: RUNS };

const replaced = <T>(list: readonly T[], at: number, item: T): T[] => list.map((one, n) => (n === at ? item : one));
/** The next more critical. */
const raised = (one: Criticality | null): Criticality | null =>
  one === null ? 2 : (([1, 1, 2, 3, 4] as const)[one - 1] ?? 1);

type Worsening = (change: Assessable, n: number) => RiskInput;

/** Each makes one thing worse; where there is nothing to worsen it leaves the change as it is. */
const WORSENINGS: Readonly<Record<string, Worsening>> = {
  'a worse answer': ({ rules, input }, n) => {
    const question = rules.questions[n % Math.max(1, rules.questions.length)];
    const now = question?.choices.find(({ key }) => key === input.answers[question.key]);
    const worse = question?.choices.filter(({ risk }) => risk >= (now?.risk ?? 100)).at(n % 3);
    if (question === undefined || worse === undefined) return input;
    return { ...input, answers: { ...input.answers, [question.key]: worse.key } };
  },
  'a shorter plan': ({ input }, n) => {
    const plan = PLANS[n % PLANS.length] ?? 'test';
    return { ...input, plans: { ...input.plans, [plan]: Math.max(0, input.plans[plan] - 1 - (n % 12)) } };
  },
  'less notice': ({ input }, n) => ({ ...input, noticeDays: input.noticeDays - 0.1 - (n % 7) }),
  'one more conflict': ({ input }, n) => ({
    ...input,
    conflicts: [
      ...input.conflicts,
      { kind: CONFLICT_KINDS[n % CONFLICT_KINDS.length] ?? 'sameCi', accepted: n % 2 === 0 },
    ],
  }),
  'a conflict no longer accepted': ({ input }, n) => {
    const at = n % Math.max(1, input.conflicts.length);
    return {
      ...input,
      conflicts: input.conflicts.map((one, index) => (index === at ? { ...one, accepted: false } : one)),
    };
  },
  'one more failure of the team': ({ input }, n) => {
    if (input.team === null) return input;
    const { tally } = input.team;
    return {
      ...input,
      team: rateOf(n % 2 === 0 ? { ...tally, failed: tally.failed + 1 } : { ...tally, backedOut: tally.backedOut + 1 }),
    };
  },
  'a success of the team that turns out to have issues': ({ input }) => {
    if (input.team === null || input.team.tally.successful === 0) return input;
    const { tally } = input.team;
    return { ...input, team: rateOf({ ...tally, successful: tally.successful - 1, withIssues: tally.withIssues + 1 }) };
  },
  'one more failure on a CI': ({ input }) => {
    if (input.worstCi === null) return input;
    const { tally } = input.worstCi.rate;
    return { ...input, worstCi: { ...input.worstCi, rate: rateOf({ ...tally, failed: tally.failed + 1 }) } };
  },
  'one more CI': ({ input }, n) => ({
    ...input,
    criticalities: [...input.criticalities, ([null, 1, 2, 3, 4, 5] as const)[n % 6] ?? null],
  }),
  'a CI that is more critical': ({ input }, n) => {
    const at = n % Math.max(1, input.criticalities.length);
    return { ...input, criticalities: input.criticalities.map((one, index) => (index === at ? raised(one) : one)) };
  },
  'one more service that falls': ({ input }, n) => ({
    ...input,
    services: { ...input.services, fall: [...input.services.fall, ([null, 1, 2, 3, 4, 5] as const)[n % 6] ?? null] },
  }),
  'a service that is more critical': ({ input: { services, ...input } }, n) => {
    const at = n % Math.max(1, services.fall.length);
    const there = services.fall[at];
    return {
      ...input,
      services: { ...services, fall: there === undefined ? services.fall : replaced(services.fall, at, raised(there)) },
    };
  },
  'a service that redundancy no longer keeps up': ({ input }) => {
    const [lost, ...spared] = input.services.spared;
    return lost === undefined
      ? input
      : { ...input, services: { ...input.services, fall: [...input.services.fall, lost], spared } };
  },
  'one more service that has lost its reserve': ({ input }, n) => ({
    ...input,
    services: {
      ...input.services,
      spared: [...input.services.spared, ([null, 1, 2, 3, 4, 5] as const)[n % 6] ?? null],
    },
  }),
  'more of the window in business hours': ({ input }, n) => {
    const { window } = input;
    if (window === null) return input;
    return {
      ...input,
      window: { ...window, businessMinutes: Math.min(window.minutes, window.businessMinutes + 1 + (n % 120)) },
    };
  },
};

const KINDS: Readonly<Record<string, readonly string[]>> = {
  'worse answers': ['a worse answer'],
  'poorer plans': ['a shorter plan'],
  'less notice': ['less notice'],
  'more conflicts': ['one more conflict', 'a conflict no longer accepted'],
  'worse records': [
    'one more failure of the team',
    'a success of the team that turns out to have issues',
    'one more failure on a CI',
  ],
  'more impact': [
    'one more CI',
    'a CI that is more critical',
    'one more service that falls',
    'a service that is more critical',
    'a service that redundancy no longer keeps up',
    'one more service that has lost its reserve',
    'more of the window in business hours',
  ],
};

// The machines that run this may be busy.
jest.setTimeout(240_000);

describe('risk never falls', () => {
  it('is tried with every way to worsen a change', () => {
    expect(Object.values(KINDS).flat().sort()).toEqual(Object.keys(WORSENINGS).sort());
  });

  it.each(Object.entries(KINDS))('with %s', (_kind, names) => {
    let rose = 0;
    fc.assert(
      fc.property(anyChange, fc.nat(1_000), fc.constantFrom(...names), (change, n, name) => {
        const worse = WORSENINGS[name]?.(change, n) ?? change.input;
        const [before, after] = [resultOf(change.input, change.rules), resultOf(worse, change.rules)];
        const falls = [
          ...SIDES.map((side) => after[side].percent < before[side].percent),
          after.score < before.score,
          rankOf(after.level) < rankOf(before.level),
        ];
        expect({ name, falls }).toEqual({ name, falls: [false, false, false, false] });
        if (SIDES.some((side) => after[side].percent > before[side].percent)) rose += 1;
      }),
      CASES,
    );
    // A property that nothing ever changes would hold, too.
    expect(rose).toBeGreaterThan(RUNS / 20);
  });
});

const pointsOn = (side: (typeof SIDES)[number], { contributions }: RiskResult): number =>
  contributions.filter((one) => one.side === side).reduce((sum, { points }) => sum + points, 0);

describe('any assessment', () => {
  it('adds up: whole points of a side sum to its percentage, which gets its level, which gets the cell', () => {
    fc.assert(
      fc.property(anyChange, ({ rules, input }) => {
        const result = resultOf(input, rules);
        expect(RiskResult.parse(result)).toEqual(result);
        for (const side of SIDES) {
          const { percent, level } = result[side];
          expect(pointsOn(side, result)).toBe(percent);
          expect(percent >= 0 && percent <= 100).toBe(true);
          expect(level).toBe([...rules.cuts[side], Infinity].findIndex((cut) => percent < cut) + 1);
        }
        expect(result.level).toBe(rules.matrix[result.likelihood.level - 1]?.[result.impact.level - 1]);
        expect(result.score).toBe(result.likelihood.level * result.impact.level);
        const weights = (side: string): number =>
          result.contributions.filter((one) => one.side === side).reduce((sum, { weight }) => sum + weight, 0);
        for (const { points, weight, value, factor, side } of result.contributions) {
          expect(points === 0 || (weight > 0 && value > 0)).toBe(true);
          expect(Math.abs(points - (100 * weight * value) / Math.max(1, weights(side)))).toBeLessThan(1 + 1e-9);
          expect(rules.weights[factor]).toBeGreaterThan(0);
        }
        const order = result.contributions.map(({ points }) => points);
        expect([...order].sort((a, b) => b - a)).toEqual(order);
      }),
      CASES,
    );
  });

  it('is the same each time, and whatever the order of questions, CIs, services and conflicts', () => {
    fc.assert(
      fc.property(anyChange, ({ rules, input }) => {
        const result = resultOf(input, rules);
        expect(resultOf(structuredClone(input), structuredClone(rules))).toEqual(result);
        const turned = resultOf(
          {
            ...input,
            answers: Object.fromEntries(Object.entries(input.answers).reverse()),
            conflicts: [...input.conflicts].reverse(),
            criticalities: [...input.criticalities].reverse(),
            services: {
              ...input.services,
              fall: [...input.services.fall].reverse(),
              spared: [...input.services.spared].reverse(),
            },
          },
          { ...rules, questions: [...rules.questions].reverse() },
        );
        expect(pick(turned)).toEqual(pick(result));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('gives reasons that all have words', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyChange, ({ rules, input }) => {
        const { contributions, lowering } = resultOf(input, rules);
        for (const { reasons } of contributions) expect(reasons.length).toBeGreaterThan(0);
        for (const reason of [
          ...contributions.flatMap(({ reasons }) => reasons),
          ...lowering.map((one) => one.reason),
        ]) {
          seen.add(reason.code);
          const words = reasonInWords(reason);
          expect(words).toMatch(/^[“\w].*\.$/);
          expect(words).not.toMatch(/undefined|NaN|null|\s{2}/);
        }
      }),
      { numRuns: 1_500 },
    );
    expect([...seen].sort()).toEqual([...REASON_CODES].sort());
  });
});

const pick = ({ likelihood, impact, score, level }: RiskResult) => ({ likelihood, impact, score, level });

/** Does what a reason says. */
function followed(input: RiskInput, { code, params }: FactorReason): RiskInput {
  switch (code) {
    case 'lower.answer':
      return { ...input, answers: { ...input.answers, [String(params['question'])]: String(params['choice']) } };
    case 'lower.plans': {
      const filled = String(params['plans'])
        .split(',')
        .map((plan) => [plan, Number(params['enough'])] as const);
      return { ...input, plans: { ...input.plans, ...Object.fromEntries(filled) } };
    }
    case 'lower.notice':
      return { ...input, noticeDays: Number(params['days']) };
    case 'lower.conflicts':
      return { ...input, conflicts: [] };
    case 'lower.hours':
      return { ...input, window: input.window === null ? null : { ...input.window, businessMinutes: 0 } };
    default:
      throw new Error(code);
  }
}

/** Every single thing that could be done, tried one by one. */
function everything(input: RiskInput, rules: RiskRules): RiskInput[] {
  const answers = rules.questions.flatMap(({ key, choices }) =>
    choices.map((choice) => ({ ...input, answers: { ...input.answers, [key]: choice.key } })),
  );
  const notice = Array.from({ length: 16 }, (_, days) => ({ ...input, noticeDays: Math.max(days, input.noticeDays) }));
  const plans = { implementation: 50, backout: 50, test: 50, communication: 50 };
  return [
    ...answers,
    ...notice,
    { ...input, plans },
    { ...input, conflicts: [] },
    { ...input, window: input.window === null ? null : { ...input.window, businessMinutes: 0 } },
  ];
}

describe('what would lower the risk', () => {
  it('does, to just the score and level it says, the most helpful first', () => {
    let said = 0;
    fc.assert(
      fc.property(anyChange, ({ rules, input }) => {
        const result = resultOf(input, rules);
        said += result.lowering.length;
        for (const { reason, score, level } of result.lowering) {
          const then = resultOf(followed(input, reason), rules);
          expect([then.score, then.level]).toEqual([score, level]);
          expect(score).toBeLessThan(result.score);
          expect(rankOf(level)).toBeLessThanOrEqual(rankOf(result.level));
        }
        const scores = result.lowering.map(({ score }) => score);
        expect([...scores].sort((a, b) => a - b)).toEqual(scores);
      }),
      CASES,
    );
    expect(said).toBeGreaterThan(RUNS / 5);
  });

  it('leaves nothing out: no single thing gets further than the first of them', () => {
    fc.assert(
      fc.property(anyChange, ({ rules, input }) => {
        const { lowering, score } = resultOf(input, rules);
        const best = Math.min(...everything(input, rules).map((better) => resultOf(better, rules).score));
        expect(lowering[0]?.score ?? score).toBe(Math.min(best, score));
      }),
      { numRuns: 200 },
    );
  });
});
