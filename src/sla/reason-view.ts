/** The engine's reasons as the browser takes them. */
import { instant } from '../kernel/time';
import type { Cause, ClockBecause, GoalInForce } from './clock-report';
import type { FieldName } from './clock-words';
import type { Segment, SegmentBecause } from './proof-sheet';
import type { CauseView, GoalView, ReasonView, SegmentReasonView } from './reasons';

export function causeView(cause: Cause, nameOf: FieldName): CauseView {
  if (cause.cause !== 'changed') return cause;
  const { field, to, toText } = cause;
  const value = to.length === 0 ? null : (toText ?? to.join(', '));
  return { cause: 'changed', field: { id: field, name: nameOf(field) }, value };
}

const goalView = ({ name, target, calendar }: GoalInForce): GoalView => ({ name, target, calendar: calendar.name });

export function reasonView(because: ClockBecause, nameOf: FieldName): ReasonView {
  const causes = (by: readonly Cause[]): CauseView[] => by.map((cause) => causeView(cause, nameOf));
  switch (because.why) {
    case 'started':
    case 'paused':
    case 'stopped':
      return { why: because.why, by: causes(because.by) };
    case 'goal': {
      const fields = because.when.map(({ field }) => ({ id: field, name: nameOf(field) }));
      return { why: 'goal', goal: goalView(because.goal), fields };
    }
    case 'retargeted': {
      const from = because.from === undefined ? null : goalView(because.from);
      return { why: 'retargeted', by: causes(because.by), from, to: goalView(because.to) };
    }
    case 'lifted': {
      const { goal, breachedAt, liftedAt } = because;
      return { why: 'lifted', goal, breachedAt: instant(breachedAt), liftedAt: instant(liftedAt) };
    }
  }
}

export function segmentReasonView(because: SegmentBecause, { goal }: Segment, nameOf: FieldName): SegmentReasonView {
  if (because.why !== 'step') return because;
  const by = because.causes.map((cause) => causeView(cause, nameOf));
  return because.steps.includes('retargeted') ? { why: 'step', by, goal: goal?.name ?? null } : { why: 'step', by };
}
