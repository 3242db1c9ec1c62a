/**
 * What is wrong or doubtful with risk rules as somebody is typing them, each at its field: `matrix.2.3`, `cuts.impact.1`,
 * `weights.likelihood`, `questions.0.choices.1.key`. Rules without errors may be saved.
 */
import { z } from 'zod';
import { error, warning } from '../sla/finding';
import type { Finding } from './change.shapes';
import { readDraft, type Draft } from './draft';
import { lintCuts, lintMatrix } from './risk-lint-grid';
import { lintQuestions, lintWeights } from './risk-lint-weights';
import { RiskRules, SIDES } from './risk.shapes';
import { priorRate } from './success-rate';

/** What rules may name. */
export interface RiskKnowns {
  /** Keys of the calendars of service levels. */
  readonly calendars: readonly string[];
}

const Parts = z
  .object({ matrix: z.unknown(), cuts: z.object({ likelihood: z.unknown(), impact: z.unknown() }) })
  .partial();

/** `value` is there as soon as the draft can be read; it may be saved when no finding is an error. */
export function readRiskRules(draft: unknown, knowns: RiskKnowns): Draft<RiskRules> {
  const read = readDraft(RiskRules, draft, '');
  const { matrix, cuts } = Parts.safeParse(draft).data ?? {};
  const grids = [
    ...(matrix === undefined ? [] : lintMatrix(matrix)),
    ...(cuts === undefined ? [] : SIDES.flatMap((side) => lintCuts(cuts[side], side))),
  ];
  if (read.value === undefined) {
    // The grid's own words say more than the shape's.
    const other = read.findings.filter(({ path }) => !grids.some((one) => isAt(path, one.path)));
    return { value: undefined, findings: [...other, ...grids] };
  }
  return { value: read.value, findings: [...grids, ...lintRead(read.value, knowns, grids)] };
}

export const lintRiskRules = (draft: unknown, knowns: RiskKnowns): readonly Finding[] =>
  readRiskRules(draft, knowns).findings;

const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}.`);

function lintRead(rules: RiskRules, { calendars }: RiskKnowns, grids: readonly Finding[]): Finding[] {
  const { businessCalendar: calendar } = rules;
  const broken = grids.some(({ severity }) => severity === 'error');
  return [
    ...lintQuestions(rules.questions),
    // What can be reached at all is only worth saying where levels are in order.
    ...lintWeights(rules).filter(({ code }) => !broken || code !== 'level-out-of-reach'),
    ...lintPrior(rules),
    ...(calendar === null || calendars.includes(calendar)
      ? []
      : [
          error('businessCalendar', 'unknown-calendar', `There is no calendar “${calendar}”. Choose another, or none.`),
        ]),
  ];
}

/** So many changes are more than most teams and CIs have in a year. */
const STRONG_PRIOR = 50;

function lintPrior({ prior }: RiskRules): Finding[] {
  const { successes, failures } = prior;
  if (priorRate(prior) < 0.5)
    return [warning('prior', 'prior-dark', 'Whoever has no record is believed to fail more often than not.')];
  if (successes + failures <= STRONG_PRIOR) return [];
  const message = `This weighs as much as ${Math.round(successes + failures)} changes: a record shorter than that hardly shows.`;
  return [warning('prior', 'prior-strong', message)];
}
