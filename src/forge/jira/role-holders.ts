/**
 * Who holds a project role: `GET /project/{id}/role/{id}` as the app, because Jira shows role members to administrators
 * only, with the user's groups (`GET /user/groups`) held against the role's group actors.
 */
import { route } from '@forge/api';
import { z } from 'zod';
import type { AccountId } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import type { JiraClient } from './client';

const ProjectRole = z.object({
  actors: z
    .array(
      z.object({
        actorUser: z.object({ accountId: z.string() }).optional(),
        actorGroup: z.object({ groupId: z.string() }).optional(),
      }),
    )
    .default([]),
});
const Groups = z.array(z.object({ groupId: z.string() }));

/** Nobody, when somebody deleted the role or the project in Jira: holders of another role must not suffer for it. */
async function actorsOf(app: JiraClient, projectId: string, roleId: string) {
  try {
    return (await app.get(route`/rest/api/3/project/${projectId}/role/${roleId}`, ProjectRole)).actors;
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'NOT_FOUND') return [];
    throw cause;
  }
}

/** Each role as it is found to be held; the user's groups are asked for once, when no direct membership settled it. */
async function* holdings(
  app: JiraClient,
  projectIds: readonly string[],
  roleIds: readonly string[],
  accountId: AccountId,
): AsyncGenerator<string, void, undefined> {
  const byGroup: { readonly groupId: string; readonly roleId: string }[] = [];
  for (const projectId of projectIds) {
    for (const roleId of roleIds) {
      const actors = await actorsOf(app, projectId, roleId);
      if (actors.some((actor) => actor.actorUser?.accountId === accountId)) yield roleId;
      for (const { actorGroup } of actors)
        if (actorGroup !== undefined) byGroup.push({ groupId: actorGroup.groupId, roleId });
    }
  }
  if (byGroup.length === 0) return;
  const groups = await app.get(route`/rest/api/3/user/groups?accountId=${accountId}`, Groups);
  const mine = new Set(groups.map(({ groupId }) => groupId));
  for (const { groupId, roleId } of byGroup) if (mine.has(groupId)) yield roleId;
}

/** Whether the account holds any of the roles in any of the projects. */
export async function holdsRole(
  app: JiraClient,
  projectIds: readonly string[],
  roleIds: readonly string[],
  accountId: AccountId,
): Promise<boolean> {
  const first = await holdings(app, projectIds, roleIds, accountId).next();
  return first.done !== true;
}

/** The ids of those roles that the account holds in any of the projects. */
export async function heldRoles(
  app: JiraClient,
  projectIds: readonly string[],
  roleIds: readonly string[],
  accountId: AccountId,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for await (const roleId of holdings(app, projectIds, roleIds, accountId)) held.add(roleId);
  return held;
}
