/**
 * The next free slot: the earliest beginning, on the grid, at which a change stands in no conflict with anything. What
 * stands in the way blocks a span of beginnings: another change, say, from one length before its start up to its end. The
 * first beginning of the grid that lies in none of these spans is the answer; so nothing is tried out, and nothing missed.
 */
import { compare, type ImpactGraph } from '../cmdb/graph';
import type { IssueKey } from '../contract/ids';
import { spansBetween, type WorkCalendar } from '../sla/calendar';
import { relationsOf } from './change-pairs';
import { common, intervalOf, remainder, spanOf, union, type Interval } from './intervals';
import { Reaches } from './reach';
import { CONFLICT_KINDS, type SlotAnswer, type SlotBlock, type SlotSearch } from './schedule.shapes';
import type { ScheduledChange } from './scheduled-change';
import { firstOnGrid } from './slot-grid';
import { WindowRules } from './window-clashes';
import type { WindowPlan } from './windows';

export interface SlotSurroundings {
  /** Those that hold a slot between `after` and `until`; the change itself is passed over. */
  readonly others: readonly ScheduledChange[];
  /** Of a span that holds the search's. */
  readonly plan: WindowPlan;
  readonly graph: ImpactGraph;
  /** Of business hours; RangeError when the search asks for hours and there is none. */
  readonly calendar: WorkCalendar | undefined;
  /** In which the grid's full hours are: the reader's. */
  readonly timeZone: string;
}

/** Blocks listed; a search over a busy quarter meets thousands. */
export const MAX_SLOT_BLOCKS = 100;
const MINUTE = 60_000;

/** The slot ends at `until` at the latest. What the change is planned for now makes no difference. */
export function nextFreeSlot(
  candidate: Omit<ScheduledChange, 'planned'>,
  search: SlotSearch,
  surroundings: SlotSurroundings,
): SlotAnswer {
  const { from, to } = intervalOf({ from: search.after, to: search.until });
  const length = search.minutes * MINUTE;
  const grid = (at: number): number => firstOnGrid(at, search.step, surroundings.timeZone);
  /** Beginnings that are looked at. */
  const begins = { from, to: to - length + 1 };
  const change = { ...candidate, planned: spanOf({ from, to }) };
  const blocks = blocksOf(change, search, surroundings, begins, length);
  const start = firstFree(blocks, begins, grid);
  const blocked = shownBlocks(blocks, { from, to: start ?? Math.max(begins.to, from) }, grid);
  return {
    slot: start === undefined ? null : spanOf({ from: start, to: start + length }),
    searchedUntil: spanOf({ from, to }).to,
    blocked: blocked.slice(0, MAX_SLOT_BLOCKS),
    cut: blocked.length > MAX_SLOT_BLOCKS,
  };
}

/** Beginnings that are out of the question, and why. */
interface Block extends Interval {
  readonly because: SlotBlock['because'];
  readonly other: IssueKey | null;
  readonly window: string | null;
}

function firstFree(blocks: readonly Block[], begins: Interval, grid: (at: number) => number): number | undefined {
  let at = grid(begins.from);
  for (const { from, to } of union(blocks)) {
    if (at < from) break;
    if (at < to) at = grid(to);
  }
  return at < begins.to ? at : undefined;
}

/** Those that keep a beginning of the grid from being taken, cut to what was searched. */
const shownBlocks = (blocks: readonly Block[], searched: Interval, grid: (at: number) => number): SlotBlock[] =>
  blocks
    .flatMap((block): (Block & Interval)[] => {
      const met = common(block, searched);
      const from = met === undefined ? searched.to : grid(met.from);
      return met === undefined || from >= met.to ? [] : [{ ...block, from, to: met.to }];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to || rank(a) - rank(b) || compare(a.other ?? '', b.other ?? ''))
    .map(({ because, other, window, ...span }) => ({ ...spanOf(span), because, other, window }));

const REASONS: readonly SlotBlock['because'][] = [...CONFLICT_KINDS, 'hours'];
const rank = ({ because }: Block): number => REASONS.indexOf(because);

function blocksOf(
  change: ScheduledChange,
  search: SlotSearch,
  { others, plan, graph, calendar }: SlotSurroundings,
  begins: Interval,
  length: number,
): Block[] {
  const reaches = new Reaches(graph);
  const windows = new WindowRules(plan, reaches);
  const span = intervalOf(change.planned);
  /** A beginning after `from − length` runs into what begins at `from`; one at its end no longer does. */
  const around = ({ from, to }: Interval): Interval => ({ from: from - length + 1, to });
  const outside = (times: readonly Interval[]): Interval[] =>
    remainder(
      begins,
      times.map(({ from, to }) => ({ from, to: to - length + 1 })).filter(({ from, to }) => from < to),
    );
  return [
    ...othersInTheWay(change, others, reaches, span).map((one) => ({ ...one, ...around(one) })),
    ...windows.freezes(change, span).map((freeze): Block => ({
      ...around(freeze),
      because: 'freeze',
      other: null,
      window: freeze.window.key,
    })),
    ...windows.duties(change).flatMap(({ times, windows: [first] }) =>
      outside(times).map((one): Block => ({
        ...one,
        because: 'outsideMaintenance',
        other: null,
        window: first?.key ?? null,
      })),
    ),
    ...hoursOf(search, calendar, span, outside),
  ];
}

function othersInTheWay(
  change: ScheduledChange,
  others: readonly ScheduledChange[],
  reaches: Reaches,
  span: Interval,
): Block[] {
  const nearby = reaches.upstreamOf(change.cis);
  return others.flatMap((other) => {
    const planned = intervalOf(other.planned);
    if (other.issueId === change.issueId || common(planned, span) === undefined) return [];
    return relationsOf(change, other, reaches, nearby).map(({ kind }) => ({
      ...planned,
      because: kind,
      other: other.key,
      window: null,
    }));
  });
}

function hoursOf(
  { hours }: SlotSearch,
  calendar: WorkCalendar | undefined,
  span: Interval,
  outside: (times: readonly Interval[]) => Interval[],
): Block[] {
  if (hours === 'any') return [];
  if (calendar === undefined) throw new RangeError('Slots within or outside of business hours need a calendar.');
  const wanted = [...spansBetween(calendar, span.from, span.to)].filter(({ open }) => open === (hours === 'business'));
  return outside(union(wanted)).map((one) => ({ ...one, because: 'hours', other: null, window: null }));
}
