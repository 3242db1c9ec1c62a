/** People behind roles and groups, asked as the app: Jira shows role members to administrators only. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { ChangeDirectory } from '../../change/change.ports';
import type { Person } from '../../change/change.shapes';
import { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import type { RoleIds } from '../access';
import type { Jira, JiraClient } from './client';
import { allPages } from './paging';

const Actors = z.object({
  actors: z
    .array(
      z.object({
        actorUser: z.object({ accountId: AccountId }).optional(),
        actorGroup: z.object({ groupId: z.string() }).optional(),
      }),
    )
    .default([]),
});
const Member = z.object({ accountId: AccountId, active: z.boolean().optional() });
const User = z.object({ accountId: AccountId, displayName: z.string(), active: z.boolean() });

/** Accounts that one request names; `maxResults` of group members has the same bound. */
const AT_ONCE = 50;

export function changeDirectory(jira: Jira, roleIds: RoleIds): ChangeDirectory {
  const app = (): JiraClient => jira.asApp();
  const inGroup = (groupId: string): Promise<readonly AccountId[]> =>
    unlessGone<readonly AccountId[]>(async () => {
      const members = await allPages(
        app(),
        (startAt) => route`/rest/api/3/group/member?groupId=${groupId}&startAt=${startAt}&maxResults=${AT_ONCE}`,
        Member,
      );
      return members.filter(({ active }) => active !== false).map(({ accountId }) => accountId);
    }, []);
  return {
    inGroup,
    async inRole(projectId, role) {
      const roleId = await roleIds(role);
      if (roleId === undefined) return [];
      const { actors } = await unlessGone(
        () => app().get(route`/rest/api/3/project/${projectId}/role/${roleId}`, Actors),
        { actors: [] },
      );
      const people = actors.flatMap(({ actorUser }) => actorUser?.accountId ?? []);
      const groups = actors.flatMap(({ actorGroup }) => actorGroup?.groupId ?? []);
      return [...new Set([...people, ...(await Promise.all(groups.map(inGroup))).flat()])];
    },
    async people(ids) {
      const found = new Map<AccountId, Person>();
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        const query = new URLSearchParams(ids.slice(start, start + AT_ONCE).map((id) => ['accountId', id]));
        const users = await allPages(
          app(),
          (startAt) => route`/rest/api/3/user/bulk?${query}&startAt=${startAt}&maxResults=${AT_ONCE}`,
          User,
        );
        for (const { accountId, displayName, active } of users)
          if (active) found.set(accountId, { accountId, name: displayName });
      }
      return found;
    },
  };
}

/** What somebody deleted in Jira (a role, a group) has nobody in it. */
async function unlessGone<T>(ask: () => Promise<T>, gone: T): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN')) return gone;
    throw cause;
  }
}
