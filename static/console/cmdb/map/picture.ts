/** What is drawn: boxes with their words and lines between them, whatever draws them. */
import { fateOf, passes, stopsAt, type Failure, type Fate } from './failure';
import { supplyOf, type MapGraph, type MapNode } from './graph';
import type { Arrow, Box } from './layout/layered';
import { drawnAs, isFadedEdge, isFadedNode, type Facts, type Fold, type Unticked } from './shown';

export interface DrawnNode {
  readonly id: string;
  readonly kind: 'ci' | 'restricted' | 'fold';
  /** Name; what tells it from others of that name; redundancy in words. */
  readonly lines: readonly string[];
  readonly icon: string;
  readonly service: boolean;
  readonly resting: boolean;
  readonly fate: Fate;
  readonly faded: boolean;
  readonly start: boolean;
}

export interface DrawnEdge {
  readonly id: string;
  /** From the supplier to the consumer: the way failure takes. */
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly flow: 'one' | 'both' | 'none';
  readonly passes: boolean;
  /** Failure came this far, and redundancy stopped it. */
  readonly stopped: boolean;
  readonly faded: boolean;
  /** Relations of the map that this line stands for. */
  readonly stands: readonly string[];
}

export interface Picture {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface PictureWords {
  readonly restricted: string;
  /** What is said under the name. */
  readonly about: (node: MapNode) => string;
  readonly needs: (node: MapNode, failure: Failure | undefined) => readonly string[];
  readonly fold: (fold: Fold, impacted: number) => readonly string[];
  readonly foldIcon: (fold: Fold) => string;
}

export interface PictureOf {
  readonly facts: Facts;
  readonly start: string | undefined;
  readonly folds: readonly Fold[];
  readonly unticked: Unticked;
  readonly failure: Failure | undefined;
  readonly words: PictureWords;
}

export function pictureOf({ facts, start, folds, unticked, failure, words }: PictureOf): Picture {
  const { graph } = facts;
  const names = drawnAs(folds);
  const faded = new Set(
    [...graph.nodes.values()].filter((node) => isFadedNode(node, unticked, facts)).map(({ id }) => id),
  );
  const single = [...graph.nodes.values()]
    .filter(({ id }) => !names.has(id))
    .map((node): DrawnNode => ({
      id: node.id,
      kind: node.ci === null ? 'restricted' : 'ci',
      lines: node.ci === null ? [words.restricted] : [node.ci.name, words.about(node), ...words.needs(node, failure)],
      icon: node.ci?.icon ?? 'restricted',
      service: node.ci?.service ?? false,
      resting: node.ci !== null && !node.ci.inService,
      fate: fateOf(failure, node.id),
      faded: faded.has(node.id),
      start: node.id === start,
    }));
  return { nodes: [...single, ...folds.map((fold) => foldNode(fold, faded, failure, words))], edges: lines() };

  function lines(): DrawnEdge[] {
    const drawn = new Map<string, DrawnEdge>();
    for (const edge of graph.edges.values()) {
      const { supplier, consumer } = supplyOf(edge);
      const [source, target] = [names.get(supplier) ?? supplier, names.get(consumer) ?? consumer];
      if (source === target && supplier !== consumer) continue;
      const folded = source !== supplier || target !== consumer;
      const id = folded ? `${source}|${edge.type}|${target}` : edge.key;
      const known = drawn.get(id);
      const spreads = failure !== undefined && spreadsAlong(failure, supplier, consumer, edge.impact);
      drawn.set(id, {
        id,
        source,
        target,
        label: edge.label,
        flow: edge.impact === 'none' ? 'none' : edge.impact === 'both' ? 'both' : 'one',
        passes: spreads || known?.passes === true,
        stopped: (failure !== undefined && stopsAt(failure, supplier, consumer)) || known?.stopped === true,
        faded: isFadedEdge(edge, unticked, faded) && known?.faded !== false,
        stands: [...(known?.stands ?? []), edge.key],
      });
    }
    return [...drawn.values()];
  }
}

function spreadsAlong(failure: Failure, supplier: string, consumer: string, impact: string): boolean {
  if (impact === 'none') return false;
  return passes(failure, supplier, consumer) || (impact === 'both' && passes(failure, consumer, supplier));
}

function foldNode(
  fold: Fold,
  faded: ReadonlySet<string>,
  failure: Failure | undefined,
  words: PictureWords,
): DrawnNode {
  const impacted = fold.members.filter((id) => fateOf(failure, id) === 'impacted').length;
  const spared = fold.members.some((id) => fateOf(failure, id) === 'spared');
  return {
    id: fold.id,
    kind: 'fold',
    lines: words.fold(fold, impacted),
    icon: words.foldIcon(fold),
    service: false,
    resting: false,
    fate: impacted > 0 ? 'impacted' : spared ? 'spared' : 'untouched',
    faded: fold.members.every((id) => faded.has(id)),
    start: false,
  };
}

/** The boxes' size in the units of the layout; lines of words decide on the height. */
export const BOX = { width: 216, line: 17, padding: 10 } as const;
export const boxOf = ({ id, lines }: DrawnNode): Box => ({
  id,
  width: BOX.width,
  height: lines.length * BOX.line + 2 * BOX.padding,
});

/** Relations without failure don't pull boxes into their order. */
export const arrowsOf = ({ edges }: Picture): Arrow[] =>
  edges.map(({ source, target }) => ({ from: source, to: target }));

/** Of the ids that are drawn: those of a CI that is folded away are its fold's. */
export const drawnIdOf = (id: string, folds: readonly Fold[]): string => drawnAs(folds).get(id) ?? id;

export const hasNode = (graph: MapGraph, id: string | undefined): id is string =>
  id !== undefined && graph.nodes.has(id);

/** Names that are alike mostly differ at their ends: the middle is left out. */
export function shortened(line: string): string {
  const most = 28;
  if (line.length <= most) return line;
  const half = (most - 1) / 2;
  return `${line.slice(0, Math.ceil(half))}…${line.slice(-Math.floor(half))}`;
}
