import fc from 'fast-check';
import {
  applied,
  differenceOf,
  diffCi,
  diffSets,
  diffSnapshots,
  snapshotOf,
  stateAt,
  stateBefore,
  undone,
} from '../../src/cmdb/baseline-diff';
import { CiContent, HistoryEntry, type CiSnapshot } from '../../src/cmdb/model';
import { CiRef } from '../../src/contract/ids';
import { instant } from '../../src/kernel/time';
import { ref } from './graphs';

const content = (over: Partial<CiContent> = {}): CiContent => ({
  ...CiContent.parse({
    classKey: 'server',
    name: 'Web 01',
    state: 'inUse',
    environment: null,
    criticality: 2,
    owner: null,
    supportGroup: 'linux',
    location: null,
    cost: null,
    attributes: { ip: '10.0.0.1' },
    identifiers: [],
    redundancy: null,
  }),
  ...over,
});

describe('a change', () => {
  it.each<[string, Partial<CiContent>, CiSnapshot, CiSnapshot]>([
    ['a field', { name: 'Web 1' }, { name: 'Web 01' }, { name: 'Web 1' }],
    ['a field emptied', { criticality: null }, { criticality: 2 }, { criticality: null }],
    ['a field filled', { location: 'Ulm' }, { location: null }, { location: 'Ulm' }],
    [
      'attributes',
      { attributes: { cpus: 8 } },
      { 'attributes.cpus': null, 'attributes.ip': '10.0.0.1' },
      { 'attributes.cpus': 8, 'attributes.ip': null },
    ],
    [
      'own redundancy rules: none is another thing than the class’s',
      { redundancy: [] },
      { redundancy: null },
      { redundancy: [] },
    ],
    [
      'identifiers',
      { identifiers: [{ source: 'scan', key: '1' }] },
      { identifiers: null },
      { identifiers: [{ source: 'scan', key: '1' }] },
    ],
  ])('of %s holds just that', (_case, over, before, after) => {
    expect(diffCi(content(), content(over))).toEqual({ before, after });
  });

  it('is none when nothing changed, in whatever order it is written', () => {
    expect(diffCi(content(), content())).toBeUndefined();
    const rule = { group: { by: 'class', classKey: 'server' }, need: { kind: 'atLeast', count: 1 } };
    const turned = { need: { count: 1, kind: 'atLeast' }, group: { classKey: 'server', by: 'class' } };
    expect(diffSnapshots({ redundancy: [rule] }, { redundancy: [turned] })).toBeUndefined();
    expect(diffSnapshots(null, null)).toBeUndefined();
  });

  it('that creates or deletes holds everything there was', () => {
    expect(diffCi(null, content())).toEqual({ before: null, after: snapshotOf(content()) });
    expect(diffCi(content(), null)).toEqual({ before: snapshotOf(content()), after: null });
  });

  it('of relations is by the relation', () => {
    const relations = [{ type: 'runsOn', to: ref('host') }];
    expect(diffSnapshots(snapshotOf(content()), snapshotOf(content(), relations))).toEqual({
      before: { 'relations.runsOn.server:host': null },
      after: { 'relations.runsOn.server:host': true },
    });
  });
});

const paths = ['name', 'state', 'attributes.ip', 'relations.runsOn.server:b', 'identifiers'];
const anySnapshot = fc.option(
  fc.dictionary(fc.constantFrom(...paths), fc.constantFrom('a', 'b', 1, true), { maxKeys: 5, noNullPrototype: true }),
  { nil: null, freq: 4 },
);
/** What a CI was one moment after another, and the entries that its history has of it. */
const anyHistory = fc.array(anySnapshot, { maxLength: 12 }).map((states) => {
  const entries = states.flatMap((after, place): HistoryEntry[] => {
    const change = diffSnapshots(states[place - 1] ?? null, after);
    if (change === undefined) return [];
    const at = new Date(Date.UTC(2026, 0, 1, place)).toISOString();
    return [HistoryEntry.parse({ ref: 'server:a', at, by: null, source: 'manual', ...change })];
  });
  return { states, entries };
});

describe('what a CI was', () => {
  it('is told by its history at every moment, from either end', () => {
    fc.assert(
      fc.property(anyHistory, ({ states, entries }) => {
        const newestFirst = [...entries].reverse();
        states.forEach((state, place) => {
          const at = instant(Date.UTC(2026, 0, 1, place, 30));
          expect(stateAt(entries, at)).toEqual(state);
          expect(stateBefore(states.at(-1) ?? null, newestFirst, at)).toEqual(state);
        });
        expect(stateAt(entries, instant('2025-12-31T00:00:00Z'))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes back when a change is undone', () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (before, after) => {
        const change = diffSnapshots(before, after);
        if (change === undefined) return expect(after).toEqual(before);
        expect(applied(before, change)).toEqual(after);
        expect(undone(after, change)).toEqual(before);
      }),
    );
  });
});

describe('two moments', () => {
  it('differ by CI and path', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => CiRef.parse(`server:${name}`));
    if (!a || !b || !c || !d) throw new Error('four refs');
    const before = new Map<CiRef, CiSnapshot>([
      [d, { name: 'D' }],
      [a, { name: 'A', state: 'inUse' }],
      [b, { name: 'B' }],
    ]);
    const after = new Map<CiRef, CiSnapshot>([
      [a, { name: 'A', state: 'retired' }],
      [b, { name: 'B' }],
      [c, { name: 'C' }],
    ]);
    expect(diffSets(before, after)).toEqual({
      differences: [
        { ref: a, kind: 'changed', lines: [{ path: 'state', before: 'inUse', after: 'retired' }] },
        { ref: c, kind: 'created', lines: [{ path: 'name', before: null, after: 'C' }] },
        { ref: d, kind: 'deleted', lines: [{ path: 'name', before: 'D', after: null }] },
      ],
      counts: { created: 1, changed: 1, deleted: 1, same: 1 },
    });
    expect(differenceOf(b, { name: 'B' }, { name: 'B' })).toBeUndefined();
  });
});
