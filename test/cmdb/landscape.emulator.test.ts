import { z } from 'zod';
import { acmeLandscape } from '../../emulator/seed/landscape';
import { loadLandscape } from '../../emulator/seed/load-landscape';
import type { Site } from '../../emulator/site';
import type { Json } from '../../emulator/json';
import { aSite, invoke } from '../support/site';

describe('Acme’s landscape', () => {
  let site: Site;
  const impactOf = async (...refs: string[]): Promise<string[]> => {
    const answer = await invoke(site, 'agent', 'cmdb.impact', { refs }, 'plumbline-console');
    const Impact = z.object({
      value: z.object({ truncatedAt: z.null(), impacted: z.array(z.object({ id: z.string(), service: z.boolean() })) }),
    });
    const { impacted } = Impact.parse(answer).value;
    return impacted.filter(({ service }) => service).map(({ id }) => id.replace('businessService:', ''));
  };

  beforeAll(async () => {
    site = await aSite({ setUp: true });
    await loadLandscape(site, acmeLandscape());
  }, 120_000);
  afterAll(async () => site.close());

  it('has some 300 CIs, each of them taken by the import', async () => {
    const { cis } = acmeLandscape();
    expect(cis.length).toBeGreaterThan(270);
    let cursor: Json = null;
    let found = 0;
    do {
      const answer = await invoke(site, 'agent', 'cmdb.list', { limit: 100, cursor }, 'plumbline-console');
      const Page = z.object({ value: z.object({ rows: z.array(z.unknown()), cursor: z.string().nullable() }) });
      const { value } = Page.parse(answer);
      found += value.rows.length;
      cursor = value.cursor;
    } while (cursor !== null);
    expect(found).toBe(cis.length);
  });

  it.each<[string, string[], string[]]>([
    ['one host of six breaks nothing', ['server:rtm-esx-01'], []],
    ['one node of the shared database breaks nothing', ['virtualMachine:orders-db-rtm'], []],
    [
      'both nodes of the shared database stop what sells and ships',
      ['virtualMachine:orders-db-rtm', 'virtualMachine:orders-db-ham'],
      ['order-to-cash', 'purchasing', 'online-sales', 'warehouse-and-shipping', 'finance-reporting', 'store-sales'],
    ],
    ['one carrier of two breaks nothing', ['cloudResource:nordlink-mpls'], []],
    [
      'the payment gateway stops both kinds of sale',
      ['cloudResource:payment-gateway'],
      ['online-sales', 'store-sales'],
    ],
  ])('%s', async (_what, failed, services) => {
    expect((await impactOf(...failed)).sort()).toEqual([...services].sort());
  });
});
