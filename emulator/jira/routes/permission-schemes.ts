import { z } from 'zod';
import type { JsonObject } from '../../json';
import { badRequest, bodyOf, created, noContent, notFound, ok, operation, type Call, type Operation } from '../http';
import { nextId } from '../ids';
import { all, one, run } from '../model/rows';
import { permissionByKey } from '../permission-catalog';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { administeredProject } from './project-access';
import { adminOperation, atomically, expands, Id, idParam, Name, refuseTaken } from './support';

interface Scheme {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}
interface Grant {
  readonly id: number;
  readonly scheme_id: number;
  readonly permission: string;
  readonly holder_type: string;
  readonly holder_parameter: string | null;
}

/** Holders that name something, and the table that has to know it. */
const NAMED_HOLDERS: Readonly<Record<string, string>> = {
  group: 'SELECT 1 FROM user_group WHERE ? IN (group_id, name)',
  projectRole: 'SELECT 1 FROM project_role WHERE id = CAST(? AS INTEGER)',
  user: 'SELECT 1 FROM user_account WHERE account_id = ?',
};
const PLAIN_HOLDERS = ['anyone', 'loggedin', 'applicationRole', 'reporter', 'assignee', 'projectLead'];

const GrantRequest = z.looseObject({
  permission: z.string(),
  holder: z.looseObject({ type: z.string(), parameter: z.string().nullish(), value: z.string().nullish() }),
});
type GrantRequest = z.output<typeof GrantRequest>;

function addGrant(site: JiraSite, scheme: number, { permission, holder }: GrantRequest): Grant {
  if (permissionByKey(permission)?.type !== 'PROJECT')
    throw badRequest('', { permission: `Unknown project permission: ${permission}` });
  const parameter = holder.value ?? holder.parameter ?? null;
  const known = NAMED_HOLDERS[holder.type];
  if (known === undefined && !PLAIN_HOLDERS.includes(holder.type))
    throw badRequest('', { holder: `Unknown holder type: ${holder.type}` });
  if (known !== undefined && (parameter === null || one(site.db, known, parameter) === undefined)) {
    throw badRequest('', { holder: `The ${holder.type} '${parameter ?? ''}' does not exist.` });
  }
  const id = nextId(site.db, 'permission_grant');
  const grant = { id, scheme_id: scheme, permission, holder_type: holder.type, holder_parameter: parameter };
  run(
    site.db,
    'INSERT INTO permission_grant (id, scheme_id, permission, holder_type, holder_parameter) VALUES (?, ?, ?, ?, ?)',
    ...[id, scheme, permission, holder.type, parameter],
  );
  return grant;
}

function grantBean(site: JiraSite, grant: Grant): JsonObject {
  const parameter = grant.holder_parameter;
  const holder = parameter === null ? {} : { parameter, value: parameter };
  return {
    id: grant.id,
    self: selfUrl(site, `permissionscheme/${grant.scheme_id}/permission/${grant.id}`),
    holder: { type: grant.holder_type, ...holder },
    permission: grant.permission,
  };
}

const grantsOf = (site: JiraSite, scheme: number): Grant[] =>
  all<Grant>(site.db, 'SELECT * FROM permission_grant WHERE scheme_id = ? ORDER BY id', scheme);

function schemeBean(call: Call, scheme: Scheme, full: boolean): JsonObject {
  const { site } = call;
  return {
    expand: 'permissions,user,group,projectRole,field,all',
    id: scheme.id,
    self: selfUrl(site, `permissionscheme/${scheme.id}`),
    name: scheme.name,
    description: scheme.description,
    ...(full ? { permissions: grantsOf(site, scheme.id).map((grant) => grantBean(site, grant)) } : {}),
  };
}
const wantsGrants = (call: Call): boolean => expands(call, 'permissions') || expands(call, 'all');

function schemeOf(call: Call, id = idParam(call, 'schemeId', 'permission scheme')): Scheme {
  const scheme = one<Scheme>(call.site.db, 'SELECT * FROM permission_scheme WHERE id = ?', id);
  if (scheme === undefined) throw notFound(`The permission scheme with ID ${id} was not found.`);
  return scheme;
}

const SchemeRequest = z.looseObject({
  name: Name(),
  description: z.string().optional(),
  permissions: z.array(GrantRequest).optional(),
});

function saveScheme(call: Call, known?: Scheme) {
  const { site } = call;
  const { name, description = known?.description ?? '', permissions } = bodyOf(call, SchemeRequest);
  const message = 'A permission scheme with that name already exists.';
  refuseTaken(site, 'permission_scheme', name, {
    status: 400,
    field: 'name',
    message,
    ...(known === undefined ? {} : { except: known.id }),
  });
  return atomically(site, () => {
    const id = known?.id ?? nextId(site.db, 'permission_scheme');
    if (known === undefined)
      run(site.db, 'INSERT INTO permission_scheme (id, name, description) VALUES (?, ?, ?)', id, name, description);
    else run(site.db, 'UPDATE permission_scheme SET name = ?, description = ? WHERE id = ?', name, description, id);
    if (known !== undefined && permissions !== undefined)
      run(site.db, 'DELETE FROM permission_grant WHERE scheme_id = ?', id);
    for (const grant of permissions ?? []) addGrant(site, id, grant);
    return schemeBean(call, { id, name, description }, true);
  });
}

function deleteScheme(call: Call) {
  const scheme = schemeOf(call);
  if (
    one(call.site.db, 'SELECT 1 FROM project WHERE permission_scheme_id = ?', scheme.id) !== undefined ||
    scheme.id === 0
  ) {
    throw badRequest('The permission scheme cannot be deleted because it is in use.');
  }
  run(call.site.db, 'DELETE FROM permission_scheme WHERE id = ?', scheme.id);
  return noContent();
}

function grantOf(call: Call): Grant {
  const scheme = schemeOf(call);
  const id = idParam(call, 'permissionId', 'permission grant');
  const grant = grantsOf(call.site, scheme.id).find((candidate) => candidate.id === id);
  if (grant === undefined) throw notFound(`The permission grant with ID ${id} was not found.`);
  return grant;
}

const grantOperations: readonly Operation[] = [
  operation('GET /rest/api/3/permissionscheme/{schemeId}/permission', ['read:jira-work'], (call) => {
    const scheme = schemeOf(call);
    return ok({
      permissions: grantsOf(call.site, scheme.id).map((grant) => grantBean(call.site, grant)),
      expand: 'user,group,projectRole,field,all',
    });
  }),
  adminOperation('POST /rest/api/3/permissionscheme/{schemeId}/permission', ['manage:jira-configuration'], (call) =>
    created(grantBean(call.site, addGrant(call.site, schemeOf(call).id, bodyOf(call, GrantRequest)))),
  ),
  operation('GET /rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}', ['read:jira-work'], (call) =>
    ok(grantBean(call.site, grantOf(call))),
  ),
  adminOperation(
    'DELETE /rest/api/3/permissionscheme/{schemeId}/permission/{permissionId}',
    ['manage:jira-configuration'],
    (call) => {
      run(call.site.db, 'DELETE FROM permission_grant WHERE id = ?', grantOf(call).id);
      return noContent();
    },
  ),
];

export const permissionSchemeOperations: readonly Operation[] = [
  operation('GET /rest/api/3/permissionscheme', ['read:jira-work'], (call) => {
    const schemes = all<Scheme>(call.site.db, 'SELECT * FROM permission_scheme ORDER BY id');
    return ok({ permissionSchemes: schemes.map((scheme) => schemeBean(call, scheme, wantsGrants(call))) });
  }),
  adminOperation('POST /rest/api/3/permissionscheme', ['manage:jira-configuration'], (call) =>
    created(saveScheme(call)),
  ),
  operation('GET /rest/api/3/permissionscheme/{schemeId}', ['read:jira-work'], (call) =>
    ok(schemeBean(call, schemeOf(call), wantsGrants(call))),
  ),
  adminOperation('PUT /rest/api/3/permissionscheme/{schemeId}', ['manage:jira-configuration'], (call) =>
    ok(saveScheme(call, schemeOf(call))),
  ),
  adminOperation('DELETE /rest/api/3/permissionscheme/{schemeId}', ['manage:jira-configuration'], deleteScheme),
  ...grantOperations,
  operation('GET /rest/api/3/project/{projectKeyOrId}/permissionscheme', ['read:jira-work'], (call) => {
    const project = administeredProject(call, call.params['projectKeyOrId']);
    return ok(schemeBean(call, schemeOf(call, project.permission_scheme_id), wantsGrants(call)));
  }),
  adminOperation('PUT /rest/api/3/project/{projectKeyOrId}/permissionscheme', ['manage:jira-project'], (call) => {
    const project = administeredProject(call, call.params['projectKeyOrId']);
    const scheme = schemeOf(call, bodyOf(call, z.strictObject({ id: Id })).id);
    run(call.site.db, 'UPDATE project SET permission_scheme_id = ? WHERE id = ?', scheme.id, project.id);
    return ok(schemeBean(call, scheme, wantsGrants(call)));
  }),
];
