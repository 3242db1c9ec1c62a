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

export function changePractice(ports: ChangePorts): ChangePractice {
  const keeping = keepingPractice(ports);
  const sweeping = sweepingPractice(ports, keeping);
  const panel = panelPractice(ports);
  const following: Following = {
    settle: keeping.settle,
    async settleAndShow(issueId, issueKey) {
      await keeping.settle(issueId);
      return panel(issueKey);
    },
  };
  return {
    handlers: {
      'change.panel': (_, { issueKey }) => panel(issueKey),
      'change.assess': assessingPractice(ports, following),
      'change.decide': decidingPractice(ports, { settle: keeping.settle, panel }),
      'change.acceptConflict': acceptingPractice(ports, following),
      ...schedulingPractice(ports, following),
      ...templatesPractice(ports, following),
      'change.suspects': suspectsPractice(ports),
      'change.review': reviewingPractice(ports, following),
      ...calendarPractice(ports),
      'change.agenda': agendaPractice(ports),
      ...delegationsPractice(ports),
      'change.process': processPractice(ports),
      ...reportsPractice(ports),
      ...configurationPractice(ports),
    },
    gate: gatePractice(ports),
    onIssueEvent: keeping.onIssueEvent,
    sweep: sweeping.sweep,
    nightly: sweeping.reconcile,
    settle: keeping.settle,
  };
}
