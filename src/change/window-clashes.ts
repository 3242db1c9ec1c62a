/** What freezes and maintenance windows have against a change. */
import { compare } from '../cmdb/graph';
import { common, intervalOf, IntervalIndex, remainder, spanOf, union, type Interval } from './intervals';
import { digestOf } from './material';
import type { Clash, FoundClash, Meeting } from './conflict';
import type { Reaches } from './reach';
import type { ChangeWindow } from './schedule.shapes';
import type { ScheduledChange } from './scheduled-change';
import { concerns, coveredBy, holdsFor, type Covered } from './window-scope';
import type { WindowPlan } from './windows';

interface Happening extends Interval {
  readonly window: ChangeWindow;
}

/** CIs of a change that the same maintenance windows hold for: they may be changed within any of them. */
export interface MaintenanceDuty {
  /** By key; at least one. */
  readonly windows: readonly ChangeWindow[];
  readonly covered: readonly Covered[];
  /** When these windows happen, as far as the plan goes; in order and apart, for a change may go from one into the next. */
  readonly times: readonly Interval[];
}

export class WindowRules {
  readonly #freezes: IntervalIndex<Happening>;
  readonly #maintenance: readonly ChangeWindow[];
  readonly #times: ReadonlyMap<string, readonly Interval[]>;

  constructor(
    plan: WindowPlan,
    private readonly reaches: Reaches,
  ) {
    const byKey = new Map(plan.windows.map((window) => [window.key, window]));
    const happenings = plan.occurrences.flatMap((occurrence): Happening[] => {
      const window = byKey.get(occurrence.window);
      return window === undefined ? [] : [{ ...intervalOf(occurrence), window }];
    });
    this.#freezes = new IntervalIndex(happenings.filter(({ window }) => window.kind === 'freeze'));
    this.#maintenance = plan.windows
      .filter(({ kind }) => kind === 'maintenance')
      .toSorted((a, b) => compare(a.key, b.key));
    this.#times = grouped(happenings, ({ window }) => window.key);
  }

  /** The happenings of freezes that meet a span and hold for the change, wherever it is planned. */
  freezes(change: ScheduledChange, span: Interval): Happening[] {
    const holds = new Map<ChangeWindow, boolean>();
    return this.#freezes.meeting(span).filter(({ window }) => {
      const known = holds.get(window) ?? (concerns(window, change) && holdsFor(window.scope, change, this.reaches));
      holds.set(window, known);
      return known;
    });
  }

  /** A CI without any maintenance window may be changed at any time. */
  duties(change: ScheduledChange): MaintenanceDuty[] {
    const byCi = new Map<string, { windows: ChangeWindow[]; covered: Covered[] }>();
    for (const window of this.#maintenance.filter((one) => concerns(one, change)))
      for (const covered of coveredBy(window.scope, change.cis, this.reaches)) {
        const duty = byCi.get(covered.mine) ?? { windows: [], covered: [] };
        if (!duty.windows.includes(window)) duty.windows.push(window);
        duty.covered.push(covered);
        byCi.set(covered.mine, duty);
      }
    const groups = grouped([...byCi.values()], ({ windows }) => windows.map(({ key }) => key).join(' '));
    return [...groups.values()].map((group) => {
      const windows = group[0]?.windows ?? [];
      const times = union(windows.flatMap(({ key }) => this.#times.get(key) ?? []));
      return { windows, covered: group.flatMap(({ covered }) => covered), times };
    });
  }

  clashes(change: ScheduledChange): FoundClash[] {
    const planned = intervalOf(change.planned);
    return [
      ...this.freezes(change, planned).map((freeze) => this.#freezeClash(change, planned, freeze)),
      ...this.duties(change).flatMap((duty) => this.#maintenanceClash(change, planned, duty)),
    ];
  }

  #freezeClash(change: ScheduledChange, planned: Interval, freeze: Happening): FoundClash {
    const { window } = freeze;
    const { from, to } = spanOf(freeze);
    const clash: Clash = {
      id: `freeze:${window.key}:${from}`,
      signature: digestOf(['freeze', change.planned.from, change.planned.to, from, to].join(' ')),
      kind: 'freeze',
      other: null,
      window: shown(window),
      overlap: spanOf(common(freeze, planned) ?? freeze),
      acceptable: false,
    };
    const covered = window.scope.on === 'site' ? [] : coveredBy(window.scope, change.cis, this.reaches);
    return { clash, meetings: () => this.#meetings(change, covered) };
  }

  #maintenanceClash(change: ScheduledChange, planned: Interval, duty: MaintenanceDuty): FoundClash[] {
    const outside = remainder(planned, duty.times);
    const [first, last, window] = [outside[0], outside.at(-1), duty.windows[0]];
    if (first === undefined || last === undefined || window === undefined) return [];
    const keys = duty.windows.map(({ key }) => key).join(' ');
    const gaps = outside.map(spanOf).map(({ from, to }) => `${from}/${to}`);
    const mine = [...new Set(duty.covered.map((one) => one.mine))].sort(compare);
    const clash: Clash = {
      id: `outsideMaintenance:${digestOf(keys)}`,
      signature: digestOf(['outside', change.planned.from, change.planned.to, ...gaps, ...mine].join(' ')),
      kind: 'outsideMaintenance',
      other: null,
      window: shown(window),
      overlap: spanOf({ from: first.from, to: last.to }),
      acceptable: true,
    };
    return [{ clash, meetings: () => this.#meetings(change, duty.covered) }];
  }

  #meetings(change: ScheduledChange, covered: readonly Covered[]): readonly Meeting[] {
    const distinct = [...new Map(covered.map((one) => [`${one.mine} ${one.theirs}`, one])).values()];
    return distinct.map(({ mine, theirs }) => {
      if (mine === theirs) return { mine, theirs, path: [mine] };
      const alone = this.reaches.paths([mine], [theirs]).get(theirs);
      const path = alone ?? this.reaches.paths(change.cis, [theirs]).get(theirs) ?? [];
      return { mine, theirs, path };
    });
  }
}

const shown = ({ key, name, note }: ChangeWindow): Clash['window'] => ({ key, name, note });

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
