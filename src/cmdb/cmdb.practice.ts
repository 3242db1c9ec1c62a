/** The CMDB, put together. */
import type { Handlers } from '../contract/handlers';
import { cataloguePractice } from './catalogue.practice';
import { ciHealthPractice } from './ci-health.practice';
import { cisPractice } from './cis.practice';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts, CmdbWork } from './cmdb.ports';
import { deletionPractice } from './deletion.practice';
import { graphPractice } from './graph.practice';
import { refreshSummary } from './graph-summary.practice';
import { examineOn } from './health-job';
import { healthPractice } from './health.practice';
import { historyPractice } from './history.practice';
import { refreshImpacts } from './impact-refresh.practice';
import { issuesPractice } from './issues.practice';
import { listPractice } from './list.practice';
import { rekeyOn } from './rekeying.practice';
import { relationsPractice } from './relations.practice';
import { viewsPractice } from './views.practice';

export interface CmdbPractice {
  readonly handlers: Handlers<typeof cmdbContract>;
  /** Does a step of background work, and pushes the next. */
  readonly work: (work: CmdbWork) => Promise<void>;
  /** Summarises the graph once an import's changes have settled. */
  readonly changedMuch: () => Promise<void>;
  /** Begins the daily examination. */
  readonly examine: () => Promise<void>;
}

/** A summary holds what is older than a minute. */
const SETTLING_SECONDS = 120;

export function cmdbPractice(ports: CmdbPorts): CmdbPractice {
  const deletion = deletionPractice(ports);
  const health = healthPractice(ports);
  return {
    handlers: {
      ...cataloguePractice(ports),
      ...listPractice(ports),
      ...cisPractice(ports),
      ...relationsPractice(ports),
      ...deletion.handlers,
      ...historyPractice(ports),
      ...graphPractice(ports),
      ...issuesPractice(ports),
      ...health.handlers,
      ...ciHealthPractice(ports),
      ...viewsPractice(ports),
    },
    async work(work) {
      if (work.kind === 'health') await examineOn(ports, work.jobId);
      else if (work.kind === 'graph') await refreshSummary(ports);
      else if (work.kind === 'impact') await refreshImpacts(ports, work.refs);
      else if (work.kind === 'keys') await rekeyOn(ports, work);
      else if (!(await deletion.goOn(work.ref))) await ports.queue.push(work);
    },
    async examine() {
      await health.begin();
      await ports.queue.push({ kind: 'graph' });
    },
    changedMuch: () => ports.queue.push({ kind: 'graph' }, SETTLING_SECONDS),
  };
}
