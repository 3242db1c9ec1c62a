/**
 * Places a graph in layers from left to right: whoever holds others up stands left of them. For the sizes at which a
 * thorough layout takes seconds: every step is linear in nodes and edges, but for the sorting within layers.
 */

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
/** From supplier to consumer. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
}
export interface LayoutGraph {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** Centres of the boxes. */
export type Positions = ReadonlyMap<string, Point>;

export const GAP = { column: 88, row: 22, wrapped: 28 } as const;
const SWEEPS = 6;
/** Width of the whole to its height; screens are wider than high. */
const ASPECT = 1.6;

export function layeredLayout({ boxes, arrows }: LayoutGraph): Positions {
  const forward = withoutCycles(boxes, arrows);
  const layerOf = layersOf(boxes, forward);
  const layers = ordered(boxes, forward, layerOf);
  return placed(layers);
}

type Links = ReadonlyMap<string, readonly string[]>;

function linksOf(boxes: readonly Box[], arrows: readonly Arrow[], end: 'from' | 'to'): Links {
  const links = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  for (const arrow of arrows) links.get(arrow[end])?.push(end === 'from' ? arrow.to : arrow.from);
  return links;
}

/** Without the arrows that close a circle, loops and double ones. Iterative: a chain may be as long as the map is big. */
export function withoutCycles(boxes: readonly Box[], arrows: readonly Arrow[]): Arrow[] {
  const known = new Set(boxes.map(({ id }) => id));
  const single = new Map(
    arrows
      .filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
      .map((arrow) => [`${arrow.from}|${arrow.to}`, arrow]),
  );
  const out = linksOf(boxes, [...single.values()], 'from');
  const state = new Map<string, 'open' | 'done'>();
  const kept: Arrow[] = [];
  for (const { id: root } of boxes) {
    const path: { readonly id: string; next: number }[] = state.has(root) ? [] : [{ id: root, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      state.set(top.id, 'open');
      const to = out.get(top.id)?.[top.next];
      top.next += 1;
      if (to === undefined) {
        state.set(top.id, 'done');
        path.pop();
      } else if (state.get(to) !== 'open') {
        kept.push({ from: top.id, to });
        if (!state.has(to)) path.push({ id: to, next: 0 });
      }
    }
  }
  return kept;
}

/** Longest way from the left; then suppliers move to the right until they stand before their first consumer. */
export function layersOf(boxes: readonly Box[], forward: readonly Arrow[]): ReadonlyMap<string, number> {
  const out = linksOf(boxes, forward, 'from');
  const open = new Map<string, number>(boxes.map(({ id }) => [id, 0]));
  for (const { to } of forward) open.set(to, (open.get(to) ?? 0) + 1);
  const layerOf = new Map<string, number>(boxes.map(({ id }) => [id, 0]));
  const order = boxes.map(({ id }) => id).filter((id) => open.get(id) === 0);
  for (let place = 0; place < order.length; place += 1) {
    const id = order[place] ?? '';
    for (const to of out.get(id) ?? []) {
      layerOf.set(to, Math.max(layerOf.get(to) ?? 0, (layerOf.get(id) ?? 0) + 1));
      const left = (open.get(to) ?? 0) - 1;
      open.set(to, left);
      if (left === 0) order.push(to);
    }
  }
  for (const id of order.reverse()) {
    const first = Math.min(...(out.get(id) ?? []).map((to) => layerOf.get(to) ?? 0));
    if (Number.isFinite(first)) layerOf.set(id, Math.max(layerOf.get(id) ?? 0, first - 1));
  }
  return layerOf;
}

/** Each layer in the order of where its neighbours are: fewer lines cross. */
function ordered(boxes: readonly Box[], forward: readonly Arrow[], layerOf: ReadonlyMap<string, number>): Box[][] {
  const layers: Box[][] = [];
  for (const box of boxes) (layers[layerOf.get(box.id) ?? 0] ??= []).push(box);
  const filled = Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0);
  const [before, after] = [linksOf(boxes, forward, 'to'), linksOf(boxes, forward, 'from')];
  const height = new Map<string, number>();
  const measure = (layer: readonly Box[]): void =>
    layer.forEach(({ id }, index) => height.set(id, (index + 0.5) / layer.length));
  filled.forEach(measure);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const links = sweep % 2 === 0 ? before : after;
    for (const layer of sweep % 2 === 0 ? filled : filled.toReversed()) {
      const weight = new Map(layer.map(({ id }) => [id, centre(links.get(id) ?? [], height) ?? height.get(id) ?? 0]));
      layer.sort((a, b) => (weight.get(a.id) ?? 0) - (weight.get(b.id) ?? 0));
      measure(layer);
    }
  }
  return filled;
}

function centre(ids: readonly string[], height: ReadonlyMap<string, number>): number | undefined {
  if (ids.length === 0) return undefined;
  return ids.reduce((sum, id) => sum + (height.get(id) ?? 0), 0) / ids.length;
}

/** A layer that is higher than the whole ought to be is folded into several columns. */
function placed(layers: readonly (readonly Box[])[]): Positions {
  const all = layers.flat();
  const [width, height] = [Math.max(0, ...all.map((box) => box.width)), Math.max(0, ...all.map((box) => box.height))];
  const area = all.length * (width + GAP.wrapped) * (height + GAP.row);
  const rows = Math.max(12, Math.ceil(Math.sqrt(area / ASPECT) / (height + GAP.row)));
  const positions = new Map<string, Point>();
  let left = 0;
  for (const layer of layers) {
    const columns = Math.ceil(layer.length / rows);
    const perColumn = Math.ceil(layer.length / columns);
    for (let column = 0; column < columns; column += 1) {
      const part = layer.slice(column * perColumn, (column + 1) * perColumn);
      const top = -(part.length * (height + GAP.row)) / 2;
      part.forEach((box, row) =>
        positions.set(box.id, { x: left + width / 2, y: top + (row + 0.5) * (height + GAP.row) }),
      );
      left += width + (column === columns - 1 ? GAP.column : GAP.wrapped);
    }
  }
  return positions;
}
