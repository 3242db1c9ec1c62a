import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { accountIdOf, type UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, Failure, invoke, jiraAs } from '../support/site';

const View = z.object({ ci: z.looseObject({ ref: z.string(), name: z.string() }), version: z.int() });

/** The CMDB of a site that is set up, through the app's own resolver. */
async function aCmdb() {
  const site = await aSite({ setUp: true });
  const call = async (procedure: string, payload: Json = {}, as: UserName = 'admin'): Promise<unknown> =>
    invoke(site, as, `cmdb.${procedure}`, payload, 'plumbline-console');
  const ask = async <S extends z.ZodType>(
    answer: S,
    procedure: string,
    payload: Json = {},
    as: UserName = 'admin',
  ): Promise<z.output<S>> => {
    const { value } = z.object({ ok: z.literal(true), value: z.unknown() }).parse(await call(procedure, payload, as));
    return answer.parse(value);
  };
  const create = async (classKey: string, name: string, rest: { [key: string]: Json } = {}) =>
    ask(View, 'create', { draft: { classKey, name, ...rest } });
  const relate = async (from: string, type: string, to: string) => ask(z.unknown(), 'relate', { from, type, to });
  return { site, call, ask, create, relate };
}

const Refs = (key: 'rows' | 'hits') =>
  z.object({ [key]: z.array(z.object({ ref: z.string() })) }).transform((found) => found[key]?.map(({ ref }) => ref));

describe('the CMDB on a site', () => {
  let site: Site;
  let cmdb: Awaited<ReturnType<typeof aCmdb>>;
  beforeAll(async () => {
    cmdb = await aCmdb();
    site = cmdb.site;
    await cmdb.create('server', 'Web 01');
    await cmdb.create('server', 'Web 02');
    await cmdb.create('application', 'Shop');
    await cmdb.create('businessService', 'Online shop', { criticality: 1 });
    await cmdb.relate('application:shop', 'runsOn', 'server:web-01');
    await cmdb.relate('businessService:online-shop', 'dependsOn', 'application:shop');
  });
  afterAll(async () => site.close());

  it('lists by name, class and words', async () => {
    expect(await cmdb.ask(Refs('rows'), 'list')).toEqual([
      'businessService:online-shop',
      'application:shop',
      'server:web-01',
      'server:web-02',
    ]);
    expect(await cmdb.ask(Refs('rows'), 'list', { filter: { classKey: 'server' }, limit: 1 })).toEqual([
      'server:web-01',
    ]);
    expect(await cmdb.ask(Refs('rows'), 'list', { filter: { text: 'web 02' } })).toEqual(['server:web-02']);
    expect(await cmdb.ask(Refs('hits'), 'search', { text: 'sho' })).toEqual([
      'application:shop',
      'businessService:online-shop',
    ]);
  });

  it('tells what breaks, services first, with the way there', async () => {
    const impact = await cmdb.ask(z.looseObject({}), 'impact', { refs: ['server:web-01'] });
    expect(impact).toMatchObject({
      failed: ['server:web-01'],
      counts: { impacted: 2, services: 1, spared: 0 },
      impacted: [
        {
          id: 'businessService:online-shop',
          service: true,
          path: ['server:web-01', 'application:shop', 'businessService:online-shop'],
        },
        { id: 'application:shop', service: false },
      ],
      truncatedAt: null,
    });
    const causes = await cmdb.ask(z.looseObject({}), 'causes', { ref: 'businessService:online-shop' });
    expect(causes).toMatchObject({
      causes: [
        { id: 'application:shop', alone: true },
        { id: 'server:web-01', alone: true },
      ],
    });
  });

  it('follows redundancy: one of two servers may fail, both may not', async () => {
    await cmdb.relate('application:shop', 'runsOn', 'server:web-02');
    const shop = await cmdb.ask(View, 'get', { ref: 'application:shop' });
    const rule = { group: { by: 'relationType', relationType: 'runsOn' }, need: { kind: 'atLeast', count: 1 } };
    await cmdb.ask(View, 'update', {
      ref: 'application:shop',
      expectedVersion: shop.version,
      changes: { redundancy: [rule] },
    });
    const counts = (impacted: number, spared: number) => ({ counts: { impacted, spared } });
    const impactOf = async (...refs: string[]) => cmdb.ask(z.looseObject({}), 'impact', { refs });
    expect(await impactOf('server:web-01')).toMatchObject(counts(0, 1));
    expect(await impactOf('server:web-01', 'server:web-02')).toMatchObject(counts(2, 0));
    const weak = await cmdb.ask(z.looseObject({}), 'weakPoints', { ref: 'businessService:online-shop' });
    expect(weak).toMatchObject({ singles: ['application:shop'], pairs: [['server:web-01', 'server:web-02']] });
    const map = await cmdb.ask(z.looseObject({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) }), 'map', {
      refs: ['application:shop'],
      levels: 1,
    });
    expect([map.nodes.length, map.edges.length]).toEqual([4, 3]);
  });

  it('tells the second of two editors what the first changed', async () => {
    const { version } = await cmdb.ask(View, 'get', { ref: 'server:web-02' });
    const change = (name: string) => ({ ref: 'server:web-02', expectedVersion: version, changes: { name } });
    await cmdb.ask(View, 'update', change('Web two'));
    const refused = z.object({
      error: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
    });
    const second = await cmdb.call('update', change('Web zwei'));
    expect(Failure.parse(second).error.code).toBe('CONFLICT');
    expect(refused.parse(second).error.issues[0]?.message).toContain('"Web two"');
    expect((await cmdb.ask(View, 'get', { ref: 'server:web-02' })).ci.name).toBe('Web two');
  });

  it.each<[string, string, Json, string]>([
    ['an unknown class', 'create', { draft: { classKey: 'toaster', name: 'T' } }, 'INVALID_INPUT'],
    [
      'a value of the wrong type',
      'create',
      { draft: { classKey: 'server', name: 'T', criticality: 9 } },
      'INVALID_INPUT',
    ],
    ['a relation to nothing', 'relate', { from: 'server:web-01', type: 'uses', to: 'server:none' }, 'INVALID_INPUT'],
    ['a CI that is not there', 'get', { ref: 'server:none' }, 'NOT_FOUND'],
  ])('refuses %s', async (_what, procedure, payload, code) => {
    expect(Failure.parse(await cmdb.call(procedure, payload)).error.code).toBe(code);
  });

  it('lets nobody but configuration managers change anything', async () => {
    const refused = await cmdb.call('create', { draft: { classKey: 'server', name: 'T' } }, 'customer');
    expect(Failure.parse(refused).error.code).toBe('FORBIDDEN');
    expect(await cmdb.ask(Refs('hits'), 'search', { text: 'shop' }, 'customer')).toContain('application:shop');
  });

  it('keeps every change in the history, and tells two moments apart', async () => {
    const { baselines } = await cmdb.ask(
      z.object({ baselines: z.array(z.object({ at: z.string() })) }),
      'takeBaseline',
      { name: 'Before' },
    );
    await site.forge.advanceTo(site.clock.now() + 60_000);
    const { version } = await cmdb.ask(View, 'get', { ref: 'server:web-01' });
    await cmdb.ask(View, 'update', { ref: 'server:web-01', expectedVersion: version, changes: { criticality: 2 } });
    const from = baselines[0]?.at ?? '';
    const lines = [{ path: 'criticality', before: null, after: 2 }];
    expect(await cmdb.ask(z.looseObject({}), 'diff', { from, to: null })).toMatchObject({
      changed: [{ ref: 'server:web-01', kind: 'changed', lines }],
      cursor: null,
    });
    expect(await cmdb.ask(z.looseObject({}), 'diffOf', { ref: 'server:web-01', from, to: null })).toMatchObject({
      diff: { lines },
    });
    const history = await cmdb.ask(z.object({ rows: z.array(z.looseObject({})) }), 'history', { ref: 'server:web-01' });
    expect(history.rows[0]).toMatchObject({ kind: 'changed', source: 'manual', after: { criticality: 2 } });
  });

  it('examines its health in the background', async () => {
    await cmdb.ask(z.unknown(), 'examineHealth');
    await site.forge.drain();
    const health = await cmdb.ask(z.looseObject({ findings: z.looseObject({ incomplete: z.int() }) }), 'health');
    expect(health).toMatchObject({ cis: 4, running: null });
    const list = await cmdb.ask(z.object({ rows: z.array(z.unknown()) }), 'healthList', { rule: 'incomplete' });
    expect(list.rows).toHaveLength(health.findings.incomplete);
  });

  it('warns of removing classes and relation types that are in use, by the figures of that examination', async () => {
    const Keyed = z.array(z.looseObject({ key: z.string() }));
    const State = z.object({ catalogue: z.looseObject({ classes: Keyed, relationTypes: Keyed }) });
    const { catalogue } = await cmdb.ask(State, 'catalogue');
    const without = (list: z.output<typeof Keyed>, key: string) => list.filter((one) => one.key !== key);
    const messages = async (draft: object) => {
      const Lint = z.object({ findings: z.array(z.object({ severity: z.string(), message: z.string() })) });
      const { findings } = await cmdb.ask(Lint, 'lintCatalogue', { catalogue: z.json().parse(draft) });
      return findings.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
    };
    expect(await messages(catalogue)).toEqual([]);
    expect(await messages({ ...catalogue, classes: without(catalogue.classes, 'application') })).toEqual([
      'There is 1 CI of the class “application”. Move or delete them first.',
    ]);
    expect(await messages({ ...catalogue, relationTypes: without(catalogue.relationTypes, 'runsOn') })).toEqual([
      'There are 2 relations of the type “runsOn”. Delete them first.',
    ]);
  });

  it('says what hangs on a CI before it is deleted, and leaves nothing dangling', async () => {
    const preview = await cmdb.ask(z.looseObject({ version: z.int() }), 'deletePreview', { ref: 'application:shop' });
    expect(preview).toMatchObject({ relations: 3, services: [{ ref: 'businessService:online-shop' }] });
    const payload = { ref: 'application:shop', expectedVersion: preview.version };
    expect(await cmdb.ask(z.looseObject({}), 'delete', payload)).toMatchObject({
      state: 'deleted',
      relationsRemoved: 3,
    });
    const relations = await cmdb.ask(z.object({ rows: z.array(z.unknown()) }), 'relations', {
      ref: 'server:web-01',
      end: 'to',
    });
    expect(relations.rows).toEqual([]);
    await site.forge.drain();
    expect(Failure.parse(await cmdb.call('get', { ref: 'application:shop' })).error.code).toBe('NOT_FOUND');
  });
});

describe('CIs of issues', () => {
  const Meter = z.looseObject({
    total: z.looseObject({ kvsRequests: z.int(), kvsReadBytes: z.number() }),
  });
  const Found = z.looseObject({ issues: z.array(z.looseObject({ key: z.string() })) });
  let cmdb: Awaited<ReturnType<typeof aCmdb>>;
  let keys: string[];
  let field: string;
  beforeAll(async () => {
    cmdb = await aCmdb();
    await cmdb.create('server', 'Web 01', { owner: accountIdOf('ruth') });
    await cmdb.create('businessService', 'Online shop', { criticality: 1 });
    await cmdb.site.forge.advanceTo(cmdb.site.clock.now() + 1000);
    await cmdb.relate('businessService:online-shop', 'dependsOn', 'server:web-01');
    const agent = jiraAs(cmdb.site, 'agent');
    const fields = await agent.get('/rest/api/3/field', z.array(z.object({ id: z.string(), name: z.string() })));
    field = fields.find(({ name }) => name === 'Configuration items')?.id ?? '';
    keys = [];
    for (const refs of [['server:web-01', 'server:gone'], ['server:web-01']]) {
      const fieldsOf = { project: { key: 'IT' }, issuetype: { name: 'Incident' }, summary: 'Slow', [field]: refs };
      keys.push((await agent.post('/rest/api/3/issue', { fields: fieldsOf }, z.object({ key: z.string() }))).key);
    }
    await cmdb.site.forge.drain();
  });
  afterAll(async () => cmdb.site.close());

  it('are found by JQL', async () => {
    for (const jql of ['"Configuration items" = "server:web-01"', `cf[${field.slice(12)}] in ("server:web-01")`]) {
      const body = { jql: `${jql} ORDER BY key`, maxResults: 10, fields: ['summary'] };
      const found = await jiraAs(cmdb.site, 'agent').post('/rest/api/3/search/jql', body, Found);
      expect(found.issues.map(({ key }) => key)).toEqual(keys);
    }
  });

  it('are shown on the issue with owner, other open issues and, once analysed, the services that fall with them', async () => {
    const panel = async () => cmdb.ask(z.looseObject({}), 'panel', { issueKey: keys[0] ?? '' }, 'agent');
    expect(await panel()).toMatchObject({
      kind: 'cis',
      cis: [{ brief: { ref: 'server:web-01', stateName: 'In use' }, ownerName: 'Ruth Adeyemi', impact: null }],
      unknown: ['server:gone'],
      open: { issues: [{ key: keys[1] }], count: 1 },
    });
    await cmdb.ask(z.unknown(), 'impact', { refs: ['server:web-01'] }, 'agent');
    expect(await panel()).toMatchObject({
      cis: [{ impact: { services: [{ name: 'Online shop' }], outdated: false, truncated: false } }],
    });
    await cmdb.site.forge.advanceTo(cmdb.site.clock.now() + 1000);
    await cmdb.create('server', 'Web 02');
    expect(await panel()).toMatchObject({ cis: [{ impact: { outdated: true } }] });
  });

  it('cost the panel three requests to storage and less than 20 KB', async () => {
    const before = Meter.parse(cmdb.site.forge.meter()).total;
    await cmdb.ask(z.unknown(), 'panel', { issueKey: keys[0] ?? '' }, 'agent');
    const after = Meter.parse(cmdb.site.forge.meter()).total;
    expect(after.kvsRequests - before.kvsRequests).toBeLessThanOrEqual(3);
    expect(after.kvsReadBytes - before.kvsReadBytes).toBeLessThan(20_000);
  });

  it('cost the panel no more than half of that once the classes were edited', async () => {
    const State = z.object({
      version: z.int().nullable(),
      catalogue: z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })) }),
    });
    const { version, catalogue } = await cmdb.ask(State, 'catalogue');
    const classes = catalogue.classes.map((one) => (one.key === 'server' ? { ...one, name: 'Machine' } : one));
    const draft = z.json().parse({ ...catalogue, classes });
    await cmdb.ask(z.unknown(), 'saveCatalogue', { expectedVersion: version, catalogue: draft });
    const before = Meter.parse(cmdb.site.forge.meter()).total;
    const panel = await cmdb.ask(z.unknown(), 'panel', { issueKey: keys[0] ?? '' }, 'agent');
    const after = Meter.parse(cmdb.site.forge.meter()).total;
    expect(panel).toMatchObject({
      cis: [{ brief: { ref: 'server:web-01', className: 'Machine', stateName: 'In use' } }],
    });
    expect(after.kvsRequests - before.kvsRequests).toBeLessThanOrEqual(3);
    expect(after.kvsReadBytes - before.kvsReadBytes).toBeLessThan(10_000);
  });

  it('closed to somebody are nameless nodes and no hits for them', async () => {
    const State = z.object({
      version: z.int().nullable(),
      catalogue: z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })) }),
    });
    const { version, catalogue } = await cmdb.ask(State, 'catalogue');
    const classes = catalogue.classes.map((one) =>
      one.key === 'server' ? { ...one, readRoles: ['changeManager'] } : one,
    );
    const draft = z.json().parse({ ...catalogue, classes });
    await cmdb.ask(z.unknown(), 'saveCatalogue', { expectedVersion: version, catalogue: draft });
    expect(await cmdb.ask(Refs('hits'), 'search', { text: 'web' }, 'customer')).toEqual([]);
    expect(await cmdb.ask(Refs('hits'), 'search', { text: 'web' }, 'changemanager')).toContain('server:web-01');
    expect(await cmdb.ask(Refs('rows'), 'list', {}, 'customer')).toEqual(['businessService:online-shop']);
    const causes = await cmdb.ask(z.unknown(), 'causes', { ref: 'businessService:online-shop' }, 'customer');
    expect(causes).toMatchObject({ causes: [{ id: 'restricted-1', alone: true }] });
    expect(JSON.stringify(causes)).not.toContain('web-01');
    expect(Failure.parse(await cmdb.call('history', { ref: 'server:web-01' }, 'customer')).error.code).toBe(
      'NOT_FOUND',
    );
  });

  it('closed to somebody are nameless in the attributes that refer to them', async () => {
    const Attributes = z.looseObject({ ci: z.looseObject({ attributes: z.record(z.string(), z.string()) }) });
    const State = z.object({
      version: z.int().nullable(),
      catalogue: z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })) }),
    });
    const { version, catalogue } = await cmdb.ask(State, 'catalogue');
    const standby = { key: 'standby', name: 'Standby', type: 'reference', referenceClass: 'server' };
    const classes = catalogue.classes.map((one) =>
      one.key === 'application' ? { ...one, attributes: [standby] } : one,
    );
    const draft = z.json().parse({ ...catalogue, classes });
    await cmdb.ask(z.unknown(), 'saveCatalogue', { expectedVersion: version, catalogue: draft });
    await cmdb.create('application', 'Till', {
      attributes: { standby: 'server:web-01' },
      owner: accountIdOf('customer'),
    });
    const till = async (as: UserName) => cmdb.ask(Attributes, 'get', { ref: 'application:till' }, as);
    expect((await till('changemanager')).ci.attributes).toEqual({ standby: 'server:web-01' });
    expect((await till('admin')).ci.attributes).toEqual({ standby: 'server:web-01' });
    const told = await till('customer');
    expect(told.ci.attributes).toEqual({ standby: 'restricted-1' });
    expect(JSON.stringify(told)).not.toContain('web-01');
    // Who attests what was changed meanwhile is told of the change, and not of the CI either.
    const changes = { attributes: { standby: 'server:web-02' } };
    await cmdb.ask(z.unknown(), 'update', { ref: 'application:till', expectedVersion: 1, changes });
    const late = await cmdb.call('attest', { ref: 'application:till', expectedVersion: 1 }, 'customer');
    expect(late).toMatchObject({ ok: false, error: { code: 'CONFLICT' } });
    expect(JSON.stringify(late)).toContain('restricted-1');
    expect(JSON.stringify(late)).not.toContain('web-02');
  });

  it('closed to somebody are nameless in the history and the differences of those they were related to', async () => {
    const ref = 'businessService:online-shop';
    const past = { from: '2020-01-01T00:00:00.000Z', to: null };
    const ask = async (procedure: string, payload: Json, as: UserName) =>
      JSON.stringify(await cmdb.ask(z.unknown(), procedure, payload, as));
    const questions: [string, Json][] = [
      ['history', { ref }],
      ['diffOf', { ref, ...past }],
      ['diff', past],
    ];
    for (const [procedure, payload] of questions) {
      const told = await ask(procedure, payload, 'customer');
      expect(told).toContain('relations.dependsOn.restricted-1');
      expect(told).not.toContain('web-01');
      expect(await ask(procedure, payload, 'changemanager')).toContain('relations.dependsOn.server:web-01');
    }
  });
});
