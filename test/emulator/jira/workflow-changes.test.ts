/** Changing what issues already follow: versions, status mappings, and switching a project's workflow scheme. */
import { ADMIN, aSite, type TestSite } from './site';

const V = '/rest/api/3';
const taskDone = () => new Promise((resolve) => setImmediate(resolve));

interface Made {
  workflows: { id: string; version: { id: string; versionNumber: number } }[];
  statuses: { id: string; name: string }[];
}

/** A project with one issue in To Do, and a workflow scheme whose only status is Open. */
async function aProjectAndAnotherScheme(): Promise<{
  site: TestSite;
  project: string;
  scheme: string;
  open: string;
  made: Made;
}> {
  const site = aSite();
  const lead = { leadAccountId: 'admin-account', projectTypeKey: 'business' };
  const project = (await site.call<{ id: number }>(`POST ${V}/project`, { key: 'ITSM', name: 'Desk', ...lead })).body
    .id;
  const fields = { project: { key: 'ITSM' }, issuetype: { name: 'Task' }, summary: 'Mail is down' };
  expect((await site.call(`POST ${V}/issue`, { fields })).status).toBe(201);
  const workflow = {
    name: 'Short',
    statuses: [{ statusReference: 'open', properties: {} }],
    transitions: [{ id: '1', name: 'Create', type: 'INITIAL', toStatusReference: 'open' }],
  };
  const statuses = [{ name: 'Open', statusCategory: 'TODO', statusReference: 'open' }];
  const made = (
    await site.call<Made>(`POST ${V}/workflows/create`, { scope: { type: 'GLOBAL' }, statuses, workflows: [workflow] })
  ).body;
  const scheme = (
    await site.call<{ id: number }>(`POST ${V}/workflowscheme`, { name: 'Short', defaultWorkflow: 'Short' })
  ).body.id;
  return { site, project: String(project), scheme: String(scheme), open: made.statuses[0]?.id ?? '', made };
}

const statusOf = async (site: TestSite): Promise<string> =>
  (await site.call<{ fields: { status: { name: string } } }>(`GET ${V}/issue/ITSM-1`)).body.fields.status.name;

it('a scheme cannot simply be assigned to a project that has issues', async () => {
  const { site, project, scheme } = await aProjectAndAnotherScheme();
  expect(
    (await site.call(`PUT ${V}/workflowscheme/project`, { workflowSchemeId: scheme, projectId: project })).status,
  ).toBe(400);
});

it('switching a scheme wants to know where every issue goes', async () => {
  const { site, project, scheme } = await aProjectAndAnotherScheme();
  const answer = await site.call<{ errorMessages: string[] }>(`POST ${V}/workflowscheme/project/switch`, {
    projectId: project,
    targetSchemeId: scheme,
  });
  expect(answer.status).toBe(400);
  expect(answer.body.errorMessages[0]).toContain('To Do');
  expect(await statusOf(site)).toBe('To Do');
});

it('switching a scheme moves the issues as a task and writes it into their history', async () => {
  const { site, project, scheme, open } = await aProjectAndAnotherScheme();
  const mappingsByIssueTypeOverride = [
    { issueTypeId: '10002', statusMappings: [{ oldStatusId: '10000', newStatusId: open }] },
  ];
  const started = await site.call<{ id: string }>(`POST ${V}/workflowscheme/project/switch`, {
    projectId: project,
    targetSchemeId: scheme,
    mappingsByIssueTypeOverride,
  });
  expect(started).toMatchObject({ status: 303, body: { status: 'ENQUEUED' } });
  await taskDone();
  expect((await site.call(`GET ${V}/task/${started.body.id}`)).body).toMatchObject({ status: 'COMPLETE' });
  expect(await statusOf(site)).toBe('Open');
  const history = await site.call<{ values: { items: { field: string; fromString: string; toString: string }[] }[] }>(
    `GET ${V}/issue/ITSM-1/changelog`,
  );
  expect(history.body.values.flatMap(({ items }) => items)).toMatchObject([
    { field: 'status', fromString: 'To Do', toString: 'Open' },
  ]);
});

it('a workflow changed by somebody else meanwhile is a conflict', async () => {
  const { site, made, open } = await aProjectAndAnotherScheme();
  const [workflow] = made.workflows;
  const change = {
    statuses: [{ id: open, name: 'Open', statusCategory: 'TODO', statusReference: open }],
    workflows: [
      {
        id: workflow?.id,
        version: workflow?.version,
        statuses: [{ statusReference: open, properties: {} }],
        transitions: [{ id: '1', name: 'Create', type: 'INITIAL', toStatusReference: open }],
      },
    ],
  };
  expect((await site.call(`POST ${V}/workflows/update`, change, ADMIN)).status).toBe(200);
  expect((await site.call(`POST ${V}/workflows/update`, change, ADMIN)).status).toBe(409);
});
