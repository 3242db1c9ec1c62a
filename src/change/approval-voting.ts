/**
 * Who may give which vote at this moment, and why not. A delegate has what the owner of the vote handed over and nothing else:
 * votes that were handed to the owner don't go along, so that delegations never chain.
 */
import type { AccountId } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { Delegation } from './approval.shapes';
import { ownerOf } from './approval-votes';
import { ownPartIn, type ApprovalStanding, type OwnPart } from './approval-standing';
import type { ChangeFacts } from './change-facts';
import type { Stage } from './change.shapes';
import type { Decision } from './decision';

export interface Polling {
  readonly facts: ChangeFacts;
  readonly standing: ApprovalStanding;
  /** Those that may be used; none while delegation is switched off. */
  readonly delegations: readonly Delegation[];
  readonly now: Instant;
}

export interface Intent {
  readonly voter: AccountId;
  /** Null for one's own vote. */
  readonly onBehalfOf: AccountId | null;
  readonly verdict: Decision['verdict'];
}

/** `reason` is for the log; `message` is for the voter and names nobody they did not name. */
export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

/** Approval is asked for, or work that was approved has not begun: an edit may have it asked for again. */
const DECIDABLE: readonly (Stage | undefined)[] = ['authorize', 'scheduled'];

const PARTS: Readonly<Record<OwnPart, string>> = {
  requester: 'asked for it',
  creator: 'created it',
  implementer: 'implements it',
};

/** From `since` up to `until`, but not at it. */
export const isInForce = ({ since, until }: Delegation, now: Instant): boolean => since <= now && now < until;

/** Why this vote can't be given now; undefined when it can. */
export function refusalOf(polling: Polling, intent: Intent): Refusal | undefined {
  const { facts, standing } = polling;
  if (!DECIDABLE.includes(facts.stage))
    return { reason: 'stage', message: 'Decisions are taken while a change is in Authorize or Scheduled.' };
  if (standing.state === 'notRequired') return { reason: 'not-required', message: 'This change needs no approval.' };
  if (standing.policy === undefined)
    return {
      reason: 'no-policy',
      message:
        'No approval policy covers this change as it is. Have its risk assessed, or a Jira administrator adds a policy.',
    };
  return refusalOfVoter(polling, intent) ?? refusalOfRepetition(polling, intent);
}

function refusalOfVoter({ facts, standing, delegations, now }: Polling, intent: Intent): Refusal | undefined {
  const { voter, onBehalfOf } = intent;
  const part = ownPartIn(facts, standing.requesters, voter);
  if (part !== undefined)
    return { reason: part, message: `Who ${PARTS[part]} does not decide about a change, not for others either.` };
  if (onBehalfOf === null) return maySit(standing, voter) ? undefined : NOT_ELIGIBLE;
  if (!hasDelegation(delegations, onBehalfOf, voter, now)) return NO_DELEGATION;
  const ownersPart = ownPartIn(facts, standing.requesters, onBehalfOf);
  if (ownersPart !== undefined)
    return {
      reason: `for-${ownersPart}`,
      message: `Who ${PARTS[ownersPart]} has no vote on a change that a delegate could give.`,
    };
  return maySit(standing, onBehalfOf) ? undefined : NOT_ELIGIBLE_OTHER;
}

const NOT_ELIGIBLE: Refusal = {
  reason: 'not-eligible',
  message: 'The approval policy of this change does not ask for your decision.',
};
const NOT_ELIGIBLE_OTHER: Refusal = {
  reason: 'for-not-eligible',
  message: 'The approval policy of this change does not ask for the decision of whom you want to decide for.',
};
const NO_DELEGATION: Refusal = {
  reason: 'no-delegation',
  message: 'You may decide for somebody else only while they have made you their delegate.',
};

const hasDelegation = (delegations: readonly Delegation[], from: AccountId, to: AccountId, now: Instant): boolean =>
  delegations.some((one) => one.from.accountId === from && one.to.accountId === to && isInForce(one, now));

const maySit = ({ steps }: ApprovalStanding, account: AccountId): boolean =>
  steps.some(({ eligible }) => eligible.some(({ accountId }) => accountId === account));

/** The steps in which the vote is counted. */
export const stepsOf = ({ steps }: ApprovalStanding, owner: AccountId): string[] =>
  steps.filter(({ eligible }) => eligible.some(({ accountId }) => accountId === owner)).map(({ step }) => step.key);

function refusalOfRepetition({ standing }: Polling, { voter, onBehalfOf, verdict }: Intent): Refusal | undefined {
  const given = countingVote(standing, onBehalfOf ?? voter);
  if (given === undefined) return undefined;
  if (onBehalfOf !== null && given.onBehalfOf === null)
    return { reason: 'decided-in-person', message: 'Whom you want to decide for has decided in person.' };
  // Taking over in person what a delegate decided is no repetition.
  if (given.verdict !== verdict || (onBehalfOf === null && given.onBehalfOf !== null)) return undefined;
  const done = verdict === 'approve' ? 'approved' : 'rejected';
  return {
    reason: 'repeated',
    message:
      onBehalfOf === null
        ? `You have ${done} this change already, as it is; it counts once.`
        : `This change was ${done} in their name already; it counts once.`,
  };
}

const countingVote = ({ decisions }: ApprovalStanding, owner: AccountId): Decision | undefined =>
  decisions.find(({ decision, counts }) => counts === 'counts' && ownerOf(decision) === owner)?.decision;

/** Votes that the reader may give and that are not given yet: null for their own, else whose delegate they are. */
export function votesOpenTo(polling: Polling, reader: AccountId): (AccountId | null)[] {
  const owners = new Set(
    polling.delegations
      .filter((one) => one.to.accountId === reader && isInForce(one, polling.now))
      .map(({ from }) => from.accountId),
  );
  return [null, ...owners].filter((onBehalfOf) => {
    if (countingVote(polling.standing, onBehalfOf ?? reader) !== undefined) return false;
    return refusalOf(polling, { voter: reader, onBehalfOf, verdict: 'approve' }) === undefined;
  });
}
