/** What an issue's panel reads of its CIs, however much hangs on them, and that what it tells is right and gets known by itself. */
import { z } from 'zod';
import { loadLandscape } from '../../bench/load-landscape';
import type { Json } from '../../emulator/json';
import { accountIdOf, type UserName } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import type { GraphEdge, GraphNode } from '../../src/cmdb/graph';
import { CiRef } from '../../src/contract/ids';
import { aSite, invoke, jiraAs } from '../support/site';

const HUBS = 13;
const SHOWN = 12;
const CONSUMERS = 10_000;
const SERVICES = 8;

const Meter = z.looseObject({ total: z.looseObject({ kvsRequests: z.int(), kvsReadBytes: z.number() }) });
const Version = z.looseObject({ version: z.int() });
const Answer = z.object({ value: z.unknown().optional(), error: z.unknown().optional() });
const Key = z.object({ key: z.string() });
const Fields = z.array(z.object({ id: z.string(), name: z.string() }));
const Panel = z.object({
  cis: z.array(
    z.looseObject({
      brief: z.looseObject({ ref: z.string(), name: z.string(), state: z.string(), stateName: z.string() }),
      ownerName: z.string().nullable(),
      impact: z
        .looseObject({
          services: z.array(z.object({ ref: z.string(), name: z.string(), criticality: z.int().nullable() })),
          counts: z.object({ services: z.int(), impacted: z.int() }),
          outdated: z.boolean(),
        })
        .nullable(),
      openIssues: z.looseObject({ count: z.int() }),
    }),
  ),
  more: z.int(),
});

const node = (ref: string): GraphNode => ({
  ref: CiRef.parse(ref),
  classKey: ref.slice(0, ref.indexOf(':')),
  inService: true,
  retired: false,
  criticality: null,
  rules: [],
});

/** References as long as they may be, so that every record is as large as it gets. */
const longRef = (classKey: string, number: number): string => {
  const start = `${classKey}:n-${number}-`;
  return `${start}${'x'.repeat(120 - start.length)}`;
};
const hubRefs = Array.from({ length: HUBS }, (_, n) => longRef('server', n));
const serviceRefs = Array.from({ length: SERVICES }, (_, n) => longRef('businessService', n));

function hubs(): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const consumers = Array.from({ length: CONSUMERS }, (_, n) => node(`virtualMachine:machine-${n}`));
  const edge = (consumer: GraphNode, supplier: GraphNode, relationType: string): GraphEdge => ({
    consumer: consumer.ref,
    supplier: supplier.ref,
    relationType,
  });
  const suppliers = hubRefs.map(node);
  const services = serviceRefs.map(node);
  return {
    nodes: [...suppliers, ...services, ...consumers],
    edges: [
      ...consumers.flatMap((consumer) => suppliers.map((hub) => edge(consumer, hub, 'runsOn'))),
      ...services.flatMap((service) => consumers.slice(0, 1).map((machine) => edge(service, machine, 'dependsOn'))),
    ],
  };
}

describe('the panel of an issue whose CIs are hubs', () => {
  let site: Site;
  let key: string;
  let field: string;
  const call = (procedure: string, payload: Json, as: UserName = 'admin') =>
    invoke(site, as, `cmdb.${procedure}`, payload, 'plumbline-console');
  const ask = async <S extends z.ZodType>(
    shape: S,
    procedure: string,
    payload: Json,
    as: UserName = 'admin',
  ): Promise<z.output<S>> => {
    const answer: unknown = await call(procedure, payload, as);
    const { value, error } = Answer.parse(answer);
    expect(error).toBeUndefined();
    return shape.parse(value);
  };
  const update = async (ref: string, changes: Json) => {
    const { version } = await ask(Version, 'get', { ref });
    await ask(z.unknown(), 'update', { ref, expectedVersion: version, changes });
  };
  const incident = async (cis: readonly string[]): Promise<string> => {
    const fields = { project: { key: 'IT' }, issuetype: { name: 'Incident' }, summary: 'Slow', [field]: [...cis] };
    return (await jiraAs(site, 'agent').post('/rest/api/3/issue', { fields }, Key)).key;
  };
  /** The panel, with what reading it cost. */
  async function panel(as: UserName = 'agent') {
    const before = Meter.parse(site.forge.meter()).total;
    const shown = await ask(Panel, 'panel', { issueKey: key }, as);
    const after = Meter.parse(site.forge.meter()).total;
    const cost = {
      requests: after.kvsRequests - before.kvsRequests,
      bytes: after.kvsReadBytes - before.kvsReadBytes,
    };
    return { ...shown, cost };
  }
  const pass = async (milliseconds: number): Promise<void> => {
    await site.forge.advanceTo(site.clock.now() + milliseconds);
  };

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    // What runs daily has its first run now, and not among what is measured.
    await pass(600_000);
    await site.forge.drain();
    loadLandscape(site, hubs());
    const fields = await jiraAs(site, 'agent').get('/rest/api/3/field', Fields);
    field = fields.find(({ name }) => name === 'Configuration items')?.id ?? '';
    for (const [number, ref] of [...hubRefs, ...serviceRefs].entries()) {
      // The store takes so much a minute: what prepares the test keeps to it.
      if (number % 2 === 0) await pass(60_000);
      await update(ref, { name: '主機櫃與網路'.repeat(40), owner: accountIdOf('ruth'), criticality: 1 });
    }
    key = await incident(hubRefs);
    await incident([hubRefs[0] ?? '']);
    await pass(60_000);
  }, 300_000);
  afterAll(() => site.close());

  const isBounded = ({ requests, bytes }: { requests: number; bytes: number }): void => {
    expect(requests).toBeLessThanOrEqual(3);
    expect(bytes).toBeLessThanOrEqual(20_000);
  };

  it('costs at most three requests and 20 KB, before and after their services are known', async () => {
    const first = await panel();
    expect(first.cis).toHaveLength(SHOWN);
    expect(first.more).toBe(HUBS - SHOWN);
    expect(first.cis.map(({ impact }) => impact)).toEqual(first.cis.map(() => null));
    isBounded(first.cost);
    // What nobody knows is analysed after the first look, without anybody asking for it.
    for (let minute = 0; minute < 20; minute += 1) {
      await pass(60_000);
      await site.forge.drain();
    }
    const second = await panel();
    isBounded(second.cost);
    for (const { brief, ownerName, impact } of second.cis) {
      expect(brief.stateName).toBe('In use');
      expect(ownerName).toBe('Ruth Adeyemi');
      expect(brief.name.startsWith('主機櫃與網路')).toBe(true);
      expect(impact).toMatchObject({ counts: { services: SERVICES, impacted: CONSUMERS + SERVICES }, outdated: false });
      expect(impact?.services.length).toBeGreaterThan(0);
      for (const { ref, criticality } of impact?.services ?? []) {
        expect(serviceRefs).toContain(ref);
        expect(criticality).toBe(1);
      }
    }
    expect(second.cis.map(({ openIssues }) => openIssues.count)).toEqual(
      hubRefs.slice(0, SHOWN).map((_, n) => Number(n === 0)),
    );
  }, 300_000);

  it('tells a change at once, within the same bounds, and says that impact is from before it', async () => {
    await pass(60_000);
    const [hub = ''] = hubRefs;
    await update(hub, { state: 'maintenance', owner: accountIdOf('admin') });
    const changed = await panel();
    isBounded(changed.cost);
    expect(changed.cis[0]).toMatchObject({ brief: { state: 'maintenance' }, impact: { outdated: true } });
    expect(changed.cis[0]?.ownerName).not.toBe('Ruth Adeyemi');
    expect(changed.cis[1]).toMatchObject({ brief: { state: 'inUse' }, impact: { outdated: true } });
  }, 60_000);

  it('says so too when only a relation changed, which is brought up to date after some minutes', async () => {
    await ask(z.unknown(), 'create', { draft: { classKey: 'businessService', name: 'Payroll' } });
    for (let minute = 0; minute < 20; minute += 1) {
      await pass(60_000);
      await panel();
      await site.forge.drain();
    }
    expect((await panel()).cis.filter(({ impact }) => impact?.outdated !== false)).toEqual([]);
    await pass(1_000);
    const ends = { from: 'businessService:payroll', type: 'dependsOn', to: 'virtualMachine:machine-0' };
    await ask(z.unknown(), 'relate', ends);
    const changed = await panel();
    isBounded(changed.cost);
    expect(changed.cis.filter(({ impact }) => impact?.outdated !== true)).toEqual([]);
    for (let minute = 0; minute < 20; minute += 1) {
      await pass(60_000);
      await panel();
      await site.forge.drain();
    }
    for (const { impact } of (await panel()).cis)
      expect(impact).toMatchObject({ outdated: false, counts: { services: SERVICES + 1 } });
  }, 300_000);

  it('keeps to the bound for somebody to whom a class is closed', async () => {
    const State = z.object({
      version: z.int().nullable(),
      catalogue: z.looseObject({ classes: z.array(z.looseObject({ key: z.string() })) }),
    });
    const { version, catalogue } = await ask(State, 'catalogue', {});
    const classes = catalogue.classes.map((one) =>
      one.key === 'businessService' ? { ...one, readRoles: ['changeManager'] } : one,
    );
    const draft = z.json().parse({ ...catalogue, classes });
    await ask(z.unknown(), 'saveCatalogue', { expectedVersion: version, catalogue: draft });
    const closed = await panel('agent');
    isBounded(closed.cost);
    expect(closed.cis.flatMap(({ impact }) => impact?.services ?? [])).toEqual([]);
  }, 60_000);
});
