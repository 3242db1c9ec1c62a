/** What the CMDB's stores promise, whoever keeps the records. */
import { z } from 'zod';
import { outlineOf } from '../../src/cmdb/class-catalogue';
import { SHIPPED_CATALOGUE } from '../../src/cmdb/classes/shipped';
import type { CiKey, ListQuery } from '../../src/cmdb/cmdb.ports';
import { Catalogue, type Ci, type CiSnapshot } from '../../src/cmdb/model';
import { relationId } from '../../src/cmdb/relation-path';
import { catalogueDocument, outlinePlace } from '../../src/forge/entities/cmdb-catalogue';
import { ciStore } from '../../src/forge/entities/cmdb-cis';
import { documentStore } from '../../src/forge/entities/cmdb-documents';
import { cardEntity } from '../../src/forge/entities/cmdb-entities';
import { graphStore } from '../../src/forge/entities/cmdb-graph';
import { historyStore } from '../../src/forge/entities/cmdb-history';
import { readPanel } from '../../src/forge/entities/cmdb-panel';
import { relationStore } from '../../src/forge/entities/cmdb-relations';
import { wordIndex } from '../../src/forge/entities/cmdb-words';
import { deleting, putting, type Records } from '../../src/forge/entities/records';
import { settingEntity } from '../../src/forge/entities/settings';
import { instant } from '../../src/kernel/time';
import { aCi, ann, anEntry, aRelation, aRemoval, AT, aWrite, ref } from './builders';

const storesOver = (records: Records) => ({
  cis: ciStore(records),
  words: wordIndex(records),
  relations: relationStore(records),
  graph: graphStore(records),
  history: historyStore(records),
  documents: documentStore(records),
});
type Stores = ReturnType<typeof storesOver>;

const EVERYTHING: ListQuery = {
  classKeys: undefined,
  states: undefined,
  criticalities: undefined,
  environments: undefined,
  owner: undefined,
  without: new Set(),
  sort: { by: 'name', descending: false },
  cursor: undefined,
  limit: 3,
};
const serial = (text: string): CiKey => ({ kind: 'unique', text, path: 'attributes.serialNumber' });
const later = (n: number): string => `2026-03-0${n}T09:00:00.000Z`;

async function listed(stores: Stores, query: Partial<ListQuery>): Promise<string[]> {
  const refs: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await stores.cis.list({ ...EVERYTHING, ...query, cursor });
    refs.push(...page.items.map(({ ci }) => ci.ref));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return refs;
}

export function cmdbStoreSuite(name: string, open: () => Records): void {
  const aStore = async (...refs: readonly string[]): Promise<Stores> => {
    const stores = storesOver(open());
    for (const one of refs) await stores.cis.create(aWrite(aCi(one)));
    return stores;
  };

  describe(`${name}: CIs`, () => {
    it('gives back what was created, and what it became', async () => {
      const { cis } = await aStore('server:web-01');
      expect(await cis.get(ref('server:web-01'))).toEqual({ ci: aCi('server:web-01'), version: 1 });
      const renamed = aCi('server:web-01', { name: 'Web 1', owner: ann, criticality: 2 });
      expect(await cis.update(1, aWrite(renamed))).toEqual({ ci: renamed, version: 2 });
      expect((await cis.getAll([ref('server:web-01'), ref('server:web-02')])).size).toBe(1);
    });

    it('is told who comes second, and nothing is overwritten', async () => {
      const { cis, history } = await aStore('server:web-01');
      await cis.update(1, aWrite(aCi('server:web-01', { name: 'first' })));
      await expect(cis.update(1, aWrite(aCi('server:web-01', { name: 'second' })))).rejects.toMatchObject({
        code: 'CONFLICT',
      });
      await expect(cis.create(aWrite(aCi('server:web-01')))).rejects.toMatchObject({ code: 'CONFLICT' });
      expect((await cis.get(ref('server:web-01')))?.ci.name).toBe('first');
      const entries = await history.ofCi({ ref: ref('server:web-01'), cursor: undefined, limit: 10 });
      expect(entries.items.map(({ version }) => version).sort()).toEqual([1, 2]);
    });

    it('lets one of many simultaneous changes win', async () => {
      const { cis } = await aStore('server:web-01');
      const outcomes = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((to) => cis.update(1, aWrite(aCi('server:web-01', { name: to })))),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await cis.get(ref('server:web-01')))?.version).toBe(2);
    });

    it('does not let two CIs have one unique identifier, until the first gives it back', async () => {
      const { cis } = await aStore();
      await cis.create(aWrite(aCi('server:a'), [serial('S1')]));
      await expect(cis.create(aWrite(aCi('server:b'), [serial('S1')]))).rejects.toMatchObject({
        code: 'REFUSED',
        issues: [{ path: 'attributes.serialNumber', message: 'server:a has it already.' }],
      });
      expect(await cis.get(ref('server:b'))).toBeUndefined();
      await cis.update(1, aWrite(aCi('server:a'), [serial('S2')]));
      await cis.create(aWrite(aCi('server:b'), [serial('S1')]));
      expect(await cis.holders([serial('S1'), serial('S2'), serial('S3')])).toEqual(
        new Map([
          ['S1', ['server:b']],
          ['S2', ['server:a']],
        ]),
      );
    });

    it('lets several CIs share what only helps to find them', async () => {
      const { cis } = await aStore();
      const name: CiKey = { kind: 'shared', text: 'name=web', path: 'name' };
      await cis.create(aWrite(aCi('server:a'), [name]));
      await cis.create(aWrite(aCi('server:b'), [name]));
      expect((await cis.holders([name])).get('name=web')).toEqual(['server:a', 'server:b']);
      await cis.update(1, aWrite(aCi('server:a'), []));
      expect((await cis.holders([name])).get('name=web')).toEqual(['server:b']);
    });

    it('records some hundred of those who share a name, however many do', async () => {
      const { cis } = await aStore();
      const name: CiKey = { kind: 'shared', text: 'name=laptop', path: 'name' };
      for (let n = 1; n <= 203; n += 1) await cis.create(aWrite(aCi(`server:l${n}`), [name]));
      expect((await cis.holders([name])).get('name=laptop')).toHaveLength(200);
      await cis.update(1, aWrite(aCi('server:l203', { name: 'Desk' }), []));
      expect((await cis.holders([name])).get('name=laptop')).toHaveLength(200);
      await cis.update(1, aWrite(aCi('server:l1', { name: 'Desk' }), []));
      expect((await cis.holders([name])).get('name=laptop')).not.toContain('server:l1');
    });

    it('refuses what is too much for one write, and writes nothing', async () => {
      const { cis } = await aStore();
      const many = Array.from({ length: 30 }, (_, n) => serial(`S${n}`));
      await expect(cis.create(aWrite(aCi('server:a'), many))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      const huge = aCi('server:b', { attributes: { notes: 'x'.repeat(300_000) } });
      await expect(cis.create(aWrite(huge))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(await cis.get(ref('server:a'))).toBeUndefined();
      expect(await cis.get(ref('server:b'))).toBeUndefined();
    });
  });

  describe(`${name}: lists`, () => {
    const aLandscape = async (): Promise<Stores> => {
      const stores = await aStore();
      const put = (text: string, overrides: Parameters<typeof aCi>[1]) =>
        stores.cis.create(aWrite(aCi(text, overrides)));
      await put('server:b', { name: 'Äpfel', updatedAt: later(2) });
      await put('database:a', { name: 'birnen', updatedAt: later(4), criticality: 1 });
      await put('server:c', { name: 'Citrus', updatedAt: later(1), owner: ann });
      await put('server:d', { name: 'birnen', updatedAt: later(3), state: 'retired', criticality: 2 });
      await put('endpoint:e', { name: 'Zwetschgen', updatedAt: later(5), owner: ann, criticality: 1 });
      return stores;
    };

    it.each<[string, Partial<ListQuery>, string[]]>([
      ['all by name', {}, ['server:b', 'database:a', 'server:d', 'server:c', 'endpoint:e']],
      ['all by name, one at a time', { limit: 1 }, ['server:b', 'database:a', 'server:d', 'server:c', 'endpoint:e']],
      [
        'all by name, backwards',
        { limit: 2, sort: { by: 'name', descending: true } },
        ['endpoint:e', 'server:c', 'server:d', 'database:a', 'server:b'],
      ],
      [
        'those changed last',
        { limit: 2, sort: { by: 'updated', descending: true } },
        ['endpoint:e', 'database:a', 'server:d', 'server:b', 'server:c'],
      ],
      ['one class', { classKeys: ['server'], limit: 2 }, ['server:b', 'server:d', 'server:c']],
      [
        'two classes, merged',
        { classKeys: ['database', 'server'], limit: 2 },
        ['server:b', 'database:a', 'server:d', 'server:c'],
      ],
      ['a state', { states: ['retired'] }, ['server:d']],
      ['criticalities', { criticalities: [1, 2], limit: 1 }, ['database:a', 'server:d', 'endpoint:e']],
      ['an owner', { owner: ann, limit: 1 }, ['server:c', 'endpoint:e']],
      ['an owner and a class', { owner: ann, classKeys: ['endpoint'] }, ['endpoint:e']],
      ['what may be read', { without: new Set(['server']) }, ['database:a', 'endpoint:e']],
      ['an environment that nothing has', { environments: ['test'] }, []],
    ])('%s', async (_what, query, expected) => {
      expect(await listed(await aLandscape(), query)).toEqual(expected);
    });
  });

  describe(`${name}: words`, () => {
    it('finds names and words by their beginning, without case and accents, also after a rename', async () => {
      const { cis, words } = await aStore();
      await cis.create(aWrite(aCi('server:x1', { name: 'Café Kasse 1' })));
      expect((await words.find('cafe', 10)).map(({ match }) => match)).toEqual(['name']);
      expect((await words.find('kas', 10)).map((hit) => hit.ref)).toEqual(['server:x1']);
      await cis.update(1, aWrite(aCi('server:x1', { name: 'Bistro' })));
      expect(await words.find('kas', 10)).toEqual([]);
      expect((await words.find('bis', 10)).map(({ match }) => match)).toEqual(['name']);
      expect(await words.find('', 10)).toEqual([]);
    });
  });

  describe(`${name}: relations`, () => {
    it('stand once, and are read from both ends', async () => {
      const { relations, graph } = await aStore('server:a', 'application:b');
      const runs = aRelation('application:b', 'runsOn', 'server:a');
      expect((await relations.relate([runs, runs])).map(({ result }) => result)).toEqual(['done', 'done']);
      expect((await relations.relate([runs])).map(({ result }) => result)).toEqual(['unchanged']);
      const none = { type: undefined, cursor: undefined, limit: 10 };
      const from = await relations.page({ ref: ref('application:b'), end: 'from', ...none });
      const to = await relations.page({ ref: ref('server:a'), end: 'to', ...none });
      expect(from.items).toEqual([runs.relation]);
      expect(to.items).toEqual([runs.relation]);
      const nodes = await graph.read([ref('server:a'), ref('application:b')], { requests: 0 });
      expect(nodes.get(ref('server:a'))?.neighbours).toEqual([{ end: 'to', type: 'runsOn', other: 'application:b' }]);
      expect(nodes.get(ref('application:b'))?.neighbours).toEqual([{ end: 'from', type: 'runsOn', other: 'server:a' }]);
    });

    it('need both ends, and go without a trace in the graph', async () => {
      const { relations, graph, history } = await aStore('server:a', 'server:b');
      const outcomes = await relations.relate([
        aRelation('server:a', 'uses', 'server:none'),
        aRelation('server:a', 'uses', 'server:b'),
        aRelation('server:a', 'uses', 'server:a'),
      ]);
      expect(outcomes.map(({ result }) => result)).toEqual(['missing', 'done', 'done']);
      const gone = [aRemoval('server:a', 'uses', 'server:b'), aRemoval('server:a', 'uses', 'server:a')];
      expect((await relations.unrelate(gone)).map(({ result }) => result)).toEqual(['done', 'done']);
      expect((await relations.unrelate(gone)).map(({ result }) => result)).toEqual(['unchanged', 'unchanged']);
      const nodes = await graph.read([ref('server:a'), ref('server:b')], { requests: 0 });
      expect([...nodes.values()].flatMap(({ neighbours }) => neighbours)).toEqual([]);
      expect((await relations.existing(gone.map(({ ends }) => ends))).size).toBe(0);
      const entries = await history.ofCi({ ref: ref('server:a'), cursor: undefined, limit: 10 });
      expect(entries.items).toHaveLength(3);
    });

    it('of a hub fill page after page, and come back in pages', async () => {
      const leaves = Array.from({ length: 330 }, (_, n) => `server:leaf-${String(n).padStart(3, '0')}`);
      const { relations, graph } = await aStore('cluster:hub', ...leaves);
      await relations.relate(leaves.map((leaf) => aRelation(leaf, 'memberOf', 'cluster:hub')));
      const count = { requests: 0 };
      const hub = (await graph.read([ref('cluster:hub')], count)).get(ref('cluster:hub'));
      expect(hub?.neighbours).toHaveLength(330);
      expect(count.requests).toBe(2);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { ref: ref('cluster:hub'), end: 'to', type: 'memberOf', cursor, limit: 100 } as const;
        const page = await relations.page(query);
        seen.push(...page.items.map(({ from }) => from));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(leaves);
      await relations.unrelate(leaves.map((leaf) => aRemoval(leaf, 'memberOf', 'cluster:hub')));
      expect((await graph.read([ref('cluster:hub')], count)).get(ref('cluster:hub'))?.neighbours).toEqual([]);
    });

    it('are all made, however many are made at the same time', async () => {
      const leaves = Array.from({ length: 6 }, (_, n) => `server:leaf-${n}`);
      const { relations, graph } = await aStore('cluster:hub', ...leaves);
      await Promise.all(leaves.map((leaf) => relations.relate([aRelation(leaf, 'memberOf', 'cluster:hub')])));
      const hub = (await graph.read([ref('cluster:hub')], { requests: 0 })).get(ref('cluster:hub'));
      expect(hub?.neighbours.map(({ other }) => other).sort()).toEqual(leaves);
    });

    it('are listed by type', async () => {
      const { relations } = await aStore('server:a', 'server:b', 'server:c');
      await relations.relate([
        aRelation('server:a', 'uses', 'server:b'),
        aRelation('server:a', 'uses', 'server:c'),
        aRelation('server:a', 'backedUpBy', 'server:c'),
      ]);
      const page = await relations.page({
        ref: ref('server:a'),
        end: 'from',
        type: 'uses',
        cursor: undefined,
        limit: 1,
      });
      expect(page.items.map(({ to }) => to)).toEqual(['server:b']);
      const query = { ref: ref('server:a'), end: 'from', type: 'uses', cursor: page.cursor, limit: 5 } as const;
      expect((await relations.page(query)).items.map(({ to }) => to)).toEqual(['server:c']);
      expect((await relations.existing([aRelation('server:a', 'uses', 'server:b').relation])).size).toBe(1);
      expect(relationId(aRelation('server:a', 'uses', 'server:b').relation)).toBe('server:a#uses#server:b');
    });
  });

  describe(`${name}: deletion`, () => {
    it('hides the CI at once, frees its identifiers at the end, and keeps its history', async () => {
      const { cis, words, relations, graph, history } = await aStore('server:b');
      const gone = ref('server:a');
      await cis.create(
        aWrite(
          aCi('server:a'),
          Array.from({ length: 13 }, (_, n) => serial(`S${n}`)),
        ),
      );
      await relations.relate([aRelation('server:a', 'uses', 'server:b')]);
      await cis.markDeleted(gone, 1, ann, instant(later(2)));
      await cis.markDeleted(gone, 1, ann, instant(later(3)));
      expect(await cis.get(gone)).toBeUndefined();
      expect((await cis.list(EVERYTHING)).items.map(({ ci }) => ci.ref)).toEqual(['server:b']);
      expect((await graph.cards([gone])).size).toBe(0);
      expect(await cis.deletion(gone)).toMatchObject({ ci: { ref: gone }, by: ann, at: later(2) });
      expect((await relations.relate([aRelation('server:b', 'uses', 'server:a')]))[0]?.result).toBe('missing');
      await expect(cis.create(aWrite(aCi('server:a')))).rejects.toMatchObject({ code: 'CONFLICT' });

      await relations.unrelate([aRemoval('server:a', 'uses', 'server:b')]);
      await cis.finishDelete(gone, anEntry(gone, { at: later(3), before: { name: 'a' }, after: null }));
      await cis.finishDelete(gone, anEntry(gone, { at: later(4), before: { name: 'a' }, after: null }));
      expect(await cis.deletion(gone)).toBeUndefined();
      expect(await words.find('a', 10)).toEqual([]);
      expect((await cis.holders([serial('S0'), serial('S12')])).size).toBe(0);
      const entries = await history.ofCi({ ref: gone, cursor: undefined, limit: 10 });
      expect(entries.items[0]?.entry).toMatchObject({ at: later(3), after: null });
      expect(entries.items).toHaveLength(4);
      await cis.create(aWrite(aCi('server:a'), [serial('S0')]));
      expect((await cis.get(gone))?.version).toBe(1);
    });

    it('does not begin from an outdated version', async () => {
      const { cis } = await aStore('server:a');
      await cis.update(1, aWrite(aCi('server:a', { name: 'new' })));
      await expect(cis.markDeleted(ref('server:a'), 1, ann, instant(later(2)))).rejects.toMatchObject({
        code: 'CONFLICT',
      });
      expect((await cis.get(ref('server:a')))?.ci.name).toBe('new');
    });
  });

  describe(`${name}: history`, () => {
    it('is read newest first by CI and import, and oldest first between two moments, page by page', async () => {
      const { cis, history } = await aStore();
      for (const n of [1, 2, 3, 4]) {
        const ci = aCi(`server:s${n % 2}`, { name: `n${n}` });
        const importId = n > 2 ? { importId: 'i1' } : {};
        const write = aWrite(ci, [], { at: later(n), ...importId });
        await (n < 3 ? cis.create(write) : cis.update(1, write));
      }
      const at = (items: readonly { entry: { at: string } }[]): string[] => items.map(({ entry }) => entry.at);
      const first = await history.ofCi({ ref: ref('server:s1'), cursor: undefined, limit: 1 });
      expect(at(first.items)).toEqual([later(3)]);
      const second = await history.ofCi({ ref: ref('server:s1'), cursor: first.cursor, limit: 1 });
      expect(at(second.items)).toEqual([later(1)]);
      expect(at((await history.ofImport('i1', undefined, 10)).items)).toEqual([later(4), later(3)]);
      const span = await history.between(instant(later(1)), instant(later(3)), undefined, 1);
      expect(at(span.items)).toEqual([later(2)]);
      expect(at((await history.between(instant(later(1)), instant(later(3)), span.cursor, 5)).items)).toEqual([
        later(3),
      ]);
      const before = { ref: ref('server:s1'), before: instant(later(2)), cursor: undefined, limit: 5 };
      expect(at((await history.ofCi(before)).items)).toEqual([later(1)]);
    });
  });

  describe(`${name}: history of one millisecond`, () => {
    it('is read in the order in which it was written, by CI, by import and in all', async () => {
      const { cis, relations, history } = await aStore();
      const importId = 'i1';
      const written: string[] = [];
      const put = async (text: string, version: number): Promise<void> => {
        const write = aWrite(aCi(text, { name: `n${version}` }), [], {
          importId,
          after: { name: `${text} ${version}` },
        });
        await (version === 1 ? cis.create(write) : cis.update(version - 1, write));
        written.push(`${text} ${version}`);
      };
      for (const text of ['server:z', 'server:a', 'server:m']) await put(text, 1);
      for (let version = 2; version <= 12; version += 1) {
        await put(version % 2 === 0 ? 'server:z' : 'server:a', Math.ceil(version / 2) + Number(version % 2 === 0));
        if (version !== 6) continue;
        const { relation, history: entry } = aRelation('server:z', 'uses', 'server:a');
        await relations.relate([{ relation, history: { ...entry, importId, after: { name: 'server:z related' } } }]);
        written.push('server:z related');
      }
      const told = (items: readonly { entry: { after: CiSnapshot | null } }[]) =>
        items.map(({ entry }) => Object.values(entry.after ?? {})[0]);
      const ofZ = written.filter((text) => text.startsWith('server:z'));
      const query = { ref: ref('server:z'), cursor: undefined, limit: 50 };
      expect(told((await history.ofCi(query)).items)).toEqual(ofZ.toReversed());
      expect(told((await history.ofImport('i1', undefined, 50)).items)).toEqual(written.toReversed());
      const first = await history.between(instant('2026-02-28T00:00:00.000Z'), instant(AT), undefined, 5);
      const rest = await history.between(instant('2026-02-28T00:00:00.000Z'), instant(AT), first.cursor, 50);
      expect(told([...first.items, ...rest.items])).toEqual(written);
    });
  });

  describe(`${name}: what the graph depends on`, () => {
    it('says when something changed that impact may depend on, and not when only a name did', async () => {
      const { cis, graph, relations } = await aStore('server:a', 'server:b');
      expect(await graph.changedAt()).toBe(AT);
      await cis.update(1, aWrite(aCi('server:a', { name: 'new name' }), [], { at: later(2) }));
      expect(await graph.changedAt()).toBe(AT);
      expect((await graph.cards([ref('server:a')])).get(ref('server:a'))?.name).toBe('new name');
      await cis.update(2, aWrite(aCi('server:a', { state: 'retired' }), [], { at: later(3) }));
      expect(await graph.changedAt()).toBe(later(3));
      await relations.relate([aRelation('server:a', 'uses', 'server:b', later(4))]);
      expect(await graph.changedAt()).toBe(later(4));
    });
  });

  describe(`${name}: what a panel reads`, () => {
    const a = ref('server:a');
    const shown = async (records: Records) => (await readPanel(records, [a])).cards.get(a);
    const panelled = async () => {
      const records = open();
      const stores = storesOver(records);
      await stores.cis.create(aWrite(aCi('server:a', { owner: ann })));
      return { records, ...stores };
    };

    it.each<[string, Partial<Ci>, object]>([
      ['a new state', { state: 'retired', owner: ann }, { state: 'retired', owner: ann }],
      ['a new owner', { owner: null }, { state: 'inUse', owner: null }],
      ['a new name', { name: 'Web', owner: ann }, { name: 'Web', owner: ann }],
      ['nothing that it shows', { cost: 12, owner: ann }, { name: 'a', owner: ann }],
    ])('is as the CI is after %s', async (_what, change, expected) => {
      const { records, cis } = await panelled();
      await cis.update(1, aWrite(aCi('server:a', change), [], { at: later(2) }));
      expect(await shown(records)).toMatchObject({ ref: 'server:a', ...expected });
    });

    it('is gone with the CI, and comes back with another of its ref', async () => {
      const { records, cis, graph } = await panelled();
      await cis.markDeleted(a, 1, ann, instant(later(2)));
      expect(await shown(records)).toBeUndefined();
      expect(await graph.changedAt()).toBe(later(2));
      await cis.finishDelete(a, anEntry(a, { at: later(3), after: null }));
      expect(await shown(records)).toBeUndefined();
      expect(await graph.changedAt()).toBe(later(2));
      await cis.create(aWrite(aCi('server:a', { name: 'again' }), [], { at: later(4) }));
      expect(await shown(records)).toMatchObject({ name: 'again' });
    });

    it('is found where it was before panels had cards of their own, until the CI changes', async () => {
      const { records, cis, graph } = await panelled();
      await records.commit([deleting(cardEntity, a, 'any')]);
      expect(await shown(records)).toMatchObject({ ref: 'server:a', name: 'a', owner: ann });
      await cis.update(1, aWrite(aCi('server:a', { cost: 1, owner: ann }), [], { at: later(2) }));
      expect(await records.table(cardEntity).get(a)).toBeDefined();
      expect(await graph.changedAt()).toBe(later(2));
    });

    it('keeps when relations changed while the CI only changes its name', async () => {
      const { cis, relations, graph } = await panelled();
      await cis.create(aWrite(aCi('server:b')));
      await relations.relate([aRelation('server:a', 'uses', 'server:b', later(3))]);
      await cis.update(1, aWrite(aCi('server:a', { name: 'new', owner: ann }), [], { at: later(4) }));
      expect(await graph.changedAt()).toBe(later(3));
      await relations.unrelate([aRemoval('server:a', 'uses', 'server:b', later(5))]);
      expect(await graph.changedAt()).toBe(later(5));
    });

    it('has the beginning of a very long name', async () => {
      const { records, cis } = await panelled();
      await cis.update(1, aWrite(aCi('server:a', { name: '網路'.repeat(120) })));
      const { name: cut = '' } = (await shown(records)) ?? {};
      expect(cut.endsWith('網路…') || cut.endsWith('網…')).toBe(true);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(200);
    });

    it('has the catalogue’s outline, also one that was kept before it was packed', async () => {
      const { records } = await panelled();
      expect((await readPanel(records, [a])).catalogue).toBeUndefined();
      await catalogueDocument(records).write(undefined, SHIPPED_CATALOGUE, ann, instant(AT));
      const outline = Catalogue.parse(outlineOf(SHIPPED_CATALOGUE));
      expect((await readPanel(records, [a])).catalogue).toEqual(outline);
      const kept = { document: z.json().parse(outlineOf(SHIPPED_CATALOGUE)), updatedAt: AT, updatedBy: ann };
      await records.commit([putting(settingEntity, outlinePlace.key, kept)]);
      expect((await readPanel(records, [a])).catalogue).toEqual(outline);
      await records.commit([deleting(settingEntity, outlinePlace.key, 'any')]);
      expect((await readPanel(records, [a])).catalogue).toEqual(SHIPPED_CATALOGUE);
    });
  });

  describe(`${name}: changes of the graph at one instant`, () => {
    it('are read on between any two of them, without a cursor', async () => {
      const leaves = Array.from({ length: 130 }, (_, n) => `server:leaf-${n}`);
      const { relations, graph } = await aStore('cluster:hub', ...leaves);
      await relations.relate(leaves.map((leaf) => aRelation(leaf, 'memberOf', 'cluster:hub')));
      const seen = new Set<string>();
      let from: string | undefined = AT;
      for (let step = 0; ; step += 1) {
        const page: Awaited<ReturnType<typeof graph.changes>> = await graph.changes(
          { from, cursor: undefined },
          { requests: 0 },
        );
        for (const one of page.nodes.keys()) seen.add(one);
        if (page.cursor === undefined) break;
        expect(page.upTo).not.toBe(from);
        expect(step).toBeLessThan(10);
        from = page.upTo;
      }
      expect([...seen].sort()).toEqual(['cluster:hub', ...leaves].sort());
    });
  });

  describe(`${name}: documents`, () => {
    it('are kept by number, replaced, read together and cleared in steps', async () => {
      const { documents } = await aStore();
      for (let n = 0; n < 5; n += 1) await documents.write('rows', n, { n });
      await documents.write('rows', 2, ['again']);
      expect(await documents.read('rows', 2)).toEqual(['again']);
      const pages = [0, 2, 9].map((number) => ({ collection: 'rows', number }));
      expect(await documents.readAll(pages)).toEqual([{ n: 0 }, ['again'], undefined]);
      await expect(documents.write('rows', 6, 'x'.repeat(250_000))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      expect(await documents.clear('rows', 3)).toBe(false);
      expect(await documents.clear('rows', 3)).toBe(true);
      expect(await documents.read('rows', 4)).toBeUndefined();
    });
  });
}
