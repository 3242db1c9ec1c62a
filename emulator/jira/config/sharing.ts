/** Who a dashboard or filter is shared with. */
import { z } from 'zod';
import type { JsonObject } from '../../json';
import type { Caller } from '../../seams';
import { badRequest } from '../http';
import { groupBean, projectBean, userBean } from '../model/beans';
import { one } from '../model/rows';
import { can, groupsOf, playsRole } from '../permissions';
import type { JiraSite } from '../site';
import { roleById } from './roles';

const IdText = z.union([z.string(), z.number()]).transform(String);
export const Share = z.looseObject({
  type: z.enum(['user', 'group', 'project', 'projectRole', 'global', 'loggedin', 'authenticated']),
  user: z.looseObject({ accountId: z.string() }).nullish(),
  group: z.looseObject({ groupId: z.string().nullish(), name: z.string().nullish() }).nullish(),
  project: z.looseObject({ id: IdText }).nullish(),
  role: z.looseObject({ id: IdText }).nullish(),
});
type ShareRequest = z.output<typeof Share>;

/** As stored: ids only. */
const StoredShare = z.object({
  type: z.enum(['user', 'group', 'project', 'global', 'loggedin']),
  accountId: z.string().optional(),
  groupId: z.string().optional(),
  projectId: z.number().optional(),
  roleId: z.number().optional(),
});
export type StoredShare = z.output<typeof StoredShare>;
export const storedShares = (text: string): StoredShare[] => z.array(StoredShare).parse(JSON.parse(text));

export function storeShare(site: JiraSite, share: ShareRequest): StoredShare {
  switch (share.type) {
    case 'global':
      return { type: 'global' };
    case 'loggedin':
    case 'authenticated':
      return { type: 'loggedin' };
    case 'user': {
      const accountId = share.user?.accountId ?? '';
      return known(site, 'SELECT 1 FROM user_account WHERE account_id = ?', accountId, 'user', {
        type: 'user',
        accountId,
      });
    }
    case 'group': {
      const name = share.group?.groupId ?? share.group?.name ?? '';
      const row = one<{ group_id: string }>(
        site.db,
        'SELECT group_id FROM user_group WHERE ? IN (group_id, name)',
        name,
      );
      if (row === undefined) throw badRequest(`The group '${name}' does not exist.`);
      return { type: 'group', groupId: row.group_id };
    }
    default: {
      const projectId = share.project?.id ?? '';
      const role = share.role?.id;
      if (role !== undefined && roleById(site, Number(role)) === undefined)
        throw badRequest(`The project role '${role}' does not exist.`);
      const stored: StoredShare = {
        type: 'project',
        projectId: Number(projectId),
        ...(role === undefined ? {} : { roleId: Number(role) }),
      };
      return known(site, 'SELECT 1 FROM project WHERE id = CAST(? AS INTEGER)', projectId, 'project', stored);
    }
  }
}

function known(site: JiraSite, sql: string, id: string, what: string, share: StoredShare): StoredShare {
  if (one(site.db, sql, id) === undefined) throw badRequest(`The ${what} '${id}' does not exist.`);
  return share;
}

export function shareBean(site: JiraSite, share: StoredShare, index: number): JsonObject {
  const id = 10000 + index;
  const role = share.roleId === undefined ? undefined : roleById(site, share.roleId);
  return {
    id,
    type: share.type,
    ...(share.accountId === undefined ? {} : { user: shortUser(site, share.accountId) }),
    ...(share.groupId === undefined ? {} : { group: groupBean(site, share.groupId) ?? {} }),
    ...(share.projectId === undefined ? {} : { project: projectBean(site, share.projectId) ?? {} }),
    ...(role === undefined ? {} : { role: { id: role.id, name: role.name, description: role.description } }),
  };
}

/** Owners and users of shares, in the short form. */
export function shortUser(site: JiraSite, accountId: string): JsonObject {
  const user = userBean(site, accountId) ?? {};
  const { self = '', displayName = '', active = false, avatarUrls = {} } = user;
  return { self, accountId, displayName, active, avatarUrls };
}

export function isSharedWith(site: JiraSite, caller: Caller, shares: readonly StoredShare[]): boolean {
  const { accountId } = caller;
  return shares.some((share) => {
    if (share.type === 'global') return true;
    if (accountId === null) return false;
    if (share.type === 'loggedin') return true;
    if (share.type === 'user') return share.accountId === accountId;
    if (share.type === 'group') return groupsOf(site, accountId).some(({ groupId }) => groupId === share.groupId);
    const project = share.projectId ?? -1;
    return share.roleId === undefined
      ? can(site, caller, 'BROWSE_PROJECTS', { project })
      : playsRole(site, accountId, project, share.roleId);
  });
}
