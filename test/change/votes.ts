/** Votes and policies for tests, in few words: `cai+` approves, `cai-` rejects, `zoe>cai+` approves as the delegate of cai. */
import type { ApprovalPolicies, ApprovalStep, Need } from '../../src/change/approval.shapes';
import { standingOf, type ApprovalStanding, type StandingInput } from '../../src/change/approval-standing';
import type { Person } from '../../src/change/change.shapes';
import type { Decision } from '../../src/change/decision';
import { fingerprintOf } from '../../src/change/material';
import { instant, toEpoch, type Instant } from '../../src/kernel/time';
import { aChange, MONDAY, person } from './builders';

export const named = (name: string): Person => ({ accountId: person(name), name });

/** `any`, `all`, or a number for at least so many. */
export type NeedWord = 'any' | 'all' | number;
export const needOf = (word: NeedWord): Need =>
  typeof word === 'number' ? { kind: 'atLeast', count: word } : { kind: word };

/** A step by its need and the names of those behind it. */
export type StepSketch = readonly [NeedWord, string];

export const WHO = {
  requester: person('rita'),
  creator: person('cris'),
  implementer: person('ivan'),
} as const;

export const CHANGE = aChange({ ...WHO, stage: 'authorize' });
export const AS_IS = fingerprintOf(CHANGE, {});
/** The same change with another back-out plan. */
export const AS_EDITED = fingerprintOf(aChange({ ...WHO, stage: 'authorize', backoutPlan: 'None.' }), {});

const namesIn = (list: string): string[] => list.split(' ').filter((name) => name !== '');

export const stepOf = (need: NeedWord, index: number): ApprovalStep => ({
  key: `step-${index + 1}`,
  name: `Step ${index + 1}`,
  sources: [{ from: 'role', role: 'cabMember' }],
  need: needOf(need),
});

export const policiesOf = (
  steps: readonly StepSketch[],
  expiresAfterHours: number | null = null,
  delegation = true,
): ApprovalPolicies => ({
  policies: [
    {
      key: 'normal',
      name: 'Normal',
      types: ['normal'],
      levels: ['low', 'moderate', 'high', 'veryHigh'],
      steps: steps.map(([need], index) => stepOf(need, index)),
      expiresAfterHours,
    },
  ],
  delegation,
});

export const seated = (steps: readonly StepSketch[]): ReadonlyMap<string, readonly Person[]> =>
  new Map(steps.map(([, people], index) => [`step-${index + 1}`, namesIn(people).map(named)]));

const VOTE = /^(?:(\w+)>)?(\w+)([+-])$/;

/** A decision of a minute each, beginning at `from`; `~` before a vote: about the change as it was edited. */
export function votesIn(words: string, from: Instant = MONDAY): Decision[] {
  return namesIn(words).map((word, index) => {
    const [, delegate, owner = '', sign] = VOTE.exec(word.replace('~', '')) ?? [];
    if (sign === undefined) throw new Error(`no vote: ${word}`);
    return {
      id: `${String(index + 1).padStart(5, '0')}-${word.replace(/\W/g, '_')}`,
      issueId: CHANGE.issueId,
      verdict: sign === '+' ? 'approve' : 'reject',
      by: person(delegate ?? owner),
      onBehalfOf: delegate === undefined ? null : person(owner),
      reason: '',
      at: instant(toEpoch(from) + index * 60_000),
      fingerprint: word.startsWith('~') ? AS_EDITED : AS_IS,
      policy: { key: 'normal', version: 1 },
      steps: ['step-1'],
    };
  });
}

export interface Poll {
  readonly steps: readonly StepSketch[];
  readonly votes?: string;
  readonly decisions?: readonly Decision[];
  readonly expires?: number | null;
  readonly delegation?: boolean;
  /** By default a little after the votes. */
  readonly now?: Instant;
  readonly input?: Partial<StandingInput>;
}

export const SOON = instant(toEpoch(MONDAY) + 3_600_000);

export function poll({
  steps,
  votes = '',
  decisions,
  expires = null,
  delegation = true,
  now,
  input,
}: Poll): ApprovalStanding {
  return standingOf({
    facts: CHANGE,
    requesters: [WHO.requester],
    policies: policiesOf(steps, expires, delegation),
    preApproved: false,
    level: 'low',
    people: seated(steps),
    decisions: decisions ?? votesIn(votes),
    fingerprint: AS_IS,
    now: now ?? SOON,
    ...input,
  });
}
