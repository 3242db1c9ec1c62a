/** A site that was set up before changes had gates: it is told so, brought in line, and its changes stay where they are. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { finish } from '../../emulator/seed/apply-set-up';
import type { Site } from '../../emulator/site';
import { aSite, invoke, jiraAs } from '../support/site';

const NAME = 'Plumbline: Change lifecycle';

const Rule = z.looseObject({ ruleKey: z.string() });
const Transition = z.looseObject({
  name: z.string(),
  links: z.array(z.looseObject({ fromStatusReference: z.string() })),
  validators: z.array(Rule).nullish(),
  conditions: z.json().nullish(),
  transitionScreen: z.json().nullish(),
});
const Workflows = z.object({
  statuses: z.array(z.looseObject({ id: z.string(), name: z.string(), statusReference: z.string() })),
  workflows: z.array(
    z.looseObject({
      id: z.string(),
      version: z.json(),
      statuses: z.array(z.looseObject({ statusReference: z.string(), layout: z.json(), properties: z.json() })),
      transitions: z.array(Transition),
    }),
  ),
});
const Started = z.object({ ok: z.literal(true), value: z.object({ jobId: z.string() }) });
const Planned = z.object({
  ok: z.literal(true),
  value: z.object({
    steps: z.array(
      z.object({ name: z.string(), verdict: z.string(), differences: z.array(z.looseObject({ code: z.string() })) }),
    ),
  }),
});

const read = async (site: Site) =>
  jiraAs(site, 'admin').post('/rest/api/3/workflows', { workflowNames: [NAME] }, Workflows);

/** What the app's first version made of it: two ways that are no more, no gates, conditions or screens. */
async function asItWas(site: Site): Promise<void> {
  const { statuses, workflows } = await read(site);
  const [workflow] = workflows;
  if (workflow === undefined) throw new Error('no workflow');
  const reference = (name: string): string => statuses.find((status) => status.name === name)?.statusReference ?? '';
  const from = (...names: string[]) =>
    names.map((name) => ({ fromStatusReference: reference(name), fromPort: 0, toPort: 1 }));
  const LINKS: Readonly<Record<string, ReturnType<typeof from>>> = {
    Schedule: from('New', 'Authorize'),
    Implement: from('Authorize', 'Scheduled'),
  };
  const transitions = workflow.transitions
    .filter(({ name }) => !['Schedule standard change', 'Implement emergency'].includes(name))
    .map(({ conditions: _conditions, transitionScreen: _screen, ...transition }) => ({
      ...transition,
      validators: transition.name === 'Review' ? OWN_RULE : [],
      links: LINKS[transition.name] ?? transition.links,
    }));
  const body = {
    statuses: statuses.map(({ id, name, statusReference, ...status }) => ({
      id,
      name,
      statusReference,
      statusCategory: status['statusCategory'],
    })),
    workflows: [
      {
        id: workflow.id,
        version: workflow.version,
        statuses: workflow.statuses.map(({ statusReference, layout, properties }) => ({
          statusReference,
          layout,
          properties,
        })),
        transitions,
      },
    ],
  };
  await jiraAs(site, 'admin').post('/rest/api/3/workflows/update', body, z.json());
}

/** What the company itself added. */
const OWN_RULE = [{ ruleKey: 'system:check-permission-validator', parameters: { permissionKey: 'EDIT_ISSUES' } }];

async function inOldStatus(site: Site, status: string, ...transitions: string[]): Promise<string> {
  const agent = jiraAs(site, 'agent');
  const fields = { project: { key: 'IT' }, issuetype: { name: 'Change' }, summary: `In ${status}` };
  const { key } = await agent.post('/rest/api/3/issue', { fields }, z.looseObject({ key: z.string() }));
  for (const name of transitions) {
    const offered = await agent.get(
      `/rest/api/3/issue/${key}/transitions`,
      z.object({ transitions: z.array(z.object({ id: z.string(), name: z.string() })) }),
    );
    const id = offered.transitions.find((one) => one.name === name)?.id;
    await agent.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id } }, z.unknown());
  }
  return key;
}

const statusOf = async (site: Site, key: string): Promise<string> =>
  (
    await jiraAs(site, 'admin').get(
      `/rest/api/3/issue/${key}?fields=status`,
      z.object({ fields: z.object({ status: z.object({ name: z.string() }) }) }),
    )
  ).fields.status.name;

it('says what is missing, puts it right, and moves nobody’s change', async () => {
  const site = await aSite({ setUp: true });
  await asItWas(site);
  const keys = {
    New: await inOldStatus(site, 'New'),
    Authorize: await inOldStatus(site, 'Authorize', 'Request assessment', 'Request authorization'),
    Scheduled: await inOldStatus(site, 'Scheduled', 'Schedule'),
    Implement: await inOldStatus(site, 'Implement', 'Schedule', 'Implement'),
  };
  await site.forge.drain();
  const { id } = await jiraAs(site, 'admin').get('/rest/api/3/project/IT', z.looseObject({ id: z.string() }));
  const choices: Json = { project: { kind: 'existing', id }, practices: ['change'], people: {} };

  const plan = Planned.parse(await invoke(site, 'admin', 'setup.plan', choices)).value.steps;
  const step = plan.find(({ name }) => name === NAME);
  expect(step?.verdict).toBe('drift');
  const told = step?.differences.map(({ code, ...rest }) => `${code}: ${Object.values(rest).join(', ')}`) ?? [];
  expect(told.sort()).toEqual(
    [
      'gate-missing: Close',
      'gate-missing: Implement',
      'gate-missing: Request assessment',
      'gate-missing: Request authorization',
      'gate-missing: Schedule',
      'field-not-required: Cancel, Resolution notes',
      'transition-missing: Implement emergency',
      'transition-missing: Schedule standard change',
      'transition-origin-past: Implement, Authorize',
      'transition-origin-past: Schedule, New',
      'transition-screen: Cancel',
      'transition-screen: Request assessment',
    ].sort(),
  );

  await finish(site, Started.parse(await invoke(site, 'admin', 'setup.apply', choices)).value.jobId);
  const after = Planned.parse(await invoke(site, 'admin', 'setup.plan', choices)).value.steps;
  expect(after.filter(({ verdict }) => verdict !== 'reuse')).toEqual([]);
  for (const [status, key] of Object.entries(keys)) expect(await statusOf(site, key)).toBe(status);

  const { workflows } = await read(site);
  const review = workflows[0]?.transitions.find(({ name }) => name === 'Review');
  expect(review?.validators?.map(({ ruleKey }) => ruleKey)).toEqual(['system:check-permission-validator']);
  await expect(inOldStatus(site, 'Assess', 'Request assessment')).rejects.toThrow(/It can’t be assessed yet/);
  await site.close();
});

it('puts its condition before those of others, any of which would do', async () => {
  const site = await aSite({ setUp: true });
  const { statuses, workflows } = await read(site);
  const [workflow] = workflows;
  if (workflow === undefined) throw new Error('no workflow');
  const permission = (permissionKeys: string): Json => ({
    ruleKey: 'system:restrict-issue-transition',
    parameters: { permissionKeys },
  });
  const anyOf: Json = {
    operation: 'ANY',
    conditions: [permission('EDIT_ISSUES'), permission('ADMINISTER')],
    conditionGroups: [],
  };
  const body = {
    statuses: statuses.map(({ id, name, statusReference, ...status }) => ({
      id,
      name,
      statusReference,
      statusCategory: status['statusCategory'],
    })),
    workflows: [
      {
        id: workflow.id,
        version: workflow.version,
        statuses: workflow.statuses.map(({ statusReference, layout, properties }) => ({
          statusReference,
          layout,
          properties,
        })),
        transitions: workflow.transitions.map((transition) =>
          transition.name === 'Schedule standard change' ? { ...transition, conditions: anyOf } : transition,
        ),
      },
    ],
  };
  await jiraAs(site, 'admin').post('/rest/api/3/workflows/update', body, z.json());
  const { id } = await jiraAs(site, 'admin').get('/rest/api/3/project/IT', z.looseObject({ id: z.string() }));
  const choices: Json = { project: { kind: 'existing', id }, practices: ['change'], people: {} };
  const plan = Planned.parse(await invoke(site, 'admin', 'setup.plan', choices)).value.steps;
  expect(plan.find(({ name }) => name === NAME)?.differences).toEqual([
    { code: 'condition-missing', transition: 'Schedule standard change' },
  ]);
  await finish(site, Started.parse(await invoke(site, 'admin', 'setup.apply', choices)).value.jobId);
  const repaired = (await read(site)).workflows[0]?.transitions.find(({ name }) => name === 'Schedule standard change');
  expect(repaired?.conditions).toMatchObject({
    operation: 'ALL',
    conditions: [{ ruleKey: 'forge:expression-condition' }],
    conditionGroups: [{ operation: 'ANY', conditions: [{}, {}] }],
  });
  await site.close();
});
