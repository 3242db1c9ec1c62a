import { loadSurroundings, loadUpstream, Walk, type Direction } from '../../src/cmdb/load-graph';
import { resolveCatalogue } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import type { GraphNodeRecord, Neighbour } from '../../src/cmdb/cmdb.ports';
import { singlePointsOfFailure } from '../../src/cmdb/single-points';
import { CiRef } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';

const ref = (name: string): CiRef => CiRef.parse(`server:${name}`);

/** Two applications on servers that share a rack; one of them serves a shop. */
const RELATIONS = [
  ['shop', 'dependsOn', 'app'],
  ['app', 'runsOn', 'web'],
  ['web', 'locatedIn', 'rack'],
  ['other-app', 'runsOn', 'other-web'],
  ['other-web', 'locatedIn', 'rack'],
  ['web', 'backedUpBy', 'vault'],
] as const;

function record(name: string): GraphNodeRecord {
  const neighbours = RELATIONS.flatMap(([from, type, to]): Neighbour[] => [
    ...(from === name ? [{ end: 'from' as const, type, other: ref(to) }] : []),
    ...(to === name ? [{ end: 'to' as const, type, other: ref(from) }] : []),
  ]);
  return {
    card: {
      ref: ref(name),
      name,
      classKey: 'server',
      state: 'inUse',
      environment: null,
      criticality: null,
      owner: null,
      redundancy: null,
    },
    neighbours,
  };
}

const records = new Map(
  [...new Set(RELATIONS.flatMap(([from, , to]) => [from, to]))].map((name) => [ref(name), record(name)] as const),
);
const walk = (nodes = 100, known: ReadonlyMap<CiRef, GraphNodeRecord> = records): Walk =>
  new Walk(
    {
      graph: {
        pages: async (places) =>
          places.map(({ ref: one }) => {
            const found = known.get(one);
            return found === undefined ? undefined : { ...found, further: 0 };
          }),
      },
      clock: { now: () => instant('2026-03-02T09:00:00.000Z') },
      catalogue: resolveCatalogue(SHIPPED_CATALOGUE),
    },
    { nodes, requests: 100, milliseconds: 1_000 },
  );

describe('what a server hangs by', () => {
  const rule = { group: { by: 'relationType', relationType: 'runsOn' }, need: { kind: 'atLeast', count: 1 } } as const;
  const pool = (nodes: number): Walk => {
    const one = (name: string, neighbours: Neighbour[]): GraphNodeRecord => ({
      card: { ...record('web').card, ref: ref(name), name, redundancy: name === 'pool' ? [rule] : null },
      neighbours,
    });
    const members = ['a', 'b', 'c'];
    const known = new Map([
      [
        ref('pool'),
        one(
          'pool',
          members.map((name) => ({ end: 'from', type: 'runsOn', other: ref(name) })),
        ),
      ],
      ...members.map((name) => [ref(name), one(name, [{ end: 'to', type: 'runsOn', other: ref('pool') }])] as const),
    ]);
    return walk(nodes, known);
  };
  const singles = async (one: Walk) =>
    singlePointsOfFailure(await loadUpstream(one, ref('pool')), ref('pool'))?.singles;

  it('is no single one of three that stand in for each other, also where some of them could not be read', async () => {
    expect(await singles(pool(100))).toEqual([]);
    const cut = pool(2);
    expect(await singles(cut)).toEqual([]);
    expect(cut.truncatedAt).toMatchObject({ reason: 'nodes' });
  });
});

describe('the surroundings of a server', () => {
  it.each<[Direction, number, Record<string, number>]>([
    ['suppliers', 3, { web: 0, rack: 1 }],
    ['consumers', 3, { web: 0, app: 1, shop: 2 }],
    ['dependencies', 3, { web: 0, rack: 1, app: 1, shop: 2 }],
    ['dependencies', 1, { web: 0, rack: 1, app: 1 }],
    ['both', 2, { web: 0, app: 1, rack: 1, vault: 1, shop: 2, 'other-web': 2 }],
    ['both', 0, { web: 0 }],
  ])('%s, %i steps', async (direction, levels, expected) => {
    const levelOf = await loadSurroundings(walk(), [ref('web')], levels, direction);
    expect(Object.fromEntries([...levelOf].map(([one, level]) => [one.slice(7), level]))).toEqual(expected);
  });

  it('say when they were cut', async () => {
    const cut = walk(2);
    const levelOf = await loadSurroundings(cut, [ref('web')], 3, 'dependencies');
    expect(levelOf.size).toBe(2);
    expect(cut.truncatedAt).toMatchObject({ reason: 'nodes', frontier: 1 });
  });
});
