import fc from 'fast-check';
import { conflictIndex, conflictsOf, type Conflict } from '../../src/change/conflicts';
import { intervalOf } from '../../src/change/intervals';
import { Reaches } from '../../src/change/reach';
import type { ChangeWindow } from '../../src/change/schedule.shapes';
import { holdsSlot, scheduledOf, type ScheduledChange } from '../../src/change/scheduled-change';
import { windowPlan } from '../../src/change/windows';
import { STAGES } from '../../src/change/change.shapes';
import { graphOf } from '../../src/cmdb/graph';
import { aGraph, aNode, atLeast, ref, refs } from '../cmdb/graphs';
import { Book, type BookConflict } from './conflicts-by-the-book';
import { aKey, anAccount, anyScene, instantText, MINUTE, type Scene } from './schedules';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 150);

const aChange = (place: number, from: string, to: string, over: Partial<ScheduledChange> = {}): ScheduledChange => ({
  issueId: String(10_000 + place),
  key: aKey(place),
  type: 'normal',
  planned: { from: `2026-06-01T${from}:00.000Z`, to: `2026-06-01T${to}:00.000Z` },
  cis: [],
  implementer: null,
  ...over,
});

const aWindow = (over: Partial<ChangeWindow>): ChangeWindow => ({
  key: 'w',
  name: 'Window',
  kind: 'freeze',
  scope: { on: 'site' },
  timeZone: 'UTC',
  start: '2026-06-01T10:00',
  end: '2026-06-01T12:00',
  rrule: null,
  except: [],
  enabled: true,
  note: 'Closing of the books',
  ...over,
});

const DAY = { from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z' };
const planOf = (...windows: ChangeWindow[]) => windowPlan({ windows }, DAY);
const NO_WINDOWS = planOf();

/** `shop` needs `app`, which needs one of two databases; `shop` is a service. */
const GRAPH = aGraph(
  ['businessService:shop ← app', 'app ← db1, db2'],
  [
    aNode('businessService:shop'),
    aNode('app', { rules: [atLeast(1)] }),
    aNode('db1', { classKey: 'database' }),
    aNode('db2', { classKey: 'database' }),
  ],
);

const inWords = (conflicts: readonly Conflict[]): string[] =>
  conflicts.map(({ kind, other, window, overlap, meetings }) => {
    const met = meetings.map(({ path }) => path.map((one) => one.split(':')[1]).join('>')).join(', ');
    return [kind, other?.key ?? window?.key, `${overlap.from.slice(11, 16)}–${overlap.to.slice(11, 16)}`, met]
      .join(' ')
      .trim();
  });

describe('conflicts between changes', () => {
  it.each<[string, Partial<ScheduledChange>, Partial<ScheduledChange>, string[]]>([
    ['nothing in common', { cis: refs('app') }, { cis: refs('elsewhere') }, []],
    ['the same CI', { cis: refs('db1', 'app') }, { cis: refs('db1') }, ['sameCi CHG-2 10:00–11:00 db1']],
    [
      'on what mine needs, without redundancy',
      { cis: [ref('businessService:shop')] },
      { cis: refs('app') },
      ['upstream CHG-2 10:00–11:00 app>shop'],
    ],
    [
      'on what needs mine',
      { cis: refs('app') },
      { cis: [ref('businessService:shop')] },
      ['downstream CHG-2 10:00–11:00 app>shop'],
    ],
    ['one of two databases alone hits nothing', { cis: refs('app') }, { cis: refs('db1') }, []],
    [
      'both databases at once do',
      { cis: refs('app') },
      { cis: refs('db1', 'db2') },
      ['upstream CHG-2 10:00–11:00 db2>app'],
    ],
    [
      'the same person',
      { implementer: anAccount('ann') },
      { implementer: anAccount('ann') },
      ['implementer CHG-2 10:00–11:00'],
    ],
    ['nobody is not the same person', { implementer: null }, { implementer: null }, []],
    [
      'a CI that is gone is still the same CI',
      { cis: refs('gone') },
      { cis: refs('gone') },
      ['sameCi CHG-2 10:00–11:00 gone'],
    ],
    [
      'all of it at once; a CI of both is not also upstream',
      { cis: refs('app'), implementer: anAccount('ann') },
      { cis: [...refs('app', 'db1', 'db2'), ref('businessService:shop')], implementer: anAccount('ann') },
      ['sameCi CHG-2 10:00–11:00 app', 'downstream CHG-2 10:00–11:00 app>shop', 'implementer CHG-2 10:00–11:00'],
    ],
  ])('%s', (_case, mine, theirs, expected) => {
    const found = conflictsOf(
      aChange(0, '09:00', '11:00', mine),
      [aChange(1, '10:00', '12:00', theirs)],
      NO_WINDOWS,
      GRAPH,
    );
    expect(inWords(found)).toEqual(expected);
  });

  it('when one begins as the other ends, they do not meet; a millisecond earlier they do', () => {
    const mine = aChange(0, '09:00', '10:00', { cis: refs('app') });
    const next = aChange(1, '10:00', '11:00', { cis: refs('app') });
    expect(conflictsOf(mine, [next], NO_WINDOWS, GRAPH)).toEqual([]);
    const early = { ...next, planned: { ...next.planned, from: '2026-06-01T09:59:59.999Z' } };
    expect(conflictsOf(mine, [early], NO_WINDOWS, GRAPH)).toHaveLength(1);
  });

  it('are all told, and none with itself', () => {
    const mine = aChange(0, '09:00', '17:00', { cis: refs('app') });
    const others = Array.from({ length: 80 }, (_, place) => aChange(place + 1, '10:00', '11:00', { cis: refs('app') }));
    const found = conflictsOf(mine, [mine, ...others], NO_WINDOWS, GRAPH);
    expect(new Set(found.map(({ other }) => other?.key))).toEqual(new Set(others.map(({ key }) => key)));
    expect(new Set(found.map(({ id }) => id)).size).toBe(80);
  });

  it('keep their id when a side moves, and get another signature; in any order of the others', () => {
    const mine = aChange(0, '09:00', '11:00', { cis: refs('app', 'db1') });
    const other = aChange(1, '10:00', '12:00', { cis: refs('db1', 'app') });
    const idAndSignature = (candidate: ScheduledChange, theirs: ScheduledChange) => {
      const [{ id, signature } = { id: '', signature: '' }] = conflictsOf(
        candidate,
        [aChange(2, '09:00', '23:00'), theirs],
        NO_WINDOWS,
        GRAPH,
      );
      return { id, signature };
    };
    const first = idAndSignature(mine, other);
    expect(idAndSignature({ ...mine, cis: [...mine.cis].reverse() }, other)).toEqual(first);
    const moved = [
      idAndSignature(mine, aChange(1, '10:00', '12:30', { cis: other.cis })),
      idAndSignature(aChange(0, '09:05', '11:00', { cis: mine.cis }), other),
      idAndSignature({ ...mine, cis: refs('app') }, other),
    ];
    expect(moved.map(({ id }) => id)).toEqual([first.id, first.id, first.id]);
    expect(new Set([first, ...moved].map(({ signature }) => signature)).size).toBe(4);
  });

  it('a change holds its time from assessment to implementation, and in a status nobody knows', () => {
    expect(STAGES.filter(holdsSlot)).toEqual(['assess', 'authorize', 'scheduled', 'implement']);
    expect(holdsSlot(null)).toBe(true);
  });

  it('a record without a window is no scheduled change', () => {
    expect(scheduledOf({ ...RECORD, planned: null })).toBeUndefined();
    expect(scheduledOf({ ...RECORD, planned: { from: DAY.to, to: DAY.from } })).toBeUndefined();
    expect(scheduledOf(RECORD)?.cis).toEqual(refs('app'));
  });
});

const RECORD = {
  issueId: '10000',
  key: aKey(0),
  projectId: '1',
  stage: 'scheduled' as const,
  type: 'normal' as const,
  planned: DAY,
  outage: null,
  cis: refs('app', 'app'),
  implementer: null,
  requesters: [],
  team: null,
  level: null,
  services: [],
  answers: {},
  assessment: null,
  template: null,
  accepted: [],
  asked: null,
  review: null,
  breaches: [],
  nextAt: null,
};

describe('conflicts with windows', () => {
  const change = aChange(0, '11:00', '13:00', { cis: refs('db1') });
  const both = { ...change, cis: refs('db1', 'db2') };

  it.each<[string, Partial<ChangeWindow>, ScheduledChange, string[]]>([
    ['a freeze of the site', {}, change, ['freeze w 11:00–12:00']],
    ['of the site, for a change without any CI', {}, { ...change, cis: [] }, ['freeze w 11:00–12:00']],
    ['of a CI', { scope: { on: 'cis', refs: refs('db1') } }, change, ['freeze w 11:00–12:00 db1']],
    ['of another CI', { scope: { on: 'cis', refs: refs('db2') } }, change, []],
    ['of a class', { scope: { on: 'classes', keys: ['database'] } }, change, ['freeze w 11:00–12:00 db1']],
    [
      'of a service that the change does not reach, for redundancy',
      { scope: { on: 'services', refs: [ref('businessService:shop')] } },
      change,
      [],
    ],
    [
      'of a service that its CIs reach together',
      { scope: { on: 'services', refs: [ref('businessService:shop')] } },
      both,
      ['freeze w 11:00–12:00 db2>app>shop'],
    ],
    ['for other types', { except: ['normal'] }, change, []],
    ['a type not chosen is no exception', { except: ['normal'] }, { ...change, type: null }, ['freeze w 11:00–12:00']],
    ['switched off', { enabled: false }, change, []],
    ['over before', { start: '2026-06-01T09:00', end: '2026-06-01T11:00' }, change, []],
    [
      'outside of the CI’s maintenance',
      { kind: 'maintenance', scope: { on: 'cis', refs: refs('db1') } },
      change,
      ['outsideMaintenance w 12:00–13:00 db1'],
    ],
    [
      'its maintenance is on another day',
      {
        kind: 'maintenance',
        start: '2026-07-01T10:00',
        end: '2026-07-01T12:00',
        scope: { on: 'cis', refs: refs('db1') },
      },
      change,
      ['outsideMaintenance w 11:00–13:00 db1'],
    ],
    [
      'within its maintenance',
      { kind: 'maintenance', end: '2026-06-01T13:00', scope: { on: 'cis', refs: refs('db1') } },
      change,
      [],
    ],
    ['maintenance of other CIs', { kind: 'maintenance', scope: { on: 'cis', refs: refs('db2') } }, change, []],
    [
      'maintenance that does not concern the type',
      { kind: 'maintenance', scope: { on: 'site' }, except: ['normal'] },
      change,
      [],
    ],
  ])('%s', (_case, window, candidate, expected) => {
    expect(inWords(conflictsOf(candidate, [], planOf(aWindow(window)), GRAPH))).toEqual(expected);
  });

  it('one maintenance window may end where the next begins', () => {
    const scope = { on: 'cis' as const, refs: refs('db1') };
    const first = aWindow({ key: 'a', kind: 'maintenance', scope, start: '2026-06-01T10:00', end: '2026-06-01T12:00' });
    const second = aWindow({
      key: 'b',
      kind: 'maintenance',
      scope,
      start: '2026-06-01T12:00',
      end: '2026-06-01T14:00',
    });
    expect(conflictsOf(change, [], planOf(first, second), GRAPH)).toEqual([]);
    expect(inWords(conflictsOf(change, [], planOf(first, { ...second, start: '2026-06-01T12:01' }), GRAPH))).toEqual([
      'outsideMaintenance a 12:00–12:01 db1',
    ]);
  });

  it('a freeze can’t be accepted, all else can', () => {
    const freeze = aWindow({ key: 'f' });
    const maintenance = aWindow({ key: 'm', kind: 'maintenance' });
    const found = conflictsOf(
      change,
      [aChange(1, '11:00', '12:00', { cis: refs('db1') })],
      planOf(freeze, maintenance),
      GRAPH,
    );
    expect(found.map(({ kind, acceptable }) => [kind, acceptable])).toEqual([
      ['sameCi', true],
      ['freeze', false],
      ['outsideMaintenance', true],
    ]);
  });
});

describe('conflicts by the book', () => {
  /** What the engine says, in the book's words. */
  const asInBook = ({ kind, other, window, overlap, meetings }: Conflict): BookConflict => ({
    kind,
    with: other?.issueId ?? window?.key ?? '',
    from: Date.parse(overlap.from) / MINUTE,
    to: Date.parse(overlap.to) / MINUTE,
    hit:
      kind === 'freeze'
        ? []
        : [...new Set(meetings.map((one) => (kind === 'downstream' ? one.theirs : one.mine)))].sort(),
  });
  const inBook = (one: BookConflict): BookConflict => ({
    ...one,
    with: one.with.split(' ')[0] ?? '',
    hit: [...one.hit].sort(),
  });
  const sorted = (list: readonly BookConflict[]): string[] => list.map((one) => JSON.stringify(one)).sort();

  const planFor = ({ stage, windows }: Scene) =>
    windowPlan(
      { windows: windows.map(({ window }) => window) },
      // Changes reach up to two days behind the stage.
      { from: instantText(stage.first), to: instantText(stage.last + 2 * 1_440) },
    );

  /** A way begins with a CI of the side that fails, ends with what is hit, and each step is one that failure can take. */
  function expectWays(scene: Scene, book: Book, { kind, other, meetings }: Conflict): void {
    for (const { mine, theirs, path } of meetings) {
      const [origin] = path;
      const failing = kind === 'upstream' ? (other?.cis ?? []) : scene.candidate.cis;
      expect(path.length === 1 ? [mine] : [mine, theirs]).toEqual(
        kind === 'upstream' && path.length > 1
          ? [path.at(-1), origin]
          : path.length === 1
            ? [origin]
            : [origin, path.at(-1)],
      );
      expect(path.length === 1 || failing.some((one) => one === origin)).toBe(true);
      path.slice(1).forEach((consumer, place) => {
        expect(scene.input.edges.some((one) => one.supplier === path[place] && one.consumer === consumer)).toBe(true);
        expect(book.hits(failing).has(consumer) || failing.includes(consumer)).toBe(true);
      });
    }
  }

  it('are the same for random schedules around changes of the clock, complete, with ways that exist', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyScene(), (scene) => {
        const graph = graphOf(scene.input);
        const reaches = new Reaches(graph);
        const book = new Book(scene);
        book.answersFor = (service, { cis }) => {
          const origin = reaches.paths(cis, [service]).get(service)?.[0];
          expect(cis).toContain(origin);
          return origin;
        };
        const found = conflictsOf(scene.candidate, scene.others, planFor(scene), graph);
        expect(sorted(found.map(asInBook))).toEqual(sorted(book.conflicts().map(inBook)));
        expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
        for (const conflict of found) expectWays(scene, book, conflict);
        for (const { kind } of found) seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { numRuns: RUNS },
    );
    // A run without any of a kind would prove nothing of it.
    expect([...seen.keys()].sort()).toEqual([
      'downstream',
      'freeze',
      'implementer',
      'outsideMaintenance',
      'sameCi',
      'upstream',
    ]);
  });

  it('a calendar has the same as every change by itself; each other side sees the mirror image', () => {
    const mirror = {
      sameCi: 'sameCi',
      implementer: 'implementer',
      upstream: 'downstream',
      downstream: 'upstream',
    } as const;
    fc.assert(
      fc.property(anyScene(), (scene) => {
        const graph = graphOf(scene.input);
        const all = [scene.candidate, ...scene.others];
        const index = conflictIndex(all, planFor(scene), graph);
        for (const change of all) {
          const alone = conflictsOf(change, all, planFor(scene), graph);
          expect(index.conflictsOf(change)).toEqual(alone);
          expect(index.clashesOf(change).map(({ id, signature }) => [id, signature])).toEqual(
            alone.map(({ id, signature }) => [id, signature]),
          );
          for (const { kind, other, overlap } of alone) {
            if (other === null || kind === 'freeze' || kind === 'outsideMaintenance') continue;
            const back = index
              .clashesOf(other)
              .find((one) => one.kind === mirror[kind] && one.other?.issueId === change.issueId);
            expect(back?.overlap).toEqual(overlap);
          }
        }
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  it('intervals of the engine are milliseconds', () => {
    expect(intervalOf({ from: '2026-06-01T00:00:00Z', to: '2026-06-01T00:01:00Z' })).toEqual({
      from: 1_780_272_000_000,
      to: 1_780_272_060_000,
    });
  });
});
