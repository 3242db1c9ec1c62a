/**
 * What change enablement costs, step by step, as the local host meters it: invocations, Jira's points, and requests and bytes
 * of the app's storage, of all functions together, on a site with the landscape of the local company.
 */
import { z } from 'zod';
import { adf, JiraClient } from '../emulator/jira-client';
import type { Json } from '../emulator/json';
import { applySetUp } from '../emulator/seed/apply-set-up';
import { acmeLandscape } from '../emulator/seed/landscape';
import { loadLandscape } from '../emulator/seed/load-landscape';
import { accountIdOf, emailOf, type UserName } from '../emulator/seed/people';
import { Site } from '../emulator/site';
import { averageOf, type StepCost } from './sla-cost';

const TIMES = 5;
const HOUR = 3_600_000;
const Named = z.array(z.object({ id: z.string(), name: z.string() }));
const Key = z.object({ key: z.string() });
const Transitions = z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) });
const Panel = z.object({
  ok: z.literal(true),
  value: z.object({
    kind: z.literal('change'),
    questions: z.array(z.object({ key: z.string(), choices: z.array(z.object({ key: z.string() })) })),
    approval: z.object({ seal: z.string() }),
  }),
});
const Done = z.object({ ok: z.literal(true) });

const TEXTS = ['Reason for change', 'Implementation plan', 'Back-out plan', 'Test plan', 'Communication plan'];
/** What ERP, warehouse and pricing stand on. */
const CIS = ['cluster:orders-db-cluster'];
const START = Date.parse('2026-02-02T08:00:00Z');
const MONTH = { from: '2026-02-02T08:00:00.000Z', to: '2026-03-02T08:00:00.000Z' };
const REVIEW = {
  outcome: 'successful',
  actualStart: null,
  actualEnd: null,
  deviations: '',
  lessons: 'x',
  incidents: [],
};
/** What goes on besides: by the clock, and in the background of other practices. */
const BESIDES = [
  ...['sla-sweep', 'sla-nightly', 'incident-auto-close', 'cmdb-daily'],
  ...['sla-consumer', 'cmdb-consumer', 'cmdb-import-consumer'],
];

/** The hour in which a change's window begins: one after the other, so that none is in another's way. */
const windowAt = (index: number): number => START + (24 + 3 * index) * HOUR;

/** The average of a few changes of a cluster that business services depend on. */
export async function changeCosts(): Promise<StepCost[]> {
  const site = await Site.open({
    data: ':memory:',
    clock: { mode: 'manual', startAt: START },
  });
  try {
    await applySetUp(site, { projectKey: 'IT', projectName: 'IT Service Desk' });
    await loadLandscape(site, acmeLandscape());
    return await lifeOf(site);
  } finally {
    await site.close();
  }
}

async function lifeOf(site: Site): Promise<StepCost[]> {
  const jiraAs = (user: UserName): JiraClient =>
    new JiraClient((request) => site.server.fetch(request), site.baseUrl, emailOf(user), user);
  const jira = jiraAs('agent');
  const fields = new Map((await jira.get('/rest/api/3/field', Named)).map(({ id, name }) => [name, id]));
  const change = (await jira.get('/rest/api/3/issuetype', Named)).find(({ name }) => name === 'Change')?.id ?? '';
  const call = async (user: UserName, functionKey: string, payload: Json): Promise<Json | undefined> => {
    const context = {};
    const moduleKey = 'plumbline-panel';
    return site.forge.invokeResolver({ accountId: accountIdOf(user), moduleKey, functionKey, payload, context });
  };
  const keys: string[] = [];
  const costs: StepCost[] = [];
  const measure = async (step: string, act: (key: string, index: number) => Promise<unknown>): Promise<void> => {
    // Storage allows so many requests a minute.
    await site.forge.advanceTo(site.clock.now() + 60_000);
    site.forge.resetMeter();
    for (let index = 0; index < TIMES; index += 1) await act(keys[index] ?? '', index);
    await site.forge.drain();
    costs.push({ step, ...averageOf(site, TIMES, BESIDES) });
  };
  const inJira = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
  const described = (index: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries({
        'Change type': { value: 'Normal' },
        'Planned start': inJira(windowAt(index)),
        'Planned end': inJira(windowAt(index) + 2 * HOUR),
        'Configuration items': CIS,
        ...Object.fromEntries(TEXTS.map((name) => [name, adf(`${name}: as discussed with the team on Friday.`)])),
      }).map(([name, value]) => [fields.get(name) ?? name, value]),
    );
  const move = async (key: string, name: string, user: UserName = 'agent'): Promise<void> => {
    const { transitions } = await jiraAs(user).get(`/rest/api/3/issue/${key}/transitions`, Transitions);
    const transition = { id: transitions.find((one) => one.name === name)?.id };
    await jiraAs(user).post(`/rest/api/3/issue/${key}/transitions`, { transition }, z.unknown());
  };
  const panel = async (user: UserName, key: string) =>
    Panel.parse(await call(user, 'change.panel', { issueKey: key })).value;

  await measure('created', async (_, index) => {
    const common = { project: { key: 'IT' }, issuetype: { id: change }, summary: 'Renew the certificate' };
    keys.push((await jira.post('/rest/api/3/issue', { fields: { ...common, ...described(index) } }, Key)).key);
  });
  await measure('a plan edited', (key) =>
    jira.put(`/rest/api/3/issue/${key}`, { fields: { [fields.get('Test plan') ?? '']: adf('Another plan.') } }),
  );
  await measure('panel looked at', (key) => panel('agent', key));
  await measure('gate: to assessment', (key) => move(key, 'Request assessment'));
  const { questions } = await panel('agent', keys[0] ?? '');
  const answers = Object.fromEntries(questions.map(({ key, choices }) => [key, choices[0]?.key ?? '']));
  await measure('assessed', async (issueKey) =>
    Done.parse(await call('agent', 'change.assess', { issueKey, answers })),
  );
  await measure('gate: to authorization', (key) => move(key, 'Request authorization'));
  const seals = new Map<string, string>();
  for (const key of keys) seals.set(key, (await panel('changemanager', key)).approval.seal);
  const approve = (user: UserName, issueKey: string): Promise<Json | undefined> => {
    const seal = seals.get(issueKey) ?? '';
    return call(user, 'change.decide', { issueKey, verdict: 'approve', onBehalfOf: null, reason: '', seal });
  };
  await measure('decided', async (key) => Done.parse(await approve('changemanager', key)));
  // Whoever else has to, where the shipped policy asks for more than one.
  for (const key of keys) for (const user of ['cab', 'serviceowner'] as const) await approve(user, key);
  await measure('gate: to scheduled', (key) => move(key, 'Schedule'));
  await measure('slot found', async (issueKey) => {
    const search = { after: MONTH.from, until: MONTH.to, minutes: 120, step: 30, hours: 'any' };
    Done.parse(await call('agent', 'change.findSlot', { issueKey, search }));
  });
  const everything = { ...MONTH, projects: [], services: [], types: [], levels: [] };
  await measure('calendar of a month', async () => Done.parse(await call('agent', 'change.calendar', everything)));
  await measure('gate: to implementation', async (key, index) => {
    await site.forge.advanceTo(windowAt(index));
    await move(key, 'Implement');
  });
  await measure('reviewed', async (issueKey) =>
    Done.parse(await call('agent', 'change.review', { issueKey, review: REVIEW })),
  );
  return costs;
}
