/**
 * The workflow's validator: asks whether a change may take a step, on what Jira has at this moment with the input of the
 * transition laid over it, whoever moves it by whatever means. Throws where that can't be judged: whoever answers Jira keeps
 * the gate closed then, with a reference by which the cause is found.
 */
import type { Gate } from './gate.shapes';
import { changeSite } from './asked-change.practice';
import type { ChangePorts } from './change.ports';
import { gateOf } from './gates';
import { refusalOf } from './gate-words';
import { standingNow } from './situation.practice';

/** What Jira is told; the message stands beside the transition. */
export interface GateAnswer {
  readonly result: boolean;
  readonly errorMessage?: string;
}

export type AskGate = (
  gate: Gate,
  issueKey: string,
  modifiedFields: Readonly<Record<string, unknown>>,
) => Promise<GateAnswer>;

const closed = (errorMessage: string): GateAnswer => ({ result: false, errorMessage });

export function gatePractice(ports: ChangePorts): AskGate {
  const { issues, calendars, log } = ports;

  async function judged(...[gate, issueKey, modifiedFields]: Parameters<AskGate>): Promise<GateAnswer> {
    const site = await changeSite(ports);
    if (site === undefined) return closed('Plumbline is not set up for changes. A Jira administrator runs the set-up.');
    const seen = await issues.readWith(site, issueKey, modifiedFields);
    if (seen === undefined)
      return closed('Plumbline can’t read this change. A Jira administrator gives the app access to the project.');
    const { situation } = await standingNow(ports, site, seen);
    const items = gateOf(gate, situation);
    const errorMessage = refusalOf(gate, items, await calendars.reportingZone());
    if (errorMessage === undefined) return { result: true };
    const missing = items.filter(({ met }) => !met).map((item) => `${item.requirement}.${item.missing?.code ?? ''}`);
    log.warn('change gate refused', { issue: issueKey, gate, missing: missing.join(' ') });
    return closed(errorMessage);
  }

  return async (gate, issueKey, modifiedFields) => {
    try {
      return await judged(gate, issueKey, modifiedFields);
    } catch (cause) {
      log.error('change gate could not be judged', cause, { issue: issueKey, gate });
      throw cause;
    }
  };
}
