/** What lies around a change in time and in the landscape: the others that hold a slot then, the windows, and the graph. */
import type { ImpactGraph } from '../cmdb/graph';
import type { CiRef } from '../contract/ids';
import type { ChangeRecord } from './change-record';
import type { ChangePorts } from './change.ports';
import type { Span } from './change.shapes';
import { conflictsOf, type Conflict } from './conflicts';
import type { ChangeWindows } from './schedule.shapes';
import { slotHolders, type ScheduledChange } from './scheduled-change';
import { windowPlan, type WindowPlan } from './windows';

/** Changes that a change is compared with at most: beyond, its gates stay closed instead of guessing. */
export const MOST_NEIGHBOURS = 2_000;

export interface Neighbourhood {
  /** Those that hold a slot, the change itself left out. */
  readonly others: readonly ScheduledChange[];
  readonly plan: WindowPlan;
  readonly graph: ImpactGraph;
  /** More changes touch the span than were read. */
  readonly cut: boolean;
  /** The landscape was too large to be walked whole: there may be more that depends on each other. */
  readonly graphCut: boolean;
}

export type NeighbourPorts = Pick<ChangePorts, 'records' | 'landscape'>;

/** Everything within `span` that can stand in the way of changes of these CIs. */
export async function neighbourhood(
  { records, landscape }: NeighbourPorts,
  windows: ChangeWindows,
  span: Span,
  own: { readonly issueId: string | undefined; readonly cis: readonly CiRef[] },
): Promise<Neighbourhood> {
  const found = await records.within(span, MOST_NEIGHBOURS);
  const others = slotHolders(found.records.filter((record) => record.issueId !== own.issueId));
  const plan = windowPlan(windows, span);
  const { graph, cut: graphCut } = await landscape.around(cisOf(own.cis, others));
  return { others, plan, graph, cut: found.cut, graphCut };
}

/** Each once: failures of others reach mine just as mine reach theirs. */
const cisOf = (own: readonly CiRef[], others: readonly ScheduledChange[]): CiRef[] => [
  ...new Set([...own, ...others.flatMap(({ cis }) => cis)]),
];

export const conflictsIn = (candidate: ScheduledChange, around: Neighbourhood): readonly Conflict[] =>
  conflictsOf(candidate, around.others, around.plan, around.graph);

/** The decision that accepted a conflict, while both sides are as they were then. */
export const acceptanceOf = (
  record: Pick<ChangeRecord, 'accepted'> | undefined,
  { id, signature, acceptable }: Pick<Conflict, 'id' | 'signature' | 'acceptable'>,
): ChangeRecord['accepted'][number] | undefined =>
  acceptable ? record?.accepted.findLast((one) => one.conflict === id && one.signature === signature) : undefined;
