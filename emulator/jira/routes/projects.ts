import { z } from 'zod';
import { DEFAULT_IDS } from '../config/base-data';
import {
  checkKey,
  checkLead,
  checkName,
  demandProjectDeletion,
  projectDetails,
  projectFull,
  projectSummary,
  PROJECT_NAME_MAX,
  removeProject,
  schemeId,
  statusesByIssueType,
  visibleProjects,
  type ProjectDetails,
} from '../config/projects';
import { giveDefaultActors } from '../config/roles';
import {
  badRequest,
  bodyOf,
  created,
  JiraError,
  noContent,
  ok,
  operation,
  pageBean,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import { projectBean } from '../model/beans';
import { run } from '../model/rows';
import { write } from '../model/transaction';
import { can } from '../permissions';
import { selfUrl } from '../self';
import { administeredProject, browsableProject } from './project-access';
import { adminOperation, Id, idsParam, listParam, Name } from './support';

const ProjectRequest = z.strictObject({
  key: z.string().min(1),
  name: Name(PROJECT_NAME_MAX),
  description: z.string().optional(),
  leadAccountId: z.string().max(128).optional(),
  projectTypeKey: z.enum(['software', 'business']).optional(),
  assigneeType: z.enum(['PROJECT_LEAD', 'UNASSIGNED']).optional(),
  url: z.string().max(255).optional(),
  issueTypeScheme: Id.optional(),
  issueTypeScreenScheme: Id.optional(),
  workflowScheme: Id.optional(),
  permissionScheme: Id.optional(),
});

/**
 * Projects are made of scheme ids. Templates (`projectTemplateKey`), service projects and team-managed projects bring
 * configuration of their own that the emulator does not have, so they are refused.
 */
function createProject(call: Call) {
  const { site } = call;
  if (z.looseObject({ projectTemplateKey: z.string() }).safeParse(call.body).success) {
    throw new JiraError(501, [
      'Project templates are not implemented by the emulator: create the project with scheme ids instead.',
    ]);
  }
  const request = bodyOf(call, ProjectRequest);
  checkKey(site, request.key);
  checkName(site, request.name);
  if (request.leadAccountId === undefined)
    throw badRequest('', { projectLead: 'You must specify a valid project lead.' });
  checkLead(site, request.leadAccountId);
  if (request.projectTypeKey === undefined)
    throw badRequest('', { projectType: 'An invalid project type was specified.' });
  const id = write(site, call.caller, (change) => {
    const project = nextId(site.db, 'project');
    run(
      site.db,
      `INSERT INTO project (id, key, name, description, project_type_key, lead_account_id, url, assignee_type, created,
         issue_type_scheme_id, issue_type_screen_scheme_id, workflow_scheme_id, permission_scheme_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[
        project,
        request.key,
        request.name,
        request.description ?? '',
        request.projectTypeKey ?? 'software',
        request.leadAccountId ?? null,
      ],
      ...[request.url ?? null, request.assigneeType ?? 'UNASSIGNED', site.clock.now()],
      schemeId(site, 'issue_type_scheme', 'issueTypeScheme', request.issueTypeScheme, DEFAULT_IDS.issueTypeScheme),
      schemeId(
        site,
        'issue_type_screen_scheme',
        'issueTypeScreenScheme',
        request.issueTypeScreenScheme,
        DEFAULT_IDS.issueTypeScreenScheme,
      ),
      schemeId(site, 'workflow_scheme', 'workflowScheme', request.workflowScheme, DEFAULT_IDS.workflowScheme),
      schemeId(site, 'permission_scheme', 'permissionScheme', request.permissionScheme, DEFAULT_IDS.permissionScheme),
    );
    giveDefaultActors(site, project);
    change.emit('avi:jira:created:project', { project: projectBean(site, project) ?? {} });
    return project;
  });
  return created({ self: selfUrl(site, `project/${id}`), id, key: request.key });
}

const ProjectUpdate = ProjectRequest.omit({
  projectTypeKey: true,
  issueTypeScheme: true,
  issueTypeScreenScheme: true,
  workflowScheme: true,
}).partial();

function updateProject(call: Call) {
  const { site } = call;
  const project = projectDetails(site, administeredProject(call).id);
  const request = bodyOf(call, ProjectUpdate);
  if (request.key !== undefined && request.key !== project.key) {
    checkKey(site, request.key, project.id);
    throw new JiraError(501, ['Changing a project key is not implemented by the emulator.']);
  }
  if (request.name !== undefined) checkName(site, request.name, project.id);
  if (request.leadAccountId !== undefined) checkLead(site, request.leadAccountId);
  const scheme = schemeId(
    site,
    'permission_scheme',
    'permissionScheme',
    request.permissionScheme,
    project.permission_scheme_id,
  );
  write(site, call.caller, (change) => {
    run(
      site.db,
      'UPDATE project SET name = ?, description = ?, lead_account_id = ?, url = ?, assignee_type = ?, permission_scheme_id = ? WHERE id = ?',
      ...[
        request.name ?? project.name,
        request.description ?? project.description,
        request.leadAccountId ?? project.lead_account_id,
      ],
      ...[request.url ?? project.url, request.assigneeType ?? project.assignee_type, scheme, project.id],
    );
    change.emit('avi:jira:updated:project', { project: projectBean(site, project.id) ?? {} });
  });
  return ok(projectFull(site, projectDetails(site, project.id), listParam(call, 'expand')));
}

/** Approximation: `enableUndo` is not kept, deletion is final. Issues go without events of their own, as in Jira. */
function deleteProject(call: Call) {
  const { site, caller } = call;
  const project = browsableProject(call);
  demandProjectDeletion(site, caller);
  write(site, caller, (change) => {
    const bean = projectBean(site, project.id) ?? {};
    removeProject(site, project.id);
    change.emit('avi:jira:deleted:project', { project: bean });
  });
  return noContent();
}

const ORDERS: Readonly<Record<string, (a: ProjectDetails, b: ProjectDetails) => number>> = {
  key: (a, b) => a.key.localeCompare(b.key),
  name: (a, b) => a.name.localeCompare(b.name),
  lead: (a, b) => (a.lead_account_id ?? '').localeCompare(b.lead_account_id ?? ''),
};

function inOrder(call: Call, projects: readonly ProjectDetails[]): ProjectDetails[] {
  const text = call.query.get('orderBy') ?? 'key';
  const compare = ORDERS[text.replace(/^[+-]/, '')];
  if (compare === undefined) throw badRequest(`Projects can't be ordered by '${text}' in the emulator.`);
  return projects.toSorted((a, b) => (text.startsWith('-') ? compare(b, a) : compare(a, b)));
}

/** What the caller may do with the projects found: browse them, administer them, or create issues in them. */
const ACTIONS: Readonly<Record<string, string>> = {
  view: 'BROWSE_PROJECTS',
  browse: 'BROWSE_PROJECTS',
  edit: 'ADMINISTER_PROJECTS',
  create: 'CREATE_ISSUES',
};

function searchProjects(call: Call) {
  const { site, caller, query } = call;
  const [ids, keys] = [idsParam(call, 'id'), listParam(call, 'keys').map((key) => key.toUpperCase())];
  const text = (query.get('query') ?? '').toLowerCase();
  const types = listParam(call, 'typeKey');
  const action = query.get('action') ?? 'view';
  const permission = ACTIONS[action];
  if (permission === undefined) throw badRequest(`The action '${action}' is not valid.`);
  const found = visibleProjects(site, caller).filter(
    (project) =>
      (ids.length === 0 || ids.includes(project.id)) &&
      (keys.length === 0 || keys.includes(project.key)) &&
      (types.length === 0 || types.includes(project.project_type_key)) &&
      (project.name.toLowerCase().includes(text) || project.key.toLowerCase().includes(text)) &&
      (action === 'view' || can(site, caller, permission, { project: project.id })),
  );
  const page = pageBean(call, inOrder(call, found), { size: 50, max: 100 });
  return ok({
    ...page,
    values: page.values.map((project) => projectSummary(site, project, listParam(call, 'expand'))),
  });
}

export const projectOperations: readonly Operation[] = [
  operation(
    'GET /rest/api/3/project',
    ['read:jira-work'],
    (call) => {
      const projects = visibleProjects(call.site, call.caller);
      call.objectsRead += projects.length;
      return ok(projects.map((project) => projectSummary(call.site, project, listParam(call, 'expand'))));
    },
    { anonymous: true },
  ),
  adminOperation('POST /rest/api/3/project', ['manage:jira-configuration'], createProject),
  operation('GET /rest/api/3/project/search', ['read:jira-work'], searchProjects, { anonymous: true }),
  operation(
    'GET /rest/api/3/project/{projectIdOrKey}',
    ['read:jira-work'],
    (call) => {
      const project = browsableProject(call);
      call.objectsRead += 1;
      return ok(projectFull(call.site, projectDetails(call.site, project.id), listParam(call, 'expand')));
    },
    { anonymous: true },
  ),
  operation('PUT /rest/api/3/project/{projectIdOrKey}', ['manage:jira-project'], updateProject),
  operation('DELETE /rest/api/3/project/{projectIdOrKey}', ['manage:jira-configuration'], deleteProject),
  operation(
    'GET /rest/api/3/project/{projectIdOrKey}/statuses',
    ['read:jira-work'],
    (call) => ok(statusesByIssueType(call.site, browsableProject(call))),
    { anonymous: true },
  ),
];
