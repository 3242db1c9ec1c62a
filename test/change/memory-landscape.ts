/** The CMDB's part in memory: the graph is always there whole. */
import type { Landscape, LandscapeCard } from '../../src/change/change.ports';
import { graphOf } from '../../src/cmdb/graph';
import type { CiRef } from '../../src/contract/ids';
import { isService, type ChangeWorld } from './world';

export function memoryLandscape(world: () => ChangeWorld): Landscape {
  const cardOf = (ref: CiRef): LandscapeCard | undefined => {
    const { nodes, cards } = world();
    const node = nodes.find((one) => one.ref === ref);
    if (node === undefined) return undefined;
    return {
      ref,
      name: ref.slice(ref.indexOf(':') + 1),
      classKey: node.classKey,
      service: isService(ref, world()),
      criticality: node.criticality,
      owner: null,
      ...cards.get(ref),
    };
  };
  const known = (refs: readonly CiRef[]): LandscapeCard[] => refs.flatMap((ref) => cardOf(ref) ?? []);
  return {
    around() {
      const { nodes, edges, cut } = world();
      return Promise.resolve({ graph: graphOf({ nodes, edges }), cut });
    },
    names: (refs) =>
      Promise.resolve(
        new Map(known(refs).flatMap(({ ref, name }) => (world().closed.has(ref) ? [] : [[ref, name] as const]))),
      ),
    cards: (refs) => Promise.resolve(new Map(known(refs).map((card) => [card.ref, card] as const))),
    classes: () => Promise.resolve(new Set(world().nodes.map(({ classKey }) => classKey))),
    lineage: () => Promise.resolve((classKey: string) => [classKey]),
  };
}
