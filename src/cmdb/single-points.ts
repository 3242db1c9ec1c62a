/** What a service hangs by: the CIs whose failure alone takes it down, and the pairs that do it together. */
import type { CiRef } from '../contract/ids';
import { DEFAULT_WORK, singlesIn, type SearchLimits, type Singles } from './causes';
import { at, type ImpactGraph } from './graph';
import { Spread } from './spread';
import { backwards, canPass, suffices, upstreamOf, type Upstream } from './upstream';

export interface SinglePoints {
  readonly of: CiRef;
  /** Nearest first, then by ref. */
  readonly singles: readonly CiRef[];
  /** The search reached its bound: there may be more. */
  readonly truncated: boolean;
}

/** Undefined for an unknown CI. */
export function singlePointsOfFailure(
  graph: ImpactGraph,
  service: CiRef,
  limits: SearchLimits = {},
): SinglePoints | undefined {
  const upstream = upstreamOf(graph, service);
  if (upstream === undefined) return undefined;
  const found = singlesIn(upstream, limits.maxWork ?? DEFAULT_WORK);
  const singles = [...found.nodes].sort((a, b) => found.distance(a) - found.distance(b) || a - b);
  return { of: service, singles: refsOf(upstream.graph, singles), truncated: found.truncated };
}

export interface FatalPairs {
  readonly of: CiRef;
  /** The nearer of the two first; pairs by the nearness of their first, then of their second. No CI is a single point. */
  readonly pairs: readonly (readonly [CiRef, CiRef])[];
  /** The search reached a bound: there may be more pairs, and pairs named may have a member that suffices alone. */
  readonly truncated: boolean;
}

export interface PairLimits extends SearchLimits {
  readonly maxPairs?: number;
}

export const DEFAULT_PAIRS = 1_000;

/** Undefined for an unknown CI. */
export function fatalPairs(graph: ImpactGraph, service: CiRef, limits: PairLimits = {}): FatalPairs | undefined {
  const upstream = upstreamOf(graph, service);
  if (upstream === undefined) return undefined;
  const search = new PairSearch(upstream, limits.maxWork ?? DEFAULT_WORK, limits.maxPairs ?? DEFAULT_PAIRS);
  const pairs = search.run().map(([a, b]): [CiRef, CiRef] => {
    const [near, far] = refsOf(upstream.graph, [a, b]);
    if (near === undefined || far === undefined) throw new RangeError('a pair has two ends');
    return [near, far];
  });
  return { of: service, pairs, truncated: search.truncated };
}

const refsOf = (graph: ImpactGraph, nodes: readonly number[]): CiRef[] =>
  nodes.flatMap((node) => graph.nodes[node]?.ref ?? []);

/**
 * For each CI that does not suffice alone, the single points of what its failure leaves. Most are found backwards, from
 * the groups that have no one to spare any more. Only where both CIs can take several suppliers of one group at once does
 * each such pair have to be tried.
 */
class PairSearch {
  truncated = false;
  readonly #graph: ImpactGraph;
  readonly #singles: Singles;
  readonly #spread: Spread;
  /** CIs that don't suffice alone, nearest first, and the place of each in this order. */
  readonly #candidates: readonly number[];
  readonly #rank: ReadonlyMap<number, number>;
  readonly #found = new Map<number, readonly [number, number]>();
  #work: number;

  constructor(
    private readonly upstream: Upstream,
    private readonly maxWork: number,
    private readonly maxPairs: number,
  ) {
    this.#graph = upstream.graph;
    this.#singles = singlesIn(upstream, maxWork);
    this.#spread = new Spread(upstream.graph);
    this.#work = this.#singles.work;
    this.#candidates = backwards(this.#graph, [upstream.target], (arc) => canPass(this.#graph, arc)).order.filter(
      (node) => !this.#isFatal(node),
    );
    this.#rank = new Map(this.#candidates.map((node, place) => [node, place]));
  }

  /** The pairs as node numbers, in order. */
  run(): (readonly [number, number])[] {
    const joint = this.#canTakeSeveral();
    for (const first of this.#candidates) {
      this.truncated ||= this.#singles.truncated || this.#isSpent();
      if (this.#isSpent()) break;
      this.#pairsWith(first, joint);
    }
    const rank = (node: number): number => this.#rank.get(node) ?? 0;
    const sorted = [...this.#found.values()].sort((a, b) => rank(a[0]) - rank(b[0]) || rank(a[1]) - rank(b[1]));
    this.truncated ||= sorted.length > this.maxPairs;
    return sorted.slice(0, this.maxPairs);
  }

  #isSpent(): boolean {
    return this.#work + this.#spread.work > this.maxWork || this.#found.size > this.maxPairs;
  }

  #isFatal(node: number): boolean {
    return node === this.upstream.target || this.#singles.has(node);
  }

  #pairsWith(first: number, joint: ReadonlySet<number>): void {
    const start = this.#spread.mark();
    this.#spread.fail([first]);
    // A single point that the bounded search for those missed is no member of a pair.
    if (!this.#spread.has(this.upstream.target)) {
      for (const second of this.#sufficingNow()) this.#record(first, second);
      if (joint.has(first)) this.#tryEach(first, joint);
    }
    this.#spread.takeBack(start);
  }

  /** What suffices alone after the failures so far, by steps of which each suffices by itself. */
  #sufficingNow(): Set<number> {
    const reached = new Set<number>();
    const admit = (arc: number): void => {
      this.#work += 1;
      const supplier = at(this.#graph.arcSupplier, arc);
      if (this.#isFatal(supplier) || this.#spread.has(supplier)) return;
      if (suffices(this.#graph, arc, this.#spread.remaining)) reached.add(supplier);
    };
    for (const group of this.#spread.groupsHit()) {
      if (!this.#isFatal(at(this.#graph.groupNode, group))) continue;
      this.#each(this.#graph.groupArcStart, this.#graph.groupArcs, group, admit);
    }
    // A set hands out what is added while it is walked.
    for (const node of reached) this.#each(this.#graph.inStart, this.#graph.inArcs, node, admit);
    return reached;
  }

  #tryEach(first: number, joint: ReadonlySet<number>): void {
    const before = this.#spread.mark();
    for (const second of joint) {
      if (this.#isSpent()) return;
      if (this.#rankOf(second) <= this.#rankOf(first) || this.#spread.has(second)) continue;
      if (this.#found.has(this.#keyOf(first, second))) continue;
      let fatal = false;
      this.#spread.fail([second], (fallen) => (fatal ||= this.#isFatal(fallen)));
      if (fatal) this.#record(first, second);
      this.#spread.takeBack(before);
    }
  }

  /** CIs from which ways lead to two suppliers of one group. Those too many to be told apart are all taken for such. */
  #canTakeSeveral(): ReadonlySet<number> {
    const several = new Set<number>();
    for (let group = 0; group < this.#graph.groupNode.length; group += 1) {
      const need = at(this.#graph.groupNeed, group);
      if (need === 0 || need === at(this.#graph.groupSize, group)) continue;
      this.#markSeveral(group, several);
      if (this.#work > this.maxWork / 2) return new Set(this.#candidates);
    }
    return several;
  }

  /** Each node is labelled with the one supplier of the group that it leads to, or with “several”. */
  #markSeveral(group: number, several: Set<number>): void {
    const SEVERAL = -1;
    const label = new Map<number, number>();
    const queue: number[] = [];
    const give = (node: number, value: number): void => {
      const known = label.get(node);
      if (this.#isFatal(node) || known === value || known === SEVERAL) return;
      label.set(node, known === undefined ? value : SEVERAL);
      if (label.get(node) === SEVERAL) several.add(node);
      queue.push(node);
    };
    this.#each(this.#graph.groupArcStart, this.#graph.groupArcs, group, (arc) => {
      const member = at(this.#graph.arcSupplier, arc);
      give(member, member);
    });
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const value = label.get(node) ?? SEVERAL;
      this.#each(this.#graph.inStart, this.#graph.inArcs, node, (arc) => {
        this.#work += 1;
        if (canPass(this.#graph, arc)) give(at(this.#graph.arcSupplier, arc), value);
      });
    }
  }

  #record(a: number, b: number): void {
    const pair = this.#rankOf(a) < this.#rankOf(b) ? ([a, b] as const) : ([b, a] as const);
    this.#found.set(this.#keyOf(a, b), pair);
  }

  #keyOf(a: number, b: number): number {
    return Math.min(a, b) * this.#graph.nodes.length + Math.max(a, b);
  }

  #rankOf(node: number): number {
    return this.#rank.get(node) ?? -1;
  }

  #each(start: Int32Array, items: Int32Array, key: number, visit: (item: number) => void): void {
    for (let place = at(start, key); place < at(start, key + 1); place += 1) visit(at(items, place));
  }
}
