/** Workflows as the administrator's operations see them. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json';
import { statusRow, type StatusRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import { jiraDateTime } from '../model/time';
import type { JiraSite } from '../site';
import { WorkflowDocument } from './workflow-document';

export interface WorkflowRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version_number: number;
  readonly version_id: string;
  readonly is_editable: number;
  readonly document: string;
  readonly created: number;
  readonly updated: number;
}

export const allWorkflows = (site: JiraSite): WorkflowRow[] =>
  all<WorkflowRow>(site.db, 'SELECT * FROM workflow ORDER BY name');
export const workflowById = (site: JiraSite, id: string): WorkflowRow | undefined =>
  one<WorkflowRow>(site.db, 'SELECT * FROM workflow WHERE id = ?', id);
export const workflowByName = (site: JiraSite, name: string): WorkflowRow | undefined =>
  one<WorkflowRow>(site.db, 'SELECT * FROM workflow WHERE name = ?', name);
export const documentOf = (row: WorkflowRow): WorkflowDocument => WorkflowDocument.parse(JSON.parse(row.document));

/** Ids of the schemes that use the workflow, for some issue type or by default. */
export const schemesUsing = (site: JiraSite, name: string): number[] =>
  all<{ id: number }>(
    site.db,
    `SELECT id FROM workflow_scheme WHERE default_workflow = ?
     UNION SELECT scheme_id FROM workflow_scheme_item WHERE workflow_name = ? ORDER BY 1`,
    ...[name, name],
  ).map(({ id }) => id);

export function insertWorkflow(
  site: JiraSite,
  name: string,
  description: string,
  document: WorkflowDocument,
): WorkflowRow {
  const now = site.clock.now();
  const id = randomUUID();
  run(
    site.db,
    `INSERT INTO workflow (id, name, description, version_number, version_id, document, created, updated) VALUES (?, ?, ?, 0, ?, ?, ?, ?)`,
    ...[id, name, description, randomUUID(), JSON.stringify(document), now, now],
  );
  return saved(site, id);
}

export function replaceWorkflow(
  site: JiraSite,
  row: WorkflowRow,
  description: string,
  document: WorkflowDocument,
): WorkflowRow {
  run(
    site.db,
    'UPDATE workflow SET description = ?, document = ?, version_number = version_number + 1, version_id = ?, updated = ? WHERE id = ?',
    ...[description, JSON.stringify(document), randomUUID(), site.clock.now(), row.id],
  );
  return saved(site, row.id);
}

function saved(site: JiraSite, id: string): WorkflowRow {
  const row = workflowById(site, id);
  if (row === undefined) throw new Error(`workflow ${id} was not saved`);
  return row;
}

/** As POST /workflows and its siblings show a workflow; every status refers to itself by its id. */
export function workflowBean(row: WorkflowRow): JsonObject {
  const { statuses, transitions, startPointLayout, loopedTransitionContainerLayout } = documentOf(row);
  const shown: JsonObject = {
    id: row.id,
    name: row.name,
    description: row.description,
    version: { id: row.version_id, versionNumber: row.version_number },
    scope: { type: 'GLOBAL' },
    isEditable: row.is_editable === 1,
    created: jiraDateTime(row.created),
    updated: jiraDateTime(row.updated),
    statuses: statuses.map(({ layout, properties = {}, statusReference }) => ({
      statusReference,
      properties,
      deprecated: false,
      ...(layout == null ? {} : { layout }),
    })),
    transitions: transitions.map((transition) => transitionBean(transition)),
  };
  if (startPointLayout != null) shown['startPointLayout'] = startPointLayout;
  if (loopedTransitionContainerLayout != null)
    shown['loopedTransitionContainerLayout'] = loopedTransitionContainerLayout;
  return shown;
}

/** Absent lists are shown empty; absent conditions and screens not at all. The round trip through JSON drops what is undefined. */
function transitionBean(transition: WorkflowDocument['transitions'][number]): JsonObject {
  const { transitionScreen, conditions, ...rest } = transition;
  const lists = { links: [], validators: [], actions: [], triggers: [], properties: {}, description: '' };
  const shown = {
    ...lists,
    ...rest,
    ...(transitionScreen == null ? {} : { transitionScreen }),
    ...(conditions == null ? {} : { conditions }),
  };
  return JSON.parse(JSON.stringify(shown)) as JsonObject;
}

export const workflowStatusBean = (status: StatusRow): JsonObject => ({
  id: String(status.id),
  name: status.name,
  description: status.description,
  statusCategory: status.category,
  statusReference: String(status.id),
  scope: { type: 'GLOBAL' },
});

/** `{statuses, workflows}`: the workflows with every status any of them has, once. */
export function workflowsAnswer(
  site: JiraSite,
  rows: readonly WorkflowRow[],
): { statuses: JsonObject[]; workflows: JsonObject[] } {
  const ids = new Set(rows.flatMap((row) => documentOf(row).statuses.map(({ statusReference }) => statusReference)));
  const statuses = [...ids].flatMap((id) => statusRow(site, id) ?? []);
  return { statuses: statuses.map(workflowStatusBean), workflows: rows.map((row) => workflowBean(row)) };
}
