/**
 * Who may do what, asked from Jira at every call: a role taken away counts at once, so nothing is cached.
 *
 * Permissions come from `GET /rest/api/3/mypermissions` as the user. It is the cheapest documented call that is correct:
 * it takes an issue key, needs no permission of its own, considers issue security and "reporter"-like grants, answers
 * 404 for an issue the user can't see, and tells browse, edit and administer in one go. (`permissions/check` needs the
 * issue's numeric id first, and Jira administration rights to ask about somebody else.)
 *
 * Roles come from `GET /project/{id}/role/{id}` as the app, because Jira shows role members to administrators only, with
 * the user's groups (`GET /user/groups`) held against the role's group actors.
 *
 * A Jira administrator counts as holding every role: they could add themselves to any. What Jira refuses them on the issue
 * itself (browse, edit) stays refused. The CMDB belongs to no project, so that its managers may be those of any.
 */
import { route } from '@forge/api';
import { z } from 'zod';
import type { AccountId, IssueKey } from '../contract/ids';
import type { Access } from '../contract/rpc';
import { assertNever } from '../kernel/assert-never';
import { AppError } from '../kernel/errors';
import type { RoleKey } from '../setup/site-map';
import type { Jira } from './jira/client';
import { heldRoles, holdsRole } from './jira/role-holders';

export interface AccessRequest {
  readonly accountId: AccountId;
  /** Present whenever `needsIssue(access)`. */
  readonly issueKey: IssueKey | undefined;
}

/** `reason` is for the log, `message` for the user. */
export type Verdict =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string; readonly message: string };

export interface Authoriser {
  authorise(access: Access, request: AccessRequest): Promise<Verdict>;
}

export const needsIssue = (access: Access): boolean =>
  access === 'viewer' || access === 'agent' || access === 'incidentManager' || access === 'changeManager';

/** The Jira project role behind a role of the blueprint; `undefined` before set-up has run. */
export type RoleIds = (role: RoleKey) => Promise<string | undefined>;

/** Any of these makes a user an agent: the service desk's own role and the roles that manage its work. */
const AGENT_ROLES: readonly RoleKey[] = ['serviceDeskAgent', 'incidentManager', 'problemManager', 'changeManager'];

const ALLOW: Verdict = { allowed: true };
const refuse = (reason: string, message: string): Verdict => ({ allowed: false, reason, message });

/** Ids of the projects that the app was set up for. */
export type ProjectIds = () => Promise<readonly string[]>;

export function jiraAuthoriser(jira: Jira, roleIds: RoleIds, projectIds: ProjectIds): Authoriser {
  return {
    async authorise(access, request) {
      switch (access) {
        case 'user':
          return ALLOW;
        case 'admin': {
          const held = await globalPermissions(jira);
          return held.has('ADMINISTER')
            ? ALLOW
            : refuse('does not administer Jira', 'Only Jira administrators can do this.');
        }
        case 'viewer':
          return onIssue(jira, request, 'BROWSE_PROJECTS', async () => ALLOW);
        case 'agent':
          return onIssue(jira, request, 'EDIT_ISSUES', (issueKey) =>
            withRole(jira, roleIds, AGENT_ROLES, request.accountId, issueKey, 'Only service desk agents can do this.'),
          );
        case 'incidentManager':
          return onIssue(jira, request, 'BROWSE_PROJECTS', (issueKey) =>
            withRole(
              jira,
              roleIds,
              ['incidentManager'],
              request.accountId,
              issueKey,
              'Only incident managers can do this.',
            ),
          );
        case 'changeManager':
          return onIssue(jira, request, 'BROWSE_PROJECTS', (issueKey) =>
            withRole(
              jira,
              roleIds,
              ['changeManager'],
              request.accountId,
              issueKey,
              'Only change managers can do this.',
            ),
          );
        case 'configurationManager':
          return (await managesConfigurations(jira, roleIds, projectIds, request.accountId))
            ? ALLOW
            : refuse('is no configuration manager', 'Only configuration managers can do this.');
        default:
          return assertNever(access);
      }
    },
  };
}

const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });

const heldIn = (answer: z.output<typeof Permissions>): ReadonlySet<string> =>
  new Set(Object.entries(answer.permissions).flatMap(([key, permission]) => (permission.havePermission ? [key] : [])));

async function globalPermissions(jira: Jira): Promise<ReadonlySet<string>> {
  return heldIn(await jira.asUser().get(route`/rest/api/3/mypermissions?permissions=${'ADMINISTER'}`, Permissions));
}

/** The issue must be visible and carry `permission`; then administrators pass, and everybody else must hold a role. */
async function onIssue(
  jira: Jira,
  request: AccessRequest,
  permission: 'BROWSE_PROJECTS' | 'EDIT_ISSUES',
  role: (issueKey: IssueKey) => Promise<Verdict>,
): Promise<Verdict> {
  const { issueKey } = request;
  if (issueKey === undefined) return refuse('no issue named', 'The request names no issue.');
  const held = await issuePermissions(jira, issueKey);
  if (!held.has('BROWSE_PROJECTS'))
    return refuse('may not browse the issue', `You don't have access to ${issueKey}, or it does not exist.`);
  if (!held.has(permission)) return refuse(`lacks ${permission}`, `You may not change ${issueKey}.`);
  return held.has('ADMINISTER') ? ALLOW : role(issueKey);
}

async function issuePermissions(jira: Jira, issueKey: IssueKey): Promise<ReadonlySet<string>> {
  const permissions = 'BROWSE_PROJECTS,EDIT_ISSUES,ADMINISTER';
  try {
    return heldIn(
      await jira
        .asUser()
        .get(route`/rest/api/3/mypermissions?issueKey=${issueKey}&permissions=${permissions}`, Permissions),
    );
  } catch (cause) {
    // Jira does not tell an issue that is missing from one the user can't see, and neither does the app.
    if (cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN')) return new Set();
    throw cause;
  }
}

const IssueProject = z.object({ fields: z.object({ project: z.object({ id: z.string() }) }) });
async function withRole(
  jira: Jira,
  roleIds: RoleIds,
  roles: readonly RoleKey[],
  accountId: AccountId,
  issueKey: IssueKey,
  message: string,
): Promise<Verdict> {
  // The project is read from the issue and not from its key: an old key of a moved issue still names its old project.
  const issue = await jira.asApp().get(route`/rest/api/3/issue/${issueKey}?fields=${'project'}`, IssueProject);
  const ids = await idsOf(roleIds, roles);
  if (await holdsRole(jira.asApp(), [issue.fields.project.id], ids, accountId)) return ALLOW;
  return refuse(`holds none of ${roles.join(', ')}`, message);
}

const idsOf = async (roleIds: RoleIds, roles: readonly RoleKey[]): Promise<string[]> =>
  (await Promise.all(roles.map(roleIds))).filter((id) => id !== undefined);

/** Asked as the user whose call this is: administrators, and Configuration Managers of any of the projects. */
export async function managesConfigurations(
  jira: Jira,
  roleIds: RoleIds,
  projectIds: ProjectIds,
  accountId: AccountId,
): Promise<boolean> {
  if ((await globalPermissions(jira)).has('ADMINISTER')) return true;
  const ids = await idsOf(roleIds, ['configurationManager']);
  return holdsRole(jira.asApp(), await projectIds(), ids, accountId);
}

/** The roles among `roles` that the caller holds in any of the projects; an administrator holds them all. */
export async function rolesAnywhere(
  jira: Jira,
  roleIds: RoleIds,
  projectIds: ProjectIds,
  accountId: AccountId,
  roles: readonly RoleKey[],
): Promise<ReadonlySet<RoleKey>> {
  if ((await globalPermissions(jira)).has('ADMINISTER')) return new Set(roles);
  const known = new Map<string, RoleKey>();
  for (const role of roles) {
    const id = await roleIds(role);
    if (id !== undefined) known.set(id, role);
  }
  const held = await heldRoles(jira.asApp(), await projectIds(), [...known.keys()], accountId);
  return new Set([...held].flatMap((id) => known.get(id) ?? []));
}
