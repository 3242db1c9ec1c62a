/** What is looked at: filters fade what they leave out, folding draws many as one. */
import type { MapEdge, MapGraph, MapNode } from './graph';
import { siteKey, type Site } from './sites';

export const FACETS = ['class', 'state', 'relation', 'site'] as const;
export type Facet = (typeof FACETS)[number];

/** What is unticked, by facet: a value that comes later is shown. */
export type Unticked = Readonly<Record<Facet, ReadonlySet<string>>>;
export const NOTHING_UNTICKED: Unticked = { class: new Set(), state: new Set(), relation: new Set(), site: new Set() };

/** Restricted CIs have neither class nor state to go by. */
export const HIDDEN_VALUE = 'restricted';

export interface Facts {
  readonly graph: MapGraph;
  readonly sites: ReadonlyMap<string, Site>;
}

export function valueOf(facet: Exclude<Facet, 'relation'>, node: MapNode, { sites }: Facts): string {
  if (facet === 'site') return siteKey(sites.get(node.id));
  if (node.ci === null) return HIDDEN_VALUE;
  // States of different classes are the same to a reader when they are called the same.
  return facet === 'class' ? node.ci.classKey : node.ci.stateName;
}

export interface Choice {
  readonly value: string;
  readonly count: number;
}

/** The values that are on the map, the commonest first. */
export function choicesOf(facet: Facet, facts: Facts): Choice[] {
  const values =
    facet === 'relation'
      ? [...facts.graph.edges.values()].map(({ type }) => type)
      : [...facts.graph.nodes.values()].map((node) => valueOf(facet, node, facts));
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

export const isFadedNode = (node: MapNode, unticked: Unticked, facts: Facts): boolean =>
  (['class', 'state', 'site'] as const).some(
    (facet) => unticked[facet].size > 0 && unticked[facet].has(valueOf(facet, node, facts)),
  );

export const isFadedEdge = (edge: MapEdge, unticked: Unticked, fadedNodes: ReadonlySet<string>): boolean =>
  unticked.relation.has(edge.type) || fadedNodes.has(edge.from) || fadedNodes.has(edge.to);

export const countUnticked = (unticked: Unticked): number =>
  FACETS.reduce((count, facet) => count + unticked[facet].size, 0);

export function toggled(unticked: Unticked, facet: Facet, value: string): Unticked {
  const values = new Set(unticked[facet]);
  if (!values.delete(value)) values.add(value);
  return { ...unticked, [facet]: values };
}

// ── Folding ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export const FOLDINGS = ['none', 'class', 'site'] as const;
export type Folding = (typeof FOLDINGS)[number];

/** Two are as quickly read by themselves. */
const FEWEST = 3;

export interface Fold {
  /** `fold:class:server` */
  readonly id: string;
  readonly by: 'class' | 'site';
  readonly value: string;
  readonly members: readonly string[];
}

/**
 * Which CIs are drawn as one. `kept` stay by themselves: the CI that the map is about, what fails, what was looked for;
 * `opened` folds are shown with their members.
 */
export function foldsOf(
  folding: Folding,
  facts: Facts,
  kept: ReadonlySet<string>,
  opened: ReadonlySet<string>,
): readonly Fold[] {
  if (folding === 'none') return [];
  const byValue = new Map<string, string[]>();
  for (const node of facts.graph.nodes.values()) {
    if (kept.has(node.id)) continue;
    const value = valueOf(folding, node, facts);
    byValue.set(value, [...(byValue.get(value) ?? []), node.id]);
  }
  return [...byValue]
    .map(([value, members]) => ({ id: `fold:${folding}:${value}`, by: folding, value, members }))
    .filter(({ id, members }) => members.length >= FEWEST && !opened.has(id));
}

/** Under which name each CI is drawn. */
export const drawnAs = (folds: readonly Fold[]): ReadonlyMap<string, string> =>
  new Map(folds.flatMap(({ id, members }) => members.map((member) => [member, id] as const)));
