/** The site itself, its people, their groups, what they may do. */
import { needed, type Tour } from './audit.mjs';

export async function people({ jira, audit, projectKey }: Tour): Promise<void> {
  await audit.call('serverInfo.getServerInfo', () => jira.serverInfo.getServerInfo());
  await audit.call('jiraSettings.getConfiguration', () => jira.jiraSettings.getConfiguration());
  const { accountId: me } = await audit.call('myself.getCurrentUser', () => jira.myself.getCurrentUser());
  const accountId = needed(me, 'accountId');
  await audit.call('users.getUser', () => jira.users.getUser({ accountId, expand: ['groups', 'applicationRoles'] }));
  await audit.call('users.getUserGroups', () => jira.users.getUserGroups({ accountId }));
  await audit.call('users.getAllUsers', () => jira.users.getAllUsers({ maxResults: 3 }));
  await audit.call('users.getAllUsersDefault', () => jira.users.getAllUsersDefault({ maxResults: 3 }));
  await audit.call('userSearch.findUsers', () => jira.userSearch.findUsers({ query: 'a' }));
  await audit.call('userSearch.findAssignableUsers', () =>
    jira.userSearch.findAssignableUsers({ project: projectKey }),
  );
  await userProperties({ jira, audit, projectKey }, accountId);
  await permissions({ jira, audit, projectKey }, accountId);
  await groups({ jira, audit, projectKey });
}

async function userProperties({ jira, audit }: Tour, accountId: string): Promise<void> {
  const property = { accountId, propertyKey: 'conformance' };
  await audit.call('userProperties.setUserProperty', () =>
    jira.userProperties.setUserProperty({ ...property, body: { seen: true } }),
  );
  await audit.call('userProperties.getUserPropertyKeys', () => jira.userProperties.getUserPropertyKeys({ accountId }));
  await audit.call('userProperties.getUserProperty', () => jira.userProperties.getUserProperty(property));
  await audit.call('userProperties.deleteUserProperty', () => jira.userProperties.deleteUserProperty(property));
}

async function permissions({ jira, audit }: Tour, accountId: string): Promise<void> {
  await audit.call('permissions.getMyPermissions', () =>
    jira.permissions.getMyPermissions({ permissions: 'BROWSE_PROJECTS,ADMINISTER' }),
  );
  await audit.call('permissions.getAllPermissions', () => jira.permissions.getAllPermissions());
  await audit.call('permissions.getBulkPermissions', () =>
    jira.permissions.getBulkPermissions({ accountId, globalPermissions: ['ADMINISTER'], projectPermissions: [] }),
  );
  await audit.call('permissions.getPermittedProjects', () =>
    jira.permissions.getPermittedProjects({ permissions: ['BROWSE_PROJECTS'] }),
  );
}

async function groups({ jira, audit }: Tour): Promise<void> {
  await audit.call('groups.findGroups', () => jira.groups.findGroups({ query: 'jira' }));
  await audit.call('groups.getUsersFromGroup', () =>
    jira.groups.getUsersFromGroup({ groupname: 'jira-administrators' }),
  );
  const made = await audit.call('groups.createGroup', () => jira.groups.createGroup({ name: 'conformance' }));
  const groupId = needed(made.groupId, 'groupId');
  const person = await audit.call('users.createUser', () =>
    jira.users.createUser({ emailAddress: 'newcomer@acme.example', products: ['jira-software'] }),
  );
  const accountId = needed(person.accountId, 'accountId');
  await audit.call('groups.addUserToGroup', () => jira.groups.addUserToGroup({ groupId, accountId }));
  await audit.call('groups.removeUserFromGroup', () => jira.groups.removeUserFromGroup({ groupId, accountId }));
  await audit.call('users.removeUser', () => jira.users.removeUser({ accountId }));
  await audit.call('groups.removeGroup', () => jira.groups.removeGroup({ groupId }));
}
