/** Closes what has been resolved long enough. */
import type { Handlers } from '../contract/handlers';
import { AppError } from '../kernel/errors';
import type { SiteMap } from '../setup/site-map';
import { closesAt, type ClosurePolicy, DEFAULT_CLOSURE_POLICY, isDue } from './closure';
import type { incidentContract } from './incident.contract';
import type { IncidentPorts, ResolvedIncident, Saved } from './incident.ports';

/** A run reads and moves one issue after the other; what it does not get to, the next hour's run does. */
export const CLOSED_PER_RUN = 300;

export interface AutoCloseReport {
  readonly closed: number;
  readonly failed: number;
  /** More may be due. */
  readonly stopped: boolean;
}

type Offered = 'incident.closurePolicy' | 'incident.previewClosure' | 'incident.saveClosurePolicy';

export interface ClosurePractice {
  readonly handlers: Pick<Handlers<typeof incidentContract>, Offered>;
  readonly autoClose: () => Promise<AutoCloseReport>;
}

export function closurePractice(ports: IncidentPorts): ClosurePractice {
  const { incidents, closure, clock, log } = ports;
  const policyNow = async (): Promise<ClosurePolicy> => (await closure.read())?.document ?? DEFAULT_CLOSURE_POLICY;

  /** The search may lag: the incident itself says whether it is still resolved, and since when. */
  async function closeIfDue(site: SiteMap, policy: ClosurePolicy, { key }: ResolvedIncident): Promise<boolean> {
    const closable = await incidents.closable(site, key);
    if (closable === undefined || !isDue(closable.resolvedAt, policy, clock.now())) return false;
    await incidents.move(key, closable.move);
    return true;
  }

  async function autoClose(): Promise<AutoCloseReport> {
    const site = await ports.siteMap();
    if (site?.issueTypes.incident === undefined) return { closed: 0, failed: 0, stopped: false };
    const policy = await policyNow();
    const report = { closed: 0, failed: 0, stopped: false };
    if (!policy.automatic) return report;
    for await (const incident of incidents.resolved(site)) {
      // Resolved first, due first: after one that is not due there is none, save by the hour of a clock change.
      if (!isDue(incident.resolvedAt, policy, clock.now())) break;
      if (report.closed + report.failed >= CLOSED_PER_RUN) {
        report.stopped = true;
        break;
      }
      try {
        if (await closeIfDue(site, policy, incident)) report.closed += 1;
      } catch (cause) {
        log.error('incident could not be closed; the next run tries again', cause, { issue: incident.key });
        report.failed += 1;
        // Jira is busy: going on would only make it busier.
        if (cause instanceof AppError && cause.code === 'UNAVAILABLE') {
          report.stopped = true;
          break;
        }
      }
    }
    if (report.closed + report.failed > 0) log.info('incidents closed', report);
    return report;
  }

  const state = (found: Saved<ClosurePolicy> | undefined) => ({
    policy: found?.document ?? DEFAULT_CLOSURE_POLICY,
    version: found?.version ?? null,
    updatedAt: found?.updatedAt ?? null,
    updatedBy: found?.updatedBy ?? null,
  });

  return {
    autoClose,
    handlers: {
      'incident.closurePolicy': async () => state(await closure.read()),
      async 'incident.previewClosure'(_, { policy }) {
        const resolvedAt = clock.now();
        return { resolvedAt, closesAt: policy.automatic ? closesAt(resolvedAt, policy) : null };
      },
      async 'incident.saveClosurePolicy'({ accountId }, { expectedVersion, policy }) {
        await closure.write(expectedVersion ?? undefined, policy, accountId, clock.now());
        return state(await closure.read());
      },
    },
  };
}
