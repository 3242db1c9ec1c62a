/** How far approval has come, as one reader sees it. */
import type { AccountId } from '../contract/ids';
import type { ApprovalView, DecisionView } from './approval.shapes';
import type { ApprovalStanding } from './approval-standing';
import { votesOpenTo, type Polling } from './approval-voting';
import type { Fingerprint, Person } from './change.shapes';
import { sealOf } from './material';

export interface Viewed extends Polling {
  /** Of the saved policies; 0 for the shipped ones. */
  readonly policiesVersion: number;
  readonly fingerprint: Fingerprint;
  /** By account; those who left are absent. */
  readonly people: ReadonlyMap<AccountId, Person>;
}

/** As Jira calls an account that is gone. */
const FORMER = 'Former user';

export const personIn = (people: ReadonlyMap<AccountId, Person>, accountId: AccountId): Person =>
  people.get(accountId) ?? { accountId, name: FORMER };

/** Whom a view names beside those who sit in its steps. */
export const namedIn = ({ decisions }: ApprovalStanding, delegations: Polling['delegations']): AccountId[] => [
  ...decisions.flatMap(({ decision: { by, onBehalfOf } }) => (onBehalfOf === null ? [by] : [by, onBehalfOf])),
  ...delegations.map(({ from }) => from.accountId),
];

export function approvalView(viewed: Viewed, reader: AccountId): ApprovalView {
  const { standing, people, fingerprint, policiesVersion } = viewed;
  const { state, policy, steps, decisions, expiresAt, edited } = standing;
  return {
    state,
    policy: policy === undefined ? null : { key: policy.key, name: policy.name, version: policiesVersion },
    steps: steps.map(({ step: { key, name, need }, needed, approvals, satisfied, eligible, excluded, impossible }) => ({
      key,
      name,
      need,
      needed,
      approvals,
      satisfied,
      eligible: [...eligible],
      excluded: [...excluded],
      impossible,
    })),
    decisions: decisions.map(({ decision: { id, verdict, by, onBehalfOf, reason, at }, counts }): DecisionView => ({
      id,
      verdict,
      by: personIn(people, by),
      onBehalfOf: onBehalfOf === null ? null : personIn(people, onBehalfOf),
      reason,
      at,
      counts,
    })),
    expiresAt: expiresAt ?? null,
    edited: [...edited],
    seal: sealOf(fingerprint),
    mine: votesOpenTo(viewed, reader).map((owner) => (owner === null ? null : personIn(people, owner))),
  };
}
