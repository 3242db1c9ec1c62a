/**
 * Collision simulation: sets of changes, each harmless by itself, that together bring something down because redundancy
 * counts on the others. All CIs of a change are taken to be down while it is under way.
 *
 * A set collides over a CI when the CI falls with all of its changes and with no proper part of them. What falls first of
 * all that falls anew does so because a redundancy group lost too many suppliers, each to some part of the set. So only
 * changes that take suppliers of one group are looked at together; whether the group has enough left is counted without
 * following the failure, which is done for those sets alone that do collide.
 */
import { at, compare, isSet, type ImpactGraph } from '../cmdb/graph';
import { Spread } from '../cmdb/spread';
import type { CiRef } from '../contract/ids';
import type { Span } from './change.shapes';
import { intervalOf, spanOf, type Interval } from './intervals';
import type { ScheduledChange } from './scheduled-change';

export interface Collision {
  /** Two or three, in the order of their starts. */
  readonly changes: readonly ScheduledChange[];
  /** When all of them are under way. */
  readonly together: Span;
  /** What falls with all of them and with no part of them: services first, then by distance. */
  readonly breaks: readonly { readonly ref: CiRef; readonly service: boolean }[];
}

export interface CollisionLimits {
  readonly maxSize?: 2 | 3;
  /** Sets listed. */
  readonly sets?: number;
  /** Suppliers counted; ten million take about a tenth of a second. */
  readonly work?: number;
}

export interface Collisions {
  /** In the order of time; a set once, with all that it breaks. */
  readonly collisions: readonly Collision[];
  /** A limit was reached: there may be more. */
  readonly cut: boolean;
}

export function collisionsOf(
  changes: readonly ScheduledChange[],
  graph: ImpactGraph,
  { maxSize = 3, sets = 1_000, work = 50_000_000 }: CollisionLimits = {},
): Collisions {
  const simulation = new Simulation(changes, graph, sets, work);
  simulation.pairs();
  if (maxSize === 3) simulation.triples();
  return { collisions: simulation.found.toSorted(inOrder), cut: simulation.cut };
}

const inOrder = (a: Collision, b: Collision): number =>
  compare(a.together.from, b.together.from) || a.changes.length - b.changes.length || compare(idOf(a), idOf(b));
const idOf = ({ changes }: Collision): string => changes.map(({ issueId }) => issueId).join(' ');

interface Placed extends Interval {
  readonly change: ScheduledChange;
}

/** What falls with a change or a set: a bit for each CI, and the groups that lose suppliers and hold all the same. */
interface Fall {
  readonly bits: Uint8Array;
  readonly groups: readonly number[];
}

class Simulation {
  readonly found: Collision[] = [];
  cut = false;
  readonly #placed: readonly Placed[];
  readonly #alone: readonly Fall[];
  /** Of pairs that collide; any other pair brings down what its two changes do. */
  readonly #pairs = new Map<string, Fall>();
  readonly #spread: Spread;
  #work = 0;

  constructor(
    changes: readonly ScheduledChange[],
    private readonly graph: ImpactGraph,
    private readonly mostSets: number,
    private readonly mostWork: number,
  ) {
    this.#spread = new Spread(graph);
    this.#placed = changes
      .map((change) => ({ ...intervalOf(change.planned), change }))
      .sort((a, b) => a.from - b.from || compare(a.change.issueId, b.change.issueId));
    this.#alone = this.#placed.map(({ change }) => this.#run([change], fallOf));
  }

  pairs(): void {
    for (const [group, members] of this.#byGroup())
      for (const pair of this.#together(members, 2)) {
        if (this.cut) return;
        const [a = -1, b = -1] = pair;
        if (this.#pairs.has(keyOf(a, b)) || !this.#isShort(group, pair)) continue;
        this.#pairs.set(keyOf(a, b), this.#report(pair));
      }
  }

  /** Only when all pairs are known: without them nobody could tell what a third change adds. */
  triples(): void {
    if (this.cut) return;
    const reported = new Set<string>();
    for (const [group, members] of this.#byGroup(this.#pairs))
      for (const triple of this.#together(members, 3)) {
        if (this.cut) return;
        if (reported.has(triple.join(' ')) || !this.#isShort(group, triple)) continue;
        this.#report(triple);
        reported.add(triple.join(' '));
      }
  }

  /** By group, the changes that take part in taking suppliers away while its consumer stands; each list in order of time. */
  #byGroup(pairs: ReadonlyMap<string, Fall> = new Map()): Map<number, number[]> {
    const byGroup = new Map<number, Set<number>>();
    const add = (group: number, member: number): void =>
      void byGroup.set(group, (byGroup.get(group) ?? new Set()).add(member));
    this.#alone.forEach(({ groups }, member) => {
      for (const group of groups) add(group, member);
    });
    for (const [key, { bits, groups }] of pairs) {
      const members = key.split(' ').map(Number);
      const alone = members.map((member) => this.#fallOf(member).bits);
      for (const group of groups)
        if (this.#losses(group, [bits]) > this.#losses(group, alone)) for (const member of members) add(group, member);
    }
    return new Map([...byGroup].map(([group, members]) => [group, [...members].sort((a, b) => a - b)]));
  }

  /** Every so many of the changes that are under way at one moment. */
  *#together(members: readonly number[], size: 2 | 3): Generator<readonly number[]> {
    for (const [place, a] of members.entries()) {
      const end = this.#at(a).to;
      for (let second = place + 1; second < members.length; second += 1) {
        const b = members[second] ?? -1;
        if (this.#at(b).from >= end) break;
        if (size === 2) yield [a, b];
        else yield* this.#thirds(members, [a, b], second + 1, Math.min(end, this.#at(b).to));
      }
    }
  }

  *#thirds(members: readonly number[], pair: readonly number[], first: number, end: number): Generator<number[]> {
    for (let third = first; third < members.length; third += 1) {
      const c = members[third] ?? -1;
      if (this.#at(c).from >= end) return;
      yield [...pair, c];
    }
  }

  /** Whether the group has too few left, of what falls with every part of the set, though its consumer stands with each. */
  #isShort(group: number, set: readonly number[]): boolean {
    if (this.#work > this.mostWork) {
      this.cut = true;
      return false;
    }
    const parts = this.#parts(set);
    const consumer = at(this.graph.groupNode, group);
    if (parts.some((bits) => has(bits, consumer))) return false;
    return at(this.graph.groupSize, group) - this.#losses(group, parts) < at(this.graph.groupNeed, group);
  }

  /** What falls with each proper part; of pairs those only that bring down more than their changes do. */
  #parts(set: readonly number[]): Uint8Array[] {
    const [a = -1, b = -1, c] = set;
    const alone = set.map((member) => this.#fallOf(member).bits);
    if (c === undefined) return alone;
    const pairs = [keyOf(a, b), keyOf(a, c), keyOf(b, c)].flatMap((key) => this.#pairs.get(key)?.bits ?? []);
    return [...alone, ...pairs];
  }

  #losses(group: number, parts: readonly Uint8Array[]): number {
    const { groupArcStart, groupArcs, arcSupplier } = this.graph;
    let lost = 0;
    for (let place = at(groupArcStart, group); place < at(groupArcStart, group + 1); place += 1) {
      const supplier = at(arcSupplier, at(groupArcs, place));
      if (parts.some((bits) => has(bits, supplier))) lost += 1;
    }
    this.#work += at(groupArcStart, group + 1) - at(groupArcStart, group);
    return lost;
  }

  #report(set: readonly number[]): Fall {
    const parts = this.#parts(set);
    const changes = set.map((member) => this.#at(member).change);
    return this.#run(changes, (spread) => {
      const anew = spread.fallen.filter((node) => !parts.some((bits) => has(bits, node)));
      if (this.found.length >= this.mostSets) this.cut = true;
      else this.found.push({ changes, together: this.#overlap(set), breaks: this.#named(anew, spread) });
      return fallOf(spread);
    });
  }

  #named(nodes: readonly number[], { level }: Spread): Collision['breaks'] {
    const isService = (node: number): boolean => isSet(this.graph.service, node);
    return nodes
      .toSorted((a, b) => Number(isService(b)) - Number(isService(a)) || at(level, a) - at(level, b) || a - b)
      .flatMap((node) => {
        const ref = this.graph.nodes[node]?.ref;
        return ref === undefined ? [] : [{ ref, service: isService(node) }];
      });
  }

  #overlap(set: readonly number[]): Span {
    const all = set.map((member) => this.#at(member));
    return spanOf({ from: Math.max(...all.map(({ from }) => from)), to: Math.min(...all.map(({ to }) => to)) });
  }

  #run<T>(changes: readonly ScheduledChange[], read: (spread: Spread) => T): T {
    const start = this.#spread.mark();
    this.#spread.fail(changes.flatMap(({ cis }) => cis.flatMap((ref) => this.graph.indexOf.get(ref) ?? [])));
    const answer = read(this.#spread);
    this.#spread.takeBack(start);
    return answer;
  }

  #at(member: number): Placed {
    const found = this.#placed[member];
    if (found === undefined) throw new RangeError(`no change ${member}`);
    return found;
  }

  #fallOf(member: number): Fall {
    const found = this.#alone[member];
    if (found === undefined) throw new RangeError(`no change ${member}`);
    return found;
  }
}

const keyOf = (a: number, b: number): string => `${a} ${b}`;

const has = (bits: Uint8Array, node: number): boolean => ((bits[node >>> 3] ?? 0) & (1 << (node & 7))) !== 0;

function fallOf(spread: Spread): Fall {
  const { graph } = spread;
  const bits = new Uint8Array(Math.ceil(graph.nodes.length / 8));
  for (const node of spread.fallen) bits[node >>> 3] = (bits[node >>> 3] ?? 0) | (1 << (node & 7));
  return { bits, groups: spread.groupsHit().filter((group) => !has(bits, at(graph.groupNode, group))) };
}
