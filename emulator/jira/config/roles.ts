/** Project roles and who plays them. */
import type { JsonObject } from '../../json';
import { nextId } from '../ids';
import { avatarUrls, displayName } from '../model/beans';
import { all, one, run } from '../model/rows';
import { playsRole } from '../permissions';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}
export interface ActorRow {
  readonly id: number;
  readonly type: 'atlassian-user-role-actor' | 'atlassian-group-role-actor';
  readonly account_id: string | null;
  readonly group_id: string | null;
}

export const allRoles = (site: JiraSite): RoleRow[] => all<RoleRow>(site.db, 'SELECT * FROM project_role ORDER BY id');
export const roleById = (site: JiraSite, id: number): RoleRow | undefined =>
  one<RoleRow>(site.db, 'SELECT * FROM project_role WHERE id = ?', id);
export const projectActors = (site: JiraSite, project: number, role: number): ActorRow[] =>
  all<ActorRow>(site.db, 'SELECT * FROM role_actor WHERE project_id = ? AND role_id = ?', project, role);
export const defaultActors = (site: JiraSite, role: number): ActorRow[] =>
  all<ActorRow>(site.db, 'SELECT * FROM role_default_actor WHERE role_id = ?', role);

function actorBean(site: JiraSite, actor: ActorRow): JsonObject & { displayName: string } {
  if (actor.type === 'atlassian-user-role-actor') {
    const avatarUrl = avatarUrls(site, `avatar/user/${encodeURIComponent(actor.account_id ?? '')}`)['16x16'] ?? '';
    return {
      id: actor.id,
      displayName: displayName(site, actor.account_id ?? ''),
      type: actor.type,
      avatarUrl,
      actorUser: { accountId: actor.account_id },
    };
  }
  const name =
    one<{ name: string }>(site.db, 'SELECT name FROM user_group WHERE group_id = ?', actor.group_id)?.name ?? '';
  return {
    id: actor.id,
    displayName: name,
    type: actor.type,
    name,
    actorGroup: { displayName: name, name, groupId: actor.group_id },
  };
}

/** Sorted by display name, as Jira lists them. */
export function actorsBean(site: JiraSite, actors: readonly ActorRow[]): JsonObject[] {
  const shown = actors.map((actor) => actorBean(site, actor));
  return shown.sort((a, b) => a.displayName.localeCompare(b.displayName));
}

/** The role as the site has it, with its default actors. */
export const roleBean = (site: JiraSite, role: RoleRow): JsonObject => ({
  self: selfUrl(site, `role/${role.id}`),
  name: role.name,
  id: role.id,
  description: role.description,
  actors: actorsBean(site, defaultActors(site, role.id)),
});

/** The role as a project has it, with the project's actors. */
export const projectRoleBean = (site: JiraSite, project: number, role: RoleRow): JsonObject => ({
  self: selfUrl(site, `project/${project}/role/${role.id}`),
  name: role.name,
  id: role.id,
  description: role.description,
  actors: actorsBean(site, projectActors(site, project, role.id)),
});

export const roleDetails = (site: JiraSite, project: number, role: RoleRow): JsonObject => ({
  self: selfUrl(site, `project/${project}/role/${role.id}`),
  name: role.name,
  id: role.id,
  description: role.description,
  admin: role.name === 'Administrators',
  default: defaultActors(site, role.id).length > 0,
  roleConfigurable: role.name !== 'atlassian-addons-project-access',
  translatedName: role.name,
  type: 'DEFAULT',
});

export interface NewActor {
  readonly accountId?: string;
  readonly groupId?: string;
}
const typeOf = (actor: NewActor): ActorRow['type'] =>
  actor.accountId === undefined ? 'atlassian-group-role-actor' : 'atlassian-user-role-actor';

export function addProjectActor(site: JiraSite, project: number, role: number, actor: NewActor): void {
  run(
    site.db,
    'INSERT INTO role_actor (id, project_id, role_id, type, account_id, group_id) VALUES (?, ?, ?, ?, ?, ?)',
    ...[nextId(site.db, 'role_actor'), project, role, typeOf(actor), actor.accountId ?? null, actor.groupId ?? null],
  );
}

export function addDefaultActor(site: JiraSite, role: number, actor: NewActor): void {
  run(
    site.db,
    'INSERT INTO role_default_actor (role_id, type, account_id, group_id) VALUES (?, ?, ?, ?)',
    ...[role, typeOf(actor), actor.accountId ?? null, actor.groupId ?? null],
  );
}

/** A new project starts with the default actors of every role. */
export function giveDefaultActors(site: JiraSite, project: number): void {
  for (const role of allRoles(site)) {
    for (const { account_id, group_id } of defaultActors(site, role.id)) {
      addProjectActor(
        site,
        project,
        role.id,
        account_id === null ? { groupId: group_id ?? '' } : { accountId: account_id },
      );
    }
  }
}

export const rolesPlayedBy = (site: JiraSite, accountId: string, project: number): RoleRow[] =>
  allRoles(site).filter((role) => playsRole(site, accountId, project, role.id));
