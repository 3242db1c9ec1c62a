/**
 * How far the approval of a change has come. Nothing of it is kept: it is judged each time from all decisions, by the policy
 * as it is, by who may decide at this moment and by what the change is at this moment.
 */
import type { AccountId } from '../contract/ids';
import type { Instant } from '../kernel/time';
import type { ApprovalPolicies, ApprovalPolicy, ApprovalState, ApprovalStep, ApprovalView } from './approval.shapes';
import { ballotOf, distinctHands, expiryOf, ownerOf, type Ballot, type JudgedDecision } from './approval-votes';
import type { ChangeFacts } from './change-facts';
import { MATERIAL_PARTS, RISK_LEVELS, type ChangeType, type Fingerprint, type MaterialPart } from './change.shapes';
import type { Person, RiskLevel, Stage } from './change.shapes';
import type { Decision } from './decision';
import { changedParts } from './material';

export type { JudgedDecision } from './approval-votes';

/** What somebody has to do with a change that keeps them from deciding about it. */
export type OwnPart = ApprovalView['steps'][number]['excluded'][number]['because'];

export interface StandingInput {
  readonly facts: ChangeFacts;
  /** Everybody who was seen as its requester. */
  readonly requesters: readonly AccountId[];
  readonly policies: ApprovalPolicies;
  /** It follows a pre-approved template as it is: that is its approval. */
  readonly preApproved: boolean;
  /** As last assessed; undefined before. */
  readonly level: RiskLevel | undefined;
  /** Active people of each step's sources, by the step's key; an absent step has nobody. */
  readonly people: ReadonlyMap<string, readonly Person[]>;
  readonly decisions: readonly Decision[];
  /** Of the change as it is. */
  readonly fingerprint: Fingerprint;
  readonly now: Instant;
}

export interface StepStanding {
  readonly step: ApprovalStep;
  readonly needed: number;
  readonly approvals: number;
  readonly satisfied: boolean;
  readonly eligible: readonly Person[];
  readonly excluded: readonly (Person & { readonly because: OwnPart })[];
  /** Fewer may decide than have to: nothing approves it until somebody else may. */
  readonly impossible: boolean;
  /** Of the eligible, those who have not approved. */
  readonly open: readonly Person[];
}

export interface ApprovalStanding {
  readonly state: ApprovalState;
  /** Everybody who was seen as its requester. */
  readonly requesters: readonly AccountId[];
  /**
   * Undefined while type or risk are unknown, or when no policy covers them: then nothing approves the change. Undefined for
   * what is pre-approved, too.
   */
  readonly policy: ApprovalPolicy | undefined;
  readonly steps: readonly StepStanding[];
  /** All of them, oldest first. */
  readonly decisions: readonly JudgedDecision[];
  /** Whose rejections stand. */
  readonly rejectedBy: readonly AccountId[];
  /** When it stops being approved if nobody does anything; undefined when it does not, or is not approved. */
  readonly expiresAt: Instant | undefined;
  /** What was edited since decisions that would count otherwise. */
  readonly edited: readonly MaterialPart[];
}

/** The first policy that fits. A change that was not assessed has one when it is the same whatever the risk. */
export function policyFor(
  { policies }: ApprovalPolicies,
  type: ChangeType | undefined,
  level: RiskLevel | undefined,
): ApprovalPolicy | undefined {
  if (type === undefined) return undefined;
  const fitting = (level === undefined ? RISK_LEVELS : [level]).map((one) =>
    policies.find(({ types, levels }) => types.includes(type) && levels.includes(one)),
  );
  return fitting.every((policy) => policy === fitting[0]) ? fitting[0] : undefined;
}

/**
 * Whoever asked for a change, entered it or is to do it does not approve it, and lends no hand to others' votes on it. Who
 * was its requester stays so, though somebody else is named as reporter since.
 */
export function ownPartIn(
  { requester, creator, implementer }: Pick<ChangeFacts, OwnPart>,
  requesters: readonly AccountId[],
  account: AccountId,
): OwnPart | undefined {
  if (account === requester || requesters.includes(account)) return 'requester';
  if (account === creator) return 'creator';
  return account === implementer ? 'implementer' : undefined;
}

export function standingOf(input: StandingInput): ApprovalStanding {
  const { facts, level, fingerprint } = input;
  const policy = input.preApproved ? undefined : policyFor(input.policies, facts.type, level);
  const seats = (policy?.steps ?? []).map((step) => seatsOf(step, input));
  const ballot = ballotBy(input, policy, seats);
  const steps = seats.map((seat) => stepOf(seat, ballot));
  const state = stateOf(input, policy, seats);
  return {
    state,
    requesters: input.requesters,
    policy,
    steps,
    decisions: ballot.judged,
    rejectedBy: rejectersIn(ballot),
    expiresAt: state === 'approved' ? expiryOfApproval(input, policy, seats, ballot) : undefined,
    edited: editedParts(ballot, fingerprint),
  };
}

interface Seats {
  readonly step: ApprovalStep;
  /** Whose votes are counted. */
  readonly voters: ReadonlySet<AccountId>;
  readonly eligible: readonly Person[];
  readonly excluded: StepStanding['excluded'];
}

function seatsOf(step: ApprovalStep, input: StandingInput): Seats {
  const { facts, requesters, people } = input;
  const all = [...new Map((people.get(step.key) ?? []).map((person) => [person.accountId, person])).values()];
  const eligible = all.filter(({ accountId }) => ownPartIn(facts, requesters, accountId) === undefined);
  return {
    step,
    voters: new Set([...eligible.map(({ accountId }) => accountId), ...formerVoters(step, input)]),
    eligible,
    excluded: all.flatMap((person) => {
      const because = ownPartIn(facts, requesters, person.accountId);
      return because === undefined ? [] : [{ ...person, because }];
    }),
  };
}

/** Once work began, approval has served its purpose: people who leave a role then take nothing back. */
const formerVoters = ({ key }: ApprovalStep, { facts, requesters, decisions }: StandingInput): AccountId[] =>
  isUnderWay(facts.stage)
    ? decisions
        .filter(({ steps }) => steps.includes(key))
        .map(ownerOf)
        .filter((owner) => ownPartIn(facts, requesters, owner) === undefined)
    : [];

/** What is left out of account, to find out what keeps an approval from counting. */
interface Leaving {
  readonly edits?: boolean;
  readonly expiry?: boolean;
  readonly at?: Instant;
}

function ballotBy(
  { facts, requesters, policies, decisions, fingerprint, now }: StandingInput,
  policy: ApprovalPolicy | undefined,
  seats: readonly Seats[],
  leaving: Leaving = {},
): Ballot {
  const seated = new Set(seats.flatMap(({ voters }) => [...voters]));
  const expires = leaving.expiry !== true && !isUnderWay(facts.stage);
  return ballotOf(decisions, {
    fingerprint: leaving.edits === true ? undefined : fingerprint,
    expiresAfterHours: expires ? (policy?.expiresAfterHours ?? undefined) : undefined,
    now: leaving.at ?? now,
    mayCount: (decision) =>
      seated.has(ownerOf(decision)) &&
      ownPartIn(facts, requesters, decision.by) === undefined &&
      (decision.onBehalfOf === null || policies.delegation),
  });
}

/** From here on approvals do not run out. */
const isUnderWay = (stage: Stage | undefined): boolean =>
  stage === 'implement' || stage === 'review' || stage === 'closed';

function stepOf({ step, voters, eligible, excluded }: Seats, { votes }: Ballot): StepStanding {
  const given = [...voters].flatMap((owner) => votes.get(owner) ?? []);
  const approving = given.filter(({ verdict }) => verdict === 'approve');
  // So many approvals are so many people; everybody's consent may be lent.
  const approvals = step.need.kind === 'atLeast' ? distinctHands(approving) : approving.length;
  const needed = neededOf(step, voters.size);
  const owners = new Set(approving.map(({ owner }) => owner));
  return {
    step,
    needed,
    approvals,
    satisfied: approvals >= needed,
    eligible,
    excluded,
    impossible: voters.size < needed,
    open: eligible.filter(({ accountId }) => !owners.has(accountId)),
  };
}

/** Never none: where nobody may decide, nothing is approved. */
function neededOf({ need }: ApprovalStep, voters: number): number {
  if (need.kind === 'any') return 1;
  return need.kind === 'all' ? Math.max(1, voters) : need.count;
}

const rejectersIn = ({ votes }: Ballot): AccountId[] =>
  [...votes.values()].flatMap(({ owner, verdict }) => (verdict === 'reject' ? [owner] : []));

/** One rejection outweighs any number of approvals. */
function outcomeOf(seats: readonly Seats[], ballot: Ballot): 'approved' | 'rejected' | 'waiting' {
  if (rejectersIn(ballot).length > 0) return 'rejected';
  return seats.every((seat) => stepOf(seat, ballot).satisfied) ? 'approved' : 'waiting';
}

function stateOf(input: StandingInput, policy: ApprovalPolicy | undefined, seats: readonly Seats[]): ApprovalState {
  if (input.preApproved || policy?.steps.length === 0) return 'notRequired';
  if (!isAsked(input.facts.stage)) return 'notAsked';
  if (policy === undefined) return 'waiting';
  const outcome = (leaving: Leaving) => outcomeOf(seats, ballotBy(input, policy, seats, leaving));
  const now = outcome({});
  if (now !== 'waiting') return now;
  if (outcome({ expiry: true }) === 'approved') return 'expired';
  return outcome({ expiry: true, edits: true }) === 'waiting' ? 'waiting' : 'edited';
}

const isAsked = (stage: Stage | undefined): boolean =>
  stage !== undefined && stage !== 'new' && stage !== 'assess' && stage !== 'cancelled';

function expiryOfApproval(
  input: StandingInput,
  policy: ApprovalPolicy | undefined,
  seats: readonly Seats[],
  { judged }: Ballot,
): Instant | undefined {
  const hours = policy?.expiresAfterHours ?? undefined;
  if (hours === undefined || isUnderWay(input.facts.stage)) return undefined;
  const ends = judged.map(({ decision }) => expiryOf(decision, hours)).filter((end) => end > input.now);
  return ends.sort().find((at) => outcomeOf(seats, ballotBy(input, policy, seats, { at })) !== 'approved');
}

function editedParts({ judged }: Ballot, fingerprint: Fingerprint): MaterialPart[] {
  const edited = judged.filter(({ counts }) => counts === 'edited');
  const parts = new Set(edited.flatMap(({ decision }) => changedParts(decision.fingerprint, fingerprint)));
  return MATERIAL_PARTS.filter((part) => parts.has(part));
}
