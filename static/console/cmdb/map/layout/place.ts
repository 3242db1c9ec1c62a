/** Room for what joins a map that is laid out already. Nothing that is there moves. */
import { GAP, layeredLayout, type Box, type LayoutGraph, type Point, type Positions } from './layered';

/**
 * Newcomers stand right of their suppliers or left of their consumers, at the free place nearest to the neighbours that
 * they came with. Those without any neighbour on the map go below it.
 */
export function placeNewcomers(old: Positions, { boxes, arrows }: LayoutGraph): Positions {
  const positions = new Map([...old].filter(([id]) => boxes.some((box) => box.id === id)));
  const taken = new Taken();
  const sizeOf = new Map(boxes.map((box) => [box.id, box]));
  for (const [id, point] of positions) taken.add(point, sizeOf.get(id));
  let waiting = boxes.filter(({ id }) => !positions.has(id));
  while (waiting.length > 0) {
    const placeable = waiting.filter(({ id }) => arrows.some((arrow) => anchorsTo(arrow, id, positions)));
    if (placeable.length === 0) break;
    for (const box of placeable) {
      const wish = wishOf(box, arrows, positions);
      const point = taken.nearestFree(wish, box);
      positions.set(box.id, point);
      taken.add(point, box);
    }
    waiting = waiting.filter(({ id }) => !positions.has(id));
  }
  return withIslands(positions, waiting, { boxes, arrows });
}

const anchorsTo = (arrow: { readonly from: string; readonly to: string }, id: string, positions: Positions): boolean =>
  (arrow.from === id && positions.has(arrow.to)) || (arrow.to === id && positions.has(arrow.from));

function wishOf(box: Box, arrows: LayoutGraph['arrows'], positions: Positions): Point {
  const points = arrows.flatMap(({ from, to }): Point[] => {
    const anchor = from === box.id ? positions.get(to) : to === box.id ? positions.get(from) : undefined;
    if (anchor === undefined || from === to) return [];
    const step = box.width + GAP.column;
    return [{ x: anchor.x + (from === box.id ? -step : step), y: anchor.y }];
  });
  return {
    // Beside one neighbour, not between two: columns stay columns.
    x: points[0]?.x ?? 0,
    y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
  };
}

function withIslands(positions: Map<string, Point>, islands: readonly Box[], graph: LayoutGraph): Positions {
  if (islands.length === 0) return positions;
  const bottom = Math.max(0, ...[...positions.values()].map(({ y }) => y));
  const left = Math.min(0, ...[...positions.values()].map(({ x }) => x));
  const own = layeredLayout({ boxes: islands, arrows: graph.arrows });
  const top = Math.min(0, ...[...own.values()].map(({ y }) => y));
  for (const [id, { x, y }] of own) positions.set(id, { x: left + x, y: bottom + y - top + 2 * GAP.column });
  return positions;
}

/** Where boxes are, in cells: looking for a free place asks only the cells around it. */
class Taken {
  readonly #cells = new Map<string, { readonly point: Point; readonly width: number; readonly height: number }[]>();

  add(point: Point, box: Box | undefined): void {
    const entry = { point, width: box?.width ?? CELL, height: box?.height ?? CELL };
    const key = cellKey(point.x, point.y);
    this.#cells.set(key, [...(this.#cells.get(key) ?? []), entry]);
  }

  /** Up and down the column in turns; a column full for a screen's height gives way to the next. */
  nearestFree(wish: Point, box: Box): Point {
    const step = box.height + GAP.row;
    for (let column = 0; ; column += 1) {
      const x = wish.x + sideways(column) * (box.width + GAP.wrapped);
      for (let row = 0; row < ROWS; row += 1) {
        const point = { x, y: wish.y + sideways(row) * step };
        if (this.#isFree(point, box)) return point;
      }
    }
  }

  #isFree({ x, y }: Point, { width, height }: Box): boolean {
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const other of this.#cells.get(cellKey(x + dx * CELL, y + dy * CELL)) ?? []) {
          const near =
            Math.abs(other.point.x - x) < (other.width + width) / 2 + GAP.row / 2 &&
            Math.abs(other.point.y - y) < (other.height + height) / 2 + GAP.row / 2;
          if (near) return false;
        }
    return true;
  }
}

/** Larger than any box with its gap: only neighbouring cells can touch. */
const CELL = 320;
const ROWS = 24;
const cellKey = (x: number, y: number): string => `${Math.floor(x / CELL)}|${Math.floor(y / CELL)}`;
/** 0, 1, −1, 2, −2 … */
const sideways = (step: number): number => (step % 2 === 1 ? (step + 1) / 2 : -step / 2);
