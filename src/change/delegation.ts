/** Which delegations there can be: bounded in time and number, and never to oneself. */
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { Delegation } from './approval.shapes';
import type { Person } from './change.shapes';

const DAY_MS = 86_400_000;
/** An absence, not a transfer of office: whoever is away for longer gives the role to somebody else. */
export const LONGEST_DAYS = 90;
/** How far ahead an absence is planned. */
export const AHEAD_DAYS = 366;
/** Of one person, so that the list stays readable; of all, so that it fits one stored document. */
export const MOST_OWN = 10;
export const MOST = 500;

/** A minute of clock difference between a browser and the server is no wish to begin in the past. */
const TOLERANCE_MS = 60_000;

export interface Wish {
  readonly id: string;
  readonly giver: Person;
  /** Undefined when the account is not active. */
  readonly taker: Person | undefined;
  readonly since: string;
  readonly until: string;
}

export type Planned =
  | { readonly kind: 'new' | 'stands'; readonly delegation: Delegation }
  | { readonly kind: 'wrong'; readonly path: 'to' | 'since' | 'until'; readonly message: string };

const wrong = (path: 'to' | 'since' | 'until', message: string): Planned => ({ kind: 'wrong', path, message });

/** The same wish twice is the delegation that stands. */
export function planDelegation(wish: Wish, list: readonly Delegation[], now: Instant): Planned {
  const [since, until] = [instantOf(wish.since), instantOf(wish.until)];
  if (since === undefined) return wrong('since', 'Give the beginning as a date and time.');
  if (until === undefined) return wrong('until', 'Give the end as a date and time.');
  if (wish.taker === undefined) return wrong('to', 'Choose somebody with an active account.');
  if (wish.taker.accountId === wish.giver.accountId) return wrong('to', 'Choose somebody other than yourself.');
  const fault = faultOfSpan(since, until, now);
  if (fault !== undefined) return fault;
  const delegation: Delegation = { id: wish.id, from: wish.giver, to: wish.taker, since, until };
  const standing = list.find((one) => isSame(one, delegation));
  if (standing !== undefined) return { kind: 'stands', delegation: standing };
  const ahead = list.filter((one) => one.until > now);
  if (ahead.filter(({ from }) => from.accountId === wish.giver.accountId).length >= MOST_OWN)
    return wrong('to', `You have ${MOST_OWN} delegations already. End one that is no longer needed.`);
  if (ahead.length >= MOST) return wrong('to', `There are ${MOST} delegations on this site, which is as many as fit.`);
  return { kind: 'new', delegation };
}

function faultOfSpan(since: Instant, until: Instant, now: Instant): Planned | undefined {
  const [start, end, present] = [toEpoch(since), toEpoch(until), toEpoch(now)];
  if (end <= start) return wrong('until', 'The end has to come after the beginning.');
  if (end <= present) return wrong('until', 'The end has passed already.');
  if (start < present - TOLERANCE_MS) return wrong('since', 'It can’t begin in the past.');
  if (start > present + AHEAD_DAYS * DAY_MS) return wrong('since', 'It has to begin within a year.');
  return end - start > LONGEST_DAYS * DAY_MS
    ? wrong('until', `Votes are handed over for at most ${LONGEST_DAYS} days.`)
    : undefined;
}

const isSame = (one: Delegation, other: Delegation): boolean =>
  one.from.accountId === other.from.accountId &&
  one.to.accountId === other.to.accountId &&
  one.since === other.since &&
  one.until === other.until;

function instantOf(text: string): Instant | undefined {
  try {
    return instant(text);
  } catch {
    return undefined;
  }
}
