/**
 * The risk of a change: likelihood × impact on a 5×5 matrix, each side the weighted mean of its factors in whole percent.
 * Points are what a factor adds to its side's percentage; they are whole, too, and sum to it exactly, so that what is judged
 * is what people can add up.
 */
import { answerFaults, type AnswerFault } from './risk-answers';
import { betterments } from './risk-betterments';
import { FACTOR_SIDES, FACTOR_VALUES, type FactorValue } from './risk-factors';
import {
  FACTORS,
  SIDES,
  type Contribution,
  type Factor,
  type RiskInput,
  type RiskResult,
  type RiskRules,
  type Side,
} from './risk.shapes';

export type Assessed =
  { readonly ok: true; readonly result: RiskResult } | { readonly ok: false; readonly faults: readonly AnswerFault[] };

/** The same input and rules always give the same result. Without every question answered there is none. */
export function assess(input: RiskInput, rules: RiskRules): Assessed {
  const faults = answerFaults(input.answers, rules);
  if (faults.length > 0) return { ok: false, faults };
  const values = valuesOf(input, rules);
  const standing = standingOf(values, rules);
  return {
    ok: true,
    result: {
      likelihood: standing.likelihood,
      impact: standing.impact,
      score: standing.score,
      level: standing.level,
      contributions: contributionsOf(values, standing, rules),
      lowering: loweringOf(input, values, standing, rules),
    },
  };
}

type Values = Readonly<Partial<Record<Factor, FactorValue>>>;
type Standing = Pick<RiskResult, 'likelihood' | 'impact' | 'score' | 'level'>;

/** Of those that are not switched off. */
const valuesOf = (input: RiskInput, rules: RiskRules): Values =>
  Object.fromEntries(
    FACTORS.filter((factor) => rules.weights[factor] > 0).map(
      (factor) => [factor, FACTOR_VALUES[factor](input, rules)] as const,
    ),
  );

function standingOf(values: Values, rules: RiskRules): Standing {
  const [likelihood, impact] = [sideOf('likelihood', values, rules), sideOf('impact', values, rules)];
  const level = rules.matrix[likelihood.level - 1]?.[impact.level - 1];
  if (level === undefined) throw new Error(`no cell of the risk matrix: ${likelihood.level}, ${impact.level}`);
  return { likelihood, impact, score: likelihood.level * impact.level, level };
}

function sideOf(side: Side, values: Values, rules: RiskRules): RiskResult['impact'] {
  const percent = Math.round(exactPoints(side, values, rules).reduce((sum, { points }) => sum + points, 0));
  return { percent, level: 1 + rules.cuts[side].filter((cut) => percent >= cut).length };
}

interface Exact {
  readonly factor: Factor;
  readonly found: FactorValue;
  readonly weight: number;
  readonly points: number;
}

/** What each factor adds to its side's percentage, before rounding. */
function exactPoints(side: Side, values: Values, { weights }: RiskRules): Exact[] {
  const weighed = FACTORS.flatMap((factor) => {
    const found = values[factor];
    if (found === undefined || FACTOR_SIDES[factor] !== side) return [];
    return [{ factor, found, weight: found.judged ? weights[factor] : 0 }];
  });
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  return weighed.map((one) => ({ ...one, points: sum === 0 ? 0 : (100 * one.weight * one.found.value) / sum }));
}

function contributionsOf(values: Values, standing: Standing, rules: RiskRules): Contribution[] {
  return SIDES.flatMap((side) => {
    const exact = exactPoints(side, values, rules);
    const points = wholePoints(
      exact.map((one) => one.points),
      standing[side].percent,
    );
    return exact.map(({ factor, found, weight }, index) => ({
      factor,
      side,
      weight,
      value: found.value,
      points: points[index] ?? 0,
      reasons: [...found.reasons],
    }));
  }).sort((one, other) => other.points - one.points);
}

/** Rounded so that they sum to `total`: by largest remainder, the first in a tie. */
function wholePoints(exact: readonly number[], total: number): number[] {
  const floors = exact.map(Math.floor);
  const left = total - floors.reduce((sum, floor) => sum + floor, 0);
  const order = exact
    .map((points, index) => ({ index, rest: points - Math.floor(points) }))
    .sort((one, other) => other.rest - one.rest);
  const raised = new Set(order.slice(0, left).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1 : floor));
}

/** What would lower the score: found by assessing the change again with that one thing better, which is one factor's. */
function loweringOf(input: RiskInput, values: Values, now: Standing, rules: RiskRules): RiskResult['lowering'] {
  return betterments(input, rules)
    .flatMap(({ factor, steps }) => {
      if (values[factor] === undefined) return [];
      const tried = steps.map(({ reason, better }) => ({
        reason,
        then: standingOf({ ...values, [factor]: FACTOR_VALUES[factor](better, rules) }, rules),
      }));
      const best = Math.min(...tried.map(({ then }) => then.score));
      // The steps come by what they ask: of those that help the most, the one that asks the least.
      const found = tried.find(({ then }) => then.score === best);
      return found === undefined || best >= now.score ? [] : [{ factor, ...found }];
    })
    .sort((one, other) => one.then.score - other.then.score || percents(one.then) - percents(other.then))
    .map(({ factor, reason, then }) => ({ factor, reason, score: then.score, level: then.level }));
}

const percents = ({ likelihood, impact }: Standing): number => likelihood.percent + impact.percent;
