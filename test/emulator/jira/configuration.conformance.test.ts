/** One administrator's day: every configuration operation answers in the shape the OpenAPI document gives. */
import { describeWithOpenApi } from '../../support/openapi';
import { operations } from '../../../emulator/jira';
import { moduleAri } from '../../../emulator/seams';
import { aConformingSite, type ConformingSite } from './conforming';
import { anApp, asApp } from './site';

const app = anApp({
  uiModules: [
    { type: 'jira:dashboardGadget', key: 'backlog', title: 'Backlog', resource: 'backlog', properties: {} },
    { type: 'jira:issuePanel', key: 'panel', title: 'Panel', resource: 'panel', properties: {} },
  ],
});
const V = '/rest/api/3';

/** Routes as steps; each must succeed. Gives the answers back in order. */
async function steps(
  site: ConformingSite,
  routes: readonly (readonly [string, unknown?])[],
): Promise<Record<string, unknown>[]> {
  const answers: Record<string, unknown>[] = [];
  for (const [route, body] of routes) {
    const answer = await site.call<Record<string, unknown>>(route, body);
    if (answer.status >= 400) throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    answers.push(answer.body);
  }
  return answers;
}
const idIn = (body: unknown): string => String((body as { id: string | number }).id);
const taskDone = () => new Promise((resolve) => setImmediate(resolve));

async function people(site: ConformingSite): Promise<void> {
  const [group] = await steps(site, [[`POST ${V}/group`, { name: 'service-desk' }]]);
  const id = String(group?.['groupId']);
  const [person] = await steps(site, [
    [`POST ${V}/user`, { emailAddress: 'new@acme.example', products: ['jira-software'] }],
  ]);
  await steps(site, [[`DELETE ${V}/user?accountId=${String(person?.['accountId'])}`]]);
  await steps(site, [
    [`GET ${V}/myself`],
    [`GET ${V}/user?accountId=agent-account&expand=groups`],
    [`GET ${V}/user/bulk?accountId=agent-account&accountId=admin-account`],
    [`GET ${V}/user/search?query=agent`],
    [`GET ${V}/user/groups?accountId=agent-account`],
    [`GET ${V}/users`],
    [`GET ${V}/users/search`],
    [`PUT ${V}/user/properties/theme`, { dark: true }],
    [`GET ${V}/user/properties`],
    [`GET ${V}/user/properties/theme`],
    [`DELETE ${V}/user/properties/theme`],
    [`GET ${V}/group/bulk`],
    [`POST ${V}/group/user?groupId=${id}`, { accountId: 'agent-account' }],
    [`GET ${V}/group/member?groupId=${id}`],
    [`DELETE ${V}/group/user?groupId=${id}&accountId=agent-account`],
    [`GET ${V}/groups/picker?query=desk`],
    [`DELETE ${V}/group?groupId=${id}`],
  ]);
}

async function server(site: ConformingSite): Promise<void> {
  await steps(site, [
    [`GET ${V}/serverInfo`],
    [`GET ${V}/configuration`],
    [`GET ${V}/permissions`],
    [`GET ${V}/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS`],
    [
      `POST ${V}/permissions/check`,
      { globalPermissions: ['ADMINISTER'], projectPermissions: [{ permissions: ['EDIT_ISSUES'], projects: [1] }] },
    ],
    [`POST ${V}/permissions/project`, { permissions: ['EDIT_ISSUES'] }],
  ]);
}

async function permissionSchemes(site: ConformingSite, project: string): Promise<void> {
  const [scheme] = await steps(site, [[`POST ${V}/permissionscheme`, { name: 'Closed' }]]);
  const path = `${V}/permissionscheme/${idIn(scheme)}`;
  const [grant] = await steps(site, [
    [`POST ${path}/permission`, { permission: 'EDIT_ISSUES', holder: { type: 'projectLead' } }],
  ]);
  await steps(site, [
    [`GET ${V}/permissionscheme?expand=permissions`],
    [`GET ${path}?expand=all`],
    [`PUT ${path}`, { name: 'Closed shop' }],
    [`GET ${path}/permission`],
    [`GET ${path}/permission/${idIn(grant)}`],
    [`DELETE ${path}/permission/${idIn(grant)}`],
    [`GET ${V}/project/${project}/permissionscheme`],
    [`PUT ${V}/project/${project}/permissionscheme`, { id: Number(idIn(scheme)) }],
    [`PUT ${V}/project/${project}/permissionscheme`, { id: 0 }],
    [`DELETE ${path}`],
  ]);
}

async function roles(site: ConformingSite, project: string): Promise<void> {
  const [role] = await steps(site, [
    [`POST ${V}/role`, { name: 'Service Desk Agent', description: 'Works incidents' }],
  ]);
  const [path, own] = [`${V}/role/${idIn(role)}`, `${V}/project/${project}/role/${idIn(role)}`];
  await steps(site, [
    [`GET ${V}/role`],
    [`GET ${path}`],
    [`POST ${path}`, { name: 'Agent' }],
    [`PUT ${path}`, { name: 'Service Desk Agent', description: 'Works incidents' }],
    [`POST ${path}/actors`, { user: ['agent-account'] }],
    [`GET ${path}/actors`],
    [`DELETE ${path}/actors?user=agent-account`],
    [`GET ${V}/project/${project}/role`],
    [`POST ${own}`, { user: ['agent-account'], group: ['jira-software-users'] }],
    [`GET ${own}`],
    [`PUT ${own}`, { categorisedActors: { 'atlassian-user-role-actor': ['agent-account'] } }],
    [`GET ${V}/project/${project}/roledetails`],
    [`DELETE ${own}?user=agent-account`],
    [`DELETE ${path}`],
  ]);
}

async function projects(site: ConformingSite): Promise<string> {
  const [project] = await steps(site, [
    [
      `POST ${V}/project`,
      { key: 'ITSM', name: 'Service desk', projectTypeKey: 'business', leadAccountId: 'admin-account' },
    ],
  ]);
  await steps(site, [
    [`GET ${V}/project`],
    [`GET ${V}/project/search?expand=lead,issueTypes,description`],
    [`GET ${V}/project/ITSM`],
    [`PUT ${V}/project/ITSM`, { description: 'Incidents' }],
    [`GET ${V}/project/ITSM/statuses`],
    [`GET ${V}/user/assignable/search?project=ITSM`],
    [`GET ${V}/issuetype/project?projectId=${idIn(project)}`],
  ]);
  return idIn(project);
}

async function issueTypes(site: ConformingSite, project: string): Promise<void> {
  const [type] = await steps(site, [[`POST ${V}/issuetype`, { name: 'Incident', type: 'standard' }]]);
  const [scheme] = await steps(site, [
    [`POST ${V}/issuetypescheme`, { name: 'ITSM types', issueTypeIds: ['10002'], defaultIssueTypeId: '10002' }],
  ]);
  const path = `${V}/issuetypescheme/${String(scheme?.['issueTypeSchemeId'])}`;
  const incident = idIn(type);
  await steps(site, [
    [`GET ${V}/issuetype`],
    [`GET ${V}/issuetype/${incident}`],
    [`PUT ${V}/issuetype/${incident}`, { description: 'An unplanned interruption' }],
    [`PUT ${path}/issuetype`, { issueTypeIds: [incident] }],
    [`PUT ${path}/issuetype/move`, { issueTypeIds: [incident], position: 'First' }],
    [`PUT ${path}`, { name: 'Service types' }],
    [`GET ${V}/issuetypescheme`],
    [`GET ${V}/issuetypescheme/mapping`],
    [`PUT ${V}/issuetypescheme/project`, { issueTypeSchemeId: path.split('/').at(-1), projectId: project }],
    [`GET ${V}/issuetypescheme/project?projectId=${project}`],
    [`PUT ${V}/issuetypescheme/project`, { issueTypeSchemeId: '10000', projectId: project }],
    [`DELETE ${path}/issuetype/${incident}`],
    [`DELETE ${path}`],
    [`DELETE ${V}/issuetype/${incident}`],
  ]);
}

async function fields(site: ConformingSite, project: string): Promise<void> {
  const type = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
  const [field] = await steps(site, [[`POST ${V}/field`, { name: 'Impact', type, description: 'How far it reaches' }]]);
  const path = `${V}/field/${idIn(field)}`;
  const contexts = (await site.call<{ values: { id: string }[] }>(`GET ${path}/context`)).body.values;
  const context = `${path}/context/${contexts[0]?.id ?? ''}`;
  const made = await site.call<{ options: { id: string }[] }>(`POST ${context}/option`, {
    options: [{ value: 'High' }, { value: 'Low' }],
  });
  const [high, low] = made.body.options.map(({ id }) => id);
  const [second] = await steps(site, [[`POST ${path}/context`, { name: 'ITSM only', projectIds: [project] }]]);
  const other = `${path}/context/${idIn(second)}`;
  await steps(site, [
    [`GET ${V}/field`],
    [`GET ${V}/field/search?expand=contextsCount,screensCount,isLocked,searcherKey`],
    [`PUT ${path}`, { description: 'Reach' }],
    [`PUT ${context}/option`, { options: [{ id: high, value: 'Very high' }] }],
    [`PUT ${context}/option/move`, { customFieldOptionIds: [high], after: low }],
    [`GET ${context}/option`],
    [
      `PUT ${path}/context/defaultValue`,
      { defaultValues: [{ contextId: contexts[0]?.id, type: 'option.single', optionId: low }] },
    ],
    [`GET ${path}/context/defaultValue`],
    [`PUT ${other}`, { name: 'Service desk' }],
    [`PUT ${other}/issuetype`, { issueTypeIds: ['10002'] }],
    [`GET ${path}/context/issuetypemapping`],
    [`POST ${other}/issuetype/remove`, { issueTypeIds: ['10002'] }],
    [`POST ${other}/project/remove`, { projectIds: [project] }],
    [`PUT ${other}/project`, { projectIds: [project] }],
    [`GET ${path}/context/projectmapping`],
    [`DELETE ${other}`],
    [`DELETE ${context}/option/${high ?? ''}`],
    [`POST ${path}/trash`],
    [`GET ${V}/field/search/trashed`],
    [`POST ${path}/restore`],
    [`DELETE ${path}`],
  ]);
}

async function appFields(site: ConformingSite): Promise<void> {
  const all = (await site.call<{ id: string; key: string; name: string }[]>(`GET ${V}/field`)).body;
  const key = all.find(({ name }) => name === 'Priority basis')?.key ?? '';
  const path = `${V}/app/field/${key}/context/configuration`;
  const found = (
    await site.call<{ values: { id: string; fieldContextId: string }[] }>(`GET ${path}`, undefined, asApp(app))
  ).body.values;
  const configuration = found.map((entry) => ({ ...entry, configuration: { shown: true } }));
  expect((await site.call(`PUT ${path}`, { configurations: configuration }, asApp(app))).status).toBe(200);
}

async function screens(site: ConformingSite, project: string): Promise<void> {
  const [screen] = await steps(site, [[`POST ${V}/screens`, { name: 'Incident screen' }]]);
  const path = `${V}/screens/${idIn(screen)}`;
  const [tab] = await steps(site, [[`POST ${path}/tabs`, { name: 'Details' }]]);
  const inTab = `${path}/tabs/${idIn(tab)}`;
  const [scheme] = await steps(site, [
    [`POST ${V}/screenscheme`, { name: 'Incident screens', screens: { default: Number(idIn(screen)) } }],
  ]);
  const schemeId = idIn(scheme);
  const mappings = [{ issueTypeId: 'default', screenSchemeId: schemeId }];
  const [types] = await steps(site, [
    [`POST ${V}/issuetypescreenscheme`, { name: 'ITSM screens', issueTypeMappings: mappings }],
  ]);
  const typePath = `${V}/issuetypescreenscheme/${idIn(types)}`;
  await steps(site, [
    [`GET ${V}/screens`],
    [`PUT ${path}`, { description: 'For incidents' }],
    [`GET ${path}/availableFields`],
    [`GET ${path}/tabs`],
    [`PUT ${inTab}`, { name: 'More' }],
    [`POST ${inTab}/fields`, { fieldId: 'summary' }],
    [`POST ${inTab}/fields`, { fieldId: 'priority' }],
    [`POST ${inTab}/fields/priority/move`, { position: 'First' }],
    [`GET ${inTab}/fields`],
    [`DELETE ${inTab}/fields/summary`],
    [`POST ${inTab}/move/0`],
    [`DELETE ${inTab}`],
    [`GET ${V}/screenscheme`],
    [`PUT ${V}/screenscheme/${schemeId}`, { screens: { create: '1', edit: 'null' } }],
    [`GET ${V}/issuetypescreenscheme`],
    [`PUT ${typePath}`, { name: 'Service screens' }],
    [`PUT ${typePath}/mapping`, { issueTypeMappings: [{ issueTypeId: '10002', screenSchemeId: '1' }] }],
    [`PUT ${typePath}/mapping/default`, { screenSchemeId: '1' }],
    [`GET ${V}/issuetypescreenscheme/mapping`],
    [`POST ${typePath}/mapping/remove`, { issueTypeIds: ['10002'] }],
    [`PUT ${V}/issuetypescreenscheme/project`, { issueTypeScreenSchemeId: idIn(types), projectId: project }],
    [`GET ${V}/issuetypescreenscheme/project?projectId=${project}`],
    [`PUT ${V}/issuetypescreenscheme/project`, { issueTypeScreenSchemeId: '1', projectId: project }],
    [`DELETE ${typePath}`],
    [`DELETE ${V}/screenscheme/${schemeId}`],
    [`DELETE ${path}`],
  ]);
}

async function lists(site: ConformingSite): Promise<void> {
  for (const [kind, body] of [
    ['priority', { name: 'Urgent', statusColor: '#ff0000' }],
    ['resolution', { name: 'Workaround' }],
  ] as const) {
    const [entry] = await steps(site, [[`POST ${V}/${kind}`, body]]);
    const id = idIn(entry);
    const first = kind === 'priority' ? '1' : '10000';
    await steps(site, [
      [`GET ${V}/${kind}`],
      [`GET ${V}/${kind}/${id}`],
      [`PUT ${V}/${kind}/${id}`, { ...body, description: 'Now' }],
      [`PUT ${V}/${kind}/move`, { ids: [id], after: first }],
      [`PUT ${V}/${kind}/default`, { id: first }],
      [`GET ${V}/${kind}/search`],
    ]);
    const removed = await site.call<{ id: string }>(`DELETE ${V}/${kind}/${id}?replaceWith=${first}`);
    expect(removed.status).toBe(303);
    await taskDone();
    expect((await site.call(`GET ${V}/task/${removed.body.id}`)).body).toMatchObject({
      status: 'COMPLETE',
      progress: 100,
    });
  }
  const [type] = await steps(site, [
    [`POST ${V}/issueLinkType`, { name: 'Causes', inward: 'is caused by', outward: 'causes' }],
  ]);
  const path = `${V}/issueLinkType/${idIn(type)}`;
  await steps(site, [
    [`GET ${V}/issueLinkType`],
    [`GET ${path}`],
    [`PUT ${path}`, { name: 'Cause' }],
    [`DELETE ${path}`],
  ]);
  const made = await site.call<{ id: string }[]>(`POST ${V}/statuses`, {
    scope: { type: 'GLOBAL' },
    statuses: [{ name: 'On Hold', statusCategory: 'IN_PROGRESS' }],
  });
  const status = made.body[0]?.id ?? '';
  await steps(site, [
    [`GET ${V}/statuses?id=${status}`],
    [`GET ${V}/statuses/search?searchString=hold`],
    [`PUT ${V}/statuses`, { statuses: [{ id: status, name: 'Waiting', statusCategory: 'IN_PROGRESS' }] }],
    [`GET ${V}/status`],
    [`GET ${V}/status/${status}`],
    [`GET ${V}/statuscategory`],
    [`GET ${V}/statuscategory/new`],
    [`DELETE ${V}/statuses?id=${status}`],
  ]);
}

async function workflows(site: ConformingSite, project: string): Promise<void> {
  const key = moduleAri(app, 'required-field');
  const transitions = [
    { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: 'todo' },
    {
      id: '11',
      name: 'Hold',
      type: 'DIRECTED',
      toStatusReference: 'hold',
      links: [{ fromStatusReference: 'todo' }],
      validators: [{ ruleKey: 'forge:expression-validator', parameters: { key, config: '{"field":"customfield_1"}' } }],
      transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId: '1' } },
    },
  ];
  const statuses = [
    { id: '10000', name: 'To Do', statusCategory: 'TODO', statusReference: 'todo' },
    { name: 'On Hold', statusCategory: 'IN_PROGRESS', statusReference: 'hold' },
  ];
  const layouts = [
    { statusReference: 'todo', properties: {} },
    { statusReference: 'hold', properties: {} },
  ];
  const payload = {
    scope: { type: 'GLOBAL' },
    statuses,
    workflows: [{ name: 'Incident', statuses: layouts, transitions }],
  };
  expect((await site.call(`POST ${V}/workflows/create/validation`, { payload })).body).toEqual({ errors: [] });
  type Made = {
    workflows: { id: string; version: unknown }[];
    statuses: { id: string; name: string; statusCategory: string }[];
  };
  const made = (await site.call<Made>(`POST ${V}/workflows/create`, payload)).body;
  const { id = '', version } = made.workflows[0] ?? {};
  const references = made.statuses.map(({ id: status, name, statusCategory }) => ({
    id: status,
    name,
    statusCategory,
    statusReference: name === 'To Do' ? 'todo' : 'hold',
  }));
  const change = { statuses: references, workflows: [{ id, version, statuses: layouts, transitions }] };
  const [scheme] = await steps(site, [
    [`POST ${V}/workflowscheme`, { name: 'ITSM', issueTypeMappings: { 10002: 'Incident' } }],
  ]);
  await steps(site, [
    [`POST ${V}/workflows`, { workflowNames: ['Incident', 'jira'] }],
    [`POST ${V}/workflows/update/validation`, { payload: change }],
    [`POST ${V}/workflows/update`, change],
    [`GET ${V}/workflows/capabilities`],
    [`GET ${V}/workflows/search`],
    [`GET ${V}/workflow/search?expand=transitions,statuses,schemes,projects,operations,default`],
    [`GET ${V}/workflowscheme`],
    [`GET ${V}/workflowscheme/${idIn(scheme)}`],
    [`PUT ${V}/workflowscheme/${idIn(scheme)}`, { description: 'For the desk' }],
    [`PUT ${V}/workflowscheme/project`, { workflowSchemeId: idIn(scheme), projectId: project }],
    [`GET ${V}/workflowscheme/project?projectId=${project}`],
    [`POST ${V}/workflowscheme/project/switch`, { projectId: project, targetSchemeId: '10000' }],
  ]);
  await taskDone();
  await steps(site, [[`DELETE ${V}/workflowscheme/${idIn(scheme)}`], [`DELETE ${V}/workflow/${id}`]]);
}

async function dashboards(site: ConformingSite): Promise<void> {
  const share = [{ type: 'group', group: { name: 'jira-software-users' } }, { type: 'global' }];
  const [dashboard] = await steps(site, [
    [`POST ${V}/dashboard`, { name: 'Desk', sharePermissions: share, editPermissions: [] }],
  ]);
  const path = `${V}/dashboard/${idIn(dashboard)}`;
  const [gadget] = await steps(site, [
    [`POST ${path}/gadget`, { moduleKey: moduleAri(app, 'backlog'), position: { row: 0, column: 1 } }],
  ]);
  const item = `${path}/items/${idIn(gadget)}/properties`;
  const [filter] = await steps(site, [
    [`POST ${V}/filter`, { name: 'Open incidents', jql: 'resolution is EMPTY', sharePermissions: share }],
  ]);
  await steps(site, [
    [`GET ${V}/dashboard`],
    [`GET ${V}/dashboard/search`],
    [`GET ${V}/dashboard/gadgets`],
    [`GET ${path}`],
    [`PUT ${path}`, { name: 'Service desk', sharePermissions: [], editPermissions: [] }],
    [`GET ${path}/gadget`],
    [`PUT ${path}/gadget/${idIn(gadget)}`, { color: 'red', position: { row: 0, column: 0 } }],
    [`PUT ${item}/config`, { project: 'ITSM' }],
    [`GET ${item}`],
    [`GET ${item}/config`],
    [`DELETE ${item}/config`],
    [`DELETE ${path}/gadget/${idIn(gadget)}`],
    [`DELETE ${path}`],
    [`GET ${V}/filter/my`],
    [`GET ${V}/filter/search?expand=jql,owner,sharePermissions`],
    [`GET ${V}/filter/${idIn(filter)}`],
    [`PUT ${V}/filter/${idIn(filter)}`, { name: 'Open incidents', jql: 'statusCategory != Done' }],
    [`DELETE ${V}/filter/${idIn(filter)}`],
  ]);
}

/** Operations of issues, search and user accounts have suites of their own. */
const ELSEWHERE =
  /^\/rest\/api\/3\/(issue|bulk|issueLink|search|jql|expression|changelog|label|comment|app\/field\/.*value|issuetype\/.*propert|project\/.*propert)(\/|$)/;

describeWithOpenApi('configuration, held against the OpenAPI document', (openApi) => {
  it('answers every operation in the documented shape', async () => {
    const site = aConformingSite(openApi);
    site.install(app);
    await people(site);
    await server(site);
    const project = await projects(site);
    await permissionSchemes(site, project);
    await roles(site, project);
    await issueTypes(site, project);
    await fields(site, project);
    await appFields(site);
    await screens(site, project);
    await lists(site);
    await workflows(site, project);
    await dashboards(site);
    const pinned = { moduleId: moduleAri(app, 'panel'), projectList: [{ action: 'PIN', projectIdOrKey: 'ITSM' }] };
    const [pin] = await steps(site, [[`POST ${V}/forge/panel/action/bulk/async`, pinned]]);
    expect((await site.call(`POST ${V}/task/${String(pin?.['taskId'])}/cancel`)).status).toBeLessThan(500);
    await steps(site, [[`DELETE ${V}/project/ITSM`]]);
    expect(site.violations).toEqual([]);
    const missed = operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((key) => !site.exercised.has(key) && !ELSEWHERE.test(key.split(' ')[1] ?? ''));
    expect(missed).toEqual([]);
  }, 60_000);
});
