/**
 * Landscapes of any size: business services over application services, databases, virtual machines, servers and network
 * devices, four relations each on average, with hubs, cycles and redundancy. The same in every run.
 */
import type { GraphEdge, GraphInput, GraphNode } from '../src/cmdb/graph';
import { CiRef } from '../src/contract/ids';

/** What a landscape is made of, from the top down, and how much of it each layer is. */
const LAYERS = [
  { classKey: 'businessService', share: 0.02 },
  { classKey: 'applicationService', share: 0.18 },
  { classKey: 'database', share: 0.1 },
  { classKey: 'virtualMachine', share: 0.4 },
  { classKey: 'server', share: 0.25 },
  { classKey: 'networkDevice', share: 0.05 },
] as const;
const RELATIONS_EACH = 4;

/** Numbers that look random and are the same in every run (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function landscape(size: number): GraphInput {
  const random = dice(size);
  const layers = LAYERS.map(({ classKey, share }, layer) =>
    Array.from({ length: Math.max(2, Math.round(size * share)) }, (_, number): GraphNode => {
      // Half of what stands on virtual machines needs only one of its machines.
      const redundant = layer > 0 && layer < 4 && random() < 0.5;
      return {
        ref: CiRef.parse(`${classKey}:n-${number}`),
        classKey,
        inService: random() > 0.02,
        retired: false,
        criticality: null,
        rules: redundant
          ? [{ group: { by: 'relationType', relationType: 'runsOn' }, need: { kind: 'atLeast', count: 1 } }]
          : [],
      };
    }),
  );
  const pick = (layer: readonly GraphNode[], skew: number): GraphNode => {
    const node = layer[Math.floor(random() ** skew * layer.length)];
    if (node === undefined) throw new Error('a layer is empty');
    return node;
  };
  const edges: GraphEdge[] = [];
  layers.forEach((layer, depth) => {
    for (const consumer of layer)
      for (let relation = 0; relation < RELATIONS_EACH; relation += 1) {
        const below = layers[depth + 1];
        // A few relations go sideways or up again, so that there are cycles; the skew makes hubs.
        const odd = below === undefined || random() < 0.03;
        const supplier = odd ? pick(layer, 2) : pick(below, 2.5);
        edges.push({
          supplier: supplier.ref,
          consumer: consumer.ref,
          relationType: relation < 2 ? 'runsOn' : 'dependsOn',
        });
      }
  });
  return { nodes: layers.flat(), edges };
}
