import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { badRequest, bodyOf, created, notFound, ok, operation, pageBean, type Call, type Operation } from '../http';
import { groupBean, userBean } from '../model/beans';
import { all, one, run } from '../model/rows';
import { can } from '../permissions';
import { adminOperation, atomically, flagParam, listParam, Name, requiredParam } from './support';

interface Group {
  readonly group_id: string;
  readonly name: string;
}

/** The group named by `groupId` or `groupname`; exactly one of the two is given. */
function groupOf(call: Call): Group {
  const { site, query } = call;
  const [id, name] = [query.get('groupId'), query.get('groupname')];
  if (id === null && name === null)
    throw badRequest("Either the 'groupId' or the 'groupname' query parameter has to be provided.");
  if (id !== null && name !== null)
    throw badRequest("The 'groupId' and 'groupname' query parameters can't be combined.");
  const group =
    id === null
      ? one<Group>(site.db, 'SELECT * FROM user_group WHERE name = ?', name)
      : one<Group>(site.db, 'SELECT * FROM user_group WHERE group_id = ?', id);
  if (group === undefined)
    throw notFound(`The group ${id === null ? 'named' : 'with id'} '${id ?? name ?? ''}' does not exist.`);
  return group;
}

function createGroup(call: Call) {
  const { name } = bodyOf(call, z.looseObject({ name: Name() }));
  if (one(call.site.db, 'SELECT 1 FROM user_group WHERE name = ?', name) !== undefined) {
    throw badRequest('Cannot add group. A group or user with this name already exists.');
  }
  const id = randomUUID();
  run(call.site.db, 'INSERT INTO user_group (group_id, name) VALUES (?, ?)', id, name);
  return created({
    ...groupBean(call.site, id),
    users: { size: 0, items: [], 'max-results': 50, 'start-index': 0, 'end-index': 0 },
    expand: 'users',
  });
}

function removeGroup(call: Call) {
  const group = groupOf(call);
  atomically(call.site, () => {
    for (const table of ['group_member', 'global_permission', 'role_actor', 'role_default_actor']) {
      run(call.site.db, `DELETE FROM ${table} WHERE group_id = ?`, group.group_id);
    }
    run(call.site.db, 'DELETE FROM user_group WHERE group_id = ?', group.group_id);
  });
  return { status: 200 };
}

function members(call: Call) {
  const group = groupOf(call);
  const everyone = flagParam(call, 'includeInactiveUsers', false);
  const ids = all<{ account_id: string; active: number }>(
    call.site.db,
    'SELECT account_id, active FROM user_account JOIN group_member USING (account_id) WHERE group_id = ? ORDER BY display_name, account_id',
    group.group_id,
  ).filter(({ active }) => everyone || active === 1);
  const page = pageBean(call, ids, { size: 50, max: 50 });
  return ok({ ...page, values: page.values.map(({ account_id }) => userBean(call.site, account_id)) });
}

function addMember(call: Call) {
  const group = groupOf(call);
  const { accountId } = bodyOf(call, z.looseObject({ accountId: z.string().min(1).max(128) }));
  const { db } = call.site;
  if (one(db, 'SELECT 1 FROM user_account WHERE account_id = ?', accountId) === undefined) {
    throw notFound('Specified user does not exist or you do not have required permissions');
  }
  if (
    one(db, 'SELECT 1 FROM group_member WHERE group_id = ? AND account_id = ?', group.group_id, accountId) !== undefined
  ) {
    throw badRequest(`Cannot add user '${accountId}', user is already a member of '${group.name}'`);
  }
  run(db, 'INSERT INTO group_member (group_id, account_id) VALUES (?, ?)', group.group_id, accountId);
  return created(groupBean(call.site, group.group_id));
}

function removeMember(call: Call) {
  const group = groupOf(call);
  const accountId = requiredParam(call, 'accountId');
  const { db } = call.site;
  if (
    one(db, 'SELECT 1 FROM group_member WHERE group_id = ? AND account_id = ?', group.group_id, accountId) === undefined
  ) {
    throw badRequest(
      `Cannot remove user '${accountId}' from group '${group.name}' since user is not a member of '${group.name}'`,
    );
  }
  run(db, 'DELETE FROM group_member WHERE group_id = ? AND account_id = ?', group.group_id, accountId);
  return { status: 200 };
}

function bulk(call: Call) {
  const [ids, names] = [listParam(call, 'groupId'), listParam(call, 'groupName')];
  const groups = all<Group>(call.site.db, 'SELECT * FROM user_group ORDER BY name').filter(
    (group) => (ids.length === 0 && names.length === 0) || ids.includes(group.group_id) || names.includes(group.name),
  );
  const page = pageBean(call, groups);
  return ok({ ...page, values: page.values.map(({ group_id, name }) => ({ name, groupId: group_id })) });
}

function picker(call: Call) {
  const query = (call.query.get('query') ?? '').toLowerCase();
  const excluded = [...listParam(call, 'exclude'), ...listParam(call, 'excludeId')];
  const limit = Number(call.query.get('maxResults') ?? 20);
  const visible = can(call.site, call.caller, 'USER_PICKER')
    ? all<Group>(call.site.db, 'SELECT * FROM user_group ORDER BY name')
    : [];
  const found = visible.filter(
    ({ name, group_id }) =>
      name.toLowerCase().includes(query) && !excluded.includes(name) && !excluded.includes(group_id),
  );
  const groups = found
    .slice(0, limit)
    .map(({ name, group_id }) => ({ name, html: marked(name, query), labels: [], groupId: group_id }));
  return ok({ header: `Showing ${groups.length} of ${found.length} matching groups`, total: found.length, groups });
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** The first match in bold, as the picker shows it. */
function marked(name: string, query: string): string {
  const at = query === '' ? -1 : name.toLowerCase().indexOf(query);
  if (at < 0) return escapeHtml(name);
  const end = at + query.length;
  return `${escapeHtml(name.slice(0, at))}<b>${escapeHtml(name.slice(at, end))}</b>${escapeHtml(name.slice(end))}`;
}

export const groupOperations: readonly Operation[] = [
  adminOperation('POST /rest/api/3/group', ['manage:jira-configuration'], createGroup),
  adminOperation('DELETE /rest/api/3/group', ['manage:jira-configuration'], removeGroup),
  adminOperation('GET /rest/api/3/group/bulk', ['read:jira-user'], bulk),
  adminOperation('GET /rest/api/3/group/member', ['manage:jira-configuration'], members),
  adminOperation('POST /rest/api/3/group/user', ['manage:jira-configuration'], addMember),
  adminOperation('DELETE /rest/api/3/group/user', ['manage:jira-configuration'], removeMember),
  operation('GET /rest/api/3/groups/picker', ['read:jira-user'], picker, { anonymous: true }),
];
