/**
 * A change's way. Gates are asked on every path: each step that lets a change go further has one, and there is no other way
 * to get there. Conditions only hide what a gate would refuse.
 */
import type { RuleSpec, TransitionSpec, WorkflowSpec } from './types';

const gate = (name: 'assess' | 'authorize' | 'schedule' | 'implement' | 'close'): RuleSpec => ({
  rule: 'app-gate',
  gate: name,
});

const TRANSITIONS: readonly TransitionSpec[] = [
  { name: 'Create', from: [], to: 'new' },
  { name: 'Request assessment', from: ['new'], to: 'assess', screen: 'change-describe', rules: [gate('assess')] },
  { name: 'Request authorization', from: ['assess'], to: 'authorize', rules: [gate('authorize')] },
  { name: 'Back to assessment', from: ['authorize', 'scheduled'], to: 'assess' },
  { name: 'Schedule', from: ['authorize'], notFrom: ['new'], to: 'scheduled', rules: [gate('schedule')] },
  {
    name: 'Schedule standard change',
    from: ['new'],
    to: 'scheduled',
    rules: [{ rule: 'app-condition', token: 'route.standard' }, gate('schedule')],
  },
  { name: 'Implement', from: ['scheduled'], notFrom: ['authorize'], to: 'implement', rules: [gate('implement')] },
  {
    name: 'Implement emergency',
    from: ['authorize'],
    to: 'implement',
    rules: [{ rule: 'app-condition', token: 'route.emergency' }, gate('implement')],
  },
  { name: 'Review', from: ['implement'], to: 'review' },
  {
    name: 'Close',
    from: ['review'],
    to: 'closed',
    rules: [gate('close'), { rule: 'set-resolution', resolution: 'Done' }],
  },
  {
    name: 'Cancel',
    from: ['new', 'assess', 'authorize', 'scheduled'],
    to: 'cancelled',
    screen: 'change-cancel',
    rules: [
      { rule: 'require-field', field: 'resolutionNotes', message: 'Say in the resolution notes why it is cancelled.' },
      { rule: 'set-resolution', resolution: "Won't Do" },
    ],
  },
];

export const CHANGE_WORKFLOW: WorkflowSpec = {
  key: 'change',
  name: 'Plumbline: Change lifecycle',
  statuses: ['new', 'assess', 'authorize', 'scheduled', 'implement', 'review', 'closed', 'cancelled'],
  start: 'new',
  transitions: TRANSITIONS,
};
