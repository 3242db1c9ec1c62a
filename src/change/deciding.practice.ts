/** Deciding about a change. The voter is whom the platform vouches for; what counts is read afresh, and votes are only added. */
import type { Handlers, Invocation } from '../contract/handlers';
import type { AccountId, IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { usableDelegations } from './approval-loading.practice';
import { refusalOf, stepsOf, type Intent } from './approval-voting';
import { ownerOf } from './approval-votes';
import { changeOf, siteOf } from './asked-change.practice';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Fingerprint, MaterialPart } from './change.shapes';
import type { Decision } from './decision';
import { changedParts, digestOf, sealOf } from './material';
import type { PanelOf } from './panel.practice';
import { standingNow, type Standing } from './situation.practice';

/** What follows a decision: what is published about the change, and what the voter sees. */
export interface Following {
  readonly settle: (issueId: string) => Promise<void>;
  /** As the caller sees it. */
  readonly panel: PanelOf;
}

type DecideHandler = Handlers<typeof changeContract>['change.decide'];
type Asked = Parameters<DecideHandler>[1];

export function decidingPractice(ports: ChangePorts, following: Following): DecideHandler {
  const { decisions, clock, log } = ports;

  async function decide(voter: AccountId, asked: Asked): Promise<void> {
    const { issueKey, verdict, onBehalfOf, seal } = asked;
    const site = await siteOf(ports);
    const seen = await changeOf(ports, site, issueKey);
    const intent: Intent = { voter, onBehalfOf: onBehalfOf === voter ? null : onBehalfOf, verdict };
    const refuse = (code: 'REFUSED' | 'CONFLICT', reason: string, message: string): never => {
      log.warn('decision refused', {
        account: voter,
        issue: issueKey,
        verdict,
        reason,
        ...(intent.onBehalfOf === null ? {} : { for: intent.onBehalfOf }),
      });
      throw new AppError(code, message);
    };

    const standing = await standingNow(ports, site, seen);
    const delegations = usableDelegations(standing.policies.document, await ports.settings.delegations.read());
    const now = clock.now();
    const refusal = refusalOf({ facts: seen.facts, standing: standing.approval, delegations, now }, intent);
    if (refusal !== undefined) return refuse('REFUSED', refusal.reason, refusal.message);
    if (seal !== sealOf(standing.fingerprint)) return refuse('CONFLICT', 'edited-since', editedSince(seal, standing));
    if (verdict === 'reject' && asked.reason === '')
      throw new AppError('INVALID_INPUT', 'Say why it is rejected.', {
        issues: [{ path: 'reason', message: 'Say what has to change before you approve.' }],
      });
    await addOnce(decisionOf(standing, intent, asked.reason, now));
    log.info('change decided about', { account: voter, issue: issueKey, verdict });
    await settled(seen.facts.issueId, issueKey);
  }

  /** The same request sent twice at once gives the same id, the second time with another moment. */
  async function addOnce(decision: Decision): Promise<void> {
    try {
      await decisions.add(decision);
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.code !== 'CONFLICT') throw cause;
      if (!(await decisions.of(decision.issueId)).some(({ id }) => id === decision.id)) throw cause;
    }
  }

  /** The vote stands, whatever becomes of this: what is published is brought up to date by the next event or hour. */
  async function settled(issueId: string, issueKey: IssueKey): Promise<void> {
    try {
      await following.settle(issueId);
    } catch (cause) {
      log.error('a decision was taken but is not published yet', cause, { issue: issueKey });
    }
  }

  return async ({ accountId }: Invocation, asked: Asked) => {
    await decide(accountId, asked);
    return following.panel(asked.issueKey);
  };
}

/** Numbered, so that ids sort by time; the same vote on the same state after the same decisions has the same id. */
function decisionOf(standing: Standing, intent: Intent, reason: string, now: Decision['at']): Decision {
  const { approval, fingerprint, policies, seen } = standing;
  const number = String(approval.decisions.length + 1).padStart(5, '0');
  const { voter: by, onBehalfOf, verdict } = intent;
  const { policy } = approval;
  return {
    id: `${number}-${digestOf(JSON.stringify([by, onBehalfOf, verdict, sealOf(fingerprint)]))}`,
    issueId: seen.facts.issueId,
    verdict,
    by,
    onBehalfOf,
    reason,
    at: now,
    fingerprint,
    policy: { key: policy?.key ?? '', version: policies.version ?? 0 },
    steps: stepsOf(approval, ownerOf({ by, onBehalfOf })),
  };
}

const WORDS: Readonly<Record<MaterialPart, string>> = {
  type: 'change type',
  plannedStart: 'planned start',
  plannedEnd: 'planned end',
  outageStart: 'outage start',
  outageEnd: 'outage end',
  cis: 'configuration items',
  implementer: 'implementer',
  reason: 'reason',
  implementationPlan: 'implementation plan',
  backoutPlan: 'back-out plan',
  testPlan: 'test plan',
  communicationPlan: 'communication plan',
  answers: 'questionnaire',
};

/** What was edited can be told where the state that was looked at was assessed or decided about. */
function editedSince(seal: string, { approval, fingerprint, stored }: Standing): string {
  const known: Fingerprint[] = [
    ...approval.decisions.map(({ decision }) => decision.fingerprint),
    ...(stored?.record.assessment == null ? [] : [stored.record.assessment.fingerprint]),
  ];
  const looked = known.find((one) => sealOf(one) === seal);
  const parts = looked === undefined ? [] : changedParts(looked, fingerprint).map((part) => WORDS[part]);
  const what = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `The change was edited after you looked at it${what}. Look at it as it is now, then decide.`;
}
