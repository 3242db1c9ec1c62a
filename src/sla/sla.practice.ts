/** Service level management, put together. */
import type { Handlers } from '../contract/handlers';
import { backgroundPractice, type Background } from './background.practice';
import { calendarsPractice } from './calendars.practice';
import { clocksPractice } from './clocks.practice';
import { keepingPractice, type IssueHappened } from './keeping.practice';
import { overviewsPractice } from './overviews.practice';
import { policyPractice } from './policy.practice';
import { processPractice } from './process.practice';
import { installDefault } from './policy-in-force';
import type { slaContract } from './sla.contract';
import type { SlaPorts } from './sla.ports';
import { whatIfPractice } from './what-if.practice';

export interface SlaPractice extends Background {
  readonly handlers: Handlers<typeof slaContract>;
  readonly onIssueEvent: (event: IssueHappened) => Promise<void>;
  /** Somebody of the app changed the issue, which no event will tell. */
  readonly touched: (issueIdOrKey: string) => Promise<void>;
  /** Set-up has run: the shipped policy is in force from now on, unless a person saved one. */
  readonly afterSetUp: () => Promise<void>;
}

export function slaPractice(ports: SlaPorts): SlaPractice {
  const keeping = keepingPractice(ports);
  const policies = policyPractice(ports);
  const whatIf = whatIfPractice(ports, policies);
  return {
    ...backgroundPractice(ports, keeping, whatIf.run),
    handlers: {
      ...clocksPractice(ports),
      ...overviewsPractice(ports),
      ...processPractice(ports),
      ...policies.handlers,
      ...calendarsPractice(ports),
      ...whatIf.handlers,
    },
    onIssueEvent: keeping.onIssueEvent,
    touched: (issueId) => ports.queue.push([{ work: 'clock', issueId }], 0),
    async afterSetUp() {
      const site = await ports.siteMap();
      if (site === undefined || site.projects.length === 0) return;
      if (await installDefault(ports, site)) await ports.queue.push([{ work: 'recompute' }], 0);
    },
  };
}
