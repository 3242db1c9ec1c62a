/**
 * Who may do what. Global permissions are held by groups, project permissions through the grants of the project's
 * permission scheme.
 *
 * Approximations: a Forge app acting as itself holds *Administer Jira* when it was granted `manage:jira-configuration`
 * and is a member of the role `atlassian-addons-project-access` in every project, as Jira arranges when an app is
 * installed; its scopes bound it first. A grant to the reporter or assignee counts for an issue, never for a project.
 */
import type { Caller } from '../seams';
import { forbidden } from './http';
import { permissionByKey } from './permission-catalog';
import type { JiraSite } from './site';

export const ADDONS_ROLE = 'atlassian-addons-project-access';
/** Membership is what gives a person access to Jira; the `applicationRole` holder stands for it. */
export const LICENSED_GROUP = 'jira-software-users';

export interface Target {
  readonly project?: number;
  /** The issue's id: brings its project along. */
  readonly issue?: number;
}

interface GrantRow {
  readonly holder_type: string;
  readonly holder_parameter: string | null;
}
interface Place {
  readonly project: number;
  readonly lead: string | null;
  readonly scheme: number;
  readonly reporter?: string | null;
  readonly assignee?: string | null;
}

const actsAsApp = (caller: Caller): boolean => caller.app?.as === 'app';

export function can(site: JiraSite, caller: Caller, permission: string, target: Target = {}): boolean {
  const known = permissionByKey(permission);
  if (known === undefined) return false;
  if (known.type === 'GLOBAL') return holdsGlobal(site, caller, permission);
  const place = placeOf(site, target);
  return place !== undefined && holdsInProject(site, caller, permission, place);
}

/** 403 unless the caller may. */
export function demand(
  site: JiraSite,
  caller: Caller,
  permission: string,
  target: Target = {},
  message = refusal(permission),
): void {
  if (!can(site, caller, permission, target)) throw forbidden(message);
}

export const isAdmin = (site: JiraSite, caller: Caller): boolean => can(site, caller, 'ADMINISTER');

/** Ids of the projects in which the caller holds the permission. */
export function projectsWith(site: JiraSite, caller: Caller, permission: string): number[] {
  const projects = site.db.prepare<[], { id: number }>('SELECT id FROM project ORDER BY key').all();
  return projects.map(({ id }) => id).filter((project) => can(site, caller, permission, { project }));
}

/** Permissions of another account, as `permissions/check` and the assignable users need them. */
export const asUser = (accountId: string): Caller => ({ accountId });

export function groupsOf(site: JiraSite, accountId: string): { groupId: string; name: string }[] {
  return site.db
    .prepare<[string], { groupId: string; name: string }>(
      `SELECT g.group_id AS groupId, g.name FROM user_group g JOIN group_member m USING (group_id) WHERE m.account_id = ? ORDER BY g.name`,
    )
    .all(accountId);
}

/** Does the account play the role in the project, itself or through a group? */
export function playsRole(site: JiraSite, accountId: string, project: number, roleId: number): boolean {
  const row = site.db
    .prepare<[number, number, string, string], { id: number }>(
      `SELECT a.id FROM role_actor a WHERE a.project_id = ? AND a.role_id = ?
         AND (a.account_id = ? OR a.group_id IN (SELECT group_id FROM group_member WHERE account_id = ?)) LIMIT 1`,
    )
    .get(project, roleId, accountId, accountId);
  return row !== undefined;
}

function refusal(permission: string): string {
  if (permission === 'ADMINISTER')
    return 'You do not have permission to perform this operation: Administer Jira is required.';
  return `You do not have the ${permissionByKey(permission)?.name ?? permission} permission.`;
}

function holdsGlobal(site: JiraSite, caller: Caller, permission: string): boolean {
  if (caller.accountId === null) return false;
  if (actsAsApp(caller))
    return permission !== 'ADMINISTER' || caller.app?.scopes.includes('manage:jira-configuration') === true;
  const row = site.db
    .prepare<[string, string], { found: number }>(
      `SELECT 1 AS found FROM global_permission p JOIN group_member m USING (group_id)
         JOIN user_account u ON u.account_id = m.account_id AND u.active = 1 WHERE p.permission = ? AND m.account_id = ? LIMIT 1`,
    )
    .get(permission, caller.accountId);
  return row !== undefined;
}

function placeOf(site: JiraSite, target: Target): Place | undefined {
  if (target.issue !== undefined) {
    return site.db
      .prepare<[number], Place>(
        `SELECT p.id AS project, p.lead_account_id AS lead, p.permission_scheme_id AS scheme, i.reporter, i.assignee
           FROM issue i JOIN project p ON p.id = i.project_id WHERE i.id = ?`,
      )
      .get(target.issue);
  }
  if (target.project === undefined) return undefined;
  return site.db
    .prepare<[number], Place>(
      'SELECT id AS project, lead_account_id AS lead, permission_scheme_id AS scheme FROM project WHERE id = ?',
    )
    .get(target.project);
}

function holdsInProject(site: JiraSite, caller: Caller, permission: string, place: Place): boolean {
  const grants = site.db
    .prepare<[number, string], GrantRow>(
      'SELECT holder_type, holder_parameter FROM permission_grant WHERE scheme_id = ? AND permission = ?',
    )
    .all(place.scheme, permission);
  return grants.some((grant) => holds(site, caller, place, grant));
}

function holds(site: JiraSite, caller: Caller, place: Place, grant: GrantRow): boolean {
  const parameter = grant.holder_parameter;
  if (grant.holder_type === 'anyone') return true;
  const { accountId } = caller;
  if (accountId === null || !isActive(site, caller, accountId)) return false;
  switch (grant.holder_type) {
    case 'loggedin':
      return true;
    case 'applicationRole':
      return !actsAsApp(caller) && isLicensed(site, accountId);
    case 'group':
      return (
        parameter !== null &&
        groupsOf(site, accountId).some((group) => group.groupId === parameter || group.name === parameter)
      );
    case 'projectRole':
      return parameter !== null && playsGrantedRole(site, caller, accountId, place.project, Number(parameter));
    case 'user':
      return parameter === accountId;
    case 'projectLead':
      return place.lead === accountId;
    case 'reporter':
      return place.reporter === accountId;
    case 'assignee':
      return place.assignee === accountId;
    default:
      return false;
  }
}

function isActive(site: JiraSite, caller: Caller, accountId: string): boolean {
  if (actsAsApp(caller)) return true;
  return site.db.prepare('SELECT 1 FROM user_account WHERE account_id = ? AND active = 1').get(accountId) !== undefined;
}

export const isLicensed = (site: JiraSite, accountId: string): boolean =>
  groupsOf(site, accountId).some(({ name }) => name === LICENSED_GROUP);

function playsGrantedRole(site: JiraSite, caller: Caller, accountId: string, project: number, roleId: number): boolean {
  if (!actsAsApp(caller)) return playsRole(site, accountId, project, roleId);
  const role = site.db.prepare<[number], { name: string }>('SELECT name FROM project_role WHERE id = ?').get(roleId);
  return role?.name === ADDONS_ROLE || playsRole(site, accountId, project, roleId);
}
