import type { OutputOf } from '../shared/api';
import type { Counted } from '../shared/gadget/CountLink';

export type Success = OutputOf<'change.successRate'>;
export type Week = Success['weeks'][number];
export type Group = Success['groups'][number];
/** How changes ended, each of them in one way. */
export type Outcomes = Success['outcomes'];

/** From best to worst, which is the order in which columns are stacked. */
export const OUTCOMES = ['successful', 'withIssues', 'failed', 'backedOut'] as const;

/** Part ÷ whole, from 0 to 1; null where there is nothing to divide by. */
export const shareOf = (part: Counted, whole: Counted): number | null =>
  whole.count === 0 ? null : part.count / whole.count;

export const endedIn = (outcomes: Outcomes): number => OUTCOMES.reduce((sum, key) => sum + outcomes[key].count, 0);

/** A change that ended with issues did what it was made for; null where none ended. */
export const successOf = (outcomes: Outcomes): number | null => {
  const ended = endedIn(outcomes);
  return ended === 0 ? null : (outcomes.successful.count + outcomes.withIssues.count) / ended;
};
