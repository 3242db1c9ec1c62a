/** What an administrator's mistakes, and other people's attempts, are answered with. */
import { moduleAri } from '../../../emulator/seams';
import { ADMIN, AGENT, STRANGER, aSite, anApp, type TestSite } from './site';

const V = '/rest/api/3';
const SELECT = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
const long = (length: number): string => 'x'.repeat(length);

describe('refused', () => {
  let site: TestSite;
  beforeEach(async () => {
    site = aSite();
    await site.call(`POST ${V}/project`, {
      key: 'ITSM',
      name: 'Service desk',
      projectTypeKey: 'business',
      leadAccountId: 'admin-account',
    });
  });

  it.each([
    [
      'a project key in small letters',
      'POST',
      'project',
      { key: 'itsm', name: 'X', projectTypeKey: 'business', leadAccountId: 'admin-account' },
      400,
    ],
    [
      'a project key in use',
      'POST',
      'project',
      { key: 'ITSM', name: 'X', projectTypeKey: 'business', leadAccountId: 'admin-account' },
      400,
    ],
    ['a project without a lead', 'POST', 'project', { key: 'NEW', name: 'X', projectTypeKey: 'business' }, 400],
    ['a project template', 'POST', 'project', { key: 'NEW', name: 'X', projectTemplateKey: 'some:template' }, 501],
    ['an unknown project', 'GET', 'project/NOPE', undefined, 404],
    ['a role name in use', 'POST', 'role', { name: 'administrators' }, 409],
    ['an unknown person in a role', 'POST', 'project/ITSM/role/10002', { user: ['nobody'] }, 404],
    ['a group name in use', 'POST', 'group', { name: 'site-admins' }, 400],
    ['an issue type name in use', 'POST', 'issuetype', { name: 'Task' }, 409],
    ['an issue type name of 61 characters', 'POST', 'issuetype', { name: long(61) }, 400],
    [
      'an issue type scheme name in use',
      'POST',
      'issuetypescheme',
      { name: 'Default Issue Type Scheme', issueTypeIds: ['10002'] },
      409,
    ],
    ['an issue type scheme of nothing', 'POST', 'issuetypescheme', { name: 'None', issueTypeIds: [] }, 400],
    ['deleting the default issue type scheme', 'DELETE', 'issuetypescheme/10000', undefined, 400],
    ['a field of an unknown type', 'POST', 'field', { name: 'X', type: 'no:such' }, 400],
    [
      'a field with a searcher of another type',
      'POST',
      'field',
      { name: 'X', type: SELECT, searcherKey: 'com.atlassian.jira.plugin.system.customfieldtypes:daterange' },
      400,
    ],
    ['a system field as a custom field', 'PUT', 'field/summary', { name: 'X' }, 404],
    [
      'a status name in use',
      'POST',
      'statuses',
      { scope: { type: 'GLOBAL' }, statuses: [{ name: 'to do', statusCategory: 'TODO' }] },
      409,
    ],
    ['a status in a workflow', 'DELETE', 'statuses?id=10000', undefined, 400],
    ['a link type name in use', 'POST', 'issueLinkType', { name: 'Blocks', inward: 'a', outward: 'b' }, 404],
    ['a priority name in use', 'POST', 'priority', { name: 'High', statusColor: '#fff' }, 400],
    ['a priority without a color', 'POST', 'priority', { name: 'New' }, 400],
    ['a screen name in use', 'POST', 'screens', { name: 'Default Screen' }, 400],
    ['a screen in use', 'DELETE', 'screens/1', undefined, 400],
    ['a screen scheme with an unknown screen', 'POST', 'screenscheme', { name: 'X', screens: { default: 99 } }, 404],
    [
      'screens without a default',
      'POST',
      'issuetypescreenscheme',
      { name: 'X', issueTypeMappings: [{ issueTypeId: '10002', screenSchemeId: '1' }] },
      400,
    ],
    [
      'a workflow scheme with an unknown workflow',
      'POST',
      'workflowscheme',
      { name: 'X', defaultWorkflow: 'none' },
      400,
    ],
    ['reading no workflow in particular', 'POST', 'workflows', {}, 400],
    ['a permission nobody knows', 'GET', 'mypermissions?permissions=FLY', undefined, 400],
    ['a panel nobody installed', 'POST', 'forge/panel/action/bulk/async', { moduleId: 'x', projectList: [] }, 400],
    ['a property the request does not have', 'POST', 'role', { name: 'X', colour: 'red' }, 400],
  ])('%s', async (_name, method, path, body, status) => {
    const answer = await site.call<{ errorMessages: string[]; errors: Record<string, string> }>(
      `${method} ${V}/${path}`,
      body,
      ADMIN,
    );
    expect(answer.status).toBe(status);
    expect([...answer.body.errorMessages, ...Object.values(answer.body.errors)].join('')).not.toBe('');
  });

  it.each([
    ['administration by an agent', 'POST', 'issuetype', { name: 'Incident' }, AGENT, 403],
    [
      'permissions of somebody else',
      'POST',
      'permissions/check',
      { accountId: 'admin-account', globalPermissions: ['ADMINISTER'] },
      AGENT,
      403,
    ],
    ['deleting a project', 'DELETE', 'project/ITSM', undefined, AGENT, 403],
    ['a project without access to Jira', 'GET', 'project/ITSM', undefined, STRANGER, 404],
  ])('%s', async (_name, method, path, body, caller, status) => {
    expect((await site.call(`${method} ${V}/${path}`, body, caller)).status).toBe(status);
  });
});

describe('a workflow is refused for', () => {
  const app = anApp();
  const initial = { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: 'a' };
  const directed = {
    id: '2',
    name: 'Go',
    type: 'DIRECTED',
    toStatusReference: 'a',
    links: [{ fromStatusReference: 'a' }],
  };
  const validator = (key: string) => ({ ruleKey: 'forge:expression-validator', parameters: { key } });

  it.each([
    ['no initial transition', [directed], 'INITIAL_TRANSITION_COUNT'],
    ['two initial transitions', [initial, { ...initial, id: '9' }], 'INITIAL_TRANSITION_COUNT'],
    ['a transition id used twice', [initial, { ...directed, id: '1' }], 'NON_UNIQUE_TRANSITION_ID'],
    [
      'conditions on the initial transition',
      [{ ...initial, conditions: { operation: 'ALL', conditions: [] } }],
      'CONDITIONS_ON_INITIAL',
    ],
    ['a status that is not in it', [initial, { ...directed, toStatusReference: 'b' }], 'STATUS_NOT_IN_WORKFLOW'],
    ['a directed transition from nowhere', [initial, { ...directed, links: [] }], 'MISSING_LINKS'],
    ['an unknown rule', [initial, { ...directed, validators: [{ ruleKey: 'system:no-such-rule' }] }], 'UNKNOWN_RULE'],
    [
      'a module nobody installed',
      [initial, { ...directed, validators: [validator(moduleAri(app, 'other'))] }],
      'UNKNOWN_APP_RULE',
    ],
    [
      'a screen that does not exist',
      [
        initial,
        { ...directed, transitionScreen: { ruleKey: 'system:transition-screen', parameters: { screenId: '99' } } },
      ],
      'UNKNOWN_SCREEN',
    ],
  ])('%s', async (_name, transitions, code) => {
    const site = aSite();
    site.install(app);
    const statuses = [{ id: '10000', name: 'To Do', statusCategory: 'TODO', statusReference: 'a' }];
    const payload = {
      scope: { type: 'GLOBAL' },
      statuses,
      workflows: [{ name: 'W', statuses: [{ statusReference: 'a', properties: {} }], transitions }],
    };
    const { body } = await site.call<{ errors: { code: string }[] }>(`POST ${V}/workflows/create/validation`, {
      payload,
    });
    expect(body.errors.map((error) => error.code)).toContain(code);
    expect((await site.call(`POST ${V}/workflows/create`, payload)).status).toBe(400);
  });

  it.each([
    ['a condition group without an operation', { ...directed, conditions: { conditions: [] } }],
    [
      'a parameter that is not text',
      { ...directed, validators: [{ ruleKey: 'forge:expression-validator', parameters: { key: 1 } }] },
    ],
  ])('%s, as a malformed request', async (_name, transition) => {
    const site = aSite();
    const payload = {
      scope: { type: 'GLOBAL' },
      statuses: [],
      workflows: [{ name: 'W', statuses: [], transitions: [initial, transition] }],
    };
    expect((await site.call(`POST ${V}/workflows/create/validation`, { payload })).status).toBe(400);
  });
});

describe('the installed app', () => {
  it('brings its fields once, and takes them away with it', async () => {
    const site = aSite();
    const names = async () =>
      (await site.call<{ name: string }[]>(`GET ${V}/field`)).body.filter(({ name }) => name === 'Priority basis')
        .length;
    expect(await names()).toBe(0);
    site.install(anApp());
    expect(await names()).toBe(1);
    site.install(anApp({ version: '2.0.0' }));
    expect(await names()).toBe(1);
    site.install(undefined);
    expect(await names()).toBe(0);
  });
});
