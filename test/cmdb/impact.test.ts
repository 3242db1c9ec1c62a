import fc from 'fast-check';
import { graphOf, type GraphInput, type GraphNode } from '../../src/cmdb/graph';
import { impactOf, type Impact, type ImpactedCi } from '../../src/cmdb/impact';
import type { RedundancyRule } from '../../src/cmdb/model';
import { neededOf } from '../../src/cmdb/redundancy';
import type { CiRef } from '../../src/contract/ids';
import {
  aGraph,
  anyFailure,
  aNode,
  atLeast,
  edge,
  fallenByTheBook,
  fallsGiven,
  lineage,
  ofClass,
  percent,
  ref,
  refs,
} from './graphs';

const fallen = ({ impacted }: Impact): string[] => impacted.map((ci) => ci.ref.replace('server:', ''));

/** `app` with four servers of which it needs so many, two of them failed. */
const cluster = (rule: RedundancyRule, over: Readonly<Record<string, Partial<GraphNode>>> = {}) =>
  aGraph(
    ['app ← s1, s2, s3, s4'],
    [aNode('app', { rules: [rule] }), ...['s1', 's2', 's3', 's4'].map((name) => aNode(name, over[name]))],
  );

describe('redundancy', () => {
  it.each<[string, RedundancyRule, number, boolean]>([
    ['at least 1 of 4, 3 failed', atLeast(1), 3, false],
    ['at least 1 of 4, all failed', atLeast(1), 4, true],
    ['at least 3 of 4, 1 failed', atLeast(3), 1, false],
    ['at least 3 of 4, 2 failed', atLeast(3), 2, true],
    ['a need of all', atLeast(4), 1, true],
    ['a need above what is there means every one', atLeast(9), 1, true],
    ['a need above what is there, nothing failed', atLeast(9), 0, false],
    ['a need of 0 means never', atLeast(0), 4, false],
    ['0 % means never', percent(0), 4, false],
    ['100 % means every one', percent(100), 1, true],
    ['50 % of 4 is 2, 2 remain', percent(50), 2, false],
    ['50 % of 4 is 2, 1 remains', percent(50), 3, true],
    ['51 % of 4 is 3, 3 remain', percent(51), 1, false],
    ['51 % of 4 is 3, 2 remain', percent(51), 2, true],
    ['1 % of 4 is 1', percent(1), 3, false],
    ['1 % of 4 is 1, none remains', percent(1), 4, true],
    ['of a class', ofClass('server', { kind: 'atLeast', count: 2 }), 3, true],
    ['of a class that none of them has: all are outside', ofClass('database', { kind: 'atLeast', count: 0 }), 1, true],
    ['by a relation that none of them is reached by', atLeast(0, 'runsOn'), 1, true],
  ])('%s', (_case, rule, failures, falls) => {
    const impact = impactOf(cluster(rule), refs('s1', 's2', 's3', 's4').slice(0, failures));
    expect(fallen(impact)).toEqual(falls ? ['app'] : []);
  });

  it.each<[number, number, number]>([
    [7, 100, 7],
    [29, 100, 29],
    [57, 100, 57],
    [33, 3, 1],
    [34, 3, 2],
    [67, 3, 3],
    [1, 1, 1],
    [50, 0, 0],
  ])('%d %% of %d is %d, rounded up from whole numbers', (share, inService, needed) => {
    expect(neededOf({ kind: 'percent', percent: share }, inService)).toBe(needed);
  });

  it('does not count the retired, and counts the planned not as supply either', () => {
    const retired = { s3: { inService: false, retired: true }, s4: { inService: false } };
    // Two count, one is needed.
    expect(fallen(impactOf(cluster(percent(50), retired), refs('s1')))).toEqual([]);
    expect(fallen(impactOf(cluster(percent(51), retired), refs('s1')))).toEqual(['app']);
    // A need of 3 is above the two that count: both are needed.
    expect(fallen(impactOf(cluster(atLeast(3), retired), refs('s1')))).toEqual(['app']);
    // Those out of service were not holding it up.
    expect(fallen(impactOf(cluster(atLeast(2), retired), refs('s3', 's4')))).toEqual([]);
  });

  it('counts a retired CI as retired even when its state claims to be in service', () => {
    expect(fallen(impactOf(cluster(atLeast(4), { s4: { retired: true } }), refs('s4')))).toEqual([]);
  });

  it('counts a supplier once, by however many relations it is reached', () => {
    const nodes = [aNode('app', { rules: [atLeast(1)] }), aNode('s1'), aNode('s2')];
    const edges = [edge('app', 's1'), edge('app', 's1'), edge('app', 's1', 'runsOn'), edge('app', 's2')];
    const graph = graphOf({ nodes, edges });
    expect(fallen(impactOf(graph, refs('s1')))).toEqual([]);
    expect(impactOf(graph, refs('s1')).spared).toMatchObject([{ failed: 1, remaining: 1, inService: 2, need: 1 }]);
  });

  it('takes a class group to hold the classes below as well', () => {
    const nodes = [
      aNode('app', { rules: [ofClass('server', { kind: 'atLeast', count: 1 })] }),
      aNode('s1', { classKey: 'linuxServer' }),
      aNode('s2'),
    ];
    const graph = graphOf({ nodes, edges: [edge('app', 's1'), edge('app', 's2')], lineage });
    expect(fallen(impactOf(graph, refs('s1')))).toEqual([]);
    expect(fallen(impactOf(graph, refs('s1', 's2')))).toEqual(['app']);
  });

  it('needs every group, not any: one of two groups gone is enough', () => {
    const nodes = [
      aNode('app', { rules: [atLeast(1, 'runsOn'), atLeast(1)] }),
      ...['s1', 's2', 'd1'].map((n) => aNode(n)),
    ];
    const edges = [edge('app', 's1', 'runsOn'), edge('app', 's2', 'runsOn'), edge('app', 'd1')];
    expect(fallen(impactOf(graphOf({ nodes, edges }), refs('s1')))).toEqual([]);
    expect(fallen(impactOf(graphOf({ nodes, edges }), refs('d1')))).toEqual(['app']);
  });

  it('does not sink an offering for one server of 1,000', () => {
    const servers = Array.from({ length: 1_000 }, (_, number) => `s${number}`);
    const graph = aGraph([`offering ← ${servers.join(', ')}`], [aNode('offering', { rules: [percent(80)] })]);
    expect(fallen(impactOf(graph, refs('s7')))).toEqual([]);
    expect(fallen(impactOf(graph, refs(...servers.slice(0, 200))))).toEqual([]);
    expect(fallen(impactOf(graph, refs(...servers.slice(0, 201))))).toEqual(['offering']);
  });
});

describe('the least set', () => {
  it('lets things that only hold each other up stay up', () => {
    const graph = aGraph(['a ← b', 'b ← a', 'c ← c', 'x ← a']);
    expect(fallen(impactOf(graph, refs('x')))).toEqual([]);
    expect(fallen(impactOf(graph, refs('c')))).toEqual([]);
  });

  it('goes round a cycle once', () => {
    expect(fallen(impactOf(aGraph(['b ← a', 'c ← b', 'a ← c']), refs('a')))).toEqual(['b', 'c']);
  });

  it('a cluster whose members supply each other falls when the members from outside fall', () => {
    const rules = [atLeast(1)];
    const graph = aGraph(['a ← b, power', 'b ← a, power'], [aNode('a', { rules }), aNode('b', { rules })]);
    // Each still has the other: nothing says that either fell.
    expect(fallen(impactOf(graph, refs('power')))).toEqual([]);
  });

  it('does not depend on a depth: the near is found near, however deep the far side is', () => {
    const chain = Array.from({ length: 3_000 }, (_, number) => `c${number + 1} ← c${number}`);
    const impact = impactOf(aGraph([...chain, 'near ← c0', 'c2999 ← near']), refs('c0'));
    const at = new Map(impact.impacted.map((ci) => [ci.ref, ci.distance]));
    expect(at.get(ref('near'))).toBe(1);
    expect(at.get(ref('c2999'))).toBe(2);
    expect(at.get(ref('c3000'))).toBe(3);
    expect(at.get(ref('c1500'))).toBe(1_500);
    expect(impact.impacted).toHaveLength(3_001);
  });

  it('looks at each relation of a ladder of diamonds once', () => {
    // 49 nodes: a walk that forgets where it has been makes 262,141 queries of them.
    const rungs = Array.from({ length: 16 }, (_, n) => [`l${n} ← t${n}`, `r${n} ← t${n}`, `t${n + 1} ← l${n}, r${n}`]);
    const impact = impactOf(aGraph(rungs.flat()), refs('t0'));
    expect(impact.impacted).toHaveLength(48);
    expect(impact.impacted.find((ci) => ci.ref === ref('t16'))?.distance).toBe(32);
  });

  it('passes nothing on through a retired CI, nor hits it', () => {
    const graph = aGraph(['b ← a', 'c ← b'], [aNode('b', { retired: true, inService: false })]);
    expect(fallen(impactOf(graph, refs('a')))).toEqual([]);
    expect(fallen(impactOf(graph, refs('b')))).toEqual([]);
  });
});

describe('the answer', () => {
  const graph = graphOf({
    nodes: [
      aNode('db1'),
      aNode('db2'),
      aNode('app', { rules: [atLeast(1)], criticality: 2 }),
      aNode('batch', { criticality: 1 }),
      aNode('businessService:pay', { criticality: 1 }),
      aNode('businessService:report'),
    ],
    edges: [
      edge('app', 'db1'),
      edge('app', 'db2'),
      edge('batch', 'db1', 'uses'),
      edge('businessService:pay', 'app'),
      edge('businessService:report', 'batch'),
    ],
  });

  it('names services first, then what is near, then what is critical', () => {
    const impact = impactOf(graph, refs('db1', 'db2'));
    expect(impact.impacted.map((ci) => [ci.ref, ci.distance])).toEqual([
      ['businessService:pay', 2],
      ['businessService:report', 2],
      ['server:batch', 1],
      ['server:app', 1],
    ]);
    expect(impact.services.map((ci) => ci.ref)).toEqual(['businessService:pay', 'businessService:report']);
  });

  it('explains each by its path and its reason', () => {
    const { impacted } = impactOf(graph, refs('db1', 'db2'));
    expect(JSON.parse(JSON.stringify(impacted[0]))).toEqual({
      ref: 'businessService:pay',
      classKey: 'businessService',
      criticality: 1,
      service: true,
      distance: 2,
      via: { supplier: 'server:app', relationType: 'dependsOn' },
      because: { kind: 'direct' },
      path: ['server:db2', 'server:app', 'businessService:pay'],
    });
    expect(impacted[3]).toMatchObject({
      ref: 'server:app',
      because: { kind: 'redundancy', rule: atLeast(1), failed: 2, inService: 2, need: 1 },
      via: { supplier: 'server:db2', relationType: 'dependsOn' },
    });
    expect(impacted[2]?.via).toEqual({ supplier: 'server:db1', relationType: 'uses' });
  });

  it('names what redundancy saved', () => {
    expect(impactOf(graph, refs('db1')).spared).toEqual([
      {
        ref: 'server:app',
        because: 'redundancy',
        rule: atLeast(1),
        failed: 1,
        remaining: 1,
        inService: 2,
        need: 1,
      },
    ]);
  });

  it('tells which failures it does not know', () => {
    const impact = impactOf(graph, refs('db1', 'ghost', 'db1'));
    expect(impact.failed).toEqual(refs('db1', 'ghost'));
    expect(impact.unknown).toEqual(refs('ghost'));
  });

  it('counts the edges that lead nowhere, and refuses a CI that is there twice', () => {
    expect(graphOf({ nodes: [aNode('a')], edges: [edge('a', 'ghost')] }).dangling).toBe(1);
    expect(() => graphOf({ nodes: [aNode('a'), aNode('a')], edges: [] })).toThrow('twice');
  });
});

describe('against the rules applied by hand', () => {
  it('is equal on 6,000 graphs with cycles, diamonds, self-loops, groups and retired CIs', () => {
    fc.assert(
      fc.property(anyFailure(), ({ input, failed }) => {
        const impact = impactOf(graphOf(input), failed);
        const expected = [...fallenByTheBook(input, failed)].filter((one) => !failed.includes(one));
        expect(impact.impacted.map((ci) => ci.ref).sort()).toEqual(expected.sort());
      }),
      { numRuns: 6_000 },
    );
  });

  it('never shrinks when more fails', () => {
    fc.assert(
      fc.property(anyFailure(4), fc.nat(), ({ input, failed }, pick) => {
        const graph = graphOf(input);
        const more = input.nodes[pick % input.nodes.length]?.ref ?? failed[0];
        const down = (list: readonly CiRef[]): Set<CiRef> =>
          new Set([...list, ...impactOf(graph, list).impacted.map((ci) => ci.ref)]);
        const after = down(more === undefined ? failed : [...failed, more]);
        expect([...down(failed)].filter((one) => !after.has(one))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('answers alike in any order of nodes, edges and failures', () => {
    const plain = (impact: Impact): unknown => JSON.parse(JSON.stringify(impact));
    fc.assert(
      fc.property(anyFailure(), ({ input, failed }) => {
        const turned = { ...input, nodes: [...input.nodes].reverse(), edges: [...input.edges].reverse() };
        expect(plain(impactOf(graphOf(turned), [...failed].reverse()))).toEqual(
          plain(impactOf(graphOf(input), failed)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('places each CI in the very step in which it falls, on a path of real relations', () => {
    fc.assert(
      fc.property(anyFailure(), ({ input, failed }) => {
        const { impacted } = impactOf(graphOf(input), failed);
        for (const ci of impacted) expectJustified(input, failed, impacted, ci);
      }),
      { numRuns: 2_000 },
    );
  });

  it('says of each spared CI how many it lost and has left', () => {
    fc.assert(
      fc.property(anyFailure(), ({ input, failed }) => {
        const impact = impactOf(graphOf(input), failed);
        const down = new Set([...failed, ...impact.impacted.map((ci) => ci.ref)]);
        for (const { ref: spared, failed: lost, remaining, inService, need } of impact.spared) {
          expect(down.has(spared)).toBe(false);
          expect(lost).toBeGreaterThan(0);
          expect(lost + remaining).toBe(inService);
          expect(remaining).toBeGreaterThanOrEqual(need);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function expectJustified(
  input: GraphInput,
  failed: readonly CiRef[],
  impacted: readonly ImpactedCi[],
  ci: ImpactedCi,
): void {
  const node = input.nodes.find((candidate) => candidate.ref === ci.ref);
  if (node === undefined) throw new Error(`${ci.ref} is not in the graph`);
  const downWithin = (steps: number): Set<CiRef> => {
    const known = failed.filter((one) => input.nodes.some((candidate) => candidate.ref === one));
    return new Set(
      steps < 0 ? [] : [...known, ...impacted.filter(({ distance }) => distance <= steps).map((one) => one.ref)],
    );
  };
  expect(fallsGiven(input, node, downWithin(ci.distance - 1))).toBe(true);
  expect(fallsGiven(input, node, downWithin(ci.distance - 2))).toBe(false);

  const { path } = ci;
  expect(path).toHaveLength(ci.distance + 1);
  expect(failed).toContain(path[0]);
  expect(path.at(-1)).toBe(ci.ref);
  path.slice(1).forEach((to, place) => {
    expect(input.edges).toContainEqual(expect.objectContaining({ supplier: path[place], consumer: to }));
    expect(impacted.find((one) => one.ref === to)?.distance).toBe(place + 1);
  });
  expect(input.edges).toContainEqual({ ...ci.via, consumer: ci.ref });
  expect(ci.via.supplier).toBe(path.at(-2));
  if (ci.because.kind === 'redundancy') {
    expect(ci.because.failed).toBeGreaterThan(0);
    expect(ci.because.inService - ci.because.failed).toBeLessThan(ci.because.need);
  }
}
