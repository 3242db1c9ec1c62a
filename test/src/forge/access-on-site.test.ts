/** The real authoriser against a Jira site: roles and permissions as Jira itself keeps them. */
import { onForge } from '../../support/forge-globals';
import { ADMIN, AGENT, anApp, incidentSite, asApp, STRANGER, type IncidentSite } from '../../support/jira-site';
import { AccountId, IssueKey } from '../../../src/contract/ids';
import type { Access } from '../../../src/contract/rpc';
import { jiraAuthoriser, type Authoriser } from '../../../src/forge/access';
import { createJira } from '../../../src/forge/jira/client';
import type { Caller } from '../../../emulator/seams';

const app = anApp();

/** Calls go to the site as the app, or for the user who clicked. */
function connect(site: IncidentSite, user: Caller): void {
  site.install(app);
  onForge(({ descriptor, path, method, body }) => {
    const caller =
      descriptor.provider === 'app' ? asApp(app) : { ...asApp(app, { as: 'user' }), accountId: user.accountId };
    const request = new Request(`http://jira.local${path}`, { method, body: body === '' ? null : body });
    return site.jira.request(request, caller);
  });
}

async function aDesk() {
  const site = incidentSite();
  const key = IssueKey.parse(await site.incident({ summary: 'Printer on fire' }));
  const role = await site.call<{ id: number }>('POST /rest/api/3/role', { name: 'Service Desk Agent' });
  const authoriser: Authoriser = jiraAuthoriser(
    createJira(),
    async (name) => (name === 'serviceDeskAgent' ? String(role.body.id) : undefined),
    async () => [],
  );
  const may = async (user: Caller, access: Access): Promise<boolean> => {
    connect(site, user);
    const accountId = AccountId.parse(user.accountId);
    return (await authoriser.authorise(access, { accountId, issueKey: key })).allowed;
  };
  const actors = `/rest/api/3/project/${key.split('-')[0]}/role/${role.body.id}`;
  return { site, may, actors };
}

describe('access on a site', () => {
  it('an agent is who holds the role, from the moment it is given until the moment it is taken', async () => {
    const { site, may, actors } = await aDesk();
    expect(await may(AGENT, 'viewer')).toBe(true);
    expect(await may(AGENT, 'agent')).toBe(false);
    expect((await site.call(`POST ${actors}`, { user: [AGENT.accountId] })).status).toBe(200);
    expect(await may(AGENT, 'agent')).toBe(true);
    expect((await site.call(`DELETE ${actors}?user=${String(AGENT.accountId)}`)).status).toBe(204);
    expect(await may(AGENT, 'agent')).toBe(false);
  });

  it('a group holds a role for its members', async () => {
    const { site, may, actors } = await aDesk();
    expect((await site.call(`POST ${actors}`, { group: ['jira-software-users'] })).status).toBe(200);
    expect([await may(AGENT, 'agent'), await may(STRANGER, 'agent')]).toEqual([true, false]);
  });

  it('an administrator is one, and nobody else', async () => {
    const { may } = await aDesk();
    expect([await may(ADMIN, 'admin'), await may(AGENT, 'admin'), await may(ADMIN, 'agent')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
