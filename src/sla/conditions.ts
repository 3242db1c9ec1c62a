/** When a condition is true of an issue, when it becomes true, and what made it so. */
import { assertNever } from '../kernel/assert-never';
import type { Cause } from './clock-report';
import type { Moment, Snapshot } from './moments';
import type { Condition, GoalCondition } from './policy';

/** A state holds for a while, an event happens at a moment. */
export type CompiledCondition =
  | { readonly kind: 'state'; readonly holds: (snapshot: Snapshot) => boolean; readonly fields: readonly string[] }
  | { readonly kind: 'event'; readonly happens: (moment: Moment) => boolean; readonly fields: readonly string[] };

/** The field a condition on comments looks at, in the place of a field id. */
const COMMENTS = ' comments';

export function compileCondition(condition: Condition): CompiledCondition {
  switch (condition.on) {
    case 'created':
      return { kind: 'event', happens: ({ before }) => before === undefined, fields: [] };
    case 'status':
      return fieldState('status', condition.is, condition.values);
    case 'statusCategory': {
      const within = condition.is === 'in';
      const values = new Set(condition.values);
      return { kind: 'state', holds: ({ category }) => values.has(category) === within, fields: ['status'] };
    }
    case 'assignee':
      return fieldState('assignee', condition.is, []);
    case 'commented': {
      const { by } = condition;
      const counts = (author: string): boolean => author !== 'app' && (by === 'anyone' || author === by);
      return { kind: 'event', happens: ({ comments }) => comments.some((one) => counts(one.by)), fields: [COMMENTS] };
    }
    case 'lastCommentBy': {
      const { is } = condition;
      return { kind: 'state', holds: ({ lastCommentBy }) => lastCommentBy === is, fields: [COMMENTS] };
    }
    case 'field':
      return fieldState(condition.field, condition.is, condition.values);
    case 'changed': {
      const { field } = condition;
      const happens = ({ before, changes }: Moment): boolean =>
        before !== undefined && changes.some((change) => change.field === field);
      return { kind: 'event', happens, fields: [field] };
    }
    default:
      return assertNever(condition);
  }
}

/** A field of several values is in a set when one of them is; an empty one is in none. */
function fieldState(
  field: string,
  is: 'in' | 'notIn' | 'set' | 'unset',
  choices: readonly string[],
): Extract<CompiledCondition, { kind: 'state' }> {
  const chosen = new Set(choices);
  const valuesOf = ({ fields }: Snapshot): readonly string[] => fields[field] ?? [];
  const holds: Record<typeof is, (snapshot: Snapshot) => boolean> = {
    in: (snapshot) => valuesOf(snapshot).some((value) => chosen.has(value)),
    notIn: (snapshot) => !valuesOf(snapshot).some((value) => chosen.has(value)),
    set: (snapshot) => valuesOf(snapshot).length > 0,
    unset: (snapshot) => valuesOf(snapshot).length === 0,
  };
  return { kind: 'state', holds: holds[is], fields: [field] };
}

export const compileGoalCondition = ({ field, is, values }: GoalCondition): ((snapshot: Snapshot) => boolean) =>
  fieldState(field, is, values).holds;

/** An event that happens, or a state that holds now and did not before. */
export function becomesTrue(condition: CompiledCondition, moment: Moment): boolean {
  if (condition.kind === 'event') return condition.happens(moment);
  const { before, after } = moment;
  return condition.holds(after) && (before === undefined || !condition.holds(before));
}

/** Events hold at no time: only states do. */
export const holdsAny = (conditions: readonly CompiledCondition[], snapshot: Snapshot): boolean =>
  conditions.some((condition) => condition.kind === 'state' && condition.holds(snapshot));

/** What happened at the moment to the fields that these conditions look at. */
export function causesOf(fields: readonly string[], { before, changes, comments }: Moment): readonly Cause[] {
  if (before === undefined) return [{ cause: 'created' }];
  const causes = new Map<string, Cause>();
  for (const { field, from, to, toText } of changes)
    if (fields.includes(field))
      causes.set(field, { cause: 'changed', field, from, to, ...(toText === undefined ? {} : { toText }) });
  const by = comments.findLast((comment) => comment.by !== 'app')?.by;
  if (fields.includes(COMMENTS) && by !== undefined) causes.set(COMMENTS, { cause: 'commented', by });
  return [...causes.values()];
}
