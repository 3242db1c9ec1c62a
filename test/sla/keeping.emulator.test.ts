/** Clocks from end to end: the unmodified app on a whole site, set up by itself. */
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import type { Site } from '../../emulator/site';
import { SiteDesk } from '../incident/site-desk';
import { aSite, invoke } from '../support/site';

const PANEL = 'plumbline-panel';
const MINUTE = 60;
const Clock = z.looseObject({
  definition: z.object({ key: z.string() }),
  state: z.string(),
  open: z.boolean(),
  dueAt: z.string().nullable(),
  breachedAt: z.string().nullable(),
});
const Panel = z.object({ ok: z.literal(true), value: z.object({ kind: z.literal('clocks'), clocks: z.array(Clock) }) });

let site: Site;
let desk: SiteDesk;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  desk = await SiteDesk.open(site);
}, 60_000);
afterAll(() => site.close());
afterEach(() => site.forge.clearFaults());

const urgent = { impact: 'Enterprise', urgency: 'Critical' } as const;

async function published(key: string) {
  const { fields } = await desk.issue(key);
  const due = z.string().nullable().parse(fields[desk.field('SLA due')]);
  return {
    state: fields[desk.field('SLA state')],
    due: due === null ? null : Date.parse(due),
    remaining: fields[desk.field('SLA remaining')],
    clocks: fields[desk.field('SLA clocks')],
    outcomes: fields[desk.field('SLA outcomes')],
  };
}

async function clocks(key: string) {
  return Panel.parse(await invoke(site, 'agent', 'sla.panel', { issueKey: key }, PANEL)).value.clocks;
}

it('an incident’s clocks are published at its creation, after its priority was set', async () => {
  const start = site.clock.now();
  const key = await desk.create(urgent);
  await desk.settle();
  expect(await published(key)).toEqual({
    state: 'Running',
    due: start + 30 * MINUTE * 1000,
    remaining: 30,
    clocks: ['first-response.running', 'resolution.running'],
    outcomes: null,
  });
  expect(await clocks(key)).toMatchObject([{ state: 'running' }, { state: 'running' }]);
});

it('goes through warning, breach, hold and resolution as time passes', async () => {
  const start = site.clock.now();
  const key = await desk.create(urgent);
  await desk.pass(23 * MINUTE);
  expect(await published(key)).toMatchObject({ state: 'At risk', remaining: 7 });
  await desk.pass(7 * MINUTE + 2);
  expect(await published(key)).toMatchObject({
    state: 'Breached',
    due: start + 30 * MINUTE * 1000,
    clocks: ['first-response.breached', 'resolution.running'],
  });
  await desk.move(key, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
  await desk.settle();
  expect(await published(key)).toMatchObject({ clocks: ['first-response.breached', 'resolution.paused'] });
  await desk.move(key, 'In Progress');
  await desk.move(key, 'Resolved', desk.resolution());
  await desk.settle();
  const { clocks: words, due } = await published(key);
  expect({ words, due }).toEqual({ words: ['first-response.breached', 'resolution.met'], due: null });
});

/** Each row disturbs the same story, which ends in the same words; the night finds what no event told. */
const DISTURBED = [
  ['undisturbed', []],
  ['each three times', [{ kind: 'event-duplicate', copies: 2, afterSeconds: 35 }]],
  ['three minutes late', [{ kind: 'event-delay', seconds: 180 }]],
  ['in another order (1)', [{ kind: 'event-reorder', withinSeconds: 180, seed: 1 }]],
  ['in another order (2)', [{ kind: 'event-reorder', withinSeconds: 180, seed: 77 }]],
  ['all of them lost', [{ kind: 'kill', functionKey: 'on-issue-event', afterCalls: 0, times: 60 }]],
] satisfies readonly (readonly [string, readonly JsonObject[]])[];

it.each(DISTURBED)('events %s end in the same publication', async (_how, faults) => {
  for (const fault of faults) site.forge.addFault(fault);
  const key = await desk.create(urgent);
  await desk.pass(35 * MINUTE);
  await desk.move(key, 'In Progress');
  await desk.pass(20);
  await desk.move(key, 'On Hold', { [desk.field('Pending reason')]: { value: 'Awaiting Vendor' } });
  await desk.pass(20);
  await desk.move(key, 'In Progress');
  await desk.pass(20);
  await desk.edit(key, { impact: 'Department' });
  await desk.move(key, 'Resolved', desk.resolution());
  await desk.pass(25 * 60 * MINUTE);
  expect(await published(key)).toMatchObject({
    state: 'Breached',
    due: null,
    remaining: null,
    clocks: ['first-response.breached', 'resolution.met'],
    outcomes: [expect.stringMatching(/^first-response\.breached\./), expect.stringMatching(/^resolution\.met\./)],
  });
});

it('an unrelated edit costs no call', async () => {
  const key = await desk.create(urgent);
  await desk.pass(MINUTE);
  site.forge.resetMeter();
  await desk.as('agent').put(`/rest/api/3/issue/${key}`, { fields: { summary: 'Mail is down again' } });
  await desk.settle();
  const Meter = z.object({ functions: z.record(z.string(), z.looseObject({ jiraCalls: z.number() })) });
  expect(Meter.parse(site.forge.meter()).functions['on-issue-event']?.jiraCalls).toBe(0);
});
