/** Numbers over many issues are the counts of their own queries, and what breaches next comes first. */
import { z } from 'zod';
import type { Site } from '../../emulator/site';
import { SiteDesk } from '../incident/site-desk';
import { aSite, invoke } from '../support/site';

const MINUTE = 60;
const Count = z.object({ count: z.int(), jql: z.string() });
const Pair = z.looseObject({ met: Count, breached: Count });
const Attainment = z.object({
  value: z.object({ weeks: z.array(Pair), groups: z.array(Pair.extend({ key: z.string() })), total: Pair }),
});
const Soon = z.object({
  value: z.object({
    rows: z.array(z.looseObject({ issueKey: z.string(), clock: z.looseObject({ dueAt: z.string() }) })),
    running: Count,
    atRisk: Count,
    breached: Count,
    paused: Count,
  }),
});

let site: Site;
let desk: SiteDesk;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  desk = await SiteDesk.open(site);
  for (const [impact, urgency] of [
    ['Enterprise', 'Critical'],
    ['Department', 'Critical'],
    ['Enterprise', 'Critical'],
  ] as const)
    await desk.create({ impact, urgency });
  const met = await desk.create({ impact: 'Enterprise', urgency: 'Critical' });
  await desk.move(met, 'In Progress');
  await desk.move(met, 'Resolved', desk.resolution());
  await desk.pass(32 * MINUTE);
  await desk.create({ impact: 'Enterprise', urgency: 'Critical' });
  await desk.settle();
}, 60_000);
afterAll(() => site.close());

const counted = async (jql: string): Promise<number> =>
  (await desk.as('manager').post('/rest/api/3/search/approximate-count', { jql }, z.object({ count: z.int() }))).count;

it.each(['priority', 'team', 'definition'])('attainment by %s equals its drill-down', async (groupBy) => {
  const input = { projects: [], definitions: [], weeks: 3, groupBy };
  const { value } = Attainment.parse(await invoke(site, 'manager', 'sla.attainment', input, 'sla-attainment'));
  expect(value.total).toMatchObject({ met: { count: 1 }, breached: { count: 2 } });
  expect(value.weeks.map(({ met, breached }) => [met.count, breached.count])).toEqual([
    [0, 0],
    [0, 0],
    [1, 2],
  ]);
  for (const { met, breached } of [value.total, ...value.weeks, ...value.groups]) {
    expect(await counted(met.jql)).toBe(met.count);
    expect(await counted(breached.jql)).toBe(breached.count);
  }
});

it('the process tells its KPIs, each of them the count of its own search', async () => {
  const Kpi = z.object({
    key: z.string(),
    unit: z.string(),
    value: z.number().nullable(),
    met: z.boolean().nullable(),
    jql: z.string(),
    over: z.int(),
  });
  const Process = z.object({ value: z.object({ owner: z.string(), kpis: z.array(Kpi) }) });
  const { value } = Process.parse(await invoke(site, 'manager', 'sla.process', {}, 'plumbline-console'));
  expect(value.kpis.map(({ key, value: number, met }) => [key, number, met])).toEqual([
    ['resolutionAttained', 1, true],
    ['responseAttained', 1 / 3, false],
    ['breachedOpen', 2, false],
    ['atRisk', 0, null],
    ['paused', 0, null],
  ]);
  for (const { unit, value: number, jql, over } of value.kpis)
    expect(await counted(jql)).toBe(unit === 'share' ? Math.round((number ?? 0) * over) : number);
});

it('what breaches next comes first, and each number equals its drill-down', async () => {
  const { value } = Soon.parse(await invoke(site, 'manager', 'sla.soon', { projects: [], limit: 10 }, 'sla-soon'));
  expect(value.rows).toHaveLength(4);
  const due = value.rows.map(({ clock }) => clock.dueAt);
  expect(due).toEqual([...due].sort());
  expect([value.running, value.atRisk, value.breached, value.paused].map(({ count }) => count)).toEqual([2, 0, 2, 0]);
  for (const { jql, count } of [value.running, value.atRisk, value.breached, value.paused])
    expect(await counted(jql)).toBe(count);
});
