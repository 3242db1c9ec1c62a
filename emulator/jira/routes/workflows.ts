import { z } from 'zod';
import { migrateStatuses, type Migration } from '../config/status-migration';
import {
  CreateRequest,
  documentIn,
  resolved,
  statusFindings,
  UpdateRequest,
  ValidateCreate,
  ValidateUpdate,
  workflowFindings,
} from '../config/workflow-request';
import type { StatusUpdate, WorkflowUpdate } from '../config/workflow-request';
import type { Finding } from '../config/workflow-validation';
import {
  insertWorkflow,
  replaceWorkflow,
  schemesUsing,
  workflowById,
  workflowByName,
  workflowsAnswer,
  type WorkflowRow,
} from '../config/workflows';
import { badRequest, bodyOf, conflict, JiraError, noContent, notFound, ok, type Call, type Operation } from '../http';
import { statusRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import type { JiraSite } from '../site';
import { addStatus, changeStatus } from './statuses';
import { adminOperation, atomically } from './support';

function createFindings(site: JiraSite, request: z.output<typeof CreateRequest>): Finding[] {
  const names = request.workflows.map(({ name }) => name);
  const taken = request.workflows.filter(
    ({ name }, index) => workflowByName(site, name) !== undefined || names.indexOf(name) !== index,
  );
  return [
    ...statusFindings(site, request.statuses),
    ...taken.map(({ name }): Finding => ({
      code: 'NON_UNIQUE_WORKFLOW_NAME',
      message: `A workflow with the name '${name}' already exists.`,
      type: 'WORKFLOW',
      level: 'ERROR',
    })),
    ...request.workflows.flatMap((workflow) => workflowFindings(site, workflow.name, workflow, request.statuses)),
  ];
}

function updateFindings(site: JiraSite, request: z.output<typeof UpdateRequest>): Finding[] {
  return [
    ...statusFindings(site, request.statuses),
    ...request.workflows.flatMap((workflow): Finding[] => {
      const row = workflowById(site, workflow.id);
      if (row === undefined)
        return [
          {
            code: 'WORKFLOW_NOT_FOUND',
            message: `The workflow with ID ${workflow.id} does not exist.`,
            type: 'WORKFLOW',
            level: 'ERROR',
          },
        ];
      if (row.is_editable === 0)
        return [
          {
            code: 'WORKFLOW_NOT_EDITABLE',
            message: `The workflow '${row.name}' can't be edited.`,
            type: 'WORKFLOW',
            level: 'ERROR',
          },
        ];
      return workflowFindings(site, row.name, workflow, request.statuses);
    }),
  ];
}

const answer = (findings: readonly Finding[], levels: readonly string[] = ['ERROR', 'WARNING']) =>
  ok({ errors: findings.filter(({ level }) => levels.includes(level)) });

function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0)
    throw new JiraError(
      400,
      findings.map(({ message }) => message),
    );
}

/** Creates the new statuses, changes those with an id, and tells the id behind every reference. */
function saveStatuses(site: JiraSite, statuses: readonly StatusUpdate[]): Map<string, number> {
  return new Map(
    statuses.map(({ id, statusReference, name, statusCategory, description }) => {
      const known = id === undefined ? undefined : statusRow(site, id);
      if (known === undefined)
        return [statusReference, addStatus(site, { name, statusCategory, description: description ?? undefined }).id];
      changeStatus(site, {
        id: known.id,
        name,
        category: statusCategory,
        description: description ?? known.description,
      });
      return [statusReference, known.id];
    }),
  );
}

function create(call: Call) {
  const { site } = call;
  const request = bodyOf(call, CreateRequest);
  refuse(createFindings(site, request));
  const rows = atomically(site, () => {
    const ids = saveStatuses(site, request.statuses);
    return request.workflows.map((workflow) =>
      insertWorkflow(site, workflow.name, workflow.description ?? '', resolved(documentIn(workflow), ids)),
    );
  });
  return ok(workflowsAnswer(site, rows));
}

/** Every project and issue type that follows the workflow. */
function followers(site: JiraSite, name: string, statuses: readonly number[]): Migration[] {
  return all<{ projectId: number; issueTypeId: number }>(
    site.db,
    `SELECT p.id AS projectId, t.issue_type_id AS issueTypeId FROM project p
       JOIN issue_type_scheme_item t ON t.scheme_id = p.issue_type_scheme_id
       JOIN workflow_scheme s ON s.id = p.workflow_scheme_id
       LEFT JOIN workflow_scheme_item i ON i.scheme_id = s.id AND i.issue_type_id = t.issue_type_id
      WHERE ifnull(i.workflow_name, s.default_workflow) = ?`,
    name,
  ).map((pair) => ({ ...pair, statuses }));
}

/** Approximation: issues move at once rather than in a task, so no `taskId` is answered. */
function saveWorkflow(call: Call, workflow: WorkflowUpdate, ids: ReadonlyMap<string, number>): WorkflowRow {
  const { site, caller } = call;
  const row = workflowById(site, workflow.id);
  if (row === undefined) throw notFound(`The workflow with ID ${workflow.id} does not exist.`);
  if (row.version_id !== workflow.version.id || row.version_number !== workflow.version.versionNumber) {
    throw conflict(
      `The workflow '${row.name}' was changed meanwhile: version ${row.version_number} is the current one.`,
    );
  }
  const document = resolved(documentIn(workflow), ids);
  const idOf = (reference: string): number => ids.get(reference) ?? Number(reference);
  const missing = migrateStatuses(
    site,
    caller,
    followers(
      site,
      row.name,
      document.statuses.map(({ statusReference }) => Number(statusReference)),
    ),
    (issue, status) => {
      const own = workflow.statusMappings?.find(
        ({ projectId, issueTypeId }) =>
          projectId === String(issue.projectId) && issueTypeId === String(issue.issueTypeId),
      );
      const migrations = [...(own?.statusMigrations ?? []), ...(workflow.defaultStatusMappings ?? [])];
      const found = migrations.find(({ oldStatusReference }) => idOf(oldStatusReference) === status);
      return found === undefined ? undefined : idOf(found.newStatusReference);
    },
  );
  if (missing.length > 0)
    throw badRequest(`Issues are in statuses that the workflow would lose; map them: ${missing.join(', ')}.`);
  return replaceWorkflow(site, row, workflow.description ?? row.description, document);
}

function update(call: Call) {
  const { site } = call;
  const request = bodyOf(call, UpdateRequest);
  refuse(updateFindings(site, request));
  const rows = atomically(site, () => {
    const ids = saveStatuses(site, request.statuses);
    return request.workflows.map((workflow) => saveWorkflow(call, workflow, ids));
  });
  return ok(workflowsAnswer(site, rows));
}

const ReadRequest = z.strictObject({
  workflowIds: z.array(z.string()).optional(),
  workflowNames: z.array(z.string()).optional(),
  projectAndIssueTypes: z.array(z.strictObject({ projectId: z.string(), issueTypeId: z.string() })).optional(),
});

function workflowOfPair(site: JiraSite, pair: { projectId: string; issueTypeId: string }): WorkflowRow | undefined {
  return one<WorkflowRow>(
    site.db,
    `SELECT w.* FROM project p JOIN workflow_scheme s ON s.id = p.workflow_scheme_id
       LEFT JOIN workflow_scheme_item i ON i.scheme_id = s.id AND i.issue_type_id = CAST(? AS INTEGER)
       JOIN workflow w ON w.name = ifnull(i.workflow_name, s.default_workflow) WHERE p.id = CAST(? AS INTEGER)`,
    ...[pair.issueTypeId, pair.projectId],
  );
}

/** What is not found is left out, as in Jira. */
function read(call: Call) {
  const { site } = call;
  const { workflowIds = [], workflowNames = [], projectAndIssueTypes = [] } = bodyOf(call, ReadRequest);
  if (workflowIds.length + workflowNames.length + projectAndIssueTypes.length === 0)
    throw badRequest('At least one workflow has to be asked for.');
  const rows = [
    ...workflowIds.map((id) => workflowById(site, id)),
    ...workflowNames.map((name) => workflowByName(site, name)),
    ...projectAndIssueTypes.map((pair) => workflowOfPair(site, pair)),
  ].filter((row) => row !== undefined);
  const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
  call.objectsRead += unique.length;
  return ok(workflowsAnswer(site, unique));
}

function remove(call: Call) {
  const id = call.params['entityId'] ?? '';
  const row = workflowById(call.site, id);
  if (row === undefined) throw notFound(`The workflow with ID ${id} was not found.`);
  if (row.is_editable === 0) throw badRequest('The system workflow cannot be deleted.');
  if (schemesUsing(call.site, row.name).length > 0)
    throw badRequest(`Cannot delete the workflow '${row.name}' because it is used by a workflow scheme.`);
  run(call.site.db, 'DELETE FROM workflow WHERE id = ?', id);
  return noContent();
}

const ADMIN = ['manage:jira-configuration'];
export const workflowOperations: readonly Operation[] = [
  adminOperation('POST /rest/api/3/workflows', ADMIN, read),
  adminOperation('POST /rest/api/3/workflows/create', ADMIN, create),
  adminOperation('POST /rest/api/3/workflows/create/validation', ADMIN, (call) => {
    const { payload, validationOptions } = bodyOf(call, ValidateCreate);
    return answer(createFindings(call.site, payload), validationOptions?.levels);
  }),
  adminOperation('POST /rest/api/3/workflows/update', ADMIN, update),
  adminOperation('POST /rest/api/3/workflows/update/validation', ADMIN, (call) => {
    const { payload, validationOptions } = bodyOf(call, ValidateUpdate);
    return answer(updateFindings(call.site, payload), validationOptions?.levels);
  }),
  adminOperation('DELETE /rest/api/3/workflow/{entityId}', ADMIN, remove),
];
