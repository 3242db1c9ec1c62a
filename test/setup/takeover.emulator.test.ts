/** Set-up in projects that are at work already, and after the app was away: nothing is lost, and everything is said. */
import { z } from 'zod';
import type { Json } from '../../emulator/json';
import { finish } from '../../emulator/seed/apply-set-up';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, invoke, jiraAs } from '../support/site';

const Started = z.object({ ok: z.literal(true), value: z.object({ jobId: z.string(), started: z.boolean() }) });
const Step = z.object({
  id: z.string(),
  name: z.string(),
  verdict: z.enum(['create', 'reuse', 'drift']),
  differences: z.array(z.looseObject({ code: z.string() })),
});
const Planned = z.object({
  ok: z.literal(true),
  value: z.object({ steps: z.array(Step), problems: z.array(z.json()) }),
});
const Id = z.looseObject({ id: z.union([z.string(), z.int()]).transform(String) });

const existing = (id: string, practices: Json = ['incident']): Json => ({
  project: { kind: 'existing', id },
  practices,
  people: {},
});

async function apply(site: Site, choices: Json): Promise<void> {
  await finish(site, Started.parse(await invoke(site, 'admin', 'setup.apply', choices)).value.jobId);
}

async function openSteps(site: Site, procedure: string, input: Json) {
  const { value } = Planned.parse(await invoke(site, 'admin', procedure, input));
  return value.steps.filter(({ verdict }) => verdict !== 'reuse');
}

const CATEGORIES = { Triage: 'TODO', Digging: 'IN_PROGRESS', Shipped: 'DONE' } as const;

/** A project whose issue type Incident, and with it Task, has a workflow of the company's own. */
async function projectAtWork(site: Site) {
  const admin = jiraAs(site, 'admin');
  const project = { key: 'OLD', name: 'Old desk', projectTypeKey: 'software', leadAccountId: accountIdOf('admin') };
  const { id: projectId } = await admin.post('/rest/api/3/project', project, Id);
  const type = await admin.post('/rest/api/3/issuetype', { name: 'Incident', type: 'standard' }, Id);
  const types = await admin.get('/rest/api/3/issuetype', z.array(Id.extend({ name: z.string() })));
  const typeIds = types.filter(({ name }) => ['Task', 'Bug', 'Incident'].includes(name)).map(({ id }) => id);
  const scheme = await admin.post(
    '/rest/api/3/issuetypescheme',
    { name: 'Old types', issueTypeIds: typeIds },
    z.object({ issueTypeSchemeId: z.string() }),
  );
  await admin.put('/rest/api/3/issuetypescheme/project', { issueTypeSchemeId: scheme.issueTypeSchemeId, projectId });
  await admin.post('/rest/api/3/workflows/create', OLD_WORKFLOW, z.json());
  const workflows = await admin.post(
    '/rest/api/3/workflowscheme',
    { name: 'Old workflows', defaultWorkflow: 'Old way' },
    Id,
  );
  await admin.put('/rest/api/3/workflowscheme/project', { workflowSchemeId: workflows.id, projectId });
  const issues: Record<string, string> = {};
  for (const issuetype of ['Task', 'Bug', 'Incident']) {
    for (const status of Object.keys(CATEGORIES)) {
      issues[`${issuetype} ${status}`] = await anIssue(site, issuetype, status);
    }
  }
  return { projectId, typeId: type.id, issues };
}

const OLD_WORKFLOW: Json = {
  scope: { type: 'GLOBAL' },
  statuses: Object.entries(CATEGORIES).map(([name, statusCategory]) => ({
    name,
    statusCategory,
    statusReference: name,
    description: '',
  })),
  workflows: [
    {
      name: 'Old way',
      description: '',
      startPointLayout: { x: 0, y: 0 },
      statuses: Object.keys(CATEGORIES).map((name) => ({
        statusReference: name,
        layout: { x: 0, y: 0 },
        properties: {},
      })),
      transitions: [
        { id: '1', type: 'INITIAL', name: 'Create', toStatusReference: 'Triage' },
        ...['Triage', 'Digging', 'Shipped'].map((name, index) => ({
          id: String(index + 2),
          type: 'GLOBAL',
          name: `To ${name}`,
          toStatusReference: name,
        })),
      ].map((transition) => ({
        description: '',
        links: [],
        properties: {},
        actions: [],
        validators: [],
        triggers: [],
        ...transition,
      })),
    },
  ],
};

async function anIssue(site: Site, issuetype: string, status: string): Promise<string> {
  const admin = jiraAs(site, 'admin');
  const fields = { project: { key: 'OLD' }, issuetype: { name: issuetype }, summary: `${issuetype} ${status}` };
  const { key } = await admin.post('/rest/api/3/issue', { fields }, z.object({ key: z.string() }));
  if (status !== 'Triage') await move(site, key, status);
  return key;
}

const Transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: z.object({ name: z.string() }) })),
});

const transitionsOf = async (site: Site, key: string) =>
  (await jiraAs(site, 'admin').get(`/rest/api/3/issue/${key}/transitions`, Transitions)).transitions;

async function move(site: Site, key: string, status: string): Promise<void> {
  const transition = (await transitionsOf(site, key)).find(({ to }) => to.name === status);
  if (transition === undefined) throw new Error(`${key} can't go to ${status}`);
  await jiraAs(site, 'admin').post(
    `/rest/api/3/issue/${key}/transitions`,
    { transition: { id: transition.id } },
    z.unknown(),
  );
}

const statusOf = async (site: Site, key: string): Promise<string> =>
  (
    await jiraAs(site, 'admin').get(
      `/rest/api/3/issue/${key}?fields=status`,
      z.looseObject({ fields: z.looseObject({ status: z.looseObject({ name: z.string() }) }) }),
    )
  ).fields.status.name;

it('moves issues in statuses of the company’s own to their category, says so before, and leaves other types alone', async () => {
  const site = await aSite();
  const { projectId, issues } = await projectAtWork(site);
  const plan = await openSteps(site, 'setup.plan', existing(projectId));
  expect(plan.find(({ id }) => id === 'project:workflows')?.differences).toEqual([
    { code: 'other-scheme', what: 'workflows', scheme: 'Old workflows' },
    { code: 'status-moves', issueType: 'Incident', status: 'Triage', wanted: 'New' },
    { code: 'status-moves', issueType: 'Incident', status: 'Digging', wanted: 'In Progress' },
    { code: 'status-moves', issueType: 'Incident', status: 'Shipped', wanted: 'Closed' },
  ]);
  await apply(site, existing(projectId));
  const after = Object.fromEntries(
    await Promise.all(Object.entries(issues).map(async ([name, key]) => [name, await statusOf(site, key)] as const)),
  );
  expect(after).toEqual({
    'Task Triage': 'Triage',
    'Task Digging': 'Digging',
    'Task Shipped': 'Shipped',
    'Bug Triage': 'Triage',
    'Bug Digging': 'Digging',
    'Bug Shipped': 'Shipped',
    'Incident Triage': 'New',
    'Incident Digging': 'In Progress',
    'Incident Shipped': 'Closed',
  });
  await move(site, issues['Task Triage'] ?? '', 'Digging');
  await move(site, issues['Incident Triage'] ?? '', 'In Progress');
  expect(await openSteps(site, 'setup.drift', { projectId })).toEqual([]);
  await site.close();
});

it('compares a project with the practices set up for it alone', async () => {
  const site = await aSite({ setUp: true });
  const project = { key: 'OLD', name: 'Old desk', projectTypeKey: 'software', leadAccountId: accountIdOf('admin') };
  const { id: projectId } = await jiraAs(site, 'admin').post('/rest/api/3/project', project, Id);
  await apply(site, existing(projectId));
  expect(await openSteps(site, 'setup.drift', { projectId })).toEqual([]);
  await apply(site, existing(projectId, ['problem']));
  expect(await openSteps(site, 'setup.drift', { projectId })).toEqual([]);
  const { value } = z
    .object({ value: z.object({ projects: z.array(z.looseObject({ key: z.string(), practices: z.json() })) }) })
    .parse(await invoke(site, 'admin', 'setup.overview'));
  expect(value.projects.find(({ key }) => key === 'OLD')?.practices).toEqual(['incident', 'problem']);
  await site.close();
});

it('lets agents name the reporter where somebody asked for it, once', async () => {
  const site = await aSite({ setUp: true });
  const admin = jiraAs(site, 'admin');
  const { id: projectId } = await admin.get('/rest/api/3/project/IT', Id);
  const Grants = z.object({ permissions: z.array(z.object({ permission: z.string() })) });
  const grants = async (): Promise<number> =>
    (await admin.get(`/rest/api/3/project/IT/permissionscheme?expand=permissions`, Grants)).permissions.filter(
      ({ permission }) => permission === 'MODIFY_REPORTER',
    ).length;
  const before = await grants();
  const choices = { project: { kind: 'existing', id: projectId }, practices: ['incident'], people: {} };
  await apply(site, { ...choices, agentsSetReporter: true });
  await apply(site, { ...choices, agentsSetReporter: true });
  expect((await grants()) - before).toBe(2);
  const fields = {
    project: { key: 'IT' },
    issuetype: { name: 'Incident' },
    summary: 'For a caller',
    reporter: { accountId: accountIdOf('customer') },
  };
  await jiraAs(site, 'agent').post('/rest/api/3/issue', { fields }, z.json());
  await site.close();
});

it('finds everything again after the app was uninstalled and installed anew', async () => {
  const site = await aSite({ setUp: true });
  const { id: projectId } = await jiraAs(site, 'admin').get('/rest/api/3/project/IT', Id);
  await site.forge.uninstall();
  await site.forge.install(accountIdOf('admin'));
  await site.forge.drain();
  const all = ['incident', 'problem', 'change', 'request', 'release', 'improvement'];
  // What the app remembered went with it: Jira tells nobody where the panel is shown, so it is shown once more.
  const plan = await openSteps(site, 'setup.plan', existing(projectId, all));
  expect(plan.map(({ id, verdict }) => [id, verdict])).toEqual([['project:panel', 'create']]);
  await apply(site, existing(projectId, all));
  expect(await openSteps(site, 'setup.drift', { projectId })).toEqual([]);
  await site.close();
});
