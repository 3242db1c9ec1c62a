/** “What if this fails”, told in the names of the map. */
import type { ImpactedView, ImpactView, NodeView, SparedView } from '../../../../src/cmdb/cmdb.shapes';
import { isRestricted, type MapGraph } from './graph';

export type Fate = 'failing' | 'impacted' | 'spared' | 'untouched';

export interface Failure {
  readonly view: ImpactView;
  readonly failing: ReadonlySet<string>;
  readonly impacted: ReadonlyMap<string, ImpactedView>;
  readonly spared: ReadonlyMap<string, SparedView>;
  /** Everything named in the answer, also what is not on the map. */
  readonly named: ReadonlyMap<string, NodeView>;
  /** Impacted CIs that are listed and not on the map. */
  readonly offMap: readonly string[];
}

/** Restricted CIs are told anew in each answer: one is found on the map by what brought it down. */
export function failureOn(graph: MapGraph, answer: ImpactView): Failure {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => names.get(id) ?? id;
  for (const { id, via } of answer.impacted) {
    if (!isRestricted(id)) continue;
    const twin = [...graph.edges.values()].find(
      ({ from, to, type }) =>
        type === via.relationType &&
        ((from === nameOf(via.supplier) && isRestricted(to)) || (to === nameOf(via.supplier) && isRestricted(from))),
    );
    if (twin !== undefined) names.set(id, isRestricted(twin.from) ? twin.from : twin.to);
    else names.set(id, `${id}.impact`);
  }
  const impacted = answer.impacted.map((one) => ({
    ...one,
    id: nameOf(one.id),
    via: { ...one.via, supplier: nameOf(one.via.supplier) },
    path: one.path.map(nameOf),
  }));
  return {
    view: answer,
    failing: new Set(answer.failed),
    impacted: new Map(impacted.map((one) => [one.id, one])),
    spared: new Map(answer.spared.map((one) => [nameOf(one.id), one])),
    named: new Map(answer.nodes.map((node) => [nameOf(node.id), node])),
    offMap: impacted.filter(({ id }) => !graph.nodes.has(id)).map(({ id }) => id),
  };
}

export function fateOf(failure: Failure | undefined, id: string): Fate {
  if (failure === undefined) return 'untouched';
  if (failure.failing.has(id)) return 'failing';
  if (failure.impacted.has(id)) return 'impacted';
  return failure.spared.has(id) ? 'spared' : 'untouched';
}

/** The edges along which failure came to a CI, from the first that failed. */
export function pathEdges(graph: MapGraph, path: readonly string[]): string[] {
  const pairs = new Set(path.slice(1).map((id, place) => `${path[place]}|${id}`));
  return [...graph.edges.values()]
    .filter(({ from, to, impact }) => impact !== 'none' && (pairs.has(`${from}|${to}`) || pairs.has(`${to}|${from}`)))
    .map(({ key }) => key);
}

/** Failure passes between two CIs when both are down, in the relation's own direction. */
export function passes(failure: Failure, supplier: string, consumer: string): boolean {
  const down = (id: string): boolean => failure.failing.has(id) || failure.impacted.has(id);
  return down(supplier) && down(consumer) && !failure.failing.has(consumer);
}

/** What holds it up in part is down, and it goes on. */
export const stopsAt = (failure: Failure, supplier: string, consumer: string): boolean =>
  failure.spared.has(consumer) && (failure.failing.has(supplier) || failure.impacted.has(supplier));
