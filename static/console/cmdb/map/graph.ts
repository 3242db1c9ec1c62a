/** What is on the map: the answers to several questions about the graph as one graph. Nothing that was there gets lost. */
import type { EdgeView, MapView, NodeView } from '../../../../src/cmdb/cmdb.shapes';

export type CiNode = Extract<NodeView, { kind: 'ci' }>;
export type Need = Pick<MapView['groups'][number], 'rule' | 'need' | 'inService'>;

export interface MapNode {
  readonly id: string;
  /** Null for a CI that the reader may not see. */
  readonly ci: CiNode | null;
  /** How many relations it has, on the map or not. */
  readonly relations: number;
  /** Steps from the CI that the map was opened for; those that came later count from what they came with. */
  readonly level: number;
  /** Redundancy rules with their numbers, where all suppliers of the group are known. */
  readonly needs: readonly Need[];
  /** Relations that lead to CIs which are not on the map. */
  readonly hidden: number;
}

export interface MapEdge extends EdgeView {
  readonly key: string;
}

export interface MapGraph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly edges: ReadonlyMap<string, MapEdge>;
}

export const edgeKey = ({ from, type, to }: Pick<EdgeView, 'from' | 'type' | 'to'>): string => `${from}|${type}|${to}`;

/** One answer after the other; later ones win where both tell of the same. */
export function mergeViews(views: readonly MapView[]): MapGraph {
  const nodes = new Map<string, MapNode>();
  const edges = new Map<string, MapEdge>();
  const settled = new Set<string>();
  views.forEach((view, answer) => {
    const names = restrictedNames(view, edges, answer);
    const idOf = (id: string): string => names.get(id) ?? id;
    for (const { node, level, relations, expanded } of view.nodes) {
      const id = idOf(node.id);
      const known = nodes.get(id);
      if (expanded) settled.add(id);
      nodes.set(id, {
        id,
        ci: node.kind === 'ci' ? node : null,
        relations,
        level: known?.level ?? level,
        needs: known?.needs ?? [],
        hidden: 0,
      });
    }
    for (const edge of view.edges) {
      const renamed = { ...edge, from: idOf(edge.from), to: idOf(edge.to) };
      edges.set(edgeKey(renamed), { ...renamed, key: edgeKey(renamed) });
    }
    const grouped = new Set(view.groups.map(({ id }) => id));
    for (const told of grouped) {
      const node = nodes.get(idOf(told));
      if (node !== undefined) nodes.set(node.id, { ...node, needs: view.groups.filter(({ id }) => id === told) });
    }
  });
  return { nodes: withHidden(nodes, edges, settled), edges };
}

/**
 * `restricted-1` names another CI in each answer. One that hangs on a CI by the same relation as one on the map is taken
 * for it: whichever of several it is, they can't be told apart by anybody who looks at the map.
 */
function restrictedNames(
  view: MapView,
  known: ReadonlyMap<string, MapEdge>,
  answer: number,
): ReadonlyMap<string, string> {
  const restricted = new Set(view.nodes.flatMap(({ node }) => (node.kind === 'restricted' ? [node.id] : [])));
  const names = new Map([...restricted].map((id) => [id, answer === 0 ? id : `${id}.${answer}`]));
  const taken = new Set<string>();
  if (restricted.size === 0) return names;
  for (const edge of view.edges) {
    const own = restricted.has(edge.from) ? edge.from : edge.to;
    if (!restricted.has(own) || (restricted.has(edge.from) && restricted.has(edge.to))) continue;
    const twin = [...known.values()].find(
      (one) =>
        one.type === edge.type &&
        (own === edge.from
          ? one.to === edge.to && isRestricted(one.from) && !taken.has(one.from)
          : one.from === edge.from && isRestricted(one.to) && !taken.has(one.to)),
    );
    if (twin === undefined || taken.has(names.get(own) ?? '')) continue;
    const name = own === edge.from ? twin.from : twin.to;
    names.set(own, name);
    taken.add(name);
  }
  return names;
}

export const isRestricted = (id: string): boolean => id.startsWith('restricted-');

function withHidden(
  nodes: ReadonlyMap<string, MapNode>,
  edges: ReadonlyMap<string, MapEdge>,
  settled: ReadonlySet<string>,
): ReadonlyMap<string, MapNode> {
  const seen = new Map<string, number>();
  const count = (id: string): unknown => seen.set(id, (seen.get(id) ?? 0) + 1);
  for (const { from, to } of edges.values()) {
    count(from);
    count(to);
  }
  return new Map(
    [...nodes].map(([id, node]) => [
      id,
      { ...node, hidden: settled.has(id) ? 0 : Math.max(0, node.relations - (seen.get(id) ?? 0)) },
    ]),
  );
}

/** Which end holds the other up. Relations that carry no failure are read like “is covered by”. */
export function supplyOf({ from, to, impact }: Pick<EdgeView, 'from' | 'to' | 'impact'>): {
  readonly supplier: string;
  readonly consumer: string;
} {
  return impact === 'toTarget' || impact === 'both'
    ? { supplier: from, consumer: to }
    : { supplier: to, consumer: from };
}

/** Who is related to whom, both ways. */
export function neighboursOf(graph: MapGraph): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbours = new Map<string, Set<string>>([...graph.nodes.keys()].map((id) => [id, new Set<string>()]));
  for (const { from, to } of graph.edges.values()) {
    if (from === to) continue;
    neighbours.get(from)?.add(to);
    neighbours.get(to)?.add(from);
  }
  return neighbours;
}

/** How a CI reads in a line: names may be the same, refs never are. */
export const nameOf = (node: MapNode | undefined, restricted: string): string => node?.ci?.name ?? restricted;
