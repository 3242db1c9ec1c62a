/**
 * From decisions to votes. Everybody has one vote, whoever gave it: their own hand or a delegate's. The latest holds, but
 * what somebody decided in person about the change as it is, no delegate changes.
 */
import type { AccountId } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { DecisionView } from './approval.shapes';
import type { Fingerprint } from './change.shapes';
import type { Decision } from './decision';
import { changedParts } from './material';

/** Why a decision would not count now, whatever came after it; undefined when it would. */
export type Flaw = 'edited' | 'expired' | undefined;

export interface VotingRules {
  /** Undefined: what was decided about makes no difference. */
  readonly fingerprint: Fingerprint | undefined;
  /** Undefined: approvals never run out. */
  readonly expiresAfterHours: number | undefined;
  readonly now: Instant;
  /** Whether giver and owner of the vote may decide at all. */
  readonly mayCount: (decision: Decision) => boolean;
}

export interface JudgedDecision {
  readonly decision: Decision;
  readonly counts: DecisionView['counts'];
}

/** An owner's vote that counts. */
export interface Vote {
  readonly owner: AccountId;
  readonly verdict: Decision['verdict'];
  /** Who gave it; several when an approval was repeated by others. */
  readonly hands: readonly AccountId[];
}

export interface Ballot {
  /** By owner. */
  readonly votes: ReadonlyMap<AccountId, Vote>;
  /** All decisions, oldest first. */
  readonly judged: readonly JudgedDecision[];
}

export const ownerOf = ({ by, onBehalfOf }: Pick<Decision, 'by' | 'onBehalfOf'>): AccountId => onBehalfOf ?? by;

const HOUR_MS = 3_600_000;

/** An approval counts up to this instant, but not at it. */
export const expiryOf = ({ at }: Pick<Decision, 'at'>, hours: number): Instant =>
  instant(toEpoch(instant(at)) + hours * HOUR_MS);

function flawOf(decision: Decision, { fingerprint, expiresAfterHours, now }: VotingRules): Flaw {
  if (fingerprint !== undefined && changedParts(decision.fingerprint, fingerprint).length > 0) return 'edited';
  // A rejection stays: what was wrong with the change does not become right by waiting.
  if (decision.verdict === 'reject' || expiresAfterHours === undefined) return undefined;
  return now < expiryOf(decision, expiresAfterHours) ? undefined : 'expired';
}

const inOrder = (decisions: readonly Decision[]): Decision[] =>
  decisions.toSorted((one, other) => compare(one.at, other.at) || compare(one.id, other.id));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export function ballotOf(decisions: readonly Decision[], rules: VotingRules): Ballot {
  const ordered = inOrder(uniqueById(decisions));
  const byOwner = groupedByOwner(ordered.filter(rules.mayCount));
  const holding = new Map([...byOwner].map(([owner, own]) => [owner, holdingOf(own, rules)] as const));
  const votes = [...byOwner].flatMap(([owner, own]) => {
    const decision = holding.get(owner);
    if (decision === undefined || flawOf(decision, rules) !== undefined) return [];
    return [[owner, { owner, verdict: decision.verdict, hands: handsOf(own, decision, rules) }] as const];
  });
  const judged = ordered.map((decision): JudgedDecision => {
    if (!rules.mayCount(decision)) return { decision, counts: 'notEligible' };
    if (holding.get(ownerOf(decision)) !== decision) return { decision, counts: 'superseded' };
    return { decision, counts: flawOf(decision, rules) ?? 'counts' };
  });
  return { votes: new Map(votes), judged };
}

function groupedByOwner(decisions: readonly Decision[]): ReadonlyMap<AccountId, readonly Decision[]> {
  const groups = new Map<AccountId, Decision[]>();
  for (const decision of decisions) {
    const owner = ownerOf(decision);
    groups.set(owner, [...(groups.get(owner) ?? []), decision]);
  }
  return groups;
}

/** A store may give the same decision twice. */
const uniqueById = (decisions: readonly Decision[]): Decision[] => [
  ...new Map(decisions.map((decision) => [decision.id, decision])).values(),
];

/** @param own the decisions about one owner's vote, oldest first */
function holdingOf(own: readonly Decision[], rules: VotingRules): Decision | undefined {
  const inPerson = own.findLast(({ onBehalfOf }) => onBehalfOf === null);
  return inPerson !== undefined && flawOf(inPerson, rules) === undefined ? inPerson : own.at(-1);
}

function handsOf(own: readonly Decision[], held: Decision, rules: VotingRules): AccountId[] {
  if (held.verdict === 'reject') return [held.by];
  const sinceRejection = own.slice(own.findLastIndex(({ verdict }) => verdict === 'reject') + 1);
  const approvals = sinceRejection.filter((decision) => flawOf(decision, rules) === undefined);
  return [...new Set([held, ...approvals].map(({ by }) => by))];
}

/**
 * How many votes there are if each has to come from another person: a maximum matching of votes with hands, by augmenting
 * paths.
 */
export function distinctHands(votes: readonly Vote[]): number {
  const votePerHand = new Map<AccountId, Vote>();
  const place = (vote: Vote, tried: Set<AccountId>): boolean =>
    vote.hands.some((hand) => {
      if (tried.has(hand)) return false;
      tried.add(hand);
      const holder = votePerHand.get(hand);
      if (holder !== undefined && !place(holder, tried)) return false;
      votePerHand.set(hand, vote);
      return true;
    });
  return votes.filter((vote) => place(vote, new Set())).length;
}
