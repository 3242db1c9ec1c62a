/** Issues: create, read, edit, delete, assign. */
import { z } from 'zod';
import { badRequest, bodyOf, created, JiraError, noContent, ok, operation, type Call, type Operation } from '../http';
import { createIssue } from '../model/create-issue';
import { deleteIssue } from '../model/delete-issue';
import { assignIssue, editIssue } from '../model/edit-issue';
import { IssueInput } from '../model/edit';
import { editMeta } from '../model/field-meta';
import { issueBean } from '../model/issue-bean';
import { findIssue, visibleIssue, type IssueRow } from '../model/issue-state';
import { can } from '../permissions';
import { selfUrl } from '../self';
import { flagParam, viewFromQuery } from './issue-view';

const READ = ['read:jira-work'];
const WRITE = ['write:jira-work'];

const issueRef = (call: Call, issue: IssueRow) => ({
  id: String(issue.id),
  key: issue.key,
  self: selfUrl(call.site, `issue/${issue.id}`),
});
const param = (call: Call): string => call.params['issueIdOrKey'] ?? '';

const create = operation(
  'POST /rest/api/3/issue',
  WRITE,
  async (call) => created(issueRef(call, await createIssue(call.site, call.caller, bodyOf(call, IssueInput)))),
  { anonymous: true },
);

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulk-post */
const BULK_CREATE_LIMIT = 50;
const BulkCreate = z.looseObject({ issueUpdates: z.array(IssueInput).optional() });

const bulkCreate = operation(
  'POST /rest/api/3/issue/bulk',
  WRITE,
  async (call) => {
    const updates = bodyOf(call, BulkCreate).issueUpdates ?? [];
    if (updates.length > BULK_CREATE_LIMIT)
      throw badRequest(`You can create at most ${BULK_CREATE_LIMIT} issues at once.`);
    const issues = [];
    const errors = [];
    for (const [failedElementNumber, update] of updates.entries()) {
      try {
        issues.push(issueRef(call, await createIssue(call.site, call.caller, update)));
      } catch (error) {
        if (!(error instanceof JiraError)) throw error;
        const elementErrors = { errorMessages: error.errorMessages, errors: error.errors };
        errors.push({ status: error.status, elementErrors, failedElementNumber });
      }
    }
    return { status: issues.length === 0 ? 400 : 201, body: { issues, errors } };
  },
  { anonymous: true },
);

const get = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}',
  READ,
  (call) => {
    const issue = visibleIssue(call.site, call.caller, param(call));
    call.objectsRead += 1;
    return ok(issueBean(call.site, call.caller, issue, viewFromQuery(call)));
  },
  { anonymous: true },
);

const edit = operation(
  'PUT /rest/api/3/issue/{issueIdOrKey}',
  WRITE,
  (call) => {
    const options = { overrideScreenSecurity: flagParam(call, 'overrideScreenSecurity') };
    const issue = editIssue(call.site, call.caller, param(call), bodyOf(call, IssueInput), options);
    return flagParam(call, 'returnIssue')
      ? ok(issueBean(call.site, call.caller, issue, viewFromQuery(call)))
      : noContent();
  },
  { anonymous: true },
);

const remove = operation(
  'DELETE /rest/api/3/issue/{issueIdOrKey}',
  WRITE,
  (call) => {
    deleteIssue(call.site, call.caller, param(call), { subtasks: flagParam(call, 'deleteSubtasks') });
    return noContent();
  },
  { anonymous: true },
);

const Assignee = z.looseObject({ accountId: z.string().nullable() });

const assign = operation('PUT /rest/api/3/issue/{issueIdOrKey}/assignee', WRITE, (call) => {
  assignIssue(call.site, call.caller, param(call), bodyOf(call, Assignee).accountId);
  return noContent();
});

const meta = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/editmeta',
  READ,
  (call) => {
    const issue = visibleIssue(call.site, call.caller, param(call));
    const options = { overrideScreenSecurity: flagParam(call, 'overrideScreenSecurity') };
    return ok({ fields: editMeta(call.site, call.caller, issue, options) });
  },
  { anonymous: true },
);

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post */
const BULK_FETCH_LIMIT = 100;
const BulkFetch = z.strictObject({
  issueIdsOrKeys: z.array(z.string()),
  fields: z.array(z.string()).optional(),
  fieldsByKeys: z.boolean().optional(),
  expand: z.array(z.string()).optional(),
  properties: z.array(z.string()).optional(),
});

const bulkFetch = operation(
  'POST /rest/api/3/issue/bulkfetch',
  READ,
  (call) => {
    const body = bodyOf(call, BulkFetch);
    const wanted = body.issueIdsOrKeys;
    if (wanted.length === 0) throw badRequest('No issue IDs or keys were given.');
    if (wanted.length > BULK_FETCH_LIMIT)
      throw badRequest(`At most ${BULK_FETCH_LIMIT} issues can be fetched at once.`);
    const view = {
      fields: body.fields ?? [],
      fieldsByKeys: body.fieldsByKeys ?? false,
      expand: new Set(body.expand),
      properties: body.properties ?? [],
    };
    const found = new Map<number, IssueRow>();
    const issueErrors = [];
    for (const id of wanted) {
      const issue = findIssue(call.site, id);
      if (issue !== undefined && can(call.site, call.caller, 'BROWSE_PROJECTS', { issue: issue.id }))
        found.set(issue.id, issue);
      else issueErrors.push({ id, errorMessage: 'Issue does not exist or you do not have permission to see it.' });
    }
    call.objectsRead += found.size;
    const ascending = [...found.values()].sort((a, b) => a.id - b.id);
    const issues = ascending.map((issue) => issueBean(call.site, call.caller, issue, view, '*navigable'));
    return ok({ expand: 'names,schema', issues, issueErrors });
  },
  { anonymous: true },
);

export const issueOperations: readonly Operation[] = [create, bulkCreate, get, edit, remove, assign, meta, bulkFetch];
