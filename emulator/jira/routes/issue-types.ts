import { z } from 'zod';
import {
  badRequest,
  bodyOf,
  conflict,
  created,
  JiraError,
  noContent,
  notFound,
  ok,
  operation,
  type Call,
  type Operation,
} from '../http';
import { issueTypesOf, visibleProjects } from '../config/projects';
import { DEFAULT_IDS } from '../config/base-data';
import { nextId } from '../ids';
import { issueTypeBean, issueTypeRow } from '../model/beans';
import { all, one, run } from '../model/rows';
import { isAdmin } from '../permissions';
import { browsableProject } from './project-access';
import { adminOperation, atomically, Description, idParam, Name, refuseTaken, requiredParam } from './support';

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-types/: names have at most 60 characters. */
const NAME_MAX = 60;
const STANDARD_AVATAR = 10300;
const SUBTASK_AVATAR = 10316;

const CreateRequest = z.strictObject({
  name: Name(NAME_MAX),
  description: Description().optional(),
  type: z.enum(['subtask', 'standard']).optional(),
  hierarchyLevel: z
    .union([z.literal(-1), z.literal(0)], 'The hierarchy level must be -1 (subtask) or 0 (standard).')
    .optional(),
});
const UpdateRequest = z.strictObject({
  name: Name(NAME_MAX).optional(),
  description: Description().optional(),
  avatarId: z.number().int().optional(),
});

function typeOf(call: Call) {
  const id = idParam(call, 'id', 'issue type');
  const type = issueTypeRow(call.site, id);
  if (type === undefined) throw notFound(`The issue type with ID ${id} was not found.`);
  return type;
}

const taken = { status: 409, field: 'name', message: 'An issue type with this name already exists.' } as const;

function create(call: Call) {
  const { site } = call;
  if (call.body === undefined) throw badRequest('No content was sent.');
  const { name, description = '', type, hierarchyLevel } = bodyOf(call, CreateRequest);
  const level = hierarchyLevel ?? (type === 'subtask' ? -1 : 0);
  refuseTaken(site, 'issue_type', name, taken);
  const id = atomically(site, () => {
    const fresh = nextId(site.db, 'issue_type');
    run(
      site.db,
      'INSERT INTO issue_type (id, name, description, hierarchy_level, avatar_id) VALUES (?, ?, ?, ?, ?)',
      ...[fresh, name, description, level, level < 0 ? SUBTASK_AVATAR : STANDARD_AVATAR],
    );
    // Every new type joins the default scheme.
    run(
      site.db,
      `INSERT INTO issue_type_scheme_item (scheme_id, issue_type_id, position)
       SELECT ?, ?, ifnull(max(position), -1) + 1 FROM issue_type_scheme_item WHERE scheme_id = ?`,
      ...[DEFAULT_IDS.issueTypeScheme, fresh, DEFAULT_IDS.issueTypeScheme],
    );
    return fresh;
  });
  return created(issueTypeBean(site, id));
}

function update(call: Call) {
  const { site } = call;
  const type = typeOf(call);
  const { name = type.name, description = type.description, avatarId = type.avatar_id } = bodyOf(call, UpdateRequest);
  refuseTaken(site, 'issue_type', name, { ...taken, except: type.id });
  run(
    site.db,
    'UPDATE issue_type SET name = ?, description = ?, avatar_id = ? WHERE id = ?',
    name,
    description,
    avatarId,
    type.id,
  );
  return ok(issueTypeBean(site, type.id));
}

/** Issues of the type need another type to become; it must have a workflow in common, which the emulator takes to be the same one. */
function remove(call: Call) {
  const { site } = call;
  const type = typeOf(call);
  const alternative = call.query.get('alternativeIssueTypeId');
  const used = one(site.db, 'SELECT 1 FROM issue WHERE issue_type_id = ?', type.id) !== undefined;
  if (used && alternative === null)
    throw conflict('The issue type is in use: an alternative issue type has to be provided.');
  if (used)
    throw new JiraError(501, ['Moving issues to an alternative issue type is not implemented by the emulator.']);
  atomically(site, () => {
    for (const table of [
      'issue_type_scheme_item',
      'issue_type_screen_scheme_item',
      'workflow_scheme_item',
      'field_context_issue_type',
    ]) {
      run(site.db, `DELETE FROM ${table} WHERE issue_type_id = ?`, type.id);
    }
    run(site.db, 'UPDATE issue_type_scheme SET default_issue_type_id = NULL WHERE default_issue_type_id = ?', type.id);
    run(site.db, 'DELETE FROM issue_type WHERE id = ?', type.id);
  });
  return noContent();
}

/** Administrators see all types, others those of projects they may browse. */
function visibleTypes({ site, caller }: Call): number[] {
  if (!isAdmin(site, caller))
    return [...new Set(visibleProjects(site, caller).flatMap((project) => issueTypesOf(site, project)))];
  return all<{ id: number }>(site.db, 'SELECT id FROM issue_type ORDER BY id').map(({ id }) => id);
}

function ofProject(call: Call) {
  const project = browsableProject(call, requiredParam(call, 'projectId'));
  const level = call.query.get('level');
  const types = issueTypesOf(call.site, project).filter(
    (id) => level === null || issueTypeRow(call.site, id)?.hierarchy_level === Number(level),
  );
  return ok(types.map((id) => issueTypeBean(call.site, id)));
}

export const issueTypeOperations: readonly Operation[] = [
  operation(
    'GET /rest/api/3/issuetype',
    ['read:jira-work'],
    (call) => ok(visibleTypes(call).map((id) => issueTypeBean(call.site, id))),
    { anonymous: true },
  ),
  adminOperation('POST /rest/api/3/issuetype', ['manage:jira-configuration'], create),
  operation('GET /rest/api/3/issuetype/project', ['read:jira-work'], ofProject, { anonymous: true }),
  operation(
    'GET /rest/api/3/issuetype/{id}',
    ['read:jira-work'],
    (call) => {
      const { id } = typeOf(call);
      if (!visibleTypes(call).includes(id)) throw notFound(`The issue type with ID ${id} was not found.`);
      return ok(issueTypeBean(call.site, id));
    },
    { anonymous: true },
  ),
  adminOperation('PUT /rest/api/3/issuetype/{id}', ['manage:jira-configuration'], update),
  adminOperation('DELETE /rest/api/3/issuetype/{id}', ['manage:jira-configuration'], remove),
];
