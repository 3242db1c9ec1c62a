/** What the app remembers of an issue beside its history: when something happens next, and which escalations it did. */
import { z } from 'zod';
import { FixedAction } from './fixed-action';

/** How far one action of an escalation got. `claimed` is not known to have happened. */
const ActionState = z.object({
  /** As decided when it was claimed: a retry must not decide anew. */
  action: FixedAction,
  state: z.enum(['claimed', 'done', 'refused']),
  /** Why Jira refused it for good. */
  reason: z.string().optional(),
});

export const Escalation = z.object({
  /** `definition:start of the cycle:threshold`: once for each clock cycle and threshold, whatever is told how often. */
  key: z.string(),
  definition: z.string(),
  /** The threshold's key; null for the breach. */
  threshold: z.string().nullable(),
  claimedAt: z.number(),
  /** Until then the worker that claimed it has it for itself. */
  leaseUntil: z.number(),
  actions: z.array(ActionState),
});
export type Escalation = z.output<typeof Escalation>;

export const ClockRecord = z.object({
  /** Undefined when nothing happens by itself. */
  nextAt: z.number().optional(),
  /** The definitions whose query found the issue, as last asked; absent where no definition has one. */
  matched: z.array(z.string()).optional(),
  /** Oldest first. */
  escalations: z.array(Escalation),
});
export type ClockRecord = z.output<typeof ClockRecord>;

export const isFinished = ({ actions }: Escalation): boolean => actions.every(({ state }) => state !== 'claimed');

/** Far more than an issue's life has; keeps the record within the store's 240 KiB. */
const KEPT = 100;
export const withEscalation = (record: ClockRecord, escalation: Escalation): ClockRecord => ({
  ...record,
  escalations: [...record.escalations.filter(({ key }) => key !== escalation.key), escalation].slice(-KEPT),
});
