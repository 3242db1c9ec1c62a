/** The layout for maps of a readable size: few crossings, straight lines. Its time grows with the square of what is drawn. */
import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { GAP, layersOf, withoutCycles, type LayoutGraph, type Positions } from './layered';

export function thoroughLayout({ boxes, arrows }: LayoutGraph): Positions {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP.row, ranksep: GAP.column, ranker: 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { from, to } of withoutCycles(boxes, arrows)) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    boxes.map(({ id }) => {
      const { x, y } = graph.node(id);
      return [id, { x: x ?? 0, y: y ?? 0 }];
    }),
  );
}

/** More than this in one column, and the lines to them are a fan that nobody reads: the other layout folds columns. */
const HIGHEST_COLUMN = 28;

export function highestColumn({ boxes, arrows }: LayoutGraph): number {
  const sizes = new Map<number, number>();
  for (const layer of layersOf(boxes, withoutCycles(boxes, arrows)).values())
    sizes.set(layer, (sizes.get(layer) ?? 0) + 1);
  return Math.max(0, ...sizes.values());
}

export const THOROUGH_UP_TO = 300;

export const isReadable = (graph: LayoutGraph): boolean =>
  graph.boxes.length <= THOROUGH_UP_TO && highestColumn(graph) <= HIGHEST_COLUMN;
