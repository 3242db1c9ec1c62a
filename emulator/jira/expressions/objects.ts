/** Users, projects and the small objects of Jira: https://developer.atlassian.com/cloud/jira/platform/jira-expressions-type-reference/ */
import type { Json } from '../../json';
import * as beans from '../model/beans';
import { parseStored } from '../model/issue-state';
import { all, one } from '../model/rows';
import { groupsOf, playsRole } from '../permissions';
import type { JiraSite } from '../site';
import { fail } from './errors';
import { Entity, fromJson, type ExpressionValue, type Member, type Method } from './values';

export const plain = (value: ExpressionValue): Member => ({ get: () => value });
export const lazy = (get: () => ExpressionValue): Member => ({ get });
export const expensive = (get: () => ExpressionValue): Member => ({ get, expensive: true });

export function entity(
  type: string,
  id: string,
  members: Readonly<Record<string, Member>>,
  json: () => Json,
  methods: Readonly<Record<string, Method>> = {},
): Entity {
  return new Entity(type, id, new Map(Object.entries(members)), json, new Map(Object.entries(methods)));
}

/** Entity properties: by name, `get(key)` and `keys()`. */
export function properties(read: () => ReadonlyMap<string, string>): ExpressionValue {
  const values = new Map(
    [...read()].map(([key, text]): [string, ExpressionValue] => [key, fromJson(parseStored(text))]),
  );
  return values;
}

export const propertyRows = (rows: readonly { key: string; value: string }[]): ReadonlyMap<string, string> =>
  new Map(rows.map(({ key, value }) => [key, value]));

export function userObject(site: JiraSite, accountId: string | null): ExpressionValue {
  if (accountId === null) return null;
  const user = beans.userRow(site, accountId);
  const groups = (): { groupId: string; name: string }[] => groupsOf(site, accountId);
  return entity(
    'User',
    accountId,
    {
      accountId: plain(accountId),
      displayName: plain(user?.display_name ?? 'Former user'),
      active: plain(user?.active === 1),
      timeZone: plain(user?.time_zone ?? 'Etc/UTC'),
      groups: expensive(() => groups().map(({ name }) => name)),
      groupIds: expensive(() => groups().map(({ groupId }) => groupId)),
      properties: expensive(() =>
        properties(() =>
          propertyRows(
            all<{ key: string; value: string }>(
              site.db,
              'SELECT key, value FROM user_property WHERE account_id = ?',
              accountId,
            ),
          ),
        ),
      ),
    },
    () => beans.userBean(site, accountId),
    { getProjectRoles: ([project]) => rolesIn(site, accountId, project ?? null) },
  );
}

function rolesIn(site: JiraSite, accountId: string, project: ExpressionValue): ExpressionValue {
  if (!(project instanceof Entity) || project.type !== 'Project') return fail('getProjectRoles needs a Project.');
  const roles = all<{ id: number; name: string; description: string }>(
    site.db,
    'SELECT id, name, description FROM project_role ORDER BY id',
  );
  return roles
    .filter(({ id }) => playsRole(site, accountId, Number(project.id), id))
    .map((role) => named('ProjectRole', role, () => ({ ...role })));
}

interface Named {
  readonly id: number;
  readonly name: string;
  readonly description: string;
}
const named = (
  type: string,
  { id, name, description }: Named,
  json: () => Json,
  more: Readonly<Record<string, Member>> = {},
): Entity =>
  entity(type, String(id), { id: plain(id), name: plain(name), description: plain(description), ...more }, json);

export function projectObject(site: JiraSite, projectId: number): ExpressionValue {
  const project = beans.projectRow(site, projectId);
  if (project === undefined) return null;
  return entity(
    'Project',
    String(project.id),
    {
      id: plain(project.id),
      key: plain(project.key),
      name: plain(project.name),
      style: plain('classic'),
      projectTypeKey: plain(project.project_type_key),
      lead: lazy(() => userObject(site, project.lead_account_id)),
      properties: expensive(() =>
        properties(() =>
          propertyRows(
            all<{ key: string; value: string }>(
              site.db,
              'SELECT key, value FROM project_property WHERE project_id = ?',
              projectId,
            ),
          ),
        ),
      ),
    },
    () => beans.projectBean(site, projectId),
  );
}

export function statusObject(site: JiraSite, id: number): ExpressionValue {
  const status = beans.statusRow(site, id);
  if (status === undefined) return null;
  const category = beans.statusCategoryBean(site, status.category);
  const { self: _self, ...shown } = category;
  const members = Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, plain(fromJson(value))]));
  return named('IssueStatus', status, () => beans.statusBean(site, id), {
    category: lazy(() => entity('IssueStatusCategory', status.category, members, () => category)),
  });
}

export function priorityObject(site: JiraSite, id: number): ExpressionValue {
  const row = one<Named>(site.db, 'SELECT id, name, description FROM priority WHERE id = ?', id);
  return row === undefined ? null : named('IssuePriority', row, () => beans.priorityBean(site, id));
}

export function resolutionObject(site: JiraSite, id: number): ExpressionValue {
  const row = beans.resolutionRow(site, id);
  return row === undefined ? null : named('Resolution', row, () => beans.resolutionBean(site, id));
}

export function issueTypeObject(site: JiraSite, id: number): ExpressionValue {
  const row = beans.issueTypeRow(site, id);
  return row === undefined
    ? null
    : named('IssueType', row, () => beans.issueTypeBean(site, id), { hierarchyLevel: plain(row.hierarchy_level) });
}

/** `transition` in conditions and validators. */
export function transitionObject(
  site: JiraSite,
  transition: {
    readonly id: string;
    readonly name: string;
    readonly fromStatusId?: number;
    readonly toStatusId: number;
    readonly hasScreen: boolean;
  },
): ExpressionValue {
  const { id, name, fromStatusId, toStatusId, hasScreen } = transition;
  return entity(
    'Transition',
    id,
    {
      id: plain(Number(id)),
      name: plain(name),
      from: lazy(() => (fromStatusId === undefined ? null : statusObject(site, fromStatusId))),
      to: lazy(() => statusObject(site, toStatusId)),
      hasScreen: plain(hasScreen),
    },
    () => ({ id, name, hasScreen }),
  );
}

export const workflowObject = (workflow: { readonly id: string; readonly name: string }): ExpressionValue =>
  entity('Workflow', workflow.id, { id: plain(workflow.id), name: plain(workflow.name) }, () => ({ ...workflow }));
