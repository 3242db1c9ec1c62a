import type { OutputOf } from '../shared/api';

export type Attainment = OutputOf<'sla.attainment'>;
export type Week = Attainment['weeks'][number];
/** How one set of clocks came out. */
export type Outcome = Attainment['total'];

export const decided = ({ met, breached }: Outcome): number => met.count + breached.count;

/** Met ÷ (met + breached), from 0 to 1; null where no clock was decided. */
export const attainmentOf = (outcome: Outcome): number | null =>
  decided(outcome) === 0 ? null : outcome.met.count / decided(outcome);
