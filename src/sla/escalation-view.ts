/** What was done about a clock, as the browser shows it: also what Jira refused for good, and why. */
import type { z } from 'zod';
import { instant } from '../kernel/time';
import type { Escalation } from './clock-record';
import type { ClockReport } from './clock-report';
import { cycleName } from './escalation';
import type { EscalationView } from './sla.contract';

/** Those of the report's own cycle, oldest first. */
export function escalationsOf(report: ClockReport, known: readonly Escalation[]): z.input<typeof EscalationView>[] {
  const cycle = cycleName(report.definition.key, report.startedAt);
  return known
    .filter(({ key }) => key.startsWith(cycle))
    .flatMap(({ threshold, claimedAt, actions }) =>
      actions.map(({ action, state, reason }) => ({
        threshold,
        at: instant(claimedAt),
        action: action.do,
        outcome: state === 'claimed' ? ('pending' as const) : state,
        reason: reason ?? null,
      })),
    );
}
