import { z } from 'zod';
import type { JsonObject } from '../../json';
import { DEFAULT_WORKFLOW } from '../config/base-data';
import { issueTypesOf } from '../config/projects';
import { migrateStatuses, type Migration } from '../config/status-migration';
import { documentOf, workflowByName } from '../config/workflows';
import {
  badRequest,
  bodyOf,
  conflict,
  created,
  JiraError,
  noContent,
  notFound,
  ok,
  pageBean,
  type Call,
  type Operation,
} from '../http';
import { nextId } from '../ids';
import { issueTypeBean, issueTypeRow, type ProjectRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import { selfUrl } from '../self';
import type { JiraSite } from '../site';
import { startTask, taskBean } from '../tasks';
import { administeredProject } from './project-access';
import { adminOperation, atomically, Id, idParam, idsParam, Name, refuseTaken } from './support';
import { workflowExists } from './workflow-search';

interface Scheme {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly default_workflow: string;
}

const mappingsOf = (site: JiraSite, scheme: number): Record<string, string> =>
  Object.fromEntries(
    all<{ id: number; name: string }>(
      site.db,
      'SELECT issue_type_id AS id, workflow_name AS name FROM workflow_scheme_item WHERE scheme_id = ? ORDER BY issue_type_id',
      scheme,
    ).map(({ id, name }) => [String(id), name]),
  );

function schemeBean(site: JiraSite, scheme: Scheme): JsonObject {
  const mappings = mappingsOf(site, scheme.id);
  return {
    id: scheme.id,
    name: scheme.name,
    description: scheme.description,
    defaultWorkflow: scheme.default_workflow,
    issueTypeMappings: mappings,
    draft: false,
    issueTypes: Object.fromEntries(Object.keys(mappings).map((id) => [id, issueTypeBean(site, id)])),
    self: selfUrl(site, `workflowscheme/${scheme.id}`),
  };
}

function schemeOf(call: Call, id = idParam(call, 'id', 'workflow scheme')): Scheme {
  const scheme = one<Scheme>(call.site.db, 'SELECT * FROM workflow_scheme WHERE id = ?', id);
  if (scheme === undefined) throw notFound('The requested workflow scheme does not exist.');
  return scheme;
}

const SchemeRequest = z.strictObject({
  name: Name(),
  description: z.string().optional(),
  defaultWorkflow: z.string().optional(),
  issueTypeMappings: z.record(z.string(), z.string()).optional(),
  updateDraftIfNeeded: z.boolean().optional(),
});

function checkWorkflows(site: JiraSite, mappings: Readonly<Record<string, string>>, fallback: string): void {
  for (const name of [fallback, ...Object.values(mappings)]) {
    if (!workflowExists(site, name)) throw badRequest(`The workflow '${name}' does not exist.`);
  }
  const unknown = Object.keys(mappings).find((id) => !/^\d+$/.test(id) || issueTypeRow(site, id) === undefined);
  if (unknown !== undefined) throw badRequest(`The issue type with ID ${unknown} does not exist.`);
}

function setMappings(site: JiraSite, scheme: number, mappings: Readonly<Record<string, string>>): void {
  run(site.db, 'DELETE FROM workflow_scheme_item WHERE scheme_id = ?', scheme);
  for (const [type, workflow] of Object.entries(mappings)) {
    run(
      site.db,
      'INSERT INTO workflow_scheme_item (scheme_id, issue_type_id, workflow_name) VALUES (?, ?, ?)',
      scheme,
      Number(type),
      workflow,
    );
  }
}

const taken = { status: 400, field: 'name', message: 'A workflow scheme with that name already exists.' } as const;

function create(call: Call) {
  const { site } = call;
  const {
    name,
    description = '',
    defaultWorkflow = DEFAULT_WORKFLOW,
    issueTypeMappings = {},
  } = bodyOf(call, SchemeRequest);
  refuseTaken(site, 'workflow_scheme', name, taken);
  checkWorkflows(site, issueTypeMappings, defaultWorkflow);
  const id = atomically(site, () => {
    const fresh = nextId(site.db, 'workflow_scheme');
    run(
      site.db,
      'INSERT INTO workflow_scheme (id, name, description, default_workflow) VALUES (?, ?, ?, ?)',
      ...[fresh, name, description, defaultWorkflow],
    );
    setMappings(site, fresh, issueTypeMappings);
    return fresh;
  });
  return created(schemeBean(site, schemeOf(call, id)));
}

/** A scheme projects use would change through a draft; drafts are not emulated, so only name and description may change then. */
function update(call: Call) {
  const { site } = call;
  const scheme = schemeOf(call);
  const request = bodyOf(call, SchemeRequest.partial());
  const {
    name = scheme.name,
    description = scheme.description,
    defaultWorkflow = scheme.default_workflow,
    issueTypeMappings,
  } = request;
  const active = one(site.db, 'SELECT 1 FROM project WHERE workflow_scheme_id = ?', scheme.id) !== undefined;
  if (active && (defaultWorkflow !== scheme.default_workflow || issueTypeMappings !== undefined)) {
    if (request.updateDraftIfNeeded === true)
      throw new JiraError(501, ['Drafts of workflow schemes are not implemented by the emulator.']);
    throw badRequest('The workflow scheme is active: its workflows can be changed in a draft only.');
  }
  refuseTaken(site, 'workflow_scheme', name, { ...taken, except: scheme.id });
  checkWorkflows(site, issueTypeMappings ?? {}, defaultWorkflow);
  atomically(site, () => {
    run(
      site.db,
      'UPDATE workflow_scheme SET name = ?, description = ?, default_workflow = ? WHERE id = ?',
      ...[name, description, defaultWorkflow, scheme.id],
    );
    if (issueTypeMappings !== undefined) setMappings(site, scheme.id, issueTypeMappings);
  });
  return ok(schemeBean(site, schemeOf(call, scheme.id)));
}

function remove(call: Call) {
  const { site } = call;
  const scheme = schemeOf(call);
  if (one(site.db, 'SELECT 1 FROM project WHERE workflow_scheme_id = ?', scheme.id) !== undefined)
    throw badRequest('The workflow scheme is active.');
  atomically(site, () => {
    run(site.db, 'DELETE FROM workflow_scheme_item WHERE scheme_id = ?', scheme.id);
    run(site.db, 'DELETE FROM workflow_scheme WHERE id = ?', scheme.id);
  });
  return noContent();
}

function ofProjects(call: Call) {
  const wanted = idsParam(call, 'projectId');
  if (wanted.length === 0) throw badRequest('The projectId query parameter is required.');
  const projects = all<{ id: number; scheme: number }>(
    call.site.db,
    'SELECT id, workflow_scheme_id AS scheme FROM project ORDER BY id',
  ).filter(({ id }) => wanted.includes(id));
  const schemes = [...new Set(projects.map(({ scheme }) => scheme))];
  const values = schemes.map((scheme) => ({
    projectIds: projects.filter((project) => project.scheme === scheme).map(({ id }) => String(id)),
    workflowScheme: schemeBean(call.site, schemeOf(call, scheme)),
  }));
  return ok({ values });
}

function assign(call: Call) {
  const { site } = call;
  const request = bodyOf(call, z.strictObject({ workflowSchemeId: Id, projectId: Id }));
  const project = administeredProject(call, String(request.projectId));
  const scheme = schemeOf(call, request.workflowSchemeId);
  if (one(site.db, 'SELECT 1 FROM issue WHERE project_id = ?', project.id) !== undefined) {
    throw badRequest(
      'The workflow scheme can be assigned only to a project without issues. Switch the scheme instead.',
    );
  }
  run(site.db, 'UPDATE project SET workflow_scheme_id = ? WHERE id = ?', scheme.id, project.id);
  return noContent();
}

const SwitchRequest = z.strictObject({
  projectId: Id,
  targetSchemeId: Id,
  mappingsByIssueTypeOverride: z
    .array(
      z.strictObject({
        issueTypeId: Id,
        statusMappings: z.array(z.strictObject({ oldStatusId: Id, newStatusId: Id })),
      }),
    )
    .optional(),
});

/** The statuses each issue type of the project will have under the scheme. */
function futureStatuses(site: JiraSite, project: ProjectRow, scheme: Scheme): Migration[] {
  const mappings = mappingsOf(site, scheme.id);
  const types = new Set([
    ...issueTypesOf(site, project),
    ...all<{ id: number }>(
      site.db,
      'SELECT DISTINCT issue_type_id AS id FROM issue WHERE project_id = ?',
      project.id,
    ).map(({ id }) => id),
  ]);
  return [...types].map((issueTypeId) => {
    const workflow = workflowByName(site, mappings[String(issueTypeId)] ?? scheme.default_workflow);
    const statuses =
      workflow === undefined ? [] : documentOf(workflow).statuses.map(({ statusReference }) => Number(statusReference));
    return { projectId: project.id, issueTypeId, statuses };
  });
}

/** Moves the project's issues to the new scheme's statuses, as a task; refused at once when a mapping is missing. */
function switchScheme(call: Call) {
  const { site, caller } = call;
  const request = bodyOf(call, SwitchRequest);
  const project = administeredProject(call, String(request.projectId));
  const scheme = schemeOf(call, request.targetSchemeId);
  const description = `Switch workflow scheme of project ${project.key}`;
  const running = one(
    site.db,
    "SELECT 1 FROM task WHERE description = ? AND status IN ('ENQUEUED', 'RUNNING')",
    description,
  );
  if (running !== undefined) throw conflict('A workflow scheme switch is already running for the project.');
  const target = (issueTypeId: number, status: number): number | undefined =>
    request.mappingsByIssueTypeOverride
      ?.find((mapping) => mapping.issueTypeId === issueTypeId)
      ?.statusMappings.find(({ oldStatusId }) => oldStatusId === status)?.newStatusId;
  const migrations = futureStatuses(site, project, scheme);
  const missing = migrations.flatMap(({ issueTypeId, statuses }) =>
    all<{ id: number; name: string }>(
      site.db,
      'SELECT DISTINCT s.id, s.name FROM issue i JOIN status s ON s.id = i.status_id WHERE i.project_id = ? AND i.issue_type_id = ?',
      ...[project.id, issueTypeId],
    ).filter(({ id }) => !statuses.includes(id) && !statuses.includes(target(issueTypeId, id) ?? -1)),
  );
  if (missing.length > 0)
    throw badRequest(`Status mappings are missing for: ${missing.map(({ name }) => name).join(', ')}.`);
  const task = startTask(call, description, () => {
    const lost = migrateStatuses(site, caller, migrations, ({ issueTypeId }, status) => target(issueTypeId, status));
    if (lost.length > 0) throw badRequest(`Status mappings are missing for: ${lost.join(', ')}.`);
    run(site.db, 'UPDATE project SET workflow_scheme_id = ? WHERE id = ?', scheme.id, project.id);
    return {};
  });
  return { status: 303, headers: { location: selfUrl(site, `task/${task.id}`) }, body: taskBean(site, task) };
}

const ADMIN = ['manage:jira-configuration'];
export const workflowSchemeOperations: readonly Operation[] = [
  adminOperation('GET /rest/api/3/workflowscheme', ADMIN, (call) => {
    const page = pageBean(call, all<Scheme>(call.site.db, 'SELECT * FROM workflow_scheme ORDER BY id'));
    return ok({ ...page, values: page.values.map((scheme) => schemeBean(call.site, scheme)) });
  }),
  adminOperation('POST /rest/api/3/workflowscheme', ADMIN, create),
  adminOperation('GET /rest/api/3/workflowscheme/project', ADMIN, ofProjects),
  adminOperation('PUT /rest/api/3/workflowscheme/project', ADMIN, assign),
  adminOperation('POST /rest/api/3/workflowscheme/project/switch', ADMIN, switchScheme),
  adminOperation('GET /rest/api/3/workflowscheme/{id}', ADMIN, (call) => ok(schemeBean(call.site, schemeOf(call)))),
  adminOperation('PUT /rest/api/3/workflowscheme/{id}', ADMIN, update),
  adminOperation('DELETE /rest/api/3/workflowscheme/{id}', ADMIN, remove),
];
