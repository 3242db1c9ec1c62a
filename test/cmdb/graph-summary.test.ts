/** The summary with what changed since laid over it is the graph, whatever happened in between. */
import fc from 'fast-check';
import type { GraphNodeRecord } from '../../src/cmdb/cmdb.ports';
import { pagesOf, summaryOf, updated, type Summary } from '../../src/cmdb/graph-summary';
import type { CiRef } from '../../src/contract/ids';
import { ciStore } from '../../src/forge/entities/cmdb-cis';
import { graphStore } from '../../src/forge/entities/cmdb-graph';
import { relationStore } from '../../src/forge/entities/cmdb-relations';
import { instant, type Instant } from '../../src/kernel/time';
import { memoryRecords } from '../support/memory-records';
import { aCi, ann, anEntry, aRelation, aRemoval, aWrite, ref } from './builders';

const START = Date.parse('2026-03-01T09:00:00.000Z');
const RULES = [
  { group: { by: 'relationType' as const, relationType: 'runsOn' }, need: { kind: 'atLeast' as const, count: 1 } },
];

/** A CMDB in memory, of which something changes each minute. */
function aGraph() {
  const records = memoryRecords();
  const [cis, relations, graph] = [ciStore(records), relationStore(records), graphStore(records)];
  let minute = 0;
  const now = (): Instant => instant(START + minute * 60_000);
  const deleted = async (one: CiRef): Promise<void> => {
    const stored = await cis.get(one);
    if (stored === undefined) return;
    await cis.markDeleted(one, stored.version, ann, now());
    for (const end of ['from', 'to'] as const) {
      const { items } = await relations.page({ ref: one, end, type: undefined, cursor: undefined, limit: 100 });
      await relations.unrelate(items.map(({ from, type, to }) => aRemoval(from, type, to, now())));
    }
    await cis.finishDelete(one, anEntry(one, { at: now(), before: { name: one }, after: null }));
  };
  return {
    graph,
    now,
    async change({ kind, a, b }: Change): Promise<void> {
      minute += 1;
      const [one, other] = [`server:s${a}`, `server:s${b}`];
      const stored = await cis.get(ref(one));
      const entry = { at: now() };
      if (kind === 'create' && stored === undefined) await cis.create(aWrite(aCi(one), [], entry));
      if (kind === 'relate' && a !== b) await relations.relate([aRelation(one, 'runsOn', other, now())]);
      if (kind === 'unrelate') await relations.unrelate([aRemoval(one, 'runsOn', other, now())]);
      if (kind === 'delete') await deleted(ref(one));
      if (kind === 'change' && stored !== undefined)
        await cis.update(
          stored.version,
          aWrite(aCi(one, { state: `s${b}`, redundancy: b > 4 ? RULES : null }), [], entry),
        );
    },
  };
}

interface Change {
  readonly kind: 'create' | 'relate' | 'unrelate' | 'change' | 'delete';
  readonly a: number;
  readonly b: number;
}

const change = fc.record<Change>({
  kind: fc.constantFrom('create', 'create', 'relate', 'relate', 'relate', 'unrelate', 'change', 'delete'),
  a: fc.integer({ min: 0, max: 7 }),
  b: fc.integer({ min: 0, max: 7 }),
});

const plain = (summary: Summary) =>
  [...summary.values()]
    .map((node) => ({ ...node, relations: node.relations.map(({ type, other }) => `${type} ${other}`).sort() }))
    .sort((x, y) => (x.ref < y.ref ? -1 : 1));

async function changesOf(graph: ReturnType<typeof aGraph>['graph'], from: Instant | undefined) {
  const nodes = new Map<CiRef, GraphNodeRecord | null>();
  let cursor: string | undefined;
  do {
    const page = await graph.changes({ from, cursor }, { requests: 0 });
    for (const [one, node] of page.nodes) nodes.set(one, node);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return nodes;
}

it('is the graph, with whatever was made, related, changed and deleted since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.array(change, { maxLength: 20 }), async (first, then) => {
      const world = aGraph();
      for (const one of first) await world.change(one);
      const from = world.now();
      const before = updated(new Map(), await changesOf(world.graph, undefined), true);
      for (const one of then) await world.change(one);
      const whole = updated(new Map(), await changesOf(world.graph, undefined), true);
      expect(plain(updated(before, await changesOf(world.graph, from), true))).toEqual(plain(whole));
    }),
    { numRuns: 150 },
  );
});

it('is the same when it is made in steps, each stored before the next', async () => {
  const size = fc.integer({ min: 1, max: 4 });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), size, async (changes, step) => {
      const world = aGraph();
      for (const one of changes) await world.change(one);
      const all = [...(await changesOf(world.graph, undefined))];
      let summary: Summary | undefined = new Map();
      for (let done = 0; done < all.length; done += step) {
        const part = new Map(all.slice(done, done + step));
        const next: Summary = updated(summary ?? new Map(), part, done + step >= all.length);
        summary = summaryOf(pagesOf(next, `${done}`), `${done}`);
      }
      expect(plain(summary ?? new Map())).toEqual(plain(updated(new Map(), new Map(all), true)));
    }),
    { numRuns: 150 },
  );
});

/** As a hub fills its pages: of a relation beyond the first page nothing is lost. */
it('has every relation of a hub, and only those that stand', async () => {
  const records = memoryRecords();
  const [cis, relations, graph] = [ciStore(records), relationStore(records), graphStore(records)];
  const leaves = Array.from({ length: 330 }, (_, n) => `server:leaf-${n}`);
  for (const one of ['cluster:hub', ...leaves]) await cis.create(aWrite(aCi(one)));
  await relations.relate(leaves.map((leaf) => aRelation('cluster:hub', 'runsOn', leaf)));
  const before = updated(new Map(), await changesOf(graph, undefined), true);
  expect(before.get(ref('cluster:hub'))?.relations).toHaveLength(330);
  const at = instant(START + 60_000);
  await relations.unrelate([aRemoval('cluster:hub', 'runsOn', 'server:leaf-320', at)]);
  const after = updated(before, await changesOf(graph, at), true);
  expect(after.get(ref('cluster:hub'))?.relations).toHaveLength(329);
  expect(after.has(ref('server:leaf-320'))).toBe(false);
});

describe('its pages', () => {
  const summary: Summary = new Map(
    Array.from({ length: 9_000 }, (_, n) => ref(`server:s-${n}`)).map((one, n, all) => [
      one,
      {
        ref: one,
        classKey: n % 2 === 0 ? 'server' : 'database',
        state: `s${n % 3}`,
        criticality: n % 5 === 0 ? 1 : null,
        redundancy: n % 4 === 0 ? RULES : n % 4 === 1 ? [] : null,
        relations: [7, 13].map((step) => ({ type: 'runsOn', other: all[(n * step + 1) % all.length] ?? one })),
      },
    ]),
  );

  it('give it back, each small enough to be stored', () => {
    const pages = pagesOf(summary, 'stamp');
    expect(pages.length).toBeGreaterThan(1);
    expect(Math.max(...pages.map((page) => JSON.stringify(page).length))).toBeLessThan(160_000);
    expect(plain(summaryOf(pages, 'stamp') ?? new Map())).toEqual(plain(summary));
  });

  it.each<[string, (pages: unknown[]) => unknown[]]>([
    ['of another set', (pages) => [...pages.slice(1), { ...pagesOf(summary, 'other')[0] }]],
    ['missing', (pages) => [...pages.slice(1), undefined]],
    ['of another version of the app', (pages) => [...pages.slice(1), { stamp: 'stamp' }]],
  ])('are not used with one %s', (_what, spoil) => {
    expect(summaryOf(spoil(pagesOf(summary, 'stamp')), 'stamp')).toBeUndefined();
  });
});
