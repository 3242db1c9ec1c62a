import { route } from '@forge/api';
import { z } from 'zod';
import { AccountId } from '../../contract/ids';
import type { Directory } from '../../setup/setup.ports';
import { nothing, type JiraClient } from './client';
import { allPages } from './paging';
import { Project, RoleActors } from './site-shapes';

const User = z.object({
  accountId: AccountId,
  displayName: z.string(),
  accountType: z.string().optional(),
  active: z.boolean(),
});

/** Projects and people, as the app sees them. */
export function jiraDirectory(jira: JiraClient): Directory {
  return {
    async projects() {
      const projects = await allPages(
        jira,
        (startAt) => route`/rest/api/3/project/search?startAt=${startAt}&maxResults=${100}`,
        Project,
      );
      const companyManaged = projects.filter(({ simplified }) => simplified !== true);
      return {
        projects: companyManaged.map(({ id, key, name }) => ({ id, key, name })),
        takenKeys: projects.map(({ key }) => key),
      };
    },
    async search(text) {
      const users = await jira.get(route`/rest/api/3/user/search?query=${text}&maxResults=${20}`, z.array(User));
      return users
        .filter(({ active, accountType }) => active && accountType !== 'app')
        .map(({ accountId, displayName }) => ({ accountId, displayName }));
    },
    async members(projectId, roleId) {
      const { actors } = await jira.get(route`/rest/api/3/project/${projectId}/role/${roleId}`, RoleActors);
      return actors.flatMap(({ displayName, actorUser }) =>
        actorUser === undefined
          ? []
          : [{ accountId: AccountId.parse(actorUser.accountId), displayName: displayName ?? actorUser.accountId }],
      );
    },
    async addMembers(projectId, roleId, accountIds) {
      await jira.post(route`/rest/api/3/project/${projectId}/role/${roleId}`, { user: [...accountIds] }, nothing);
    },
    async removeMember(projectId, roleId, accountId) {
      await jira.delete(route`/rest/api/3/project/${projectId}/role/${roleId}?user=${accountId}`, nothing);
    },
  };
}
