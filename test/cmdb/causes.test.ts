import fc from 'fast-check';
import { causesOf } from '../../src/cmdb/causes';
import { graphOf, type GraphInput } from '../../src/cmdb/graph';
import { fatalPairs, singlePointsOfFailure } from '../../src/cmdb/single-points';
import type { CiRef } from '../../src/contract/ids';
import { aGraph, anyGraph, anyLayers, aNode, atLeast, fallenByTheBook, percent, ref, refs } from './graphs';

const shop = aGraph(
  ['shop ← web1, web2', 'web1 ← host1', 'web2 ← host2', 'host1 ← switch', 'host2 ← switch', 'shop ← dns'],
  [
    aNode('shop', {
      rules: [{ group: { by: 'class', classKey: 'virtualMachine' }, need: { kind: 'atLeast', count: 1 } }],
    }),
    aNode('web1', { classKey: 'virtualMachine' }),
    aNode('web2', { classKey: 'virtualMachine' }),
  ],
);

describe('what could have caused it', () => {
  it('says of each CI upstream whether it suffices alone, with its path', () => {
    const found = causesOf(shop, ref('shop'));
    expect(found?.truncated).toBe(false);
    expect(JSON.parse(JSON.stringify(found?.causes))).toEqual([
      { ...cause('dns', true), path: refs('dns', 'shop') },
      { ...cause('web1', false, 'virtualMachine'), path: refs('web1', 'shop') },
      { ...cause('web2', false, 'virtualMachine'), path: refs('web2', 'shop') },
      { ...cause('host1', false), path: refs('host1', 'web1', 'shop') },
      { ...cause('host2', false), path: refs('host2', 'web2', 'shop') },
      // Takes both sides of the redundancy at once.
      { ...cause('switch', true), path: refs('switch', 'host2', 'web2', 'shop') },
    ]);
  });

  it('leaves out what redundancy rules out for good, and the retired', () => {
    const graph = aGraph(
      ['app ← a, b', 'app ← c'],
      [aNode('app', { rules: [percent(0)] }), aNode('c', { retired: true, inService: false })],
    );
    expect(causesOf(graph, ref('app'))?.causes).toEqual([]);
  });

  it('comes to an end on a cycle and does not name the CI itself', () => {
    const graph = aGraph(['a ← b', 'b ← c', 'c ← a']);
    expect(causesOf(graph, ref('a'))?.causes.map((one) => [one.ref, one.alone])).toEqual([
      [ref('b'), true],
      [ref('c'), true],
    ]);
  });

  it('is undefined for a CI that is not there', () => {
    expect(causesOf(shop, ref('ghost'))).toBeUndefined();
  });

  it('says so when it had to stop', () => {
    expect(causesOf(shop, ref('shop'), { maxWork: 0 })?.truncated).toBe(true);
  });
});

describe('single points and pairs', () => {
  it('are named, pairs only of those that do not suffice alone', () => {
    expect(singlePointsOfFailure(shop, ref('shop'))?.singles).toEqual(refs('dns', 'switch'));
    expect(fatalPairs(shop, ref('shop'))).toEqual({
      of: ref('shop'),
      pairs: [refs('web1', 'web2'), refs('web1', 'host2'), refs('web2', 'host1'), refs('host1', 'host2')],
      truncated: false,
    });
  });

  it('finds what takes one of three each, but no pair where three are needed', () => {
    const rules = [atLeast(1)];
    const three = aGraph(['app ← a, b, c'], [aNode('app', { rules })]);
    expect(fatalPairs(three, ref('app'))?.pairs).toEqual([]);
    const shared = aGraph(['app ← a, b, c', 'a ← x', 'b ← x', 'c ← y'], [aNode('app', { rules })]);
    expect(fatalPairs(shared, ref('app'))?.pairs).toEqual([refs('c', 'x'), refs('x', 'y')]);
  });

  it('finds two that take two of four suppliers each', () => {
    const graph = aGraph(
      ['app ← a, b, c, d', 'a ← x', 'b ← x', 'c ← y', 'd ← y'],
      [aNode('app', { rules: [atLeast(1)] })],
    );
    expect(singlePointsOfFailure(graph, ref('app'))?.singles).toEqual([]);
    expect(fatalPairs(graph, ref('app'))?.pairs).toEqual([refs('x', 'y')]);
  });

  it('stops at the number of pairs asked for and says so', () => {
    const pairs = fatalPairs(shop, ref('shop'), { maxPairs: 2 });
    expect(pairs?.pairs).toEqual([refs('web1', 'web2'), refs('web1', 'host2')]);
    expect(pairs?.truncated).toBe(true);
  });
});

const cause = (name: string, alone: boolean, classKey = 'server') => ({
  ref: ref(name),
  classKey,
  criticality: null,
  alone,
  distance: { dns: 1, web1: 1, web2: 1, host1: 2, host2: 2, switch: 3 }[name],
});

const target = ref('n0');
const fells = (input: GraphInput, failed: readonly CiRef[]): boolean =>
  !failed.includes(target) && fallenByTheBook(input, failed).has(target);

/** By trying each CI and each pair. */
function byRemoval(input: GraphInput): { singles: CiRef[]; pairs: string[] } {
  const all = input.nodes.map((node) => node.ref).filter((one) => one !== target);
  const singles = all.filter((one) => fells(input, [one]));
  const rest = all.filter((one) => !singles.includes(one));
  const pairs = rest.flatMap((a, place) =>
    rest.slice(place + 1).flatMap((b) => (fells(input, [a, b]) ? [[a, b].sort().join(' ')] : [])),
  );
  return { singles, pairs: pairs.sort() };
}

describe('against trying every CI and every pair', () => {
  it('finds exactly the single points and the pairs', () => {
    fc.assert(
      fc.property(anyGraph({ min: 2, max: 9 }), (input) => {
        const graph = graphOf(input);
        const expected = byRemoval(input);
        expect([...(singlePointsOfFailure(graph, target)?.singles ?? [])].sort()).toEqual(expected.singles.sort());
        const pairs = fatalPairs(graph, target);
        expect(pairs?.pairs.map((pair) => [...pair].sort().join(' ')).sort()).toEqual(expected.pairs);
        expect(pairs?.truncated).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  it('finds them where everything is there more than once', () => {
    fc.assert(
      fc.property(anyLayers, (input) => {
        const graph = graphOf(input);
        const expected = byRemoval(input);
        expect([...(singlePointsOfFailure(graph, target)?.singles ?? [])].sort()).toEqual(expected.singles.sort());
        expect(
          fatalPairs(graph, target)
            ?.pairs.map((pair) => [...pair].sort().join(' '))
            .sort(),
        ).toEqual(expected.pairs);
      }),
      { numRuns: 1_500 },
    );
  });

  it('names as causes at least all that some combination of failures needs, and each on a real path', () => {
    fc.assert(
      fc.property(anyGraph({ min: 2, max: 6 }), (input) => {
        const { causes } = causesOf(graphOf(input), target) ?? { causes: [] };
        const others = input.nodes.map((node) => node.ref).filter((one) => one !== target);
        for (const one of others.filter((candidate) => isNeeded(input, candidate, others)))
          expect(causes.map((found) => found.ref)).toContain(one);
        for (const { ref: from, alone, path, distance } of causes) {
          expect(alone).toBe(fells(input, [from]));
          expect([path[0], path.at(-1), path.length]).toEqual([from, target, distance + 1]);
          path.slice(1).forEach((consumer, place) => {
            expect(input.edges).toContainEqual(expect.objectContaining({ supplier: path[place], consumer }));
          });
          const down = fallenByTheBook(input, [from]);
          if (alone) expect(path.filter((step) => !down.has(step))).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Whether some failures bring the target down with this one, and not without it. */
function isNeeded(input: GraphInput, one: CiRef, all: readonly CiRef[]): boolean {
  const others = all.filter((other) => other !== one);
  return Array.from({ length: 2 ** others.length }, (_, bits) =>
    others.filter((_other, place) => (bits >> place) % 2 === 1),
  ).some((failed) => !fells(input, failed) && fells(input, [...failed, one]));
}
