/**
 * What a CI's standing can depend on at all, cut out of the graph: every CI from which failure can come to it along some
 * chain of suppliers. Analyses of one service work on this part alone.
 */
import type { CiRef } from '../contract/ids';
import { at, graphOf, isSet, item, type GraphEdge, type ImpactGraph } from './graph';

export interface Upstream {
  /** The CIs concerned and the relations among them. */
  readonly graph: ImpactGraph;
  /** The number in it of the CI asked about. */
  readonly target: number;
}

/** Undefined when the graph has no such CI. */
export function upstreamOf(graph: ImpactGraph, ref: CiRef): Upstream | undefined {
  const target = graph.indexOf.get(ref);
  if (target === undefined) return undefined;
  const { order } = backwards(graph, [target], (arc) => canPass(graph, arc));
  const part = graphOf({
    nodes: order.flatMap((node) => graph.nodes[node] ?? []),
    edges: order.flatMap((node) => edgesInto(graph, node)),
    lineage: graph.lineage,
  });
  const index = part.indexOf.get(ref);
  return index === undefined ? undefined : { graph: part, target: index };
}

/** Whether failure can take this arc at all, be it with others. */
export function canPass(graph: ImpactGraph, arc: number): boolean {
  if (isSet(graph.retired, at(graph.arcSupplier, arc)) || isSet(graph.retired, at(graph.arcConsumer, arc)))
    return false;
  return isSet(graph.arcDirect, arc) || someGroup(graph, arc, (group) => at(graph.groupNeed, group) > 0);
}

/** Whether the supplier's failure alone brings the consumer down, while so many of each group remain. */
export function suffices(graph: ImpactGraph, arc: number, remaining: Int32Array): boolean {
  if (!canPass(graph, arc)) return false;
  if (isSet(graph.arcDirect, arc)) return true;
  return someGroup(
    graph,
    arc,
    (group) => at(remaining, group) > 0 && at(remaining, group) <= at(graph.groupNeed, group),
  );
}

function someGroup(graph: ImpactGraph, arc: number, holds: (group: number) => boolean): boolean {
  const end = at(graph.arcGroupStart, arc + 1);
  for (let place = at(graph.arcGroupStart, arc); place < end; place += 1)
    if (holds(at(graph.arcGroups, place))) return true;
  return false;
}

export interface Backwards {
  /** What was reached, the starts first, by distance. */
  readonly order: readonly number[];
  /** By node: steps to a start; −1 for what was not reached. */
  readonly distance: Int32Array;
  /** By node: the next on a shortest way to a start; −1 for the starts themselves. */
  readonly next: Int32Array;
}

/** Breadth-first against the direction of failure, along the arcs admitted. */
export function backwards(graph: ImpactGraph, starts: readonly number[], admits: (arc: number) => boolean): Backwards {
  const distance = new Int32Array(graph.nodes.length).fill(-1);
  const next = new Int32Array(graph.nodes.length).fill(-1);
  const order = [...starts];
  for (const start of starts) distance[start] = 0;
  for (let head = 0; head < order.length; head += 1) {
    const node = item(order, head);
    for (let place = at(graph.inStart, node); place < at(graph.inStart, node + 1); place += 1) {
      const arc = at(graph.inArcs, place);
      const supplier = at(graph.arcSupplier, arc);
      if (at(distance, supplier) !== -1 || !admits(arc)) continue;
      distance[supplier] = at(distance, node) + 1;
      next[supplier] = node;
      order.push(supplier);
    }
  }
  return { order, distance, next };
}

function edgesInto(graph: ImpactGraph, node: number): GraphEdge[] {
  const edges: GraphEdge[] = [];
  const consumer = graph.nodes[node]?.ref;
  for (let place = at(graph.inStart, node); place < at(graph.inStart, node + 1); place += 1) {
    const arc = at(graph.inArcs, place);
    const supplier = graph.nodes[at(graph.arcSupplier, arc)]?.ref;
    if (supplier === undefined || consumer === undefined || !canPass(graph, arc)) continue;
    for (const relationType of graph.typesOf(arc)) edges.push({ supplier, consumer, relationType });
  }
  return edges;
}
