import { z } from 'zod';
import { projectByIdOrKey } from '../model/beans';
import { badRequest, bodyOf, forbidden, notFound, ok, operation, type Call, type Operation } from '../http';
import { PERMISSIONS, permissionByKey, type Permission } from '../permission-catalog';
import { asUser, can, isAdmin, projectsWith, type Target } from '../permissions';

const shown = ({ key, name, type, description }: Permission) => ({ key, name, type, description });

/** The issue's id, by id or key; issues one may not browse are unknown, as in Jira. */
function issueId(call: Call, idOrKey: string): number {
  const row = call.site.db
    .prepare<[string, string], { id: number }>('SELECT id FROM issue WHERE key = upper(?) OR CAST(id AS TEXT) = ?')
    .get(idOrKey, idOrKey);
  if (row === undefined || !can(call.site, call.caller, 'BROWSE_PROJECTS', { issue: row.id })) {
    throw notFound('Issue does not exist or you do not have permission to see it.');
  }
  return row.id;
}

function contextOf(call: Call): Target {
  const { query, site, caller } = call;
  const issue = query.get('issueKey') ?? query.get('issueId');
  if (issue !== null) return { issue: issueId(call, issue) };
  const idOrKey = query.get('projectKey') ?? query.get('projectId');
  if (idOrKey === null) return {};
  const project = projectByIdOrKey(site, idOrKey);
  if (project === undefined || !can(site, caller, 'BROWSE_PROJECTS', { project: project.id })) {
    throw notFound(`No project could be found with key or id '${idOrKey}'.`);
  }
  return { project: project.id };
}

/** Without a project, a project permission is held when it is held in any project. */
function have(call: Call, permission: Permission, target: Target): boolean {
  const { site, caller } = call;
  const anywhere = permission.type === 'PROJECT' && target.project === undefined && target.issue === undefined;
  return anywhere ? projectsWith(site, caller, permission.key).length > 0 : can(site, caller, permission.key, target);
}

function myPermissions(call: Call) {
  const keys = call.query.get('permissions');
  if (keys === null || keys === '') throw badRequest("The 'permissions' query parameter is required.");
  const asked = keys.split(',').map((key) => key.trim());
  const unknown = asked.filter((key) => permissionByKey(key) === undefined);
  if (unknown.length > 0) throw badRequest(`Unrecognized permission(s): ${unknown.join(', ')}`);
  const target = contextOf(call);
  const wanted = PERMISSIONS.filter(({ key }) => asked.includes(key));
  const entries = wanted.map((permission, index) => {
    const bean = {
      id: String(index),
      ...shown(permission),
      havePermission: have(call, permission, target),
      deprecatedKey: false,
    };
    return [permission.key, bean] as const;
  });
  return ok({ permissions: Object.fromEntries(entries) });
}

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/: 1,000 projects and 1,000 issues a request. */
const CHECK_LIMIT = 1000;
const CheckRequest = z.strictObject({
  accountId: z.string().min(1).nullish(),
  globalPermissions: z.array(z.string()).nullish(),
  projectPermissions: z
    .array(
      z.strictObject({
        permissions: z.array(z.string()).min(1),
        projects: z.array(z.coerce.number().int()).max(CHECK_LIMIT).nullish(),
        issues: z.array(z.coerce.number().int()).max(CHECK_LIMIT).nullish(),
      }),
    )
    .nullish(),
});

function demandKnown(keys: readonly string[], type: Permission['type']): void {
  const unknown = keys.filter((key) => permissionByKey(key)?.type !== type);
  if (unknown.length > 0) throw badRequest(`Unrecognized permission: ${unknown.join(', ')}`);
}

function check(call: Call) {
  const { site, caller } = call;
  const body = bodyOf(call, CheckRequest);
  const subject = body.accountId ?? caller.accountId;
  if (subject !== caller.accountId && !isAdmin(site, caller)) {
    throw forbidden("You do not have permission to check another user's permissions.");
  }
  const who = subject === caller.accountId || subject === null ? caller : asUser(subject);
  const global = body.globalPermissions ?? [];
  demandKnown(global, 'GLOBAL');
  const grants = (body.projectPermissions ?? []).flatMap(({ permissions, projects, issues }) => {
    demandKnown(permissions, 'PROJECT');
    return permissions.map((permission) => ({
      permission,
      issues: (issues ?? []).filter((issue) => can(site, who, permission, { issue })),
      projects: (projects ?? []).filter((project) => can(site, who, permission, { project })),
    }));
  });
  return ok({
    projectPermissions: grants,
    globalPermissions: global.filter((permission) => can(site, who, permission)),
  });
}

function permittedProjects(call: Call) {
  const { permissions } = bodyOf(call, z.strictObject({ permissions: z.array(z.string()).min(1) }));
  demandKnown(permissions, 'PROJECT');
  const key = call.site.db.prepare<[number], { key: string }>('SELECT key FROM project WHERE id = ?');
  const held = permissions.map((permission) => new Set(projectsWith(call.site, call.caller, permission)));
  const [first, ...rest] = held;
  const projects = [...(first ?? [])].filter((id) => rest.every((set) => set.has(id)));
  return ok({ projects: projects.map((id) => ({ id, key: key.get(id)?.key })) });
}

export const permissionOperations: readonly Operation[] = [
  operation('GET /rest/api/3/mypermissions', ['read:jira-work'], myPermissions, { anonymous: true }),
  operation('GET /rest/api/3/permissions', ['manage:jira-configuration'], () =>
    ok({ permissions: Object.fromEntries(PERMISSIONS.map((permission) => [permission.key, shown(permission)])) }),
  ),
  operation('POST /rest/api/3/permissions/check', [], check, { anonymous: true }),
  operation('POST /rest/api/3/permissions/project', ['read:jira-work'], permittedProjects, { anonymous: true }),
];
