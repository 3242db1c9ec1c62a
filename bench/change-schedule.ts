/**
 * What conflicts, slots and collisions cost in a busy quarter: medians by the clock and of processor time, for 100, 1,000
 * and 10,000 changes over a landscape of 10,000 CIs with hubs, cycles and redundancy, and 20 windows that recur.
 */
import { collisionsOf } from '../src/change/collisions';
import { conflictIndex, conflictsOf } from '../src/change/conflicts';
import { IntervalIndex, intervalOf } from '../src/change/intervals';
import { ChangeWindow } from '../src/change/schedule.shapes';
import type { ScheduledChange } from '../src/change/scheduled-change';
import { nextFreeSlot } from '../src/change/slots';
import { windowPlan } from '../src/change/windows';
import { graphOf, type ImpactGraph } from '../src/cmdb/graph';
import { AccountId, IssueKey } from '../src/contract/ids';
import { instant, toEpoch } from '../src/kernel/time';
import { dice, landscape } from './landscape';

const CIS = 10_000;
const SIZES = [100, 1_000, 10_000];
const QUARTER = { from: instant('2026-10-01T00:00:00Z'), to: instant('2027-01-01T00:00:00Z') };
const [MINUTE, HOUR] = [60_000, 3_600_000];

/** One to three CIs each, seldom a hub; one to eight hours, in quarters of an hour; one of fifty people. */
function schedule(size: number, graph: ImpactGraph): ScheduledChange[] {
  const random = dice(size);
  const below = (end: number): number => Math.floor(random() * end);
  return Array.from({ length: size }, (_, number) => {
    const start = toEpoch(QUARTER.from) + below(92 * 24 * 4) * 15 * MINUTE;
    const cis = Array.from({ length: 1 + below(3) }, () => graph.nodes[below(graph.nodes.length)]?.ref);
    return {
      issueId: String(10_000 + number),
      key: IssueKey.parse(`CHG-${number + 1}`),
      type: 'normal',
      planned: { from: instant(start), to: instant(start + (1 + below(8)) * HOUR) },
      cis: [...new Set(cis)].filter((ref) => ref !== undefined),
      implementer: AccountId.parse(`person-${below(50)}`),
    };
  });
}

/** A freeze for each of ten services on Fridays, and ten classes' and services' nights of maintenance. */
function windows(graph: ImpactGraph): ChangeWindow[] {
  const services = graph.nodes.filter(({ classKey }) => classKey === 'businessService').slice(0, 20);
  return services.map(({ ref }, place) => ({
    key: `w${place}`,
    name: `Window ${place}`,
    kind: place % 2 === 0 ? 'freeze' : 'maintenance',
    scope: { on: 'services', refs: [ref] },
    timeZone: 'Europe/Berlin',
    start: place % 2 === 0 ? '2026-01-02T15:00' : '2026-01-01T20:00',
    end: place % 2 === 0 ? '2026-01-02T23:00' : '2026-01-02T06:00',
    rrule: place % 2 === 0 ? 'FREQ=WEEKLY' : 'FREQ=DAILY',
    except: [],
    enabled: true,
    note: '',
  }));
}

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Each run with another change, so that nothing is asked twice. */
function median(runs: number, act: (run: number) => unknown): Cost {
  const costs = Array.from({ length: runs }, (_, run): Cost => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    act(run);
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - start, cpuMs: (user + system) / 1_000 };
  });
  const middle = (pick: (cost: Cost) => number): number => costs.map(pick).sort((a, b) => a - b)[runs >> 1] ?? NaN;
  return { ms: middle(({ ms }) => ms), cpuMs: middle(({ cpuMs }) => cpuMs) };
}

const WIDTHS = [9, 58, 10, 10, 10];
const row = (...cells: readonly (string | number)[]): void =>
  console.log(cells.map((cell, place) => String(cell).padEnd(WIDTHS[place] ?? 10)).join(''));
const rounded = (time: number): string => time.toFixed(time < 10 ? 2 : 0);
const line = (size: number, what: string, { ms, cpuMs }: Cost, note = ''): void =>
  row(size, what, rounded(ms), rounded(cpuMs), note);

function measure(size: number, graph: ImpactGraph): void {
  const changes = schedule(size, graph);
  const one = (run: number): ScheduledChange => {
    const change = changes[(run * 7_919) % changes.length];
    if (change === undefined) throw new Error('no change');
    return change;
  };
  const document = { windows: windows(graph).map((window) => ChangeWindow.parse(window)) };
  line(
    size,
    'occurrences of 20 windows',
    median(5, () => windowPlan(structuredClone(document), QUARTER)),
  );
  const plan = windowPlan(document, QUARTER);
  const near = new IntervalIndex(changes.map((change) => ({ ...intervalOf(change.planned), change })));
  line(
    size,
    'all conflicts of one change among those at its time',
    median(21, (run) => {
      const change = one(run);
      const others = near.meeting(intervalOf(change.planned)).map((found) => found.change);
      return conflictsOf(change, others, windowPlan(document, change.planned), graph);
    }),
  );
  let conflicts = 0;
  const calendar = median(size > 1_000 ? 1 : 3, () => {
    const index = conflictIndex(changes, plan, graph);
    conflicts = changes.reduce((sum, change) => sum + index.clashesOf(change).length, 0);
  });
  line(size, 'all conflicts of all changes', calendar, `${conflicts} conflicts`);
  const slot = { minutes: 240, step: 15, hours: 'any', after: QUARTER.from, until: QUARTER.to } as const;
  line(
    size,
    'next free slot of 4 hours in the quarter',
    median(size > 1_000 ? 5 : 9, (run) =>
      nextFreeSlot(one(run), slot, { others: changes, plan, graph, calendar: undefined, timeZone: 'Europe/Berlin' }),
    ),
  );
  let found = '';
  const collisions = median(size > 1_000 ? 1 : 3, () => {
    const answer = collisionsOf(changes, graph);
    found = `${answer.collisions.length} sets${answer.cut ? ', cut' : ''}`;
  });
  line(size, 'collisions of two and three in the quarter', collisions, found);
}

export function printScheduleTable(): void {
  const graph = graphOf(landscape(CIS));
  console.log(`\nChanges in a quarter over ${CIS} CIs`);
  row('changes', 'what', 'ms', 'cpu ms', '');
  for (const size of SIZES) measure(size, graph);
}
