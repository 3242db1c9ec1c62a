/** Escalations from end to end: exactly once, whatever happens to the app and to its events on the way. */
import { z } from 'zod';
import type { JsonObject } from '../../emulator/json';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { AccountId, IssueKey } from '../../src/contract/ids';
import { Policy, type EscalationAction } from '../../src/sla/policy';
import { SiteDesk } from '../incident/site-desk';
import { aSite, invoke } from '../support/site';

const MINUTE = 60;
const urgent = { impact: 'Department', urgency: 'Critical' } as const;
const State = z.object({ ok: z.literal(true), value: z.object({ version: z.int(), policy: Policy }) });
const LinkTypes = z.object({ issueLinkTypes: z.array(z.object({ id: z.string(), name: z.string() })) });

let site: Site;
let desk: SiteDesk;
let problem: string;

beforeAll(async () => {
  site = await aSite({ setUp: true });
  desk = await SiteDesk.open(site);
  problem = await desk.create({}, 'agent', 'Problem');
  const { issueLinkTypes } = await desk.as('admin').get('/rest/api/3/issueLinkType', LinkTypes);
  await save([
    { do: 'comment', text: 'Nobody has answered yet.', mention: [{ who: 'reporter' }] },
    { do: 'assign', to: { accountId: AccountId.parse(accountIdOf('manager')) } },
    { do: 'raisePriority' },
    { do: 'label', label: 'sla-breached' },
    { do: 'link', linkTypeId: issueLinkTypes[0]?.id ?? '', to: IssueKey.parse(problem) },
  ]);
}, 60_000);
afterAll(() => site.close());
afterEach(() => site.forge.clearFaults());

async function save(onBreach: EscalationAction[]): Promise<void> {
  const { version, policy } = State.parse(await invoke(site, 'admin', 'sla.policy')).value;
  const definitions = policy.definitions.map((one) => (one.key === 'first-response' ? { ...one, onBreach } : one));
  const draft = z.json().parse({ ...policy, definitions });
  expect(await invoke(site, 'admin', 'sla.savePolicy', { expectedVersion: version, policy: draft })).toMatchObject({
    ok: true,
  });
  await site.forge.drain();
}

const Escalated = z.object({
  assignee: z.object({ accountId: z.string() }).nullable(),
  priority: z.object({ name: z.string() }),
  labels: z.array(z.string()),
  issuelinks: z.array(z.unknown()),
});

async function outcome(key: string) {
  const { fields } = await desk.issue(key);
  const { assignee, priority, labels, issuelinks } = Escalated.parse(fields);
  const comments = (await desk.comments(key)).filter((text) => text.includes('Nobody has answered')).length;
  return { assignee: assignee?.accountId, priority: priority.name, labels, links: issuelinks.length, comments };
}

const ONCE = () => ({
  assignee: accountIdOf('manager'),
  priority: 'Highest',
  labels: ['sla-breached'],
  links: 1,
  comments: 1,
});

const FAULTS = [
  ['undisturbed', []],
  ['events three times', [{ kind: 'event-duplicate', copies: 2, afterSeconds: 5 }]],
  ['events late and in another order', [{ kind: 'event-reorder', withinSeconds: 170, seed: 3 }]],
  [
    'Jira too busy for a while',
    [{ kind: 'jira', functionKey: 'sla-consumer', status: 429, retryAfterSeconds: 30, times: 9 }],
  ],
  ['the comment answered by an error', [{ kind: 'jira', method: 'POST', path: '/comment$', status: 500, times: 2 }]],
  [
    'the label answered by a time-out',
    [{ kind: 'jira', method: 'PUT', path: '/issue/\\d+$', status: 'timeout', times: 5 }],
  ],
  ['storage not available', [{ kind: 'kvs', functionKey: 'sla-consumer', status: 500, times: 4 }]],
  ['the event at creation lost', [{ kind: 'kill', functionKey: 'on-issue-event', afterCalls: 0, times: 5 }]],
] satisfies readonly (readonly [string, readonly JsonObject[]])[];

it.each(FAULTS)('at a breach happen exactly once: %s', async (how, faults) => {
  for (const fault of faults) site.forge.addFault(fault);
  const key = await desk.create(urgent);
  await desk.pass(65 * MINUTE);
  // A later event tells of an issue whose first was lost.
  if (how.includes('lost')) await desk.edit(key, { impact: 'Enterprise' });
  await desk.pass(20 * MINUTE);
  expect(await outcome(key)).toEqual(ONCE());
});

it.each(Array.from({ length: 22 }, (_, index) => index))(
  'happen exactly once when the worker dies at its call number %i',
  async (afterCalls) => {
    const key = await desk.create(urgent);
    await desk.settle();
    await desk.pass(59 * MINUTE);
    site.forge.addFault({ kind: 'kill', functionKey: 'sla-consumer', afterCalls, times: 1 });
    await desk.pass(20 * MINUTE);
    expect(await outcome(key)).toEqual(ONCE());
  },
);

it('that Jira refuses for good are not tried for ever, and the others happen', async () => {
  site.forge.addFault({ kind: 'jira', method: 'PUT', path: '/assignee$', status: 403 });
  const key = await desk.create(urgent);
  await desk.pass(80 * MINUTE);
  expect(await outcome(key)).toEqual({ ...ONCE(), assignee: undefined });
  await desk.pass(30 * MINUTE);
  const { id } = await desk.issue(key);
  const Calls = z.array(z.looseObject({ path: z.string() }));
  const tries = Calls.parse(site.forge.traffic()).filter(({ path }) => path.endsWith(`/${id}/assignee`));
  expect(tries).toHaveLength(1);
  const Shown = z.object({
    definition: z.object({ key: z.string() }),
    escalations: z.array(z.looseObject({ reason: z.string().nullable() })),
  });
  const Panel = z.object({ value: z.object({ clocks: z.array(Shown) }) });
  const { clocks } = Panel.parse(await invoke(site, 'agent', 'sla.panel', { issueKey: key }, 'plumbline-panel')).value;
  expect(clocks.find(({ definition }) => definition.key === 'first-response')?.escalations).toMatchObject([
    { threshold: null, action: 'comment', outcome: 'done', reason: null },
    { action: 'assign', outcome: 'refused' },
    { action: 'raisePriority', outcome: 'done' },
    { action: 'label', outcome: 'done' },
    { action: 'link', outcome: 'done' },
  ]);
  const shown = clocks.flatMap(({ escalations }) => escalations);
  expect(shown.map(({ reason }) => (reason ?? '') !== '')).toEqual([false, true, false, false, false]);
});
