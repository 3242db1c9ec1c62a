/** The shapes of post-implementation review and of the record of success it feeds. */
import { z } from 'zod';
import { AccountId, CiRef, IssueKey } from '../contract/ids';
import { At, ChangeKey, CiName, IssueCard, Outcome, Person } from './change.shapes';

/** That one change is said to have caused. */
export const MOST_INCIDENTS = 50;

export const Review = z.object({
  outcome: Outcome,
  /** When the work really began and ended; null when as planned. */
  actualStart: At.nullable(),
  actualEnd: At.nullable(),
  deviations: z.string().max(4_000),
  lessons: z.string().max(4_000),
  /** Incidents it caused; linked in Jira, too. */
  incidents: z.array(IssueKey).max(MOST_INCIDENTS),
  by: AccountId,
  at: At,
});
export type Review = z.output<typeof Review>;

export const ReviewView = Review.omit({ by: true }).extend({ by: Person });

/** An incident that the change may have caused. */
export const Suspect = IssueCard.extend({
  createdAt: At,
  /** Hours after the implementation began. */
  hours: z.number(),
  /** The CIs that the change and the incident share, or that the change can bring down. */
  shared: z.array(CiName),
  linked: z.boolean(),
});
export type Suspect = z.output<typeof Suspect>;

/** What a record of success is kept of. */
export const Subject = z.discriminatedUnion('of', [
  z.object({ of: z.literal('ci'), ref: CiRef }),
  z.object({ of: z.literal('team'), team: z.string().min(1) }),
  z.object({ of: z.literal('template'), template: ChangeKey }),
]);
export type Subject = z.output<typeof Subject>;

export const Tally = z.object({
  successful: z.int(),
  withIssues: z.int(),
  failed: z.int(),
  backedOut: z.int(),
});
export type Tally = z.output<typeof Tally>;

/** A beta-binomial estimate: mean and 90 % credible interval of the success rate, each from 0 to 1. */
export const SuccessRate = z.object({
  tally: Tally,
  mean: z.number(),
  low: z.number(),
  high: z.number(),
});
export type SuccessRate = z.output<typeof SuccessRate>;
