/** CIs that change while their classes, their neighbours and other people do, on a site that is set up. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import type { UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, invoke } from '../support/site';

const View = z.object({
  ci: z.looseObject({ name: z.string(), classKey: z.string(), attributes: z.record(z.string(), z.unknown()) }),
  version: z.int(),
});
const Refusal = z.object({
  error: z.looseObject({
    code: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  }),
});
const Keyed = z.looseObject({ key: z.string() });
const State = z.object({
  version: z.int().nullable(),
  catalogue: z.looseObject({
    classes: z.array(Keyed.extend({ attributes: z.array(Keyed) })),
    relationTypes: z.array(Keyed),
  }),
});
type Classes = z.output<typeof State>['catalogue']['classes'];

let site: Site;
beforeAll(async () => {
  site = await aSite({ setUp: true });
}, 60_000);
afterAll(() => site.close());

const call = async (procedure: string, payload: Json = {}, as: UserName = 'configmanager') =>
  invoke(site, as, `cmdb.${procedure}`, payload, 'plumbline-console');

async function ask<S extends z.ZodType>(answer: S, procedure: string, payload: Json = {}, as?: UserName) {
  const { value } = z.object({ ok: z.literal(true), value: z.unknown() }).parse(await call(procedure, payload, as));
  return answer.parse(value);
}

const create = (classKey: string, name: string, rest: { [key: string]: Json } = {}) =>
  ask(View, 'create', { draft: { classKey, name, ...rest } });

async function saveClasses(change: (classes: Classes) => readonly object[]) {
  const { version, catalogue } = await ask(State, 'catalogue');
  const draft = z.json().parse({ ...catalogue, classes: change(catalogue.classes) });
  return call('saveCatalogue', { expectedVersion: version, catalogue: draft });
}

const later = async () => site.forge.advanceTo(site.clock.now() + 1000);

describe('a CI whose class', () => {
  it('is changed keeps what the new class has, too; the rest goes, and the history has it', async () => {
    await create('server', 'Box 1', { attributes: { ip: '10.0.0.1', cpus: 4, vendor: 'Dell' } });
    const changed = await ask(View, 'update', {
      ref: 'server:box-1',
      expectedVersion: 1,
      changes: { classKey: 'networkDevice' },
    });
    expect(changed.ci).toMatchObject({ classKey: 'networkDevice', attributes: { ip: '10.0.0.1', vendor: 'Dell' } });
    expect(changed.ci.attributes).not.toHaveProperty('cpus');
    const { rows } = await ask(z.object({ rows: z.array(z.looseObject({})) }), 'history', { ref: 'server:box-1' });
    expect(rows[0]).toMatchObject({
      before: { classKey: 'server', 'attributes.cpus': 4 },
      after: { classKey: 'networkDevice', 'attributes.cpus': null },
    });
  });

  it('is changed is refused a value that is offered for an attribute of the old class', async () => {
    await create('server', 'Box 2');
    const changes = { classKey: 'networkDevice', attributes: { cpus: 8 } };
    const { error } = Refusal.parse(await call('update', { ref: 'server:box-2', expectedVersion: 1, changes }));
    expect(error.issues.map(({ path }) => path)).toEqual(['attributes.cpus']);
  });

  it('lost an attribute can be edited all the same', async () => {
    await saveClasses((classes) =>
      classes.map((one) =>
        one.key === 'server' ? { ...one, attributes: [{ key: 'rack', name: 'Rack', type: 'text' }] } : one,
      ),
    );
    await create('server', 'Box 3', { attributes: { rack: 'A1' } });
    await saveClasses((classes) => classes.map((one) => (one.key === 'server' ? { ...one, attributes: [] } : one)));
    const changed = await ask(View, 'update', {
      ref: 'server:box-3',
      expectedVersion: 1,
      changes: { name: 'Box three' },
    });
    expect(changed.ci).toMatchObject({ name: 'Box three', attributes: {} });
  });
});

describe('what identifies the CIs of a class', () => {
  const found = async (text: string) => {
    const Hits = z.object({ hits: z.array(z.looseObject({ ref: z.string() })) });
    return (await ask(Hits, 'search', { text })).hits.map(({ ref }) => ref);
  };

  it('holds for those that were there before: they are found by it, and nobody else can have it', async () => {
    const attributes = (unique: boolean) => [{ key: 'badge', name: 'Badge', type: 'text', unique }];
    const withBadge = (unique: boolean) =>
      saveClasses((classes) =>
        classes.map((one) => (one.key === 'team' ? { ...one, attributes: attributes(unique) } : one)),
      );
    expect(await withBadge(false)).toMatchObject({ ok: true });
    await create('team', 'Alpha', { attributes: { badge: 'B-77' } });
    await create('team', 'Beta', { attributes: { badge: 'B-78' } });
    await create('team', 'Gamma', { attributes: { badge: 'B-78' } });
    expect(await found('b-77')).toEqual([]);
    expect(await withBadge(true)).toMatchObject({ ok: true });
    await site.forge.drain();
    expect(await found('b-77')).toEqual(['team:alpha']);
    const second = Refusal.parse(
      await call('create', { draft: { classKey: 'team', name: 'Delta', attributes: { badge: 'B-77' } } }),
    );
    expect(second.error).toMatchObject({ code: 'REFUSED', issues: [{ path: 'attributes.badge' }] });
    // Of two that had one value, the first keeps it, and both can still be edited.
    const gamma = { ref: 'team:gamma', expectedVersion: 1, changes: { attributes: { badge: 'B-79' } } };
    expect(await call('update', gamma)).toMatchObject({ ok: true });
    expect(await found('b-78')).toEqual(['team:beta']);
  });
});

describe('classes', () => {
  it('that CIs are of are not taken away, whatever the last examination counted', async () => {
    await create('endpoint', 'Laptop 1');
    const without = await saveClasses((classes) => classes.filter(({ key }) => key !== 'endpoint'));
    expect(Refusal.parse(without).error).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'classes.endpoint' }],
    });
    const abstract = await saveClasses((classes) =>
      classes.map((one) => (one.key === 'endpoint' ? { ...one, abstract: true } : one)),
    );
    expect(Refusal.parse(abstract).error).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'classes.endpoint' }],
    });
    const gadget = { key: 'gadget', name: 'Gadget', parent: 'ci', attributes: [] };
    expect(await saveClasses((classes) => [...classes, gadget])).toMatchObject({ ok: true });
    expect(await saveClasses((classes) => classes.filter(({ key }) => key !== 'gadget'))).toMatchObject({ ok: true });
  });

  it('that are more than one record holds are refused with their size', async () => {
    const help = 'x'.repeat(500);
    const attributes = Array.from({ length: 100 }, (_, n) => ({ key: `a${n}`, name: `A ${n}`, type: 'text', help }));
    const many = Array.from({ length: 6 }, (_, n) => ({ key: `large${n}`, name: `L ${n}`, parent: 'ci', attributes }));
    const { error } = Refusal.parse(await saveClasses((classes) => [...classes, ...many]));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'classes' }] });
    expect(error.issues[0]?.message).toMatch(/bytes/);
  });
});

describe('whoever comes second', () => {
  it('is told what changed, however many relations were made since', async () => {
    await create('server', 'Busy');
    for (let n = 1; n <= 27; n += 1) await create('application', `App ${n}`);
    await ask(z.unknown(), 'update', { ref: 'server:busy', expectedVersion: 1, changes: { criticality: 2 } });
    for (let n = 1; n <= 27; n += 1) {
      await later();
      await ask(z.unknown(), 'relate', { from: 'server:busy', type: 'uses', to: `application:app-${n}` });
    }
    const stale = { ref: 'server:busy', expectedVersion: 1, changes: { name: 'Mine' } };
    const { error } = Refusal.parse(await call('update', stale));
    expect(error).toMatchObject({ code: 'CONFLICT', issues: [{ path: 'criticality' }] });
  });

  it('by a hair is told, too', async () => {
    await create('server', 'Raced');
    const rename = (name: string) => call('update', { ref: 'server:raced', expectedVersion: 1, changes: { name } });
    const answers = await Promise.all(['One', 'Two', 'Three'].map(rename));
    const refused = answers.flatMap((answer) => Refusal.safeParse(answer).data ?? []);
    expect(refused).toHaveLength(2);
    for (const { error } of refused) expect(error).toMatchObject({ code: 'CONFLICT', issues: [{ path: 'name' }] });
  });
});

describe('the health of one CI', () => {
  const Health = z.object({
    examined: z.boolean(),
    findings: z.array(z.object({ rule: z.string(), details: z.array(z.string()) })),
  });
  const health = (ref: string, as?: UserName) => ask(Health, 'healthOf', { ref }, as);

  it('is told as it is now: what is missing, and who is identified alike', async () => {
    await create('application', 'Twin');
    await create('application', 'Twin');
    const { examined, findings } = await health('application:twin');
    expect(examined).toBe(true);
    expect(findings.map(({ rule }) => rule)).toEqual(['incomplete', 'orphan', 'duplicate']);
    expect(findings.at(-1)?.details).toEqual(['application:twin-2']);
    expect(findings[0]?.details).toContain('Owner');
  });

  it('is not asked of what is retired', async () => {
    await create('application', 'Gone', { state: 'retired' });
    expect(await health('application:gone')).toEqual({ examined: false, findings: [] });
  });
});

describe('search', () => {
  it.each(['businessService:till', 'BusinessService:Till', 'businessservice:till'])(
    'finds %s by its ref',
    async (text) => {
      if (text === 'businessService:till') await create('businessService', 'Till');
      const Hits = z.object({ hits: z.array(z.looseObject({ ref: z.string(), match: z.string() })) });
      const { hits } = await ask(Hits, 'search', { text });
      expect(hits[0]).toMatchObject({ ref: 'businessService:till', match: 'exact' });
    },
  );
});

describe('a CI that was deleted with its relations', () => {
  it('is deleted in the difference between two moments, with the relations it had', async () => {
    await create('server', 'Old');
    await create('server', 'Stays');
    await ask(z.unknown(), 'relate', { from: 'server:old', type: 'uses', to: 'server:stays' });
    await later();
    const from = new Date(site.clock.now()).toISOString();
    await later();
    await ask(z.unknown(), 'delete', { ref: 'server:old', expectedVersion: 1 });
    await later();
    const { diff } = await ask(z.object({ diff: z.looseObject({}) }), 'diffOf', { ref: 'server:old', from, to: null });
    expect(diff).toMatchObject({ kind: 'deleted', name: 'Old' });
    expect(diff).toHaveProperty(
      'lines',
      expect.arrayContaining([{ path: 'relations.uses.server:stays', before: true, after: null }]),
    );
  });
});

describe('a CI of a class that is closed to the reader', () => {
  it('is told from a missing one by neither impact nor map', async () => {
    await create('storage', 'Vault');
    await create('application', 'Reader');
    await ask(z.unknown(), 'relate', { from: 'application:reader', type: 'uses', to: 'storage:vault' });
    await saveClasses((classes) =>
      classes.map((one) => (one.key === 'storage' ? { ...one, readRoles: ['changeManager'] } : one)),
    );
    const answer = async (procedure: string, ref: string, as: UserName) => {
      const told = await ask(z.looseObject({}), procedure, { refs: [ref] }, as);
      const { asOf: _asOf, cost: _cost, ...rest } = told;
      return JSON.stringify(rest).replaceAll(ref, 'REF');
    };
    for (const procedure of ['impact', 'map']) {
      const missing = await answer(procedure, 'storage:missing', 'customer');
      expect(await answer(procedure, 'storage:vault', 'customer')).toBe(missing);
      expect(await answer(procedure, 'storage:vault', 'changemanager')).toContain('application:reader');
    }
  });
});
