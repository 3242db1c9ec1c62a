/**
 * The risk of a change: likelihood × impact on a 5×5 matrix, each side the weighted mean of its factors in whole percent.
 * Points are what a factor adds to its side's percentage; they are whole, too, and sum to it exactly, so that what is judged
 * is what people can add up.
 */
import { answerFaults, type AnswerFault } from './risk-answers';
import { FACTOR_SIDES, FACTOR_VALUES } from './risk-factors';
import { betterments } from './risk-betterments';
import { FACTORS, type Contribution, type RiskInput, type RiskResult, type RiskRules, type Side } from './risk.shapes';

export type Assessed =
  { readonly ok: true; readonly result: RiskResult } | { readonly ok: false; readonly faults: readonly AnswerFault[] };

/** The same input and rules always give the same result. Without every question answered there is none. */
export function assess(input: RiskInput, rules: RiskRules): Assessed {
  const faults = answerFaults(input.answers, rules);
  if (faults.length > 0) return { ok: false, faults };
  const standing = standingOf(input, rules);
  return { ok: true, result: { ...standing, lowering: loweringOf(input, rules, standing) } };
}

type Standing = Omit<RiskResult, 'lowering'>;

function standingOf(input: RiskInput, rules: RiskRules): Standing {
  const weighed = FACTORS.flatMap((factor): Weighed[] => {
    const { value, reasons, judged } = FACTOR_VALUES[factor](input, rules);
    // One that is switched off is not spoken of.
    if (rules.weights[factor] === 0) return [];
    const weight = judged ? rules.weights[factor] : 0;
    return [{ factor, side: FACTOR_SIDES[factor], weight, value, reasons: [...reasons] }];
  });
  const likelihood = sideOf('likelihood', weighed, rules);
  const impact = sideOf('impact', weighed, rules);
  const level = rules.matrix[likelihood.level - 1]?.[impact.level - 1];
  if (level === undefined) throw new Error(`no cell of the risk matrix: ${likelihood.level}, ${impact.level}`);
  return {
    likelihood: { percent: likelihood.percent, level: likelihood.level },
    impact: { percent: impact.percent, level: impact.level },
    score: likelihood.level * impact.level,
    level,
    contributions: [...likelihood.contributions, ...impact.contributions].sort(
      (one, other) => other.points - one.points,
    ),
  };
}

type Weighed = Omit<Contribution, 'points'>;

interface SideStanding {
  readonly percent: number;
  readonly level: number;
  readonly contributions: readonly Contribution[];
}

function sideOf(side: Side, all: readonly Weighed[], rules: RiskRules): SideStanding {
  const weighed = all.filter((one) => one.side === side);
  const weights = weighed.reduce((sum, { weight }) => sum + weight, 0);
  const exact = weighed.map(({ weight, value }) => (weights === 0 ? 0 : (100 * weight * value) / weights));
  const percent = Math.round(exact.reduce((sum, points) => sum + points, 0));
  const points = wholePoints(exact, percent);
  return {
    percent,
    level: 1 + rules.cuts[side].filter((cut) => percent >= cut).length,
    contributions: weighed.map((one, index) => ({ ...one, points: points[index] ?? 0 })),
  };
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

/** What would lower the score: found by assessing the change again with that one thing better. */
function loweringOf(input: RiskInput, rules: RiskRules, now: Standing): RiskResult['lowering'] {
  return betterments(input, rules)
    .flatMap(({ factor, steps }) => {
      if (rules.weights[factor] === 0) return [];
      const tried = steps.map(({ reason, better }) => ({ reason, then: standingOf(better, rules) }));
      const best = Math.min(...tried.map(({ then }) => then.score));
      // The steps come by what they ask: of those that help the most, the one that asks the least.
      const found = tried.find(({ then }) => then.score === best);
      return found === undefined || best >= now.score ? [] : [{ factor, ...found }];
    })
    .sort((one, other) => one.then.score - other.then.score || percents(one.then) - percents(other.then))
    .map(({ factor, reason, then }) => ({ factor, reason, score: then.score, level: then.level }));
}

const percents = ({ likelihood, impact }: Standing): number => likelihood.percent + impact.percent;
