/** What an issue type's create screen asks for. */
import { notFound, ok, operation, pageOf, type Call, type Operation } from '../http';
import { issueTypeBean, issueTypeRow, projectByIdOrKey, type ProjectRow } from '../model/beans';
import { createMeta } from '../model/field-meta';
import { all } from '../model/rows';
import { can } from '../permissions';

const PAGE = { size: 50, max: 200 };

function projectOf(call: Call): ProjectRow {
  const project = projectByIdOrKey(call.site, call.params['projectIdOrKey'] ?? '');
  if (project === undefined || !can(call.site, call.caller, 'CREATE_ISSUES', { project: project.id })) {
    throw notFound(
      'No project could be found with the given ID or key, or you do not have permission to create work items in it.',
    );
  }
  return project;
}

const typesOf = (call: Call, project: ProjectRow): number[] =>
  all<{ id: number }>(
    call.site.db,
    'SELECT issue_type_id AS id FROM issue_type_scheme_item WHERE scheme_id = ? ORDER BY position',
    project.issue_type_scheme_id,
  ).map(({ id }) => id);

/** Create metadata pages carry their own name for the values instead of `values`. */
function page<T>(call: Call, name: 'issueTypes' | 'fields', all: readonly T[]) {
  const { startAt, maxResults } = pageOf(call, PAGE);
  const values = all.slice(startAt, startAt + maxResults);
  call.objectsRead += values.length;
  return ok({ startAt, maxResults, total: all.length, [name]: values });
}

const types = operation(
  'GET /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes',
  ['read:jira-work'],
  (call) => {
    const beans = typesOf(call, projectOf(call)).flatMap((id) => issueTypeBean(call.site, id) ?? []);
    return page(call, 'issueTypes', beans);
  },
  { anonymous: true },
);

const fields = operation(
  'GET /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
  ['read:jira-work'],
  (call) => {
    const project = projectOf(call);
    const issueTypeId = Number(call.params['issueTypeId']);
    if (!typesOf(call, project).includes(issueTypeId) || issueTypeRow(call.site, issueTypeId) === undefined) {
      throw notFound('The issue type was not found in the project.');
    }
    return page(call, 'fields', createMeta(call.site, call.caller, { projectId: project.id, issueTypeId }));
  },
  { anonymous: true },
);

export const createMetadataOperations: readonly Operation[] = [types, fields];
