import type { Condition } from '../policy';

export type ConditionKind = Condition['on'];

export const STATES = ['status', 'statusCategory', 'assignee', 'lastCommentBy', 'field'] as const;
/** Happen at a moment: they start and stop, but nothing pauses for a moment. */
export const EVENTS = ['created', 'commented', 'changed'] as const;
export const CATEGORIES = ['new', 'indeterminate', 'done'] as const;

/** The first words of a condition of this kind; what is still to be chosen is empty, which the linter says. */
export function newCondition(on: ConditionKind): Condition {
  switch (on) {
    case 'created':
      return { on };
    case 'status':
      return { on, is: 'in', values: [] };
    case 'statusCategory':
      return { on, is: 'in', values: [] };
    case 'assignee':
      return { on, is: 'set' };
    case 'commented':
      return { on, by: 'agent' };
    case 'lastCommentBy':
      return { on, is: 'agent' };
    case 'field':
      return { on, field: '', is: 'in', values: [] };
    case 'changed':
      return { on, field: '' };
  }
}
