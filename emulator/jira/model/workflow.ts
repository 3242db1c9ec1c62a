/** Which workflow an issue follows, and where it can go from here. */
import { WorkflowDocument, type WorkflowTransition } from '../config/workflow-document';
import { JiraError } from '../http';
import type { JiraSite } from '../site';
import type { Placement } from './fields';
import { fieldsOfScreen } from './screens';
import { one } from './rows';

export interface Workflow {
  readonly id: string;
  readonly name: string;
  readonly document: WorkflowDocument;
}

interface WorkflowRow {
  id: string;
  name: string;
  version_id: string;
  document: string;
}

const parsed = new Map<string, WorkflowDocument>();
const CACHE_LIMIT = 200;

/** Parsing takes longer than anything else in a transition; a document never changes under its text. */
function documentOf(row: WorkflowRow): WorkflowDocument {
  const known = parsed.get(row.document);
  if (known !== undefined) return known;
  if (parsed.size >= CACHE_LIMIT) parsed.clear();
  const document = WorkflowDocument.parse(JSON.parse(row.document));
  parsed.set(row.document, document);
  return document;
}

export function workflowFor(site: JiraSite, place: Placement): Workflow {
  const row = one<WorkflowRow>(
    site.db,
    `SELECT w.* FROM project p
       JOIN workflow_scheme s ON s.id = p.workflow_scheme_id
       LEFT JOIN workflow_scheme_item i ON i.scheme_id = s.id AND i.issue_type_id = ?
       JOIN workflow w ON w.name = ifnull(i.workflow_name, s.default_workflow)
      WHERE p.id = ?`,
    place.issueTypeId,
    place.projectId,
  );
  if (row === undefined) throw new JiraError(422, ['The work item type has no workflow in this project.']);
  return { id: row.id, name: row.name, document: documentOf(row) };
}

/** By id: where the transition ends, as a status id; a looped transition ends where it started. */
export const targetOf = (transition: WorkflowTransition, current: number): number =>
  transition.toStatusReference === undefined ? current : Number(transition.toStatusReference);

/** Conditions aside: global transitions and those that lead away from the status. A global one is not offered into its own status unless looped. */
export function transitionsFrom(workflow: Workflow, statusId: number): WorkflowTransition[] {
  return workflow.document.transitions.filter((transition) => {
    if (transition.type === 'GLOBAL') return true;
    return (
      transition.type === 'DIRECTED' &&
      (transition.links ?? []).some((link) => link.fromStatusReference === String(statusId))
    );
  });
}

export function initialTransition(workflow: Workflow): WorkflowTransition {
  const initial = workflow.document.transitions.find((transition) => transition.type === 'INITIAL');
  if (initial?.toStatusReference === undefined)
    throw new JiraError(422, [`The workflow "${workflow.name}" has no initial transition.`]);
  return initial;
}

/** `undefined` when the transition has no screen. */
export function transitionScreen(site: JiraSite, transition: WorkflowTransition): readonly string[] | undefined {
  const rule = transition.transitionScreen;
  if (rule === undefined || rule === null) return undefined;
  if (rule.ruleKey === 'system:remind-people-to-update-fields')
    return splitList(rule.parameters?.['remindingFieldIds']);
  const screenId = rule.parameters?.['screenId'] ?? '';
  return /^\d+$/.test(screenId) ? fieldsOfScreen(site, Number(screenId)) : undefined;
}

/** Rule parameters are strings; lists are separated by commas. */
export const splitList = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
