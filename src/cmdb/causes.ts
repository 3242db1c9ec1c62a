/** Root causes: which failures upstream could have brought a CI down, alone or together with others. */
import type { CiRef } from '../contract/ids';
import { at, type GraphNode, type ImpactGraph } from './graph';
import type { Criticality } from './model';
import { Spread } from './spread';
import { backwards, canPass, suffices, upstreamOf, type Backwards, type Upstream } from './upstream';

export interface Cause {
  readonly ref: CiRef;
  readonly classKey: string;
  readonly criticality: Criticality | null;
  /** Its failure suffices. Otherwise redundancy stands in between, and others have to fail too. */
  readonly alone: boolean;
  /** Steps of the path. */
  readonly distance: number;
  /** From the cause to the CI asked about. Of a cause that suffices, every CI on it falls when the cause does. */
  readonly path: readonly CiRef[];
}

export interface Causes {
  readonly of: CiRef;
  /** Nearest first, then those that suffice alone, then the more critical, then by ref. */
  readonly causes: readonly Cause[];
  /** The search reached its bound: some of those said to need others may suffice alone. */
  readonly truncated: boolean;
}

export interface SearchLimits {
  /** Relations looked at before the search gives up; 20 million take about half a second. */
  readonly maxWork?: number;
}

export const DEFAULT_WORK = 20_000_000;

/**
 * Every CI from which failure can come to this one, and whether it suffices alone: exact, on cycles too. Those that don't
 * suffice are all from which a chain of suppliers leads here; whether some combination of failures really needs a
 * particular one of them is a problem without a known fast answer, and not decided. Undefined for an unknown CI.
 */
export function causesOf(graph: ImpactGraph, symptom: CiRef, limits: SearchLimits = {}): Causes | undefined {
  const upstream = upstreamOf(graph, symptom);
  if (upstream === undefined) return undefined;
  const singles = singlesIn(upstream, limits.maxWork ?? DEFAULT_WORK);
  const ways = backwards(upstream.graph, [upstream.target], (arc) => canPass(upstream.graph, arc));
  const causes = upstream.graph.nodes
    .map((_node, index) => index)
    .filter((index) => index !== upstream.target)
    .map((index) => new CauseFound(upstream, singles, ways, index));
  return { of: symptom, causes: causes.sort(inOrder), truncated: singles.truncated };
}

const LEAST_CRITICAL = 6;

const inOrder = (a: CauseFound, b: CauseFound): number =>
  a.distance - b.distance ||
  Number(b.alone) - Number(a.alone) ||
  (a.criticality ?? LEAST_CRITICAL) - (b.criticality ?? LEAST_CRITICAL) ||
  a.index - b.index;

/** A cause whose path is written down when it is read. */
class CauseFound implements Cause {
  readonly ref: CiRef;
  readonly classKey: string;
  readonly criticality: Criticality | null;
  readonly alone: boolean;
  readonly distance: number;
  readonly #way: () => readonly number[];
  readonly #nodes: readonly GraphNode[];

  constructor(
    { graph, target }: Upstream,
    singles: Singles,
    ways: Backwards,
    readonly index: number,
  ) {
    const node = graph.nodes[index];
    if (node === undefined) throw new RangeError(`no node ${index}`);
    this.ref = node.ref;
    this.classKey = node.classKey;
    this.criticality = node.criticality;
    this.alone = singles.has(index);
    this.distance = this.alone ? singles.distance(index) : at(ways.distance, index);
    this.#way = () => (this.alone ? singles.way(index) : chain(ways.next, index, target));
    this.#nodes = graph.nodes;
  }

  get path(): readonly CiRef[] {
    return this.#way().flatMap((node) => this.#nodes[node]?.ref ?? []);
  }

  toJSON(): Cause {
    const { ref, classKey, criticality, alone, distance, path } = this;
    return { ref, classKey, criticality, alone, distance, path };
  }
}

function chain(next: Int32Array, from: number, target: number): number[] {
  const way = [from];
  for (let here = from; here !== target; way.push(here)) here = at(next, here);
  return way;
}

/** The CIs upstream whose failure alone brings the target down. */
export interface Singles {
  has(node: number): boolean;
  /** Nodes, without the target. */
  readonly nodes: readonly number[];
  /** From a single to the target, every step of it falling. */
  way(node: number): number[];
  distance(node: number): number;
  readonly truncated: boolean;
  readonly work: number;
}

/**
 * First those that reach the target by steps of which each suffices by itself. What is left can only bring it down by
 * taking several suppliers of one group at once; each is tried, until it brings down one that is known to suffice.
 */
export function singlesIn({ graph, target }: Upstream, maxWork: number): Singles {
  const bySteps = backwards(graph, [target], (arc) => suffices(graph, arc, graph.groupSize));
  const nodes = bySteps.order.filter((node) => node !== target);
  /** Of those found by trying: the way to the first known one. */
  const joint = new Map<number, readonly number[]>();
  const isKnown = (node: number): boolean => at(bySteps.distance, node) !== -1 || joint.has(node);
  const spread = new Spread(graph);
  const start = spread.mark();
  const rest = graph.nodes.map((_node, index) => index).filter((index) => !isKnown(index));
  let truncated = false;
  for (const node of rest) {
    truncated = spread.work > maxWork;
    if (truncated) break;
    let hit = -1;
    spread.fail([node], (fallen) => {
      if (isKnown(fallen)) hit = fallen;
      return hit !== -1;
    });
    if (hit !== -1) {
      joint.set(node, wayWithin(spread, hit));
      nodes.push(node);
    }
    spread.takeBack(start);
  }
  const way = (node: number): number[] => {
    const first = joint.get(node);
    return first === undefined
      ? chain(bySteps.next, node, target)
      : [...first.slice(0, -1), ...way(first.at(-1) ?? target)];
  };
  const distance = (node: number): number => {
    const first = joint.get(node);
    return first === undefined ? at(bySteps.distance, node) : first.length - 1 + distance(first.at(-1) ?? target);
  };
  return { has: (node) => node !== target && isKnown(node), nodes, way, distance, truncated, work: spread.work };
}

function wayWithin(spread: Spread, node: number): number[] {
  const way = [node];
  for (let arc = at(spread.broughtDownBy, node); arc !== -1; arc = at(spread.broughtDownBy, way.at(-1) ?? node))
    way.push(at(spread.graph.arcSupplier, arc));
  return way.reverse();
}
