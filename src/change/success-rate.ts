/**
 * How often changes of a team, on a CI or by a template succeed, told from few of them with care: a beta-binomial estimate
 * (Gelman et al., Bayesian Data Analysis, 3rd ed., §2.4). With a prior of a successes and b failures, s successes and f failures
 * give Beta(a + s, b + f): its mean is the rate, its 5 % and 95 % quantiles the credible interval.
 */
import type { Outcome } from './change.shapes';
import { incompleteBetaInverse } from './incomplete-beta';
import type { SuccessRate, Tally } from './review.shapes';
import type { RiskRules } from './risk.shapes';

export type Prior = RiskRules['prior'];

/** A change that ended with issues did what it was made for, but not as planned: it counts as half a success, half a failure. */
const SUCCESS: Readonly<Record<Outcome, number>> = { successful: 1, withIssues: 0.5, failed: 0, backedOut: 0 };

export function tallyOf(entries: readonly { readonly outcome: Outcome }[]): Tally {
  const count = (outcome: Outcome): number => entries.filter((entry) => entry.outcome === outcome).length;
  return {
    successful: count('successful'),
    withIssues: count('withIssues'),
    failed: count('failed'),
    backedOut: count('backedOut'),
  };
}

export const changesIn = ({ successful, withIssues, failed, backedOut }: Tally): number =>
  successful + withIssues + failed + backedOut;

export function successRate(tally: Tally, prior: Prior): SuccessRate {
  const successes = tally.successful * SUCCESS.successful + tally.withIssues * SUCCESS.withIssues;
  const a = prior.successes + successes;
  const b = prior.failures + changesIn(tally) - successes;
  return {
    tally,
    mean: a / (a + b),
    low: incompleteBetaInverse(0.05, a, b),
    high: incompleteBetaInverse(0.95, a, b),
  };
}

/** What is believed of whoever has no record. */
export const priorRate = (prior: Prior): number => prior.successes / (prior.successes + prior.failures);

/**
 * Of several the one that speaks most against a change: the lowest mean, with the same mean the longer record, then the first.
 * Undefined when there is none.
 */
export function worstOf<T extends { readonly rate: SuccessRate }>(records: readonly T[]): T | undefined {
  return records.reduce<T | undefined>(
    (worst, record) => (worst === undefined || speaksMore(record.rate, worst.rate) ? record : worst),
    undefined,
  );
}

const speaksMore = (one: SuccessRate, other: SuccessRate): boolean =>
  one.mean === other.mean ? changesIn(one.tally) > changesIn(other.tally) : one.mean < other.mean;
