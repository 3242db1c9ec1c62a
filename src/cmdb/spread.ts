/**
 * How failure spreads: from what failed, level by level, until nothing more falls. Only what failed starts it, so that
 * things that merely hold each other up stay up. Each arc is looked at once, in cycles and diamonds too.
 */
import { at, isSet, item, type ImpactGraph } from './graph';

const UP = -1;
const OUTSIDE_GROUPS = -1;

/** A point to which a spread can be taken back. */
export interface SpreadMark {
  readonly fallen: number;
  readonly losses: number;
}

/** A run over one graph. It may go on from where it stopped with more failures, and be taken back. */
export class Spread {
  /** By node: how many steps from a failure it fell; −1 while it stands. */
  readonly level: Int32Array;
  /** By fallen node: the arc that brought it down, and the group concerned (−1 for a supplier outside the groups). */
  readonly broughtDownBy: Int32Array;
  readonly throughGroup: Int32Array;
  /** By group: its suppliers in service that still stand. It is no longer counted on once the consumer fell. */
  readonly remaining: Int32Array;
  /** What fell, in order. */
  readonly fallen: number[] = [];
  /** The arcs looked at so far: what the run cost. */
  work = 0;
  /** By group, once for each supplier lost. */
  readonly #losses: number[] = [];

  constructor(readonly graph: ImpactGraph) {
    this.level = new Int32Array(graph.nodes.length).fill(UP);
    this.broughtDownBy = new Int32Array(graph.nodes.length).fill(-1);
    this.throughGroup = new Int32Array(graph.nodes.length).fill(OUTSIDE_GROUPS);
    this.remaining = graph.groupSize.slice();
  }

  has(node: number): boolean {
    return at(this.level, node) !== UP;
  }

  /** Lets nodes fail and follows it to the end, or until `until` says of a fallen node that it has seen enough. */
  fail(seeds: readonly number[], until: (node: number) => boolean = () => false): void {
    let head = this.fallen.length;
    for (const seed of seeds) if (!this.has(seed)) this.#fall(seed, 0, -1, OUTSIDE_GROUPS);
    for (; head < this.fallen.length; head += 1) {
      const node = item(this.fallen, head);
      if (until(node)) return;
      if (!isSet(this.graph.retired, node)) this.#passOn(node);
    }
  }

  mark(): SpreadMark {
    return { fallen: this.fallen.length, losses: this.#losses.length };
  }

  takeBack(mark: SpreadMark): void {
    while (this.fallen.length > mark.fallen) this.level[this.fallen.pop() ?? 0] = UP;
    while (this.#losses.length > mark.losses) {
      const group = this.#losses.pop() ?? 0;
      this.remaining[group] = at(this.remaining, group) + 1;
    }
  }

  /** The groups that lost a supplier while their consumer stood, or in the step in which it fell. */
  groupsHit(): readonly number[] {
    return [...new Set(this.#losses)].sort((a, b) => a - b);
  }

  #passOn(node: number): void {
    const { outStart, arcConsumer, arcDirect, retired } = this.graph;
    const next = at(this.level, node) + 1;
    const end = at(outStart, node + 1);
    for (let arc = at(outStart, node); arc < end; arc += 1) {
      this.work += 1;
      const consumer = at(arcConsumer, arc);
      const level = at(this.level, consumer);
      // What fell in an earlier step is settled; what falls in this one still has its losses counted, to be explained.
      if (isSet(retired, consumer) || (level !== UP && level < next)) continue;
      if (!isSet(arcDirect, arc)) this.#loseFromGroups(arc, consumer, next);
      else if (level === UP) this.#fall(consumer, next, arc, OUTSIDE_GROUPS);
    }
  }

  #loseFromGroups(arc: number, consumer: number, next: number): void {
    const { arcGroupStart, arcGroups, groupNeed } = this.graph;
    for (let place = at(arcGroupStart, arc); place < at(arcGroupStart, arc + 1); place += 1) {
      const group = at(arcGroups, place);
      const remaining = at(this.remaining, group) - 1;
      this.remaining[group] = remaining;
      this.#losses.push(group);
      if (remaining < at(groupNeed, group) && !this.has(consumer)) this.#fall(consumer, next, arc, group);
    }
  }

  #fall(node: number, level: number, arc: number, group: number): void {
    this.level[node] = level;
    this.broughtDownBy[node] = arc;
    this.throughGroup[node] = group;
    this.fallen.push(node);
  }
}
