import type { TransitionSpec, WorkflowSpec } from './types';

const OPEN = ['new', 'inProgress', 'onHold', 'reopened'] as const;

const TRANSITIONS: readonly TransitionSpec[] = [
  { name: 'Create', from: [], to: 'new' },
  { name: 'Start work', from: ['new', 'reopened'], to: 'inProgress' },
  {
    name: 'Put on hold',
    from: ['new', 'inProgress', 'reopened'],
    to: 'onHold',
    screen: 'incident-hold',
    rules: [
      {
        rule: 'require-field',
        field: 'pendingReason',
        message: 'Say what the incident waits for: choose a pending reason.',
      },
    ],
  },
  { name: 'Resume', from: ['onHold'], to: 'inProgress', rules: [{ rule: 'clear-field', field: 'pendingReason' }] },
  {
    name: 'Resolve',
    from: OPEN,
    to: 'resolved',
    screen: 'incident-resolve',
    rules: [
      { rule: 'require-field', field: 'resolutionCode', message: 'Say how it was resolved: choose a resolution code.' },
      { rule: 'require-field', field: 'resolutionNotes', message: 'Say what was done: fill in the resolution notes.' },
      { rule: 'set-resolution', resolution: 'Done' },
      { rule: 'clear-field', field: 'pendingReason' },
    ],
  },
  { name: 'Close', from: ['resolved'], to: 'closed' },
  // The code and notes of the first resolution stay until the next one: they are part of the incident's story.
  { name: 'Reopen', from: ['resolved'], to: 'reopened', rules: [{ rule: 'clear-resolution' }] },
  {
    name: 'Cancel',
    from: OPEN,
    to: 'cancelled',
    screen: 'incident-cancel',
    rules: [
      { rule: 'require-field', field: 'resolutionNotes', message: 'Say in the resolution notes why it is cancelled.' },
      { rule: 'set-resolution', resolution: "Won't Do" },
      { rule: 'clear-field', field: 'pendingReason' },
    ],
  },
];

export const INCIDENT_WORKFLOW: WorkflowSpec = {
  key: 'incident',
  name: 'Plumbline: Incident lifecycle',
  statuses: ['new', 'inProgress', 'onHold', 'resolved', 'closed', 'reopened', 'cancelled'],
  start: 'new',
  transitions: TRANSITIONS,
};
