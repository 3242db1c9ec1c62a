/**
 * By what right work on a change began. That is asked once, when a change is first seen in a stage: what others do to
 * policies, roles and templates afterwards takes nothing back, for it closes the gates ahead. From then on only edits count,
 * against the change as it was when work on it was first seen.
 */
import type { ApprovalState, ApprovalView } from './approval.shapes';
import type { Fingerprint, MaterialPart, Stage } from './change.shapes';
import type { Gate } from './gate.shapes';
import { changedParts, fingerprintOf, isOfType } from './material';
import type { Situation } from './situation';
import type { Drift } from './template-standing';

/** States of a change that nobody ever approved as a whole. */
const NEVER: readonly ApprovalState[] = ['notAsked', 'waiting', 'rejected'];

/** Work that takes longer, or begins later, than was approved is still the work that was approved. */
const TIMES: readonly (MaterialPart | Drift)[] = ['plannedStart', 'plannedEnd', 'outageStart', 'outageEnd', 'minutes'];

/** Stages that only what was let through to implementation comes to. */
const UNDER_WAY: readonly (Stage | null | undefined)[] = ['implement', 'review', 'closed'];

/** The gate that the change came past without what it demands; undefined when it did not, or was judged before. */
export function passedWithout(stage: Stage, situation: Situation): Extract<Gate, 'schedule' | 'implement'> | undefined {
  switch (stage) {
    case 'scheduled':
      return situation.record?.stage === 'scheduled' || hasAuthority(situation, true) ? undefined : 'schedule';
    case 'implement':
      if (isBegun(situation)) return editedSinceBegun(situation) ? 'implement' : undefined;
      return hasAuthority(situation, true) && !editedSinceApproved(situation) ? undefined : 'implement';
    case 'review':
    case 'closed':
      return isBegun(situation) || hasAuthority(situation, false) ? undefined : 'implement';
    case 'new':
    case 'assess':
    case 'authorize':
    case 'cancelled':
      return undefined;
  }
}

/** Seen under way before, be it that it was out of sight in between. */
const isBegun = ({ record }: Situation): boolean => UNDER_WAY.includes(record?.stage) || record?.begun !== undefined;

/** What the change was when work on it was first seen; undefined before. */
export const begunAs = (stage: Stage | undefined, { facts, record }: Situation): Fingerprint | undefined =>
  UNDER_WAY.includes(stage) ? (record?.begun ?? fingerprintOf(facts, record?.answers ?? {})) : undefined;

/** Also when somebody gave it another type since it was assessed or begun. */
export const wasEmergency = ({ facts, record }: Pick<Situation, 'facts' | 'record'>): boolean =>
  facts.type === 'emergency' ||
  [record?.begun, record?.assessment?.fingerprint].some((known) => known && isOfType(known, 'emergency'));

/** @param lending whether the template still has to lend its pre-approval: a change's own failure may have taken it */
function hasAuthority(situation: Situation, lending: boolean): boolean {
  if (followsTemplate(situation) && !(lending && situation.template?.refused !== undefined)) return true;
  const { currency, approval } = situation;
  return currency.state !== 'none' && !NEVER.includes(approval.state);
}

const followsTemplate = ({ facts, template }: Situation): boolean =>
  facts.type === 'standard' && template !== undefined;

function editedSinceApproved(situation: Situation): boolean {
  const { template, approval } = situation;
  return isOtherWork(followsTemplate(situation) ? (template?.drifted ?? []) : editedSince(approval));
}

const editedSince = ({ state, edited }: Pick<ApprovalView, 'state' | 'edited'> | Situation['approval']) =>
  state === 'edited' ? edited : [];

function editedSinceBegun({ facts, record }: Situation): boolean {
  if (record?.begun === undefined) return false;
  return isOtherWork(changedParts(record.begun, fingerprintOf(facts, record.answers)));
}

const isOtherWork = (parts: readonly (MaterialPart | Drift)[]): boolean => parts.some((part) => !TIMES.includes(part));
