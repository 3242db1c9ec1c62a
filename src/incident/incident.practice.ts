/** Incident management, put together. */
import type { Handlers } from '../contract/handlers';
import { closurePractice, type AutoCloseReport } from './closure.practice';
import type { incidentContract } from './incident.contract';
import type { IncidentPorts } from './incident.ports';
import { matrixPractice } from './matrix.practice';
import { priorityPractice, type IssueEvent } from './priority.practice';
import { reportsPractice } from './reports.practice';

export interface IncidentPractice {
  readonly handlers: Handlers<typeof incidentContract>;
  readonly onIssueEvent: (event: IssueEvent) => Promise<void>;
  readonly autoClose: () => Promise<AutoCloseReport>;
  readonly reconcile: () => Promise<void>;
}

export function incidentPractice(ports: IncidentPorts): IncidentPractice {
  const priority = priorityPractice(ports);
  const closure = closurePractice(ports);
  return {
    handlers: {
      ...priority.handlers,
      ...closure.handlers,
      ...matrixPractice(ports),
      ...reportsPractice(ports),
    },
    onIssueEvent: priority.onIssueEvent,
    autoClose: closure.autoClose,
    reconcile: priority.reconcile,
  };
}
