/**
 * What the gates keep from happening, found where it happened all the same: an administrator may move an issue past its
 * workflow, and people may edit what is under way. What only ran out since (an approval, a template's standing) is none: it
 * closes the gates ahead.
 */
import type { ApprovalState, ApprovalView } from './approval.shapes';
import type { MaterialPart, Stage } from './change.shapes';
import type { Gate } from './gate.shapes';
import { outcome, reviewed } from './requirements';
import type { Situation } from './situation';
import type { Drift } from './template-standing';

/** States of a change that nobody ever approved as a whole. */
const NEVER: readonly ApprovalState[] = ['notAsked', 'waiting', 'rejected'];

/** Work that takes longer, or begins later, than was approved is still the work that was approved. */
const TIMES: readonly (MaterialPart | Drift)[] = ['plannedStart', 'plannedEnd', 'outageStart', 'outageEnd', 'minutes'];

/** The gate whose demands a change in this stage must have met and has not; undefined when all is as it should be. */
export function breachIn(stage: Stage, situation: Situation): Gate | undefined {
  switch (stage) {
    case 'scheduled':
      return hasAuthority(situation) ? undefined : 'schedule';
    case 'implement':
      return hasAuthority(situation) && !editedUnderWay(situation) ? undefined : 'implement';
    case 'review':
      return hasAuthority(situation) ? undefined : 'implement';
    case 'closed':
      if (!hasAuthority(situation)) return 'implement';
      return outcome(situation).met && reviewed(situation).met ? undefined : 'close';
    case 'new':
    case 'assess':
    case 'authorize':
    case 'cancelled':
      return undefined;
  }
}

const followsTemplate = ({ facts, template }: Situation): boolean =>
  facts.type === 'standard' && template !== undefined;

function hasAuthority(situation: Situation): boolean {
  if (followsTemplate(situation)) return true;
  const { currency, approval } = situation;
  return currency.state !== 'none' && !NEVER.includes(approval.state);
}

function editedUnderWay(situation: Situation): boolean {
  const { template, approval } = situation;
  const parts: readonly (MaterialPart | Drift)[] = followsTemplate(situation)
    ? (template?.drifted ?? [])
    : editedSince(approval);
  return parts.some((part) => !TIMES.includes(part));
}

const editedSince = ({ state, edited }: Pick<ApprovalView, 'state' | 'edited'> | Situation['approval']) =>
  state === 'edited' ? edited : [];
