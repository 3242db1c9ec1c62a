/** Change enablement, put together. */
import type { Handlers } from '../contract/handlers';
import { acceptingPractice } from './accepting.practice';
import { agendaPractice } from './agenda.practice';
import { assessingPractice } from './assessing.practice';
import { calendarPractice } from './calendar.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import { configurationPractice } from './configuration.practice';
import { decidingPractice } from './deciding.practice';
import { delegationsPractice } from './delegations.practice';
import type { Following } from './following';
import { gatePractice, type AskGate } from './gate.practice';
import { keepingPractice, type ChangeHappened } from './keeping.practice';
import { panelPractice } from './panel.practice';
import { processPractice } from './process.practice';
import { rememberingPorts } from './remembering-ports';
import { reportsPractice } from './reports.practice';
import { reviewingPractice } from './reviewing.practice';
import { schedulingPractice } from './scheduling.practice';
import { suspectsPractice } from './suspects.practice';
import { sweepingPractice } from './sweeping.practice';
import { templatesPractice } from './templates.practice';

export interface ChangePractice {
  readonly handlers: Handlers<typeof changeContract>;
  /** What the workflow's validator answers Jira. */
  readonly gate: AskGate;
  readonly onIssueEvent: (event: ChangeHappened) => Promise<void>;
  /** Hourly: what ran out since. */
  readonly sweep: () => Promise<void>;
  /** Once a day: what no event told. */
  readonly nightly: () => Promise<void>;
  /** Brings one change up to date. */
  readonly settle: (issueId: string) => Promise<void>;
}

export function changePractice(given: ChangePorts): ChangePractice {
  // A command judges the change, publishes and shows it: what it does not change itself is asked for once.
  const once = () => onChanges(rememberingPorts(given));
  const sweeping = sweepingPractice(given, { settle: (issueId) => once().keeping.settle(issueId) });
  return {
    handlers: {
      'change.panel': (ctx, input) => once().handlers['change.panel'](ctx, input),
      'change.assess': (ctx, input) => once().handlers['change.assess'](ctx, input),
      'change.decide': (ctx, input) => once().handlers['change.decide'](ctx, input),
      'change.acceptConflict': (ctx, input) => once().handlers['change.acceptConflict'](ctx, input),
      'change.findSlot': (ctx, input) => once().handlers['change.findSlot'](ctx, input),
      'change.move': (ctx, input) => once().handlers['change.move'](ctx, input),
      'change.catalogue': (ctx, input) => once().handlers['change.catalogue'](ctx, input),
      'change.request': (ctx, input) => once().handlers['change.request'](ctx, input),
      'change.applyTemplate': (ctx, input) => once().handlers['change.applyTemplate'](ctx, input),
      'change.review': (ctx, input) => once().handlers['change.review'](ctx, input),
      'change.suspects': suspectsPractice(given),
      ...calendarPractice(given),
      'change.agenda': agendaPractice(given),
      ...delegationsPractice(given),
      'change.process': processPractice(given),
      ...reportsPractice(given),
      ...configurationPractice(given),
    },
    gate: gatePractice(given),
    onIssueEvent: (event) => once().keeping.onIssueEvent(event),
    sweep: sweeping.sweep,
    nightly: sweeping.reconcile,
    settle: (issueId) => once().keeping.settle(issueId),
  };
}

/** Everything about single changes, over ports that may remember for the time of a call. */
function onChanges(ports: ChangePorts) {
  const keeping = keepingPractice(ports);
  const panel = panelPractice(ports);
  const following: Following = {
    settle: keeping.settle,
    async settleAndShow(issueId, issueKey) {
      await keeping.settle(issueId);
      return panel(issueKey);
    },
  };
  const handlers: OnChanges = {
    'change.panel': (_, { issueKey }) => panel(issueKey),
    'change.assess': assessingPractice(ports, following),
    'change.decide': decidingPractice(ports, { settle: keeping.settle, panel }),
    'change.acceptConflict': acceptingPractice(ports, following),
    ...schedulingPractice(ports, following),
    ...templatesPractice(ports, following),
    'change.review': reviewingPractice(ports, following),
  };
  return { keeping, handlers };
}

type OnChanges = Pick<
  Handlers<typeof changeContract>,
  | 'change.panel'
  | 'change.assess'
  | 'change.decide'
  | 'change.acceptConflict'
  | 'change.findSlot'
  | 'change.move'
  | 'change.catalogue'
  | 'change.request'
  | 'change.applyTemplate'
  | 'change.review'
>;
