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
 * itself (browse, edit) stays refused.
 */
import { route } from '@forge/api';
import { z } from 'zod';
import type { AccountId, IssueKey } from '../contract/ids';
import type { Access } from '../contract/rpc';
import { assertNever } from '../kernel/assert-never';
import { AppError } from '../kernel/errors';
import type { RoleKey } from '../setup/site-map';
import type { Jira } from './jira/client';

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
  access === 'viewer' || access === 'agent' || access === 'incidentManager';

/** The Jira project role behind a role of the blueprint; `undefined` before set-up has run. */
export type RoleIds = (role: RoleKey) => Promise<string | undefined>;

/** Any of these makes a user an agent: the service desk's own role and the roles that manage its work. */
const AGENT_ROLES: readonly RoleKey[] = ['serviceDeskAgent', 'incidentManager', 'problemManager', 'changeManager'];

const ALLOW: Verdict = { allowed: true };
const refuse = (reason: string, message: string): Verdict => ({ allowed: false, reason, message });

export function jiraAuthoriser(jira: Jira, roleIds: RoleIds): Authoriser {
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

/** Nobody, when somebody deleted the role in Jira: holders of another role must not suffer for it. */
async function actorsOf(jira: Jira, projectId: string, roleId: string) {
  try {
    return (await jira.asApp().get(route`/rest/api/3/project/${projectId}/role/${roleId}`, ProjectRole)).actors;
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'NOT_FOUND') return [];
    throw cause;
  }
}

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
  const groupIds = new Set<string>();
  for (const role of roles) {
    const roleId = await roleIds(role);
    if (roleId === undefined) continue;
    const actors = await actorsOf(jira, issue.fields.project.id, roleId);
    if (actors.some((actor) => actor.actorUser?.accountId === accountId)) return ALLOW;
    for (const actor of actors) if (actor.actorGroup !== undefined) groupIds.add(actor.actorGroup.groupId);
  }
  if (groupIds.size > 0) {
    const groups = await jira.asApp().get(route`/rest/api/3/user/groups?accountId=${accountId}`, Groups);
    if (groups.some((group) => groupIds.has(group.groupId))) return ALLOW;
  }
  return refuse(`holds none of ${roles.join(', ')}`, message);
}
