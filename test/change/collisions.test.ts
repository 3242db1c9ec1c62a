import fc from 'fast-check';
import { collisionsOf, type Collision } from '../../src/change/collisions';
import type { ScheduledChange } from '../../src/change/scheduled-change';
import { graphOf, type GraphInput } from '../../src/cmdb/graph';
import type { CiRef } from '../../src/contract/ids';
import { aGraph, aNode, anyGraph, anyLayers, atLeast, fallenByTheBook, percent, ref, refs } from '../cmdb/graphs';
import { aKey, instantText, minutesOf } from './schedules';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);

const aChange = (place: number, from: string, to: string, ...cis: string[]): ScheduledChange => ({
  issueId: String(10_000 + place),
  key: aKey(place),
  type: 'normal',
  planned: { from: `2026-06-01T${from}:00.000Z`, to: `2026-06-01T${to}:00.000Z` },
  cis: refs(...cis),
  implementer: null,
});

const inWords = ({ collisions }: { collisions: readonly Collision[] }): string[] =>
  collisions.map(({ changes, together, breaks }) => {
    const keys = changes.map(({ key }) => key).join('+');
    const broken = breaks.map((one) => `${one.ref.split(':')[1] ?? ''}${one.service ? '!' : ''}`).join(',');
    return `${keys} ${together.from.slice(11, 16)}–${together.to.slice(11, 16)} ${broken}`;
  });

/** `shop`, a service, needs `app`, which needs one of three nodes. */
const CLUSTER = aGraph(
  ['businessService:shop ← app', 'app ← s1, s2, s3'],
  [aNode('businessService:shop'), aNode('app', { rules: [atLeast(1)] })],
);
const PAIR = aGraph(['app ← s1, s2'], [aNode('app', { rules: [atLeast(1)] })]);

describe('collisions', () => {
  it('are of changes that take a cluster down together, with what breaks, services first, and when', () => {
    const changes = [
      aChange(0, '08:00', '12:00', 's1'),
      aChange(1, '10:00', '14:00', 's2'),
      aChange(2, '09:00', '11:00', 's3'),
    ];
    expect(inWords(collisionsOf(changes, CLUSTER))).toEqual(['CHG-1+CHG-3+CHG-2 10:00–11:00 shop!,app']);
    expect(inWords(collisionsOf(changes, CLUSTER, { maxSize: 2 }))).toEqual([]);
  });

  it.each<[string, ScheduledChange[], string[]]>([
    ['one after the other', [aChange(0, '08:00', '10:00', 's1'), aChange(1, '10:00', '12:00', 's2')], []],
    [
      'at once',
      [aChange(0, '08:00', '10:00', 's1'), aChange(1, '09:59', '12:00', 's2')],
      ['CHG-1+CHG-2 09:59–10:00 app'],
    ],
    ['one breaks it alone', [aChange(0, '08:00', '10:00', 's1', 's2'), aChange(1, '08:00', '10:00', 's2')], []],
    ['on the same node twice', [aChange(0, '08:00', '10:00', 's1'), aChange(1, '08:00', '10:00', 's1')], []],
    [
      'one changes the consumer itself',
      [aChange(0, '08:00', '10:00', 's1', 'app'), aChange(1, '08:00', '10:00', 's2')],
      [],
    ],
    [
      'each with each, and no three, for two are enough',
      [aChange(0, '08:00', '10:00', 's1'), aChange(1, '08:00', '10:00', 's2'), aChange(2, '08:00', '10:00', 's2')],
      ['CHG-1+CHG-2 08:00–10:00 app', 'CHG-1+CHG-3 08:00–10:00 app'],
    ],
    ['on CIs that are gone', [aChange(0, '08:00', '10:00', 'gone1'), aChange(1, '08:00', '10:00', 'gone2')], []],
  ])('%s', (_case, changes, expected) => {
    expect(inWords(collisionsOf(changes, PAIR))).toEqual(expected);
  });

  it('a third change completes what two break on the way: of two clusters, the second loses its other node', () => {
    const chained = aGraph(
      ['a ← s1, s2', 'top ← a, s3'],
      [aNode('a', { rules: [atLeast(1)] }), aNode('top', { rules: [atLeast(1)] })],
    );
    const changes = [
      aChange(0, '08:00', '10:00', 's1'),
      aChange(1, '08:00', '10:00', 's2'),
      aChange(2, '08:00', '10:00', 's3'),
    ];
    expect(inWords(collisionsOf(changes, chained))).toEqual([
      'CHG-1+CHG-2 08:00–10:00 a',
      'CHG-1+CHG-2+CHG-3 08:00–10:00 top',
    ]);
  });

  it('say when there may be more than were listed, or looked for', () => {
    const many = Array.from({ length: 20 }, (_, place) =>
      aChange(place, '08:00', '10:00', place % 2 === 0 ? 's1' : 's2'),
    );
    expect(collisionsOf(many, PAIR)).toMatchObject({ cut: false, collisions: { length: 100 } });
    expect(collisionsOf(many, PAIR, { sets: 30 })).toMatchObject({ cut: true, collisions: { length: 30 } });
    expect(collisionsOf(many, PAIR, { work: 10 }).cut).toBe(true);
  });

  it('are all those that trying every set of two and three finds', () => {
    const anyRedundant: fc.Arbitrary<GraphInput> = fc.oneof(
      anyLayers,
      anyGraph({ min: 3, max: 8 }),
      // A service on two layers of halves: what breaks takes several.
      fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 6 }).map((more) => ({
        nodes: [
          aNode('top', { classKey: 'businessService', rules: [percent(51)] }),
          ...['m0', 'm1', 'm2', 'm3'].map((name) => aNode(name, { rules: [atLeast(1)] })),
          ...['b0', 'b1', 'b2', 'b3'].map((name) => aNode(name)),
        ],
        edges: [
          ...[0, 1, 2, 3].map((one) => ({ supplier: ref(`m${one}`), consumer: ref('top'), relationType: 'dependsOn' })),
          ...[
            ...more,
            ...[0, 1, 2, 3].flatMap((one): [number, number][] => [
              [one, one],
              [one, (one + 1) % 4],
            ]),
          ].map(([upper, lower]) => ({
            supplier: ref(`b${lower}`),
            consumer: ref(`m${upper}`),
            relationType: 'dependsOn',
          })),
        ],
      })),
    );
    const anyCase = anyRedundant.chain((input) =>
      fc.record({
        input: fc.constant(input),
        changes: fc.array(
          fc.record({
            start: fc.nat(8),
            length: fc.integer({ min: 1, max: 8 }),
            cis: fc.subarray([...input.nodes.map((node) => node.ref)], { maxLength: 2 }),
          }),
          { minLength: 2, maxLength: 6 },
        ),
      }),
    );
    const sizes = new Map<number, number>();
    fc.assert(
      fc.property(anyCase, ({ input, changes: drawn }) => {
        const changes = drawn.map(({ start, length, cis }, place): ScheduledChange => ({
          ...aChange(place, '00:00', '01:00'),
          planned: { from: instantText(start), to: instantText(start + length) },
          cis,
        }));
        const { collisions, cut } = collisionsOf(changes, graphOf(input));
        expect(cut).toBe(false);
        const found = collisions.map(({ changes: set, together, breaks }) =>
          told(
            set,
            together,
            breaks.map((one) => one.ref),
          ),
        );
        expect(found.sort()).toEqual(byTheBook(input, changes).sort());
        for (const { changes: set } of collisions) sizes.set(set.length, (sizes.get(set.length) ?? 0) + 1);
        for (const { breaks } of collisions)
          expect(breaks.every((one, place) => !one.service || place === 0 || breaks[place - 1]?.service === true)).toBe(
            true,
          );
      }),
      { numRuns: RUNS },
    );
    expect([...sizes.keys()].sort()).toEqual([2, 3]);
  });
});

const told = (
  set: readonly ScheduledChange[],
  { from, to }: { from: string; to: string },
  broken: readonly CiRef[],
): string =>
  [
    set
      .map(({ issueId }) => issueId)
      .sort()
      .join('+'),
    from,
    to,
    [...broken].sort().join(','),
  ].join(' ');

/** Every set of two and three that is under way at some minute: what falls with all of it and with no proper part. */
function byTheBook(input: GraphInput, changes: readonly ScheduledChange[]): string[] {
  const down = (set: readonly ScheduledChange[]) =>
    fallenByTheBook(
      input,
      set.flatMap(({ cis }) => cis),
    );
  return subsets(changes)
    .filter((set) => set.length === 2 || set.length === 3)
    .flatMap((set) => {
      const minutes = Array.from({ length: 20 }, (_, minute) => minute).filter((minute) =>
        set.every((one) => minutesOf(one).from <= minute && minute < minutesOf(one).to),
      );
      const [first, last] = [minutes[0], minutes.at(-1)];
      if (first === undefined || last === undefined) return [];
      const parts = subsets(set)
        .filter((part) => part.length < set.length)
        .map(down);
      const anew = [...down(set)].filter((one) => !parts.some((part) => part.has(one)));
      return anew.length === 0 ? [] : [told(set, { from: instantText(first), to: instantText(last + 1) }, anew)];
    });
}

const subsets = <T>(list: readonly T[]): T[][] =>
  list
    .reduce<T[][]>((found, one) => [...found, ...found.map((set) => [...set, one])], [[]])
    .filter((set) => set.length > 0);
