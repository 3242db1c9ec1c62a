/** A change as the schedule sees it: when it is under way, what it touches, who does it. */
import type { AccountId, CiRef, IssueKey } from '../contract/ids';
import type { ChangeFacts } from './change-facts';
import type { ChangeRecord } from './change-record';
import type { ChangeType, Span, Stage } from './change.shapes';

export interface ScheduledChange {
  readonly issueId: string;
  readonly key: IssueKey;
  readonly type: ChangeType | null;
  /** Its end comes after its start. */
  readonly planned: Span;
  readonly cis: readonly CiRef[];
  readonly implementer: AccountId | null;
}

/** A new change does not hold its time yet, and one whose work is over or called off no longer does. */
const WITHOUT_SLOT: readonly (Stage | null)[] = ['new', 'review', 'closed', 'cancelled'];

/** Whether others have to make way for it; a change in a status that is none of the blueprint's is taken to. */
export const holdsSlot = (stage: Stage | null): boolean => !WITHOUT_SLOT.includes(stage);

/** Undefined without a valid window. Whether it holds a slot is asked of its stage (`holdsSlot`). */
export function scheduledOf(record: ChangeRecord): ScheduledChange | undefined {
  const { issueId, key, type, planned, cis, implementer } = record;
  return planned === null || planned.from >= planned.to
    ? undefined
    : { issueId, key, type, planned, cis: [...new Set(cis)], implementer };
}

/** The change that is looked at, from its issue; undefined while it has no valid window. */
export function candidateOf(facts: ChangeFacts): ScheduledChange | undefined {
  const { issueId, key, type, plannedStart, plannedEnd, cis, implementer } = facts;
  if (plannedStart === undefined || plannedEnd === undefined || plannedStart >= plannedEnd) return undefined;
  const planned = { from: plannedStart, to: plannedEnd };
  return {
    issueId,
    key,
    type: type ?? null,
    planned,
    cis: [...new Set(cis)],
    implementer: implementer ?? null,
  };
}

/** Those that others have to make way for. */
export const slotHolders = (records: readonly ChangeRecord[]): ScheduledChange[] =>
  records.filter(({ stage }) => holdsSlot(stage)).flatMap((record) => scheduledOf(record) ?? []);
