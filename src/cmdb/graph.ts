/**
 * The graph that failure travels: who supplies whom, and of which suppliers how many are needed. It is compiled once into
 * flat arrays of integers, so that analyses of 100,000 CIs take milliseconds; nodes are numbered in the order of their
 * refs, so that equal input gives equal answers in any order of loading.
 *
 * A supplier is a CI, whichever and however many relations it is reached by: it counts once in a group, and one that
 * belongs to any group of its consumer is not also a supplier outside the groups.
 */
import type { CiRef } from '../contract/ids';
import type { Criticality, RedundancyRule } from './model';
import { neededOf } from './redundancy';

export interface GraphNode {
  readonly ref: CiRef;
  readonly classKey: string;
  /** Counts as a supplier in a redundancy group. */
  readonly inService: boolean;
  /** Takes no part: neither counted, nor hit, nor passing failure on. */
  readonly retired: boolean;
  readonly criticality: Criticality | null;
  /** The rules that hold for it (see `rulesOf`). */
  readonly rules: readonly RedundancyRule[];
}

/** One step that failure can take, from the supplier to the consumer. */
export interface GraphEdge {
  readonly supplier: CiRef;
  readonly consumer: CiRef;
  readonly relationType: string;
}

export interface GraphInput {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** A class and those above it. Without it, classes stand by themselves. */
  readonly lineage?: (classKey: string) => readonly string[];
}

/** What lists put first: business services and every class below that. */
export const SERVICE_CLASS = 'businessService';

/** An arc is a pair of supplier and consumer, however many relations join them. Arcs are sorted by supplier, consumer. */
export interface ImpactGraph {
  readonly lineage: (classKey: string) => readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly indexOf: ReadonlyMap<CiRef, number>;
  /** Edges left out because one of their ends is not among the nodes. */
  readonly dangling: number;
  readonly retired: Uint8Array;
  readonly service: Uint8Array;
  /** The arcs out of supplier `u` are `outStart[u]` up to, not including, `outStart[u + 1]`. */
  readonly outStart: Int32Array;
  readonly arcSupplier: Int32Array;
  readonly arcConsumer: Int32Array;
  /** 1 for a supplier outside every group of the consumer. */
  readonly arcDirect: Uint8Array;
  /** The arcs into consumer `v` are `inArcs[inStart[v]]` and following. */
  readonly inStart: Int32Array;
  readonly inArcs: Int32Array;
  /** The groups in which an arc's supplier counts: `arcGroups[arcGroupStart[arc]]` and following. */
  readonly arcGroupStart: Int32Array;
  readonly arcGroups: Int32Array;
  readonly groupNode: Int32Array;
  readonly groupRules: readonly RedundancyRule[];
  /** Suppliers in service in the group, and how many of them have to stay up. */
  readonly groupSize: Int32Array;
  readonly groupNeed: Int32Array;
  /** The arcs of a group's counted suppliers. */
  readonly groupArcStart: Int32Array;
  readonly groupArcs: Int32Array;
  /** The relation types of an arc, by name. */
  readonly typesOf: (arc: number) => readonly string[];
}

/** Throws for two nodes of one ref: whoever loads the graph has a bug. */
export function graphOf(input: GraphInput): ImpactGraph {
  const nodes = [...input.nodes].sort((a, b) => compare(a.ref, b.ref));
  const indexOf = new Map(nodes.map(({ ref }, index) => [ref, index]));
  if (indexOf.size !== nodes.length) throw new Error('A CI is in the graph twice.');
  const arcs = arcsOf(nodes.length, indexOf, input.edges);
  const lineage = input.lineage ?? ((classKey: string): readonly string[] => [classKey]);
  const ancestry = memo((classKey) => new Set([classKey, ...lineage(classKey)]));
  const isService = memo((classKey) => ancestry(classKey).has(SERVICE_CLASS));
  return {
    lineage,
    nodes,
    indexOf,
    ...arcs,
    ...groupsOf(nodes, arcs, ancestry),
    retired: Uint8Array.from(nodes, ({ retired }) => Number(retired)),
    service: Uint8Array.from(nodes, ({ classKey }) => Number(isService(classKey))),
  };
}

/** The order of code units: the same on every host, unlike a locale's. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Reads a number that the compiled graph is known to have; one that is missing is a bug. For one kind of array each: a
 * function that reads several kinds is many times slower in the innermost loops.
 */
export function at(array: Int32Array, index: number): number {
  const value = array[index];
  if (value === undefined) throw new RangeError(`no entry ${index} of ${array.length}`);
  return value;
}

export function isSet(flags: Uint8Array, index: number): boolean {
  const value = flags[index];
  if (value === undefined) throw new RangeError(`no flag ${index} of ${flags.length}`);
  return value === 1;
}

export function item(list: readonly number[], index: number): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no item ${index} of ${list.length}`);
  return value;
}

function memo<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

type Arcs = Pick<
  ImpactGraph,
  'dangling' | 'outStart' | 'arcSupplier' | 'arcConsumer' | 'inStart' | 'inArcs' | 'typesOf'
>;

/** Sorts the edges as numbers (supplier, consumer, type in one), which is exact below 2⁵³: a million CIs, 100 types. */
function arcsOf(size: number, indexOf: ReadonlyMap<CiRef, number>, edges: readonly GraphEdge[]): Arcs {
  const types = [...new Set(edges.map(({ relationType }) => relationType))].sort(compare);
  const typeIndex = new Map(types.map((type, index) => [type, index]));
  const keys = new Float64Array(edges.length);
  let count = 0;
  for (const { supplier, consumer, relationType } of edges) {
    const from = indexOf.get(supplier);
    const to = indexOf.get(consumer);
    if (from === undefined || to === undefined) continue;
    keys[count] = (from * size + to) * types.length + (typeIndex.get(relationType) ?? 0);
    count += 1;
  }
  const sorted = keys.subarray(0, count).sort();
  const arcSupplier = new Int32Array(count);
  const arcConsumer = new Int32Array(count);
  const typeStart = new Int32Array(count + 1);
  let arcs = 0;
  let last = -1;
  for (let place = 0; place < count; place += 1) {
    const pair = Math.floor((sorted[place] ?? 0) / types.length);
    if (pair === last) continue;
    last = pair;
    arcSupplier[arcs] = Math.floor(pair / size);
    arcConsumer[arcs] = pair % size;
    typeStart[arcs] = place;
    arcs += 1;
  }
  typeStart[arcs] = count;
  const typesOf = (arc: number): readonly string[] =>
    [...new Set(sorted.subarray(at(typeStart, arc), at(typeStart, arc + 1)))].map(
      (key) => types[key % types.length] ?? '',
    );
  const suppliers = arcSupplier.slice(0, arcs);
  const consumers = arcConsumer.slice(0, arcs);
  const into = bucketed(size, consumers);
  return {
    dangling: edges.length - count,
    outStart: bucketed(size, suppliers).start,
    arcSupplier: suppliers,
    arcConsumer: consumers,
    inStart: into.start,
    inArcs: into.items,
    typesOf,
  };
}

/** The numbers 0, 1, 2 … in buckets by their key, in their order: where each bucket starts, and what is in them. */
function bucketed(buckets: number, keys: Int32Array): { start: Int32Array; items: Int32Array } {
  const start = new Int32Array(buckets + 1);
  for (let entry = 0; entry < keys.length; entry += 1) {
    const next = at(keys, entry) + 1;
    start[next] = at(start, next) + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket += 1) start[bucket + 1] = at(start, bucket + 1) + at(start, bucket);
  const free = start.slice();
  const items = new Int32Array(keys.length);
  for (let entry = 0; entry < keys.length; entry += 1) {
    const bucket = at(keys, entry);
    const place = at(free, bucket);
    items[place] = entry;
    free[bucket] = place + 1;
  }
  return { start, items };
}

type Groups = Pick<
  ImpactGraph,
  | 'arcDirect'
  | 'arcGroupStart'
  | 'arcGroups'
  | 'groupNode'
  | 'groupRules'
  | 'groupSize'
  | 'groupNeed'
  | 'groupArcStart'
  | 'groupArcs'
>;

function groupsOf(nodes: readonly GraphNode[], arcs: Arcs, ancestry: (classKey: string) => Set<string>): Groups {
  const arcDirect = new Uint8Array(arcs.arcSupplier.length).fill(1);
  const groupNode: number[] = [];
  const groupRules: RedundancyRule[] = [];
  const sizes: number[] = [];
  const memberArc: number[] = [];
  const memberGroup: number[] = [];
  nodes.forEach(({ rules }, node) => {
    for (const rule of rules) {
      const before = memberArc.length;
      for (let place = at(arcs.inStart, node); place < at(arcs.inStart, node + 1); place += 1) {
        const arc = at(arcs.inArcs, place);
        const supplier = nodes[at(arcs.arcSupplier, arc)];
        if (supplier === undefined || !belongs(rule, supplier, arcs.typesOf(arc), ancestry)) continue;
        arcDirect[arc] = 0;
        if (!supplier.inService || supplier.retired) continue;
        memberArc.push(arc);
        memberGroup.push(groupRules.length);
      }
      groupNode.push(node);
      groupRules.push(rule);
      sizes.push(memberArc.length - before);
    }
  });
  const byArc = bucketed(arcs.arcSupplier.length, Int32Array.from(memberArc));
  const byGroup = bucketed(groupRules.length, Int32Array.from(memberGroup));
  return {
    arcDirect,
    arcGroupStart: byArc.start,
    arcGroups: byArc.items.map((member) => item(memberGroup, member)),
    groupNode: Int32Array.from(groupNode),
    groupRules,
    groupSize: Int32Array.from(sizes),
    groupNeed: Int32Array.from(groupRules, ({ need }, group) => neededOf(need, item(sizes, group))),
    groupArcStart: byGroup.start,
    groupArcs: byGroup.items.map((member) => item(memberArc, member)),
  };
}

const belongs = (
  { group }: RedundancyRule,
  supplier: GraphNode,
  types: readonly string[],
  ancestry: (classKey: string) => Set<string>,
): boolean =>
  group.by === 'relationType' ? types.includes(group.relationType) : ancestry(supplier.classKey).has(group.classKey);
