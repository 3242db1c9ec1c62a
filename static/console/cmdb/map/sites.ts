/** Where CIs stand, as far as the map tells: by their relation to a location, or by what holds them up. */
import { supplyOf, type MapGraph } from './graph';

export type Site =
  | { readonly kind: 'at'; readonly id: string }
  /** What holds it up stands in several places. */
  | { readonly kind: 'several' }
  | { readonly kind: 'unknown' };

const UNKNOWN: Site = { kind: 'unknown' };
const SEVERAL: Site = { kind: 'several' };

/**
 * Racks and rooms count as the place that they are in. What has no location of its own is where all of its suppliers are:
 * a database on a server of Berlin stands in Berlin.
 */
export function sitesOf(graph: MapGraph, isLocation: (classKey: string) => boolean): ReadonlyMap<string, Site> {
  const located = new Map<string, Set<string>>();
  const suppliers = new Map<string, Set<string>>();
  const place = (id: string): boolean => isLocation(graph.nodes.get(id)?.ci?.classKey ?? '');
  for (const edge of graph.edges.values()) {
    const { supplier, consumer } = supplyOf(edge);
    if (edge.impact === 'none' || supplier === consumer) continue;
    (place(supplier) ? located : suppliers).set(
      consumer,
      ((place(supplier) ? located : suppliers).get(consumer) ?? new Set()).add(supplier),
    );
  }
  const top = (id: string, seen: readonly string[] = []): string[] => {
    const above = [...(located.get(id) ?? [])].filter((one) => !seen.includes(one));
    return above.length === 0 ? [id] : above.flatMap((one) => top(one, [...seen, id]));
  };
  const tops = new Map(
    [...graph.nodes.keys()].map((id) => {
      const own = place(id) ? top(id) : [...(located.get(id) ?? [])].flatMap((one) => top(one));
      return [id, new Set(own)] as const;
    }),
  );
  return inherited(tops, suppliers);
}

/** Passes places on from suppliers to consumers until nothing changes; each place passes a node once. */
function inherited(
  own: ReadonlyMap<string, ReadonlySet<string>>,
  suppliers: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, Site> {
  const places = new Map([...own].map(([id, places]) => [id, new Set(places)]));
  const consumers = new Map<string, string[]>();
  for (const [consumer, those] of suppliers)
    for (const supplier of those) consumers.set(supplier, [...(consumers.get(supplier) ?? []), consumer]);
  const queue = [...own].flatMap(([id, ownPlaces]) => (ownPlaces.size > 0 ? [id] : []));
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const consumer of consumers.get(id) ?? []) {
      const known = places.get(consumer);
      if (known === undefined || (own.get(consumer)?.size ?? 0) > 0) continue;
      const before = known.size;
      for (const one of places.get(id) ?? []) known.add(one);
      if (known.size > before) queue.push(consumer);
    }
  }
  return new Map([...places].map(([id, all]) => [id, siteFrom(all)]));
}

function siteFrom(places: ReadonlySet<string>): Site {
  const [only, ...others] = places;
  if (only === undefined) return UNKNOWN;
  return others.length === 0 ? { kind: 'at', id: only } : SEVERAL;
}

/** For comparing and for lists. */
export const siteKey = (site: Site | undefined): string => (site?.kind === 'at' ? site.id : (site?.kind ?? 'unknown'));
