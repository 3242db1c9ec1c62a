import { onJira, type JiraAnswer } from '../../support/jira-answers';
import { AccountId, IssueKey } from '../../../src/contract/ids';
import type { Access } from '../../../src/contract/rpc';
import { jiraAuthoriser } from '../../../src/forge/access';
import { createJira } from '../../../src/forge/jira/client';
import type { RoleKey } from '../../../src/setup/site-map';

const ann = AccountId.parse('ann');
const issueKey = IssueKey.parse('INC-1');
const ROLE_IDS: Partial<Record<RoleKey, string>> = {
  serviceDeskAgent: '10100',
  incidentManager: '10101',
  changeManager: '10103',
  configurationManager: '10106',
};

interface World {
  /** What Jira lets Ann do on the issue; `undefined`: Jira knows no such issue for her. */
  readonly permissions?: readonly ('BROWSE_PROJECTS' | 'EDIT_ISSUES' | 'ADMINISTER')[] | undefined;
  readonly members?: Partial<Record<RoleKey, readonly ({ user: string } | { group: string })[]>>;
  readonly groups?: readonly string[];
  readonly roles?: Partial<Record<RoleKey, string>>;
}

function world({ permissions, members = {}, groups = [], roles = ROLE_IDS }: World) {
  const granted = Object.fromEntries(
    ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'ADMINISTER'].map((key) => [
      key,
      { key, havePermission: permissions?.some((held) => held === key) ?? false },
    ]),
  );
  const answers: Record<string, JiraAnswer> = {
    'GET /rest/api/3/mypermissions?permissions=ADMINISTER': { permissions: granted },
    'GET /rest/api/3/issue/INC-1?fields=project': {
      id: '1',
      key: 'INC-1',
      fields: { project: { id: '10000', key: 'INC' } },
    },
    'GET /rest/api/3/user/groups?accountId=ann': groups.map((groupId) => ({ name: groupId, groupId })),
  };
  if (permissions !== undefined) {
    answers['GET /rest/api/3/mypermissions?issueKey=INC-1&permissions=BROWSE_PROJECTS%2CEDIT_ISSUES%2CADMINISTER'] = {
      permissions: granted,
    };
  }
  for (const [role, id] of Object.entries(ROLE_IDS)) {
    const actors = Object.entries(members).find(([name]) => name === role)?.[1] ?? [];
    answers[`GET /rest/api/3/project/10000/role/${id}`] = {
      name: role,
      actors: actors.map((actor) =>
        'user' in actor
          ? { type: 'atlassian-user-role-actor', actorUser: { accountId: actor.user } }
          : { type: 'atlassian-group-role-actor', actorGroup: { groupId: actor.group, name: actor.group } },
      ),
    };
  }
  const calls = onJira(answers);
  const authoriser = jiraAuthoriser(
    createJira(),
    async (role) => roles[role],
    async () => ['10000'],
  );
  return {
    calls,
    ask: async (access: Access) => (await authoriser.authorise(access, { accountId: ann, issueKey })).allowed,
  };
}

const BROWSE = ['BROWSE_PROJECTS'] as const;
const EDIT = ['BROWSE_PROJECTS', 'EDIT_ISSUES'] as const;

describe('who may do what', () => {
  it.each<[string, World, Record<'user' | 'viewer' | 'agent' | 'incidentManager' | 'admin', boolean>]>([
    ['a stranger to the issue', {}, { user: true, viewer: false, agent: false, incidentManager: false, admin: false }],
    [
      'a reader',
      { permissions: BROWSE },
      { user: true, viewer: true, agent: false, incidentManager: false, admin: false },
    ],
    [
      'an editor without a role',
      { permissions: EDIT },
      { user: true, viewer: true, agent: false, incidentManager: false, admin: false },
    ],
    [
      'an agent',
      { permissions: EDIT, members: { serviceDeskAgent: [{ user: 'bob' }, { user: 'ann' }] } },
      { user: true, viewer: true, agent: true, incidentManager: false, admin: false },
    ],
    [
      'an agent by a group',
      { permissions: EDIT, members: { serviceDeskAgent: [{ group: 'desk' }] }, groups: ['staff', 'desk'] },
      { user: true, viewer: true, agent: true, incidentManager: false, admin: false },
    ],
    [
      'a member of a group that holds no role',
      { permissions: EDIT, members: { serviceDeskAgent: [{ group: 'desk' }] }, groups: ['staff'] },
      { user: true, viewer: true, agent: false, incidentManager: false, admin: false },
    ],
    [
      'an agent who may not edit this issue',
      { permissions: BROWSE, members: { serviceDeskAgent: [{ user: 'ann' }] } },
      { user: true, viewer: true, agent: false, incidentManager: false, admin: false },
    ],
    [
      'an incident manager',
      { permissions: EDIT, members: { incidentManager: [{ user: 'ann' }] } },
      { user: true, viewer: true, agent: true, incidentManager: true, admin: false },
    ],
    [
      'a change manager',
      { permissions: EDIT, members: { changeManager: [{ user: 'ann' }] } },
      { user: true, viewer: true, agent: true, incidentManager: false, admin: false },
    ],
    [
      'an agent before set-up made the roles',
      { permissions: EDIT, members: { serviceDeskAgent: [{ user: 'ann' }] }, roles: {} },
      { user: true, viewer: true, agent: false, incidentManager: false, admin: false },
    ],
    [
      'a Jira administrator who may edit the issue',
      { permissions: [...EDIT, 'ADMINISTER'] },
      { user: true, viewer: true, agent: true, incidentManager: true, admin: true },
    ],
    [
      'a Jira administrator who may only read the issue',
      { permissions: [...BROWSE, 'ADMINISTER'] },
      { user: true, viewer: true, agent: false, incidentManager: true, admin: true },
    ],
    [
      'a Jira administrator who may not see the issue',
      { permissions: ['ADMINISTER'] },
      { user: true, viewer: false, agent: false, incidentManager: false, admin: true },
    ],
  ])('%s', async (_who, setting, expected) => {
    const { ask } = world(setting);
    const actual: Record<string, boolean> = {};
    for (const access of ['user', 'viewer', 'agent', 'incidentManager', 'admin'] as const)
      actual[access] = await ask(access);
    expect(actual).toEqual(expected);
  });

  it.each([
    ['holds the role in a project', { members: { configurationManager: [{ user: 'ann' }] } }, true],
    ['manages other things', { members: { changeManager: [{ user: 'ann' }] } }, false],
    ['administers Jira', { permissions: ['ADMINISTER'] as const }, true],
    ['came before set-up', { roles: {}, members: { configurationManager: [{ user: 'ann' }] } }, false],
  ])('a configuration manager, without any issue: one who %s', async (_who, setting, expected) => {
    expect(await world(setting).ask('configurationManager')).toBe(expected);
  });

  it('asks about permissions as the user and about roles as the app', async () => {
    const { calls, ask } = world({ permissions: EDIT, members: { serviceDeskAgent: [{ user: 'ann' }] } });
    await ask('agent');
    expect(calls.map(({ as, route }) => [as, route.split('?')[0]])).toEqual([
      ['user', 'GET /rest/api/3/mypermissions'],
      ['app', 'GET /rest/api/3/issue/INC-1'],
      ['app', 'GET /rest/api/3/project/10000/role/10100'],
    ]);
  });

  it('asks again every time, so that a role taken away counts at once', async () => {
    const before = world({ permissions: EDIT, members: { serviceDeskAgent: [{ user: 'ann' }] } });
    expect(await before.ask('agent')).toBe(true);
    world({ permissions: EDIT });
    expect(await before.ask('agent')).toBe(false);
  });

  it('does not decide while Jira does not answer', async () => {
    onJira({
      'GET /rest/api/3/mypermissions?permissions=ADMINISTER': () =>
        new Response('', { status: 429, headers: { 'Retry-After': '90' } }),
    });
    const authoriser = jiraAuthoriser(
      createJira(),
      async () => undefined,
      async () => [],
    );
    await expect(authoriser.authorise('admin', { accountId: ann, issueKey: undefined })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      retryAfterSeconds: 90,
    });
  });
});
