/** Impact over ten thousand CIs on a site: exact, within its bound on requests, and never out of date. */
import { z } from 'zod';
import { landscape } from '../../bench/landscape';
import { loadLandscape } from '../../bench/load-landscape';
import type { Json } from '../../emulator/json';
import type { Site } from '../../emulator/site';
import { graphOf, type ImpactGraph } from '../../src/cmdb/graph';
import { impactOf } from '../../src/cmdb/impact';
import { CiRef } from '../../src/contract/ids';
import { aSite, invoke } from '../support/site';

const Answer = z.object({
  ok: z.literal(true),
  value: z.looseObject({
    impacted: z.array(z.looseObject({ id: z.string(), distance: z.int(), path: z.array(z.string()) })),
    spared: z.array(z.looseObject({ id: z.string() })),
    nodes: z.array(z.looseObject({ id: z.string(), name: z.string().optional() })),
    counts: z.object({ impacted: z.int(), services: z.int(), spared: z.int() }),
    truncatedAt: z.unknown(),
    cost: z.object({ nodes: z.int(), levels: z.int(), requests: z.int() }),
  }),
});
const Requests = z.looseObject({ total: z.looseObject({ kvsRequests: z.int() }) });

const LISTED = 1_000;
const input = landscape(10_000);
const graph = graphOf(input);

/** Those on which most hang, and one in some hundred of the others. */
function samples(of: ImpactGraph): CiRef[] {
  const consumers = (node: number): number => (of.outStart[node + 1] ?? 0) - (of.outStart[node] ?? 0);
  const order = of.nodes.map((_, node) => node).sort((a, b) => consumers(b) - consumers(a));
  return order.filter((_, rank) => rank < 3 || rank % 700 === 0).flatMap((node) => of.nodes[node]?.ref ?? []);
}

describe('impact among ten thousand CIs', () => {
  let site: Site;
  beforeAll(async () => {
    site = await aSite({ setUp: true });
    loadLandscape(site, input);
  }, 120_000);
  afterAll(() => site.close());

  const call = async (procedure: string, payload: Json) =>
    invoke(site, 'admin', `cmdb.${procedure}`, payload, 'plumbline-console');

  async function impact(ref: CiRef) {
    const before = Requests.parse(site.forge.meter()).total.kvsRequests;
    const { value } = Answer.parse(await call('impact', { refs: [ref] }));
    return { ...value, requests: Requests.parse(site.forge.meter()).total.kvsRequests - before };
  }

  async function isExact(ref: CiRef, expectedGraph = graph): Promise<void> {
    const expected = impactOf(expectedGraph, [ref]);
    const { impacted, counts, truncatedAt, cost, nodes, requests, spared } = await impact(ref);
    expect({ ref, truncatedAt, counts }).toEqual({
      ref,
      truncatedAt: null,
      counts: {
        impacted: expected.impacted.length,
        services: expected.services.length,
        spared: expected.spared.length,
      },
    });
    expect(impacted.map(({ id, distance }) => [id, distance])).toEqual(
      expected.impacted.slice(0, LISTED).map((one) => [one.ref, one.distance]),
    );
    expect(spared.map(({ id }) => id)).toEqual(expected.spared.slice(0, LISTED).map((one) => one.ref));
    const named = new Set(nodes.map(({ id }) => id));
    expect(impacted.flatMap(({ path }) => path).filter((id) => !named.has(id))).toEqual([]);
    expect(nodes.every(({ name }) => name !== undefined)).toBe(true);
    expect(requests).toBeLessThanOrEqual(cost.nodes / 25 + cost.levels + 5);
  }

  it.each(samples(graph))('of %s is exact while it has to be walked', async (ref) => isExact(ref), 60_000);

  it('is looked up once the graph is summarised, as exact, in fewer requests', async () => {
    const [hub = CiRef.parse('server:none')] = samples(graph);
    const walked = await impact(hub);
    await site.forge.drain();
    const lookedUp = await impact(hub);
    expect(lookedUp.cost.nodes).toBeGreaterThan(9_000);
    expect(lookedUp.requests).toBeLessThan(walked.requests / 1.5);
    for (const ref of samples(graph)) await isExact(ref);
  }, 120_000);

  it('knows at once what changed after that', async () => {
    const [hub = CiRef.parse('server:none')] = samples(graph);
    const gone = input.edges.find(({ supplier, consumer }) => supplier === hub && consumer !== hub);
    if (gone === undefined) throw new Error('a hub has consumers');
    const { consumer } = gone;
    await site.forge.advanceTo(site.clock.now() + 1_000);
    const Version = z.object({ value: z.looseObject({ version: z.int() }) });
    const { version } = Version.parse(await call('get', { ref: consumer })).value;
    const update = { ref: consumer, expectedVersion: version, changes: { state: 'retired' } };
    expect(await call('update', update)).toMatchObject({ ok: true });
    const retired = input.nodes.map((node) =>
      node.ref === consumer ? { ...node, retired: true, inService: false } : node,
    );
    await isExact(hub, graphOf({ ...input, nodes: retired }));
  }, 60_000);
});
