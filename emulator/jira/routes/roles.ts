import { z } from 'zod';
import {
  actorsBean,
  addDefaultActor,
  addProjectActor,
  allRoles,
  defaultActors,
  projectActors,
  projectRoleBean,
  roleBean,
  roleById,
  roleDetails,
  rolesPlayedBy,
  type NewActor,
  type RoleRow,
} from '../config/roles';
import {
  badRequest,
  bodyOf,
  conflict,
  JiraError,
  noContent,
  notFound,
  ok,
  operation,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import type { ProjectRow } from '../model/beans';
import { one, run } from '../model/rows';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { administeredProject, browsableProject } from './project-access';
import { adminOperation, atomically, flagParam, idParam, Name, refuseTaken } from './support';

function roleOf(call: Call): RoleRow {
  const id = idParam(call, 'id', 'project role');
  const role = roleById(call.site, id);
  if (role === undefined) throw notFound(`Can not retrieve a role actor for a null project role.`);
  return role;
}

function accountActor(site: JiraSite, accountId: string): NewActor {
  if (one(site.db, 'SELECT 1 FROM user_account WHERE account_id = ?', accountId) === undefined) {
    throw notFound(
      `We can't find ${accountId} in any accessible user directory. Check they're still active and available, and try again.`,
    );
  }
  return { accountId };
}
function groupActor(site: JiraSite, column: 'name' | 'group_id', value: string): NewActor {
  const group = one<{ group_id: string }>(site.db, `SELECT group_id FROM user_group WHERE ${column} = ?`, value);
  if (group === undefined) throw notFound(`We can't find the group ${value}. Check it still exists, and try again.`);
  return { groupId: group.group_id };
}

const ActorsRequest = z.strictObject({
  user: z.array(z.string()).optional(),
  group: z.array(z.string()).optional(),
  groupId: z.array(z.string()).optional(),
});

/** Users, group names and group ids; names and ids of groups exclude each other, as in Jira. */
function actorsIn(call: Call): NewActor[] {
  const { user = [], group = [], groupId = [] } = bodyOf(call, ActorsRequest);
  if (group.length > 0 && groupId.length > 0) throw badRequest('Provide either group names or group IDs, not both.');
  const actors = [
    ...user.map((id) => accountActor(call.site, id)),
    ...group.map((name) => groupActor(call.site, 'name', name)),
    ...groupId.map((id) => groupActor(call.site, 'group_id', id)),
  ];
  if (actors.length === 0) throw badRequest('At least one actor has to be provided.');
  return actors;
}

const same = (actor: NewActor, row: { account_id: string | null; group_id: string | null }): boolean =>
  (actor.accountId ?? null) === row.account_id && (actor.groupId ?? null) === row.group_id;

function addActors(call: Call) {
  const project = administeredProject(call);
  const role = roleOf(call);
  atomically(call.site, () => {
    for (const actor of actorsIn(call)) {
      if (projectActors(call.site, project.id, role.id).some((row) => same(actor, row))) {
        throw badRequest(
          `The actor ${actor.accountId ?? actor.groupId ?? ''} is already a member of the project role.`,
        );
      }
      addProjectActor(call.site, project.id, role.id, actor);
    }
  });
  return ok(projectRoleBean(call.site, project.id, role));
}

const CategorisedActors = z.looseObject({
  categorisedActors: z.strictObject({
    'atlassian-user-role-actor': z.array(z.string()).optional(),
    'atlassian-group-role-actor': z.array(z.string()).optional(),
    'atlassian-group-role-actor-id': z.array(z.string()).optional(),
  }),
});

function setActors(call: Call) {
  const project = administeredProject(call);
  const role = roleOf(call);
  const { categorisedActors: actors } = bodyOf(call, CategorisedActors);
  const wanted = [
    ...(actors['atlassian-user-role-actor'] ?? []).map((id) => accountActor(call.site, id)),
    ...(actors['atlassian-group-role-actor'] ?? []).map((name) => groupActor(call.site, 'name', name)),
    ...(actors['atlassian-group-role-actor-id'] ?? []).map((id) => groupActor(call.site, 'group_id', id)),
  ];
  atomically(call.site, () => {
    run(call.site.db, 'DELETE FROM role_actor WHERE project_id = ? AND role_id = ?', project.id, role.id);
    for (const actor of wanted) addProjectActor(call.site, project.id, role.id, actor);
  });
  return ok(projectRoleBean(call.site, project.id, role));
}

/** The actor named by `user`, `group` or `groupId` in the query. */
function actorInQuery(call: Call): NewActor {
  const { site, query } = call;
  const [user, group, groupId] = [query.get('user'), query.get('group'), query.get('groupId')];
  if (user !== null) return accountActor(site, user);
  if (group !== null) return groupActor(site, 'name', group);
  if (groupId !== null) return groupActor(site, 'group_id', groupId);
  throw badRequest('One of user, group and groupId has to be provided.');
}

function removeActor(call: Call) {
  const project = administeredProject(call);
  const role = roleOf(call);
  const actor = actorInQuery(call);
  const row = projectActors(call.site, project.id, role.id).find((candidate) => same(actor, candidate));
  if (row === undefined) throw notFound('The actor is not a member of the project role.');
  run(call.site.db, 'DELETE FROM role_actor WHERE id = ?', row.id);
  return noContent();
}

const RoleRequest = z.strictObject({ name: Name().optional(), description: z.string().optional() });

function createRole(call: Call) {
  const { name, description = '' } = bodyOf(call, RoleRequest);
  if (name === undefined) throw badRequest('', { name: 'You must specify a role name.' });
  refuseTaken(call.site, 'project_role', name, {
    status: 409,
    message: `A project role with name '${name}' already exists.`,
  });
  const id = nextId(call.site.db, 'project_role');
  run(call.site.db, 'INSERT INTO project_role (id, name, description) VALUES (?, ?, ?)', id, name, description);
  return ok(roleBean(call.site, { id, name, description }));
}

/** POST changes what is given; PUT replaces both. */
function updateRole(full: boolean) {
  return (call: Call) => {
    const role = roleOf(call);
    const request = bodyOf(call, RoleRequest);
    if (full && (request.name === undefined || request.description === undefined)) {
      throw badRequest('Both the name and the description have to be provided.');
    }
    if (request.name === undefined && request.description === undefined)
      throw badRequest('A name or a description has to be provided.');
    const { name = role.name, description = role.description } = request;
    refuseTaken(call.site, 'project_role', name, {
      status: 400,
      message: `A project role with name '${name}' already exists.`,
      except: role.id,
    });
    run(call.site.db, 'UPDATE project_role SET name = ?, description = ? WHERE id = ?', name, description, role.id);
    return ok(roleBean(call.site, { ...role, name, description }));
  };
}

function deleteRole(call: Call) {
  const { site } = call;
  const role = roleOf(call);
  const swap = call.query.get('swap');
  if (swap !== null && roleById(site, Number(swap)) === undefined)
    throw notFound(`The project role with ID ${swap} was not found.`);
  const used = one(
    site.db,
    "SELECT 1 FROM permission_grant WHERE holder_type = 'projectRole' AND holder_parameter = ?",
    String(role.id),
  );
  if (used !== undefined && swap === null)
    throw conflict('Cannot delete the project role because it is used in a permission scheme.');
  atomically(site, () => {
    run(
      site.db,
      "UPDATE permission_grant SET holder_parameter = ? WHERE holder_type = 'projectRole' AND holder_parameter = ?",
      swap,
      String(role.id),
    );
    run(site.db, 'DELETE FROM role_actor WHERE role_id = ?', role.id);
    run(site.db, 'DELETE FROM project_role WHERE id = ?', role.id);
  });
  return noContent();
}

const defaultsBean = (call: Call, role: RoleRow) =>
  ok({ actors: actorsBean(call.site, defaultActors(call.site, role.id)) });

const defaultActorOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/role/{id}/actors', ['manage:jira-configuration'], (call) =>
    defaultsBean(call, roleOf(call)),
  ),
  adminOperation('POST /rest/api/3/role/{id}/actors', ['manage:jira-configuration'], (call) => {
    const role = roleOf(call);
    const known = defaultActors(call.site, role.id);
    for (const actor of actorsIn(call)) {
      if (known.some((row) => same(actor, row)))
        throw badRequest('The actor is already a default member of the project role.');
      addDefaultActor(call.site, role.id, actor);
    }
    return defaultsBean(call, role);
  }),
  adminOperation('DELETE /rest/api/3/role/{id}/actors', ['manage:jira-configuration'], (call) => {
    const role = roleOf(call);
    const actor = actorInQuery(call);
    const row = defaultActors(call.site, role.id).find((candidate) => same(actor, candidate));
    if (row === undefined) throw new JiraError(404, ['The actor is not a default member of the project role.']);
    run(call.site.db, 'DELETE FROM role_default_actor WHERE id = ?', row.id);
    return defaultsBean(call, role);
  }),
];

const roleLinks = (site: JiraSite, project: ProjectRow) =>
  Object.fromEntries(allRoles(site).map((role) => [role.name, selfUrl(site, `project/${project.id}/role/${role.id}`)]));

export const roleOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/role', ['manage:jira-configuration'], ({ site }) =>
    ok(allRoles(site).map((role) => roleBean(site, role))),
  ),
  adminOperation('POST /rest/api/3/role', ['manage:jira-configuration'], createRole),
  adminOperation('GET /rest/api/3/role/{id}', ['manage:jira-configuration'], (call) =>
    ok(roleBean(call.site, roleOf(call))),
  ),
  adminOperation('POST /rest/api/3/role/{id}', ['manage:jira-configuration'], updateRole(false)),
  adminOperation('PUT /rest/api/3/role/{id}', ['manage:jira-configuration'], updateRole(true)),
  adminOperation('DELETE /rest/api/3/role/{id}', ['manage:jira-configuration'], deleteRole),
  ...defaultActorOperations,
  operation('GET /rest/api/3/project/{projectIdOrKey}/role', ['read:jira-work'], (call) =>
    ok(roleLinks(call.site, browsableProject(call))),
  ),
  operation('GET /rest/api/3/project/{projectIdOrKey}/role/{id}', ['read:jira-work'], (call) => {
    const project = administeredProject(call);
    return ok(projectRoleBean(call.site, project.id, roleOf(call)));
  }),
  operation('GET /rest/api/3/project/{projectIdOrKey}/roledetails', ['read:jira-work'], (call) => {
    const { site, caller } = call;
    const mine = flagParam(call, 'currentMember', false);
    const project = mine ? browsableProject(call) : administeredProject(call);
    const roles = mine ? rolesPlayedBy(site, caller.accountId ?? '', project.id) : allRoles(site);
    return ok(roles.map((role) => roleDetails(site, project.id, role)));
  }),
  operation('POST /rest/api/3/project/{projectIdOrKey}/role/{id}', ['manage:jira-configuration'], addActors),
  operation('PUT /rest/api/3/project/{projectIdOrKey}/role/{id}', ['manage:jira-project'], setActors),
  operation('DELETE /rest/api/3/project/{projectIdOrKey}/role/{id}', ['manage:jira-project'], removeActor),
];
