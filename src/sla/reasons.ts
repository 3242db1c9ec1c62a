/** Why a clock stands as it does, in parts: whoever shows it says it in the reader's language. */
import { z } from 'zod';
import { Target } from './policy';

/** `name` as Jira or the app calls it in English; what the reader's Jira calls a system field is told by its id. */
const FieldView = z.object({ id: z.string(), name: z.string() });

export const CauseView = z.discriminatedUnion('cause', [
  z.object({ cause: z.literal('created') }),
  /** The new value as Jira called it; null where the field was emptied. */
  z.object({ cause: z.literal('changed'), field: FieldView, value: z.string().nullable() }),
  z.object({ cause: z.literal('commented'), by: z.enum(['agent', 'customer', 'app']) }),
  z.object({ cause: z.literal('policy'), version: z.int() }),
]);
export type CauseView = z.output<typeof CauseView>;

const GoalView = z.object({ name: z.string(), target: Target, calendar: z.string() });
export type GoalView = z.output<typeof GoalView>;

export const ReasonView = z.discriminatedUnion('why', [
  z.object({ why: z.enum(['started', 'paused', 'stopped']), by: z.array(CauseView) }),
  /** Chosen by these fields; by none where it takes what no goal before it does. */
  z.object({ why: z.literal('goal'), goal: GoalView, fields: z.array(FieldView) }),
  z.object({ why: z.literal('retargeted'), by: z.array(CauseView), from: GoalView.nullable(), to: GoalView }),
  /** A breach that a longer goal took back. */
  z.object({ why: z.literal('lifted'), goal: z.string(), breachedAt: z.string(), liftedAt: z.string() }),
]);
export type ReasonView = z.output<typeof ReasonView>;

export const SegmentReasonView = z.discriminatedUnion('why', [
  /** `goal` only where another one applies from here on; null where none does. */
  z.object({ why: z.literal('step'), by: z.array(CauseView), goal: z.string().nullable().optional() }),
  z.object({ why: z.enum(['hours', 'outside-hours']) }),
  z.object({ why: z.enum(['extra-hours', 'holiday']), name: z.string() }),
]);
export type SegmentReasonView = z.output<typeof SegmentReasonView>;
