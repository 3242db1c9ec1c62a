/** Where an arrow key leads on the map. */
import type { Positions } from '../layout/layered';
import type { Picture } from '../picture';

export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;
export type ArrowKey = keyof typeof ARROWS;
export const isArrow = (key: string): key is ArrowKey => key in ARROWS;

/**
 * To the nearest related CI on that side. Above and below, where nothing related is, to the next box: whoever goes through
 * a column of siblings meets all of them.
 */
export function stepFrom(picture: Picture, positions: Positions, from: string, key: ArrowKey): string | undefined {
  const here = positions.get(from);
  if (here === undefined) return undefined;
  const [dx, dy] = ARROWS[key];
  const related = new Set(
    picture.edges.flatMap(({ source, target }) => (source === from ? [target] : target === from ? [source] : [])),
  );
  const near = (id: string): number => {
    const there = positions.get(id);
    if (there === undefined || id === from) return Infinity;
    const [along, across] = [
      (there.x - here.x) * dx + (there.y - here.y) * dy,
      Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx),
    ];
    return along <= 1 ? Infinity : along + 2 * across;
  };
  const best = (ids: Iterable<string>): string | undefined => {
    let [nearest, distance]: [string | undefined, number] = [undefined, Infinity];
    for (const id of ids) if (near(id) < distance) [nearest, distance] = [id, near(id)];
    return nearest;
  };
  const neighbour = best(related);
  if (dx !== 0) return neighbour;
  const sibling = best(picture.nodes.map(({ id }) => id));
  return sibling !== undefined && near(sibling) < Infinity ? sibling : neighbour;
}
