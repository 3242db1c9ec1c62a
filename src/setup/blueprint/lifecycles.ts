/** The lifecycles of the practices beside incident and change. */
import { CHANGE_WORKFLOW } from './change-lifecycle';
import { INCIDENT_WORKFLOW } from './incident-lifecycle';
import type { RuleSpec, TransitionSpec, WorkflowSpec } from './types';

const DONE: readonly RuleSpec[] = [{ rule: 'set-resolution', resolution: 'Done' }];
const DROPPED: readonly RuleSpec[] = [{ rule: 'set-resolution', resolution: "Won't Do" }];
const AGAIN: readonly RuleSpec[] = [{ rule: 'clear-resolution' }];

const create = (to: string): TransitionSpec => ({ name: 'Create', from: [], to });

const PROBLEM: WorkflowSpec = {
  key: 'problem',
  name: 'Plumbline: Problem lifecycle',
  statuses: [
    'new',
    'assess',
    'rootCauseAnalysis',
    'knownError',
    'fixInProgress',
    'resolved',
    'closed',
    'reopened',
    'cancelled',
  ],
  start: 'new',
  transitions: [
    create('new'),
    { name: 'Assess', from: ['new'], to: 'assess' },
    { name: 'Analyse root cause', from: ['assess', 'reopened'], to: 'rootCauseAnalysis' },
    { name: 'Record known error', from: ['rootCauseAnalysis'], to: 'knownError' },
    { name: 'Start fix', from: ['rootCauseAnalysis', 'knownError'], to: 'fixInProgress' },
    { name: 'Fix did not hold', from: ['fixInProgress'], to: 'knownError' },
    { name: 'Resolve', from: ['knownError', 'fixInProgress'], to: 'resolved', rules: DONE },
    { name: 'Close', from: ['resolved'], to: 'closed' },
    { name: 'Reopen', from: ['resolved'], to: 'reopened', rules: AGAIN },
    { name: 'Cancel', from: ['new', 'assess', 'rootCauseAnalysis', 'reopened'], to: 'cancelled', rules: DROPPED },
  ],
};

const REQUEST: WorkflowSpec = {
  key: 'request',
  name: 'Plumbline: Service request lifecycle',
  statuses: ['new', 'waitingForApproval', 'fulfilment', 'onHold', 'fulfilled', 'closed', 'cancelled'],
  start: 'new',
  transitions: [
    create('new'),
    { name: 'Request approval', from: ['new'], to: 'waitingForApproval' },
    { name: 'Start fulfilment', from: ['new', 'waitingForApproval'], to: 'fulfilment' },
    { name: 'Put on hold', from: ['fulfilment'], to: 'onHold' },
    { name: 'Resume', from: ['onHold'], to: 'fulfilment' },
    { name: 'Fulfil', from: ['fulfilment'], to: 'fulfilled', rules: DONE },
    { name: 'Close', from: ['fulfilled'], to: 'closed' },
    { name: 'Reopen', from: ['fulfilled'], to: 'fulfilment', rules: AGAIN },
    { name: 'Cancel', from: ['new', 'waitingForApproval', 'fulfilment', 'onHold'], to: 'cancelled', rules: DROPPED },
  ],
};

const RELEASE: WorkflowSpec = {
  key: 'release',
  name: 'Plumbline: Release lifecycle',
  statuses: ['plan', 'build', 'test', 'ready', 'deploy', 'earlyLifeSupport', 'closed', 'cancelled'],
  start: 'plan',
  transitions: [
    create('plan'),
    { name: 'Build', from: ['plan'], to: 'build' },
    { name: 'Test', from: ['build'], to: 'test' },
    { name: 'Back to build', from: ['test', 'ready'], to: 'build' },
    { name: 'Declare ready', from: ['test'], to: 'ready' },
    { name: 'Deploy', from: ['ready'], to: 'deploy' },
    { name: 'Back out', from: ['deploy', 'earlyLifeSupport'], to: 'build' },
    { name: 'Hand over to early life support', from: ['deploy'], to: 'earlyLifeSupport' },
    { name: 'Close', from: ['earlyLifeSupport'], to: 'closed', rules: DONE },
    { name: 'Cancel', from: ['plan', 'build', 'test', 'ready'], to: 'cancelled', rules: DROPPED },
  ],
};

const IMPROVEMENT: WorkflowSpec = {
  key: 'improvement',
  name: 'Plumbline: Improvement lifecycle',
  statuses: ['plan', 'do', 'check', 'act', 'closed', 'cancelled'],
  start: 'plan',
  transitions: [
    create('plan'),
    { name: 'Do', from: ['plan'], to: 'do' },
    { name: 'Check', from: ['do'], to: 'check' },
    { name: 'Act', from: ['check'], to: 'act' },
    { name: 'Plan again', from: ['check', 'act'], to: 'plan' },
    { name: 'Close', from: ['act'], to: 'closed', rules: DONE },
    { name: 'Cancel', from: ['plan', 'do', 'check'], to: 'cancelled', rules: DROPPED },
  ],
};

export const WORKFLOWS: readonly WorkflowSpec[] = [
  INCIDENT_WORKFLOW,
  PROBLEM,
  CHANGE_WORKFLOW,
  REQUEST,
  RELEASE,
  IMPROVEMENT,
];
