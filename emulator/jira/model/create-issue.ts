/** Creating an issue: project and type first, then the create screen, defaults and the workflow's initial transition. */
import type { Json } from '../../json';
import type { Caller } from '../../seams';
import { JiraError } from '../http';
import { nextId } from '../ids';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import { issueTypeRow, projectByIdOrKey, projectRow, statusRow } from './beans';
import { addComment } from './comments';
import { applyValues, defaultAssignee, planEdit, type IssueInput, type EditPlan, type EditTarget } from './edit';
import { defaultValue } from './default-values';
import { emitCreated } from './events';
import { allFields, fieldById, type Placement } from './fields';
import { addLinks } from './issue-links';
import { reload, scopeOf, type IssueRow } from './issue-state';
import { runActions } from './post-functions';
import { setProperty } from './properties';
import { issueTypeType } from './reference-types';
import { one, run } from './rows';
import { screenFields } from './screens';
import { checkExpressionValidators, checkFunctionValidators } from './validators';
import { write, type Write } from './transaction';
import { FieldRefusal, refOf, textOf } from './values';
import { addWatcher } from './watchers';
import { initialTransition, targetOf, workflowFor } from './workflow';

/** Where the issue is to go. Both are named in `fields`, whatever the screen says. */
function placeFrom(site: JiraSite, caller: Caller, input: IssueInput): Placement {
  const project = projectByIdOrKey(site, named(input.fields?.['project']));
  if (project === undefined || !can(site, caller, 'BROWSE_PROJECTS', { project: project.id })) {
    throw new JiraError(400, [], { project: 'Specify a valid project ID or key' });
  }
  if (!can(site, caller, 'CREATE_ISSUES', { project: project.id })) {
    throw new JiraError(400, [], { project: 'You cannot create issues in this project.' });
  }
  const wanted = input.fields?.['issuetype'];
  if (wanted === undefined || wanted === null) throw new JiraError(400, [], { issuetype: 'Specify an issue type' });
  const field = fieldById(site, 'issuetype');
  if (field === undefined) throw new JiraError(422, ['The field issuetype is missing.']);
  try {
    const type = issueTypeType.parse(wanted, scopeOf(site, field, { projectId: project.id, issueTypeId: 0 }));
    return { projectId: project.id, issueTypeId: Number(refOf(type, 'id')) };
  } catch (error) {
    if (error instanceof FieldRefusal) throw new JiraError(400, [], { issuetype: error.message });
    throw error;
  }
}

function named(reference: unknown): string {
  if (typeof reference !== 'object' || reference === null) return '';
  const value = 'id' in reference ? reference.id : 'key' in reference ? reference.key : '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function createTarget(site: JiraSite, caller: Caller, place: Placement): EditTarget {
  const subtask = (issueTypeRow(site, place.issueTypeId)?.hierarchy_level ?? 0) < 0;
  const screen = new Set([...screenFields(site, place, 'create'), ...(subtask ? ['parent'] : [])]);
  return { site, caller, place, issue: undefined, screen, mayComment: false };
}

interface Draft {
  readonly place: Placement;
  readonly plan: EditPlan;
  readonly values: ReadonlyMap<string, Json | null>;
}

function draftOf(site: JiraSite, caller: Caller, input: IssueInput): Draft {
  const place = placeFrom(site, caller, input);
  const { project: _project, issuetype: _issuetype, ...fields } = input.fields ?? {};
  const target = createTarget(site, caller, place);
  const plan = planEdit(target, { ...input, fields });
  const values = new Map([...defaultsOf(target), ...plan.values]);
  const errors: Record<string, string> = {};
  if (textOf(values.get('summary') ?? null) === '') errors['summary'] = 'You must specify a summary of the issue.';
  const subtask = (issueTypeRow(site, place.issueTypeId)?.hierarchy_level ?? 0) < 0;
  if (subtask && values.get('parent') == null)
    errors['parent'] = 'Issue type is a sub-task but parent issue key or id not specified.';
  if (Object.keys(errors).length > 0) throw new JiraError(400, [], errors);
  return { place, plan, values };
}

/** What a field on the create screen gets when nothing was said about it; priority, reporter and assignee always. */
function defaultsOf({ site, caller, place, screen }: EditTarget): Map<string, Json | null> {
  const defaults = new Map<string, Json | null>();
  const priority = one<{ id: number }>(site.db, 'SELECT id FROM priority ORDER BY is_default DESC, position LIMIT 1');
  if (priority !== undefined) defaults.set('priority', { id: String(priority.id) });
  if (caller.accountId !== null) defaults.set('reporter', { accountId: caller.accountId });
  const assignee = defaultAssignee(site, place.projectId);
  if (assignee !== null) defaults.set('assignee', { accountId: assignee });
  for (const field of allFields(site)) {
    if (!field.custom || field.readOnly || !screen.has(field.id)) continue;
    const value = defaultValue(site, field, place);
    if (value !== null) defaults.set(field.id, value);
  }
  return defaults;
}

function insertIssue({ site, caller }: Write, { place, values }: Draft, statusId: number): IssueRow {
  const number = one<{ number: number }>(
    site.db,
    'UPDATE project SET next_issue_number = next_issue_number + 1 WHERE id = ? RETURNING next_issue_number - 1 AS number',
    place.projectId,
  );
  const project = projectRow(site, place.projectId);
  if (number === undefined || project === undefined) throw new JiraError(404, ['No project could be found.']);
  const id = nextId(site.db, 'issue');
  const now = site.clock.now();
  run(
    site.db,
    `INSERT INTO issue (id, key, project_id, number, issue_type_id, summary, status_id, creator, created, updated, status_category_changed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    `${project.key}-${number.number}`,
    place.projectId,
    number.number,
    place.issueTypeId,
    textOf(values.get('summary') ?? null),
    statusId,
    caller.accountId,
    now,
    now,
    now,
  );
  return reload(site, id);
}

/** Creation writes no history: the first entry of an issue is its first change. */
export async function createIssue(site: JiraSite, caller: Caller, input: IssueInput): Promise<IssueRow> {
  const { place } = draftOf(site, caller, input);
  const transition = initialTransition(workflowFor(site, place));
  const status = targetOf(transition, 0);
  if (statusRow(site, status) === undefined)
    throw new JiraError(422, ['The initial status of the workflow does not exist.']);
  await checkFunctionValidators({ site, caller, issueKey: null, transition, from: null, to: status, modified: {} });
  return write(site, caller, (writing) => {
    const draft = draftOf(site, caller, input);
    const workflow = workflowFor(site, draft.place);
    const issue = insertIssue(writing, draft, status);
    applyValues(site, issue, draft.values);
    for (const { key, value } of input.properties ?? []) setProperty(site, issue.id, key, value);
    const scope = { site, caller, issue: reload(site, issue.id), workflow, transition, changes: [] };
    checkExpressionValidators(scope);
    runActions(writing, scope, []);
    if (caller.accountId !== null && caller.app === undefined) addWatcher(site, issue.id, caller.accountId);
    emitCreated(writing, reload(site, issue.id));
    addLinks(writing, issue, draft.plan.links);
    for (const comment of draft.plan.comments) addComment(writing, issue, comment);
    return reload(site, issue.id);
  });
}
