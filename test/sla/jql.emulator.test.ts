/** The documented examples, run word by word against issues whose clocks stand in every way. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Site } from '../../emulator/site';
import { SiteDesk } from '../incident/site-desk';
import { ROOT } from '../support/sources';
import { aSite } from '../support/site';

const MINUTE = 60;
const urgent = { impact: 'Enterprise', urgency: 'Critical' } as const;
const Found = z.object({ issues: z.array(z.object({ key: z.string() })) });

const examples = [...readFileSync(join(ROOT, 'docs/sla-jql.md'), 'utf8').matchAll(/```jql\n([^`]+)\n```/g)].map(
  ([, jql = '']) => jql,
);

let site: Site;
let desk: SiteDesk;
const names = new Map<string, string>();

/** The issues of the story that the query finds, in its order. */
async function found(jql: string): Promise<string[]> {
  const body = { jql, fields: ['key'], maxResults: 50 };
  const { issues } = await desk.as('agent').post('/rest/api/3/search/jql', body, Found);
  return issues.map(({ key }) => names.get(key) ?? key);
}

async function incident(name: string): Promise<string> {
  const key = await desk.create(urgent);
  names.set(key, name);
  return key;
}

beforeAll(async () => {
  site = await aSite({ setUp: true });
  desk = await SiteDesk.open(site);
  await incident('breached');
  const met = await incident('met');
  await desk.move(met, 'In Progress');
  await desk.move(met, 'Resolved', desk.resolution());
  await desk.pass(5 * MINUTE);
  await incident('at risk');
  const held = await incident('paused');
  await desk.move(held, 'In Progress');
  await desk.move(held, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
  await desk.pass(26 * MINUTE);
  await incident('running');
  await desk.settle();
}, 60_000);
afterAll(() => site.close());

it.each([
  [0, ['breached']],
  [1, ['at risk']],
  [2, ['at risk', 'running']],
  [3, ['paused']],
  [4, ['met']],
  [5, expect.arrayContaining(['breached', 'at risk', 'running'])],
  [6, ['breached', 'at risk', 'running']],
  [7, expect.arrayContaining(['at risk', 'running'])],
])('documented example %i', async (index, expected) => {
  expect(await found(examples[index] ?? '')).toEqual(expected);
});

it('every example is checked', () => expect(examples).toHaveLength(8));
