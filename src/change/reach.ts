/**
 * What the failure of CIs reaches, remembered for a set of CIs once it was asked: with 10,000 changes to compare, each
 * one's impact is worked out once. Only a bit for each CI is kept; ways are walked anew for the few that somebody reads.
 */
import { at, compare, type ImpactGraph } from '../cmdb/graph';
import { pathTo } from '../cmdb/impact';
import { Spread } from '../cmdb/spread';
import type { CiRef } from '../contract/ids';

export class Reaches {
  readonly #spread: Spread;
  readonly #known = new Map<string, Uint8Array>();
  readonly #upstream = new Map<CiRef, Uint8Array>();
  readonly #ofList = new WeakMap<readonly CiRef[], Uint8Array>();

  constructor(readonly graph: ImpactGraph) {
    this.#spread = new Spread(graph);
  }

  /** Whether a CI falls when all of these fail at once, though it is none of them. */
  hits(failed: readonly CiRef[], target: CiRef): boolean {
    return this.hitBy(failed, [target]).length > 0;
  }

  /** Those of the targets that fall so. */
  hitBy(failed: readonly CiRef[], targets: readonly CiRef[]): CiRef[] {
    const bits = this.#bitsOf(failed);
    return targets.filter((target) => {
      const node = this.graph.indexOf.get(target);
      return node !== undefined && ((bits[node >>> 3] ?? 0) & (1 << (node & 7))) !== 0;
    });
  }

  /**
   * Whether a CI could reach one of these, were there no redundancy: what could not, never does, and needs no following. A
   * walk against the direction of failure, remembered for single targets.
   */
  upstreamOf(targets: readonly CiRef[]): (ref: CiRef) => boolean {
    const key = targets.length === 1 ? targets[0] : undefined;
    const flags = (key === undefined ? undefined : this.#upstream.get(key)) ?? this.#walkUp(targets);
    if (key !== undefined) this.#upstream.set(key, flags);
    return (ref) => flags[this.graph.indexOf.get(ref) ?? -1] === 1;
  }

  #walkUp(targets: readonly CiRef[]): Uint8Array {
    const { nodes, indexOf, inStart, inArcs, arcSupplier } = this.graph;
    const flags = new Uint8Array(nodes.length);
    const found = [...new Set(targets.flatMap((ref) => indexOf.get(ref) ?? []))];
    for (const node of found) flags[node] = 1;
    for (const node of found)
      for (let place = at(inStart, node); place < at(inStart, node + 1); place += 1) {
        const supplier = at(arcSupplier, at(inArcs, place));
        if (flags[supplier] === 1) continue;
        flags[supplier] = 1;
        found.push(supplier);
      }
    return flags;
  }

  /** How failure takes from these to each of the targets it hits: from the one that failed to the target. */
  paths(failed: readonly CiRef[], targets: readonly CiRef[]): ReadonlyMap<CiRef, readonly CiRef[]> {
    return this.#run(failed, (spread) => {
      const found = new Map<CiRef, readonly CiRef[]>();
      for (const target of targets) {
        const node = this.graph.indexOf.get(target);
        if (node !== undefined && at(spread.level, node) > 0) found.set(target, pathTo(spread, node));
      }
      return found;
    });
  }

  #bitsOf(failed: readonly CiRef[]): Uint8Array {
    const known = this.#ofList.get(failed) ?? this.#bitsOfSet(failed);
    this.#ofList.set(failed, known);
    return known;
  }

  #bitsOfSet(failed: readonly CiRef[]): Uint8Array {
    const key = failed.length === 1 ? (failed[0] ?? '') : [...failed].sort(compare).join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const bits = this.#run(failed, (spread) => {
      const made = new Uint8Array(Math.ceil(this.graph.nodes.length / 8));
      for (const node of spread.fallen)
        if (at(spread.level, node) > 0) made[node >>> 3] = (made[node >>> 3] ?? 0) | (1 << (node & 7));
      return made;
    });
    this.#known.set(key, bits);
    return bits;
  }

  /** One run serves all questions: it is taken back after each. */
  #run<T>(failed: readonly CiRef[], read: (spread: Spread) => T): T {
    const start = this.#spread.mark();
    this.#spread.fail(failed.flatMap((ref) => this.graph.indexOf.get(ref) ?? []));
    const answer = read(this.#spread);
    this.#spread.takeBack(start);
    return answer;
  }
}
