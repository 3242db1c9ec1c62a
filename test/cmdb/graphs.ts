/** Graphs to try the analyses on, and the rules of redundancy applied by hand to judge the answers by. */
import fc from 'fast-check';
import { CiRef } from '../../src/contract/ids';
import { graphOf, type GraphEdge, type GraphInput, type GraphNode, type ImpactGraph } from '../../src/cmdb/graph';
import type { RedundancyRule } from '../../src/cmdb/model';

export const ref = (text: string): CiRef => CiRef.parse(text.includes(':') ? text : `server:${text}`);
export const refs = (...texts: string[]): CiRef[] => texts.map(ref);

/** A server in service; `service:…` and `database:…` have those classes. */
export function aNode(name: string, over: Partial<Omit<GraphNode, 'ref'>> = {}): GraphNode {
  const id = ref(name);
  const classKey = id.split(':')[0] ?? '';
  return { ref: id, classKey, inService: true, retired: false, criticality: null, rules: [], ...over };
}

/** `edge('app', 'db')`: the app depends on the database. */
export const edge = (consumer: string, supplier: string, relationType = 'dependsOn'): GraphEdge => ({
  supplier: ref(supplier),
  consumer: ref(consumer),
  relationType,
});

export const atLeast = (count: number, relationType = 'dependsOn'): RedundancyRule => ({
  group: { by: 'relationType', relationType },
  need: { kind: 'atLeast', count },
});
export const percent = (share: number, relationType = 'dependsOn'): RedundancyRule => ({
  group: { by: 'relationType', relationType },
  need: { kind: 'percent', percent: share },
});
export const ofClass = (classKey: string, need: RedundancyRule['need']): RedundancyRule => ({
  group: { by: 'class', classKey },
  need,
});

/** `app: db, cache` per line: what the first depends on. Nodes are as given, or plain servers. */
export function aGraph(lines: readonly string[], nodes: readonly GraphNode[] = []): ImpactGraph {
  const edges = lines.flatMap((line) => {
    const [consumer = '', suppliers = ''] = line.split(' ← ');
    return suppliers.split(', ').map((supplier) => edge(consumer, supplier));
  });
  const given = new Map(nodes.map((node) => [node.ref, node]));
  for (const { supplier, consumer } of edges)
    for (const end of [consumer, supplier]) if (!given.has(end)) given.set(end, aNode(end));
  return graphOf({ nodes: [...given.values()], edges });
}

const PARENTS: Readonly<Record<string, readonly string[]>> = { linuxServer: ['linuxServer', 'server'] };
export const lineage = (classKey: string): readonly string[] => PARENTS[classKey] ?? [classKey];

/** The rules as they are written, applied until nothing changes. Slow, and with nothing in common with the real thing. */
export function fallenByTheBook(input: GraphInput, failed: readonly CiRef[]): Set<CiRef> {
  const down = new Set(failed.filter((one) => input.nodes.some((node) => node.ref === one)));
  for (let before = -1; before !== down.size;) {
    before = down.size;
    for (const node of input.nodes) if (fallsGiven(input, node, down)) down.add(node.ref);
  }
  return down;
}

/** Whether a CI falls when exactly these are down. */
export function fallsGiven(input: GraphInput, node: GraphNode, down: ReadonlySet<CiRef>): boolean {
  if (node.retired) return false;
  const suppliers = input.nodes.filter((other) =>
    input.edges.some(({ supplier, consumer }) => supplier === other.ref && consumer === node.ref),
  );
  const groups = node.rules.map((rule) => suppliers.filter((supplier) => inGroup(input, rule, supplier, node)));
  const outside = suppliers.filter((supplier) => !groups.some((group) => group.includes(supplier)));
  if (outside.some((supplier) => !supplier.retired && down.has(supplier.ref))) return true;
  return node.rules.some(({ need }, place) => {
    const counted = (groups[place] ?? []).filter((supplier) => supplier.inService && !supplier.retired);
    const failed = counted.filter((supplier) => down.has(supplier.ref)).length;
    const remain = counted.length - failed;
    const least = need.kind === 'atLeast' ? need.count : roundedUp(need.percent * counted.length);
    return least > 0 && failed > 0 && remain < least;
  });
}

/** Hundredths in whole ones, rounded up, without a division. */
function roundedUp(hundredths: number): number {
  let whole = 0;
  while (whole * 100 < hundredths) whole += 1;
  return whole;
}

function inGroup(input: GraphInput, { group }: RedundancyRule, supplier: GraphNode, consumer: GraphNode): boolean {
  if (group.by === 'class') return (input.lineage ?? lineage)(supplier.classKey).includes(group.classKey);
  return input.edges.some(
    (one) => one.supplier === supplier.ref && one.consumer === consumer.ref && one.relationType === group.relationType,
  );
}

const anyRule: fc.Arbitrary<RedundancyRule> = fc.record({
  group: fc.oneof(
    fc.record({ by: fc.constant('relationType' as const), relationType: fc.constantFrom('dependsOn', 'runsOn') }),
    fc.record({ by: fc.constant('class' as const), classKey: fc.constantFrom('server', 'linuxServer', 'database') }),
  ),
  need: fc.oneof(
    fc.record({ kind: fc.constant('atLeast' as const), count: fc.nat(5) }),
    fc.record({ kind: fc.constant('percent' as const), percent: fc.nat(100) }),
  ),
});

const anyNode = (number: number): fc.Arbitrary<GraphNode> =>
  fc
    .record({
      classKey: fc.constantFrom('server', 'linuxServer', 'database', 'businessService'),
      state: fc.constantFrom('up', 'up', 'up', 'up', 'up', 'planned', 'retired'),
      criticality: fc.constantFrom(1 as const, 3 as const, null),
      rules: fc.oneof(fc.constant([]), fc.array(anyRule, { minLength: 1, maxLength: 3 })),
    })
    .map(({ state, ...rest }) => ({
      ref: ref(`n${number}`),
      ...rest,
      inService: state === 'up',
      retired: state === 'retired',
    }));

/** Small graphs with everything in them: cycles, diamonds, self-loops, parallel relations, groups, retired CIs. */
export function anyGraph(size: { min: number; max: number } = { min: 1, max: 8 }): fc.Arbitrary<GraphInput> {
  return fc.integer(size).chain((count) => {
    const end = fc.nat(count - 1);
    const edges = fc.array(fc.tuple(end, end, fc.constantFrom('dependsOn', 'runsOn')), { maxLength: count * 3 });
    return fc.record({
      nodes: fc.tuple(...Array.from({ length: count }, (_, number) => anyNode(number))),
      edges: edges.map((list) => list.map(([from, to, type]) => edge(`n${from}`, `n${to}`, type))),
      lineage: fc.constant(lineage),
    });
  });
}

/** A service on four to six redundant suppliers, on shared ones below, with a relation back up now and then. */
export const anyLayers: fc.Arbitrary<GraphInput> = fc
  .record({
    suppliers: fc.integer({ min: 4, max: 6 }),
    shared: fc.integer({ min: 2, max: 4 }),
    need: fc.integer({ min: 1, max: 2 }),
    below: fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { minLength: 4, maxLength: 12 }),
    back: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 2 }),
    sharedRules: fc.array(fc.constantFrom([], [], [percent(50)]), { minLength: 6, maxLength: 6 }),
  })
  .map(({ suppliers, shared, need, below, back, sharedRules }) => {
    const count = 1 + suppliers + shared;
    const nodes = Array.from({ length: count }, (_, number) =>
      aNode(`n${number}`, {
        rules: number === 0 ? [atLeast(need)] : number <= suppliers ? (sharedRules[number - 1] ?? []) : [],
      }),
    );
    const edges = [
      ...Array.from({ length: suppliers }, (_, number) => edge('n0', `n${number + 1}`)),
      ...below.map(([upper, lower]) => edge(`n${1 + (upper % suppliers)}`, `n${1 + suppliers + (lower % shared)}`)),
      ...back.map(([from, to]) => edge(`n${1 + (from % (count - 1))}`, `n${1 + (to % (count - 1))}`)),
    ];
    return { nodes, edges, lineage };
  });

/** A graph with some of its CIs failed. */
export const anyFailure = (most = 3): fc.Arbitrary<{ input: GraphInput; failed: CiRef[] }> =>
  anyGraph().chain((input) =>
    fc.record({
      input: fc.constant(input),
      failed: fc.subarray(
        input.nodes.map((node) => node.ref),
        { minLength: 1, maxLength: Math.min(most, input.nodes.length) },
      ),
    }),
  );
