/** Configuration entities as they appear inside issues. */
import type { JsonObject } from '../../json';
import type { JiraSite } from '../site';
import { one } from './rows';

const rest = (site: JiraSite, path: string): string => `${site.baseUrl()}/rest/api/3/${path}`;

export function avatarUrls(site: JiraSite, path: string): JsonObject {
  const sizes = ['48x48', '24x24', '16x16', '32x32'] as const;
  return Object.fromEntries(sizes.map((size) => [size, `${site.baseUrl()}/${path}?size=${size.split('x')[0] ?? ''}`]));
}

interface UserRow {
  account_id: string;
  account_type: string;
  email: string | null;
  display_name: string;
  active: number;
  time_zone: string;
}
export const userRow = (site: JiraSite, accountId: string): UserRow | undefined =>
  one<UserRow>(site.db, 'SELECT * FROM user_account WHERE account_id = ?', accountId);

/** Somebody who no longer exists is still named, as "Former user". */
export function userBean(site: JiraSite, accountId: string | null): JsonObject | null {
  if (accountId === null) return null;
  const user = userRow(site, accountId);
  return {
    self: rest(site, `user?accountId=${encodeURIComponent(accountId)}`),
    accountId,
    ...(user?.email == null ? {} : { emailAddress: user.email }),
    avatarUrls: avatarUrls(site, `avatar/user/${encodeURIComponent(accountId)}`),
    displayName: user?.display_name ?? 'Former user',
    active: user?.active === 1,
    timeZone: user?.time_zone ?? 'Etc/UTC',
    accountType: user?.account_type ?? 'unknown',
  };
}

export const displayName = (site: JiraSite, accountId: string): string =>
  userRow(site, accountId)?.display_name ?? 'Former user';

/** The zone in which somebody reads times; the app and the anonymous user read them in UTC. */
export const timeZoneOf = (site: JiraSite, accountId: string | null): string =>
  accountId === null ? 'Etc/UTC' : (userRow(site, accountId)?.time_zone ?? 'Etc/UTC');

/** Jira's three status categories, with its own ids. */
const STATUS_CATEGORIES: Readonly<Record<string, { id: number; key: string; colorName: string; name: string }>> = {
  TODO: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  IN_PROGRESS: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  DONE: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
};
const NO_CATEGORY = { id: 1, key: 'undefined', colorName: 'medium-gray', name: 'No Category' };

export function statusCategoryBean(site: JiraSite, category: string): JsonObject {
  const known = STATUS_CATEGORIES[category] ?? NO_CATEGORY;
  return { self: rest(site, `statuscategory/${known.id}`), ...known };
}

export interface StatusRow {
  id: number;
  name: string;
  description: string;
  category: string;
}
export const statusRow = (site: JiraSite, id: number | string): StatusRow | undefined =>
  one<StatusRow>(site.db, 'SELECT * FROM status WHERE id = ?', Number(id));

export function statusBean(site: JiraSite, id: number | string): JsonObject | null {
  const status = statusRow(site, id);
  if (status === undefined) return null;
  return {
    self: rest(site, `status/${status.id}`),
    description: status.description,
    iconUrl: `${site.baseUrl()}/images/icons/statuses/generic.png`,
    name: status.name,
    id: String(status.id),
    statusCategory: statusCategoryBean(site, status.category),
  };
}

interface PriorityRow {
  id: number;
  name: string;
  icon_url: string;
}
export const priorityRow = (site: JiraSite, id: number | string): PriorityRow | undefined =>
  one<PriorityRow>(site.db, 'SELECT * FROM priority WHERE id = ?', Number(id));

export function priorityBean(site: JiraSite, id: number | string): JsonObject | null {
  const priority = priorityRow(site, id);
  if (priority === undefined) return null;
  const icon = priority.icon_url || `/images/icons/priorities/${priority.name.toLowerCase()}.svg`;
  return {
    self: rest(site, `priority/${priority.id}`),
    iconUrl: icon.startsWith('/') ? `${site.baseUrl()}${icon}` : icon,
    name: priority.name,
    id: String(priority.id),
  };
}

interface NamedRow {
  id: number;
  name: string;
  description: string;
}
export const resolutionRow = (site: JiraSite, id: number | string): NamedRow | undefined =>
  one<NamedRow>(site.db, 'SELECT * FROM resolution WHERE id = ?', Number(id));

export function resolutionBean(site: JiraSite, id: number | string): JsonObject | null {
  const resolution = resolutionRow(site, id);
  if (resolution === undefined) return null;
  return {
    self: rest(site, `resolution/${resolution.id}`),
    id: String(resolution.id),
    description: resolution.description,
    name: resolution.name,
  };
}

interface IssueTypeRow extends NamedRow {
  hierarchy_level: number;
  avatar_id: number;
}
export const issueTypeRow = (site: JiraSite, id: number | string): IssueTypeRow | undefined =>
  one<IssueTypeRow>(site.db, 'SELECT * FROM issue_type WHERE id = ?', Number(id));

export function issueTypeBean(site: JiraSite, id: number | string): JsonObject | null {
  const type = issueTypeRow(site, id);
  if (type === undefined) return null;
  return {
    self: rest(site, `issuetype/${type.id}`),
    id: String(type.id),
    description: type.description,
    iconUrl: `${site.baseUrl()}/rest/api/2/universal_avatar/view/type/issuetype/avatar/${type.avatar_id}?size=medium`,
    name: type.name,
    subtask: type.hierarchy_level < 0,
    avatarId: type.avatar_id,
    hierarchyLevel: type.hierarchy_level,
  };
}

export interface ProjectRow {
  id: number;
  key: string;
  name: string;
  project_type_key: string;
  lead_account_id: string | null;
  assignee_type: string;
  issue_type_scheme_id: number;
  issue_type_screen_scheme_id: number;
  workflow_scheme_id: number;
  permission_scheme_id: number;
}
export const projectRow = (site: JiraSite, id: number): ProjectRow | undefined =>
  one<ProjectRow>(site.db, 'SELECT * FROM project WHERE id = ?', id);

/** By id or key, as clients name projects. */
export const projectByIdOrKey = (site: JiraSite, idOrKey: string): ProjectRow | undefined =>
  one<ProjectRow>(
    site.db,
    'SELECT * FROM project WHERE id = ? OR key = ?',
    /^\d+$/.test(idOrKey) ? Number(idOrKey) : -1,
    idOrKey.toUpperCase(),
  );

export function projectBean(site: JiraSite, id: number): JsonObject | null {
  const project = projectRow(site, id);
  if (project === undefined) return null;
  return {
    self: rest(site, `project/${project.id}`),
    id: String(project.id),
    key: project.key,
    name: project.name,
    projectTypeKey: project.project_type_key,
    simplified: false,
    avatarUrls: avatarUrls(site, `rest/api/3/universal_avatar/view/type/project/avatar/10200`),
  };
}

export interface LinkTypeRow {
  id: number;
  name: string;
  inward: string;
  outward: string;
}
export const linkTypeBean = (site: JiraSite, type: LinkTypeRow): JsonObject => ({
  id: String(type.id),
  name: type.name,
  inward: type.inward,
  outward: type.outward,
  self: rest(site, `issueLinkType/${type.id}`),
});

interface GroupRow {
  group_id: string;
  name: string;
}
export const groupRow = (site: JiraSite, id: string): GroupRow | undefined =>
  one<GroupRow>(site.db, 'SELECT * FROM user_group WHERE group_id = ?', id);

export function groupBean(site: JiraSite, id: string): JsonObject | null {
  const group = groupRow(site, id);
  return group === undefined
    ? null
    : { name: group.name, groupId: group.group_id, self: rest(site, `group?groupId=${group.group_id}`) };
}

export function optionBean(site: JiraSite, id: string): JsonObject | null {
  const option = one<{ id: number; value: string }>(
    site.db,
    'SELECT id, value FROM field_option WHERE id = ?',
    Number(id),
  );
  return option === undefined
    ? null
    : { self: rest(site, `customFieldOption/${option.id}`), value: option.value, id: String(option.id) };
}
