/**
 * What stands against a change where it is planned: other changes under way at the same time on the same CIs, on what its
 * CIs need, on what needs its CIs, or by the same person; freezes; and being outside of the maintenance windows of its CIs.
 * The list is complete: nothing is left out for being one of many.
 *
 * Times are half-open: a change may begin when another ends. Impact is redundancy-aware: of two nodes of a cluster that
 * needs one, a change on either has nothing downstream.
 */
import { compare, type ImpactGraph } from '../cmdb/graph';
import { clashOf, relationsOf } from './change-pairs';
import type { Clash, Conflict, FoundClash } from './conflict';
import { common, IntervalIndex, intervalOf, type Interval } from './intervals';
import { Reaches } from './reach';
import { CONFLICT_KINDS } from './schedule.shapes';
import type { ScheduledChange } from './scheduled-change';
import { WindowRules } from './window-clashes';
import type { WindowPlan } from './windows';

export type { Clash, Conflict, Meeting } from './conflict';

export interface ConflictIndex {
  /** By kind, then by time. The change is not compared with itself; it need not be among the indexed. */
  clashesOf(change: ScheduledChange): readonly Clash[];
  /** The same with what meets, and how. */
  conflictsOf(change: ScheduledChange): readonly Conflict[];
}

/**
 * All conflicts of one change. `others` are those that hold a slot (see `slotHolders`), in any order; the plan's span has
 * to hold the candidate's.
 */
export const conflictsOf = (
  candidate: ScheduledChange,
  others: readonly ScheduledChange[],
  plan: WindowPlan,
  graph: ImpactGraph,
): readonly Conflict[] => conflictIndex(others, plan, graph).conflictsOf(candidate);

/** For many questions about the same schedule, such as a calendar of it. */
export function conflictIndex(
  changes: readonly ScheduledChange[],
  plan: WindowPlan,
  graph: ImpactGraph,
): ConflictIndex {
  const reaches = new Reaches(graph);
  const windows = new WindowRules(plan, reaches);
  const index = new IntervalIndex(changes.map(placed));
  const found = (change: ScheduledChange): FoundClash[] =>
    [...withOthers(change, index, reaches), ...windows.clashes(change)].sort(inOrder);
  return {
    clashesOf: (change) => found(change).map(({ clash }) => clash),
    conflictsOf: (change) => found(change).map(({ clash, meetings }) => ({ ...clash, meetings: meetings() })),
  };
}

interface Placed extends Interval {
  readonly change: ScheduledChange;
}

const placed = (change: ScheduledChange): Placed => ({ ...intervalOf(change.planned), change });

function withOthers(mine: ScheduledChange, index: IntervalIndex<Placed>, reaches: Reaches): FoundClash[] {
  const planned = intervalOf(mine.planned);
  return index.meeting(planned).flatMap((other) => {
    const overlap = common(planned, other);
    if (overlap === undefined || other.change.issueId === mine.issueId) return [];
    return relationsOf(mine, other.change, reaches).map((relation) =>
      clashOf(mine, other.change, relation, overlap, reaches),
    );
  });
}

const inOrder = ({ clash: a }: FoundClash, { clash: b }: FoundClash): number =>
  CONFLICT_KINDS.indexOf(a.kind) - CONFLICT_KINDS.indexOf(b.kind) ||
  compare(a.overlap.from, b.overlap.from) ||
  compare(a.id, b.id);
