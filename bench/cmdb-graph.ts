/**
 * What the analyses of the CMDB's graph cost: `npx tsx bench/cmdb-graph.ts [size…]`. Prints medians in milliseconds, by the
 * clock and of processor time (which a busy machine does not stretch), for landscapes of 1,000, 10,000 and 100,000 CIs with four relations each on average, hubs and cycles; beside them graphology's
 * breadth-first walk over the same relations, which knows no redundancy and explains nothing.
 */
import { MultiDirectedGraph } from 'graphology';
import { bfsFromNode } from 'graphology-traversal';
import { causesOf } from '../src/cmdb/causes';
import { graphOf, type GraphEdge, type GraphInput, type GraphNode, type ImpactGraph } from '../src/cmdb/graph';
import { impactOf } from '../src/cmdb/impact';
import { fatalPairs, singlePointsOfFailure } from '../src/cmdb/single-points';
import { CiRef } from '../src/contract/ids';
import { landscape } from './landscape';

interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

function median(times: number, act: () => unknown): Cost {
  const runs = Array.from({ length: times }, (): Cost => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    act();
    const ms = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpuMs: (user + system) / 1_000 };
  });
  const middle = (pick: (run: Cost) => number): number => runs.map(pick).sort((x, y) => x - y)[times >> 1] ?? NaN;
  return { ms: middle(({ ms }) => ms), cpuMs: middle(({ cpuMs }) => cpuMs) };
}

function walked(input: GraphInput): MultiDirectedGraph {
  const graph = new MultiDirectedGraph();
  for (const { ref } of input.nodes) graph.addNode(ref);
  for (const { supplier, consumer } of input.edges) graph.addEdge(supplier, consumer);
  return graph;
}

/** How many CIs a walk along the relations reaches. */
function reached(graph: MultiDirectedGraph, from: CiRef): number {
  let count = -1;
  bfsFromNode(
    graph,
    from,
    () => {
      count += 1;
    },
    { mode: 'outbound' },
  );
  return count;
}

/** Hubs first: by how many CIs hang on them. */
function byConsumers(graph: ImpactGraph): CiRef[] {
  const degree = (ref: CiRef): number => {
    const node = graph.indexOf.get(ref) ?? 0;
    return (graph.outStart[node + 1] ?? 0) - (graph.outStart[node] ?? 0);
  };
  return graph.nodes.map(({ ref }) => ref).sort((a, b) => degree(b) - degree(a));
}

const WIDTHS = [9, 46, 10, 10, 10];
const row = (...cells: (string | number)[]): void =>
  console.log(cells.map((cell, place) => String(cell).padEnd(WIDTHS[place] ?? 10)).join(''));
const rounded = (time: number): string => time.toFixed(time < 1 ? 3 : 1);
const line = (size: number, what: string, { ms, cpuMs }: Cost, note: string): void =>
  row(size, what, rounded(ms), rounded(cpuMs), note);

function measure(size: number): void {
  const input = landscape(size);
  const times = size > 50_000 ? 3 : 9;
  line(
    size,
    'compile the graph',
    median(times, () => graphOf(input)),
    `${input.nodes.length} CIs, ${input.edges.length} relations`,
  );
  const graph = graphOf(input);
  const plain = walked(input);
  const hubs = byConsumers(graph);
  const hub = hubs[0];
  const leaf = hubs.find((ref) => impactOf(graph, [ref]).impacted.length > 0 && ref.startsWith('virtualMachine'));
  const service = input.nodes[0]?.ref;
  if (hub === undefined || leaf === undefined || service === undefined) throw new Error('the landscape is empty');

  const hit = (ref: CiRef): string => `${impactOf(graph, [ref]).impacted.length} impacted`;
  line(
    size,
    'impact of the greatest hub',
    median(times, () => impactOf(graph, [hub])),
    hit(hub),
  );
  line(
    size,
    '… with every path and reason written out',
    median(times, () => JSON.stringify(impactOf(graph, [hub]))),
    '',
  );
  line(
    size,
    'graphology: walk from the greatest hub',
    median(times, () => reached(plain, hub)),
    `${reached(plain, hub)} reached`,
  );
  line(
    size,
    'impact of a virtual machine',
    median(times, () => impactOf(graph, [leaf])),
    hit(leaf),
  );
  line(
    size,
    'graphology: walk from it',
    median(times, () => reached(plain, leaf)),
    `${reached(plain, leaf)} reached`,
  );
  const causes = causesOf(graph, service);
  const alone = causes?.causes.filter((one) => one.alone).length ?? 0;
  const cut = (truncated: boolean | undefined): string => (truncated === true ? ', truncated' : '');
  line(
    size,
    'causes of a business service',
    median(3, () => causesOf(graph, service)),
    `${causes?.causes.length} upstream, ${alone} suffice${cut(causes?.truncated)}`,
  );
  const singles = singlePointsOfFailure(graph, service);
  line(
    size,
    'single points of failure of it',
    median(3, () => singlePointsOfFailure(graph, service)),
    `${singles?.singles.length}${cut(singles?.truncated)}`,
  );
  const pairs = fatalPairs(graph, service);
  line(
    size,
    'fatal pairs of it',
    median(3, () => fatalPairs(graph, service)),
    `${pairs?.pairs.length}${cut(pairs?.truncated)}`,
  );
}

/** A service as people build them: everything twice or thrice, from load balancers down to power. */
function redundantService(): GraphInput {
  const node = (name: string, needs = 0): GraphNode => ({
    ref: CiRef.parse(`server:${name}`),
    classKey: 'server',
    inService: true,
    retired: false,
    criticality: null,
    rules:
      needs === 0
        ? []
        : [{ group: { by: 'relationType', relationType: 'runsOn' }, need: { kind: 'atLeast', count: needs } }],
  });
  const tiers = [1, 2, 12, 6, 24, 8, 4, 2];
  const nodes = tiers.flatMap((count, tier) => Array.from({ length: count }, (_, n) => node(`t${tier}-${n}`, 1)));
  const edges = tiers.flatMap((count, tier) =>
    Array.from({ length: count }, (_, n) => {
      const below = tiers[tier + 1] ?? 0;
      const spread = Math.min(below, 3);
      return Array.from({ length: spread }, (_unused, k): GraphEdge => ({
        consumer: CiRef.parse(`server:t${tier}-${n}`),
        supplier: CiRef.parse(`server:t${tier + 1}-${(n * spread + k) % below}`),
        relationType: 'runsOn',
      }));
    }).flat(),
  );
  return { nodes, edges };
}

export function printGraphTable(sizes: readonly number[]): void {
  row('CIs', 'analysis', 'ms', 'CPU ms', 'result');
  for (const size of sizes) measure(size);
  const service = redundantService();
  const graph = graphOf(service);
  const top = CiRef.parse('server:t0-0');
  const pairs = fatalPairs(graph, top);
  line(
    service.nodes.length,
    'fatal pairs where everything is there twice',
    median(9, () => fatalPairs(graph, top)),
    `${pairs?.pairs.length} pairs`,
  );
}

if (process.argv[1]?.endsWith('cmdb-graph.ts') === true) {
  const sizes = process.argv.slice(2).map(Number);
  printGraphTable(sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]);
}
