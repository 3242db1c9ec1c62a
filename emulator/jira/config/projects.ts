/** Projects and what they are configured with. */
import type { JsonObject } from '../../json';
import { badRequest, forbidden } from '../http';
import { issueTypeBean, projectBean, projectByIdOrKey, statusBean, userBean, type ProjectRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import { isAdmin, can } from '../permissions';
import type { Caller } from '../../seams';
import type { JiraSite } from '../site';
import { allRoles } from './roles';
import { selfUrl } from '../self';

/** https://support.atlassian.com/jira-cloud-administration/docs/edit-a-projects-details/: 2–10 capitals, digits or underscores, starting with a letter. */
export const PROJECT_KEY = /^[A-Z][A-Z0-9_]{1,9}$/;
export const PROJECT_NAME_MAX = 80;

export interface ProjectDetails extends ProjectRow {
  readonly description: string;
  readonly url: string | null;
}

export const projectDetails = (site: JiraSite, id: number): ProjectDetails => {
  const row = one<ProjectDetails>(site.db, 'SELECT * FROM project WHERE id = ?', id);
  if (row === undefined) throw new Error(`no project ${id}`);
  return row;
};

export const visibleProjects = (site: JiraSite, caller: Caller): ProjectDetails[] =>
  all<ProjectDetails>(site.db, 'SELECT * FROM project ORDER BY key').filter(
    ({ id }) =>
      can(site, caller, 'BROWSE_PROJECTS', { project: id }) ||
      can(site, caller, 'ADMINISTER_PROJECTS', { project: id }) ||
      isAdmin(site, caller),
  );

export const issueTypesOf = (site: JiraSite, project: ProjectRow): number[] =>
  all<{ id: number }>(
    site.db,
    'SELECT issue_type_id AS id FROM issue_type_scheme_item WHERE scheme_id = ? ORDER BY position',
    project.issue_type_scheme_id,
  ).map(({ id }) => id);

/** What search results hold; `description`, `lead`, `issueTypes`, `url` and `projectKeys` only when asked for. */
export function projectSummary(site: JiraSite, project: ProjectDetails, expand: readonly string[]): JsonObject {
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
    ...projectBean(site, project.id),
    style: 'classic',
    isPrivate: false,
    properties: {},
    ...(expand.includes('description') ? { description: project.description } : {}),
    ...(expand.includes('lead') ? { lead: userBean(site, project.lead_account_id) } : {}),
    ...(expand.includes('issueTypes')
      ? { issueTypes: issueTypesOf(site, project).map((id) => issueTypeBean(site, id)) }
      : {}),
    ...(expand.includes('url') && project.url !== null ? { url: project.url } : {}),
    ...(expand.includes('projectKeys') ? { projectKeys: [project.key] } : {}),
  };
}

export function projectFull(site: JiraSite, project: ProjectDetails, expand: readonly string[]): JsonObject {
  const lead = userBean(site, project.lead_account_id);
  return {
    ...projectSummary(site, project, [...expand, 'description', 'issueTypes', 'url']),
    ...(lead === null ? {} : { lead }),
    components: [],
    versions: [],
    assigneeType: project.assignee_type,
    roles: Object.fromEntries(
      allRoles(site).map((role) => [role.name, selfUrl(site, `project/${project.id}/role/${role.id}`)]),
    ),
  };
}

/** The statuses each of the project's issue types can be in, as its workflows have them. */
export function statusesByIssueType(site: JiraSite, project: ProjectRow): JsonObject[] {
  return issueTypesOf(site, project).map((typeId) => {
    const workflow = one<{ document: string }>(
      site.db,
      `SELECT w.document FROM workflow_scheme s
         LEFT JOIN workflow_scheme_item i ON i.scheme_id = s.id AND i.issue_type_id = ?
         JOIN workflow w ON w.name = ifnull(i.workflow_name, s.default_workflow) WHERE s.id = ?`,
      typeId,
      project.workflow_scheme_id,
    );
    const { statuses } = JSON.parse(workflow?.document ?? '{"statuses":[]}') as {
      statuses: { statusReference: string }[];
    };
    const type = issueTypeBean(site, typeId);
    return {
      self: type?.['self'] ?? '',
      id: String(typeId),
      name: type?.['name'] ?? '',
      subtask: type?.['subtask'] ?? false,
      statuses: statuses.map(({ statusReference }) => statusBean(site, statusReference)),
    };
  });
}

/** Refuses a key that is malformed or taken. */
export function checkKey(site: JiraSite, key: string, except?: number): void {
  if (!PROJECT_KEY.test(key)) {
    const message =
      'Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.';
    throw badRequest('', { projectKey: message });
  }
  const taken = projectByIdOrKey(site, key);
  if (taken !== undefined && taken.id !== except) {
    throw badRequest('', { projectKey: `Project '${taken.name}' uses this project key.` });
  }
}

export function checkName(site: JiraSite, name: string, except?: number): void {
  const taken = one<{ id: number }>(site.db, 'SELECT id FROM project WHERE name = ? COLLATE NOCASE', name);
  if (taken !== undefined && taken.id !== except)
    throw badRequest('', { projectName: 'A project with that name already exists.' });
}

/** The lead is an active person of the site. */
export function checkLead(site: JiraSite, accountId: string): void {
  const lead = one(
    site.db,
    "SELECT 1 FROM user_account WHERE account_id = ? AND active = 1 AND account_type = 'atlassian'",
    accountId,
  );
  if (lead === undefined) throw badRequest('', { projectLead: 'You must specify a valid project lead.' });
}

export function schemeId(
  site: JiraSite,
  table: string,
  field: string,
  id: number | undefined,
  fallback: number,
): number {
  if (id === undefined) return fallback;
  if (one(site.db, `SELECT 1 FROM ${table} WHERE id = ?`, id) === undefined) {
    throw badRequest('', { [field]: `The ${table.replaceAll('_', ' ')} with ID ${id} does not exist.` });
  }
  return id;
}

/** Everything below the project goes with it; issues take their own rows along. */
export function removeProject(site: JiraSite, project: number): void {
  for (const table of ['issue', 'role_actor', 'project_property', 'field_context_project', 'panel_pin']) {
    run(site.db, `DELETE FROM ${table} WHERE project_id = ?`, project);
  }
  run(site.db, 'DELETE FROM project WHERE id = ?', project);
}

/** Deleting is for administrators alone, whoever administers the project. */
export function demandProjectDeletion(site: JiraSite, caller: Caller): void {
  if (!isAdmin(site, caller)) throw forbidden('You do not have permission to delete projects.');
}
