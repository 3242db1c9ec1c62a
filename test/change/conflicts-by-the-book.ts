/** What conflicts there are, a minute at a time and by the rules as written. Slow, and nothing in common with the real thing. */
import type { CiRef } from '../../src/contract/ids';
import type { ConflictKind, WindowScope } from '../../src/change/schedule.shapes';
import type { ScheduledChange } from '../../src/change/scheduled-change';
import { expectedStretches, hitByTheBook, minutesOf, type PlannedWindow, type Scene } from './schedules';

export interface BookConflict {
  readonly kind: ConflictKind;
  /** The other's issue, the freeze's key, or the keys of the maintenance windows. */
  readonly with: string;
  /** First minute, and the first one after. */
  readonly from: number;
  readonly to: number;
  /** CIs of the candidate that meet something, or for `downstream` those of the other. */
  readonly hit: readonly CiRef[];
}

export class Book {
  readonly #hits = new Map<string, ReadonlySet<CiRef>>();
  readonly #stretches: ReadonlyMap<PlannedWindow, readonly { from: number; to: number }[]>;

  constructor(readonly scene: Scene) {
    this.#stretches = new Map(scene.windows.map((window) => [window, expectedStretches(window, scene.stage)]));
  }

  hits(failed: readonly CiRef[]): ReadonlySet<CiRef> {
    const key = [...failed].sort().join(' ');
    const found = this.#hits.get(key) ?? hitByTheBook(this.scene.input, failed);
    this.#hits.set(key, found);
    return found;
  }

  conflicts(candidate: ScheduledChange = this.scene.candidate): BookConflict[] {
    return [...this.#withOthers(candidate), ...this.#withFreezes(candidate), ...this.#outside(candidate)];
  }

  #withOthers(mine: ScheduledChange): BookConflict[] {
    return this.scene.others.flatMap((other) => {
      const both = minutesBoth(minutesOf(mine), minutesOf(other));
      const [from, last] = [both[0], both.at(-1)];
      if (from === undefined || last === undefined) return [];
      const span = { with: other.issueId, from, to: last + 1 };
      const found: BookConflict[] = [];
      const same = mine.cis.filter((ref) => other.cis.includes(ref));
      const upstream = mine.cis.filter((ref) => this.hits(other.cis).has(ref));
      const downstream = other.cis.filter((ref) => this.hits(mine.cis).has(ref));
      if (same.length > 0) found.push({ kind: 'sameCi', ...span, hit: same });
      if (upstream.length > 0) found.push({ kind: 'upstream', ...span, hit: upstream });
      if (downstream.length > 0) found.push({ kind: 'downstream', ...span, hit: downstream });
      if (mine.implementer !== null && mine.implementer === other.implementer)
        found.push({ kind: 'implementer', ...span, hit: [] });
      return found;
    });
  }

  #withFreezes(mine: ScheduledChange): BookConflict[] {
    return this.#concerning(mine, 'freeze').flatMap((planned) => {
      const { scope, key } = planned.window;
      if (scope.on !== 'site' && !mine.cis.some((ref) => this.#alone(scope, ref)) && !this.#jointly(scope, mine))
        return [];
      return (this.#stretches.get(planned) ?? []).flatMap((stretch): BookConflict[] => {
        const both = minutesBoth(minutesOf(mine), stretch);
        const [from, last] = [both[0], both.at(-1)];
        return from === undefined || last === undefined
          ? []
          : [{ kind: 'freeze', with: key, from, to: last + 1, hit: [] }];
      });
    });
  }

  #outside(mine: ScheduledChange): BookConflict[] {
    const groups = new Map<string, CiRef[]>();
    for (const ref of mine.cis) {
      const keys = this.#concerning(mine, 'maintenance').filter(({ window }) =>
        this.#holdsFor(window.scope, ref, mine),
      );
      const name = keys.map(({ window }) => window.key).join(' ');
      if (keys.length > 0) groups.set(name, [...(groups.get(name) ?? []), ref]);
    }
    return [...groups].flatMap(([name, hit]): BookConflict[] => {
      const { from: start, to } = minutesOf(mine);
      const windows = this.scene.windows.filter(({ window }) => name.split(' ').includes(window.key));
      const open = windows.flatMap((window) => this.#stretches.get(window) ?? []);
      const outside = minutes(start, to).filter((minute) => !open.some((one) => one.from <= minute && minute < one.to));
      const [from, last] = [outside[0], outside.at(-1)];
      return from === undefined || last === undefined
        ? []
        : [{ kind: 'outsideMaintenance', with: name, from, to: last + 1, hit }];
    });
  }

  #concerning({ type }: ScheduledChange, kind: string): PlannedWindow[] {
    return this.scene.windows.filter(
      ({ window }) => window.kind === kind && !window.except.some((one) => one === type),
    );
  }

  #alone(scope: WindowScope, ref: CiRef): boolean {
    if (scope.on === 'site') return true;
    if (scope.on === 'cis') return scope.refs.includes(ref);
    if (scope.on === 'services') return scope.refs.some((service) => service === ref || this.hits([ref]).has(service));
    const node = this.scene.input.nodes.find((one) => one.ref === ref);
    const classes = node === undefined ? [] : [node.classKey, ...(node.classKey === 'linuxServer' ? ['server'] : [])];
    return classes.some((key) => scope.keys.includes(key));
  }

  /** A service that all of the change's CIs reach together. */
  #jointly(scope: WindowScope, { cis }: ScheduledChange): boolean {
    return scope.on === 'services' && scope.refs.some((service) => this.hits(cis).has(service));
  }

  /** A service reached jointly only is answered for by a single one of the CIs; which, the book leaves open. */
  #holdsFor(scope: WindowScope, ref: CiRef, mine: ScheduledChange): boolean {
    if (scope.on !== 'services') return this.#alone(scope, ref);
    return scope.refs.some((service) => {
      if (mine.cis.some((one) => one === service || this.hits([one]).has(service)))
        return service === ref || this.hits([ref]).has(service);
      return this.hits(mine.cis).has(service) && this.answersFor(service, mine) === ref;
    });
  }

  /** Set by tests from the real answer, after having checked that it is one of the change's CIs. */
  answersFor: (service: CiRef, mine: ScheduledChange) => CiRef | undefined = () => undefined;
}

const minutes = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, one) => from + one);

function minutesBoth(a: { from: number; to: number }, b: { from: number; to: number }): number[] {
  return minutes(a.from, a.to).filter((minute) => b.from <= minute && minute < b.to);
}
