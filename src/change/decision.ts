/** One vote on a change. Decisions are only ever added; what they count for is judged from all of them. */
import { z } from 'zod';
import { AccountId } from '../contract/ids';
import { Verdict } from './approval.shapes';
import { At, Fingerprint } from './change.shapes';

export const Decision = z.object({
  /** Sorts by time. */
  id: z.string(),
  issueId: z.string(),
  verdict: Verdict,
  by: AccountId,
  /** Whose vote it is, when a delegate gave it. */
  onBehalfOf: AccountId.nullable(),
  reason: z.string(),
  at: At,
  /** What was decided about. */
  fingerprint: Fingerprint,
  policy: z.object({ key: z.string(), version: z.int() }),
  /** The steps the voter could decide on then. */
  steps: z.array(z.string()),
});
export type Decision = z.output<typeof Decision>;
