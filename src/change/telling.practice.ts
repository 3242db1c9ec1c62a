/** Tells people in a comment that a decision waits for them: once a round, however often it is asked to. */
import type { AccountId } from '../contract/ids';
import type { ApprovalStanding } from './approval-standing';
import { ownerOf } from './approval-votes';
import type { ChangePorts } from './change.ports';
import { digestOf, sealOf } from './material';
import type { Standing } from './situation.practice';

export interface Telling {
  /** Names what is told: a comment with this marker is made once. */
  readonly marker: string;
  readonly sentence: string;
  readonly mention: readonly AccountId[];
}

/** A comment is to reach the people concerned, not to list a company. */
const MOST_MENTIONS = 20;

/** What there is to tell about how approval stands now; undefined when nobody has to do anything. */
export function tellingOf({ seen: { facts }, stored, approval, fingerprint }: Standing): Telling | undefined {
  const round = stored?.record.asked?.at;
  if (round === undefined) return undefined;
  const open = unsatisfied(approval);
  switch (approval.state) {
    case 'waiting':
      return open.some(({ impossible }) => impossible) || approval.policy === undefined
        ? telling(['impossible', round], IMPOSSIBLE, actors([facts.requester, facts.implementer]))
        : telling(['asked', round], askedFor(approval), voters(approval));
    case 'edited':
      return telling(['edited', round, sealOf(fingerprint)], EDITED, [...outdated(approval), ...voters(approval)]);
    case 'expired':
      return telling(['expired', round, lastVote(approval)], EXPIRED, voters(approval));
    case 'rejected':
      return telling(['rejected', round, lastVote(approval)], REJECTED, actors([facts.requester, facts.implementer]));
    case 'notAsked':
    case 'notRequired':
    case 'approved':
      return undefined;
  }
}

const EDITED = 'This change was edited after it was decided about. It needs your decision again, in the change panel.';
const EXPIRED = 'The approval of this change ran out. It needs your decision again, in the change panel.';
const REJECTED =
  'This change was rejected. The reason is in the change panel; take it back to assessment to change it.';
const IMPOSSIBLE =
  'Approval of this change was asked for, but too few people may decide about it. A Jira administrator changes the approval policy, or gives people the role it asks for.';

const askedFor = ({ steps }: ApprovalStanding): string =>
  `Approval of this change is asked for: ${steps
    .filter(({ satisfied }) => !satisfied)
    .map(({ step: { name }, needed, eligible }) =>
      eligible.length > needed ? `${name} (${needed} of ${eligible.length})` : name,
    )
    .join(', ')}. Decide in the change panel.`;

/** The marker is a digest, for an entity property's key and a search find it as it is. */
const telling = (what: readonly string[], sentence: string, mention: readonly AccountId[]): Telling => ({
  marker: `approval-${what[0] ?? ''}-${digestOf(what.join('\n')).slice(0, 16)}`,
  sentence,
  mention: [...new Set(mention)].slice(0, MOST_MENTIONS),
});

const unsatisfied = ({ steps }: ApprovalStanding) => steps.filter(({ satisfied }) => !satisfied);

const voters = (approval: ApprovalStanding): AccountId[] =>
  unsatisfied(approval).flatMap(({ open }) => open.map(({ accountId }) => accountId));

/** Those whose decisions stopped counting. */
const outdated = ({ decisions }: ApprovalStanding): AccountId[] =>
  decisions.filter(({ counts }) => counts === 'edited').map(({ decision }) => ownerOf(decision));

const lastVote = ({ decisions }: ApprovalStanding): string => decisions.at(-1)?.decision.id ?? '';

const actors = (accounts: readonly (AccountId | undefined)[]): AccountId[] =>
  accounts.filter((account) => account !== undefined);

/** Safe to call again: nothing is said twice. */
export async function tellApprovers({ issues }: Pick<ChangePorts, 'issues'>, standing: Standing): Promise<void> {
  const told = tellingOf(standing);
  if (told === undefined) return;
  await issues.comment(standing.seen.facts.issueId, told.marker, told.sentence, told.mention);
}
