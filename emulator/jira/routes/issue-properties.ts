import { z } from 'zod';
import { badRequest, forbidden, noContent, notFound, ok, operation, type Call, type Operation } from '../http';
import { visibleIssue, type IssueRow } from '../model/issue-state';
import { deleteProperty, propertyKeys, propertyOf, setProperty } from '../model/properties';
import { can } from '../permissions';
import { selfUrl } from '../self';

const issueOf = (call: Call): IssueRow => visibleIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '');
const keyOf = (call: Call): string => call.params['propertyKey'] ?? '';

function editable(call: Call): IssueRow {
  const issue = issueOf(call);
  if (!can(call.site, call.caller, 'EDIT_ISSUES', { issue: issue.id }))
    throw forbidden('You do not have permission to edit this issue.');
  return issue;
}

const list = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/properties',
  ['read:jira-work'],
  (call) => {
    const issue = issueOf(call);
    const keys = propertyKeys(call.site, issue.id);
    call.objectsRead += keys.length;
    return ok({
      keys: keys.map((key) => ({
        key,
        self: selfUrl(call.site, `issue/${issue.key}/properties/${encodeURIComponent(key)}`),
      })),
    });
  },
  { anonymous: true },
);

const get = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}',
  ['read:jira-work'],
  (call) => {
    const value = propertyOf(call.site, issueOf(call).id, keyOf(call));
    if (value === undefined) throw notFound(`The property with key '${keyOf(call)}' does not exist.`);
    call.objectsRead += 1;
    return ok({ key: keyOf(call), value });
  },
  { anonymous: true },
);

const put = operation(
  'PUT /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}',
  ['write:jira-work'],
  (call) => {
    const issue = editable(call);
    const value = z.json().safeParse(call.body);
    if (call.body === undefined || !value.success)
      throw badRequest('The property value must be a valid, non-empty JSON value.');
    const existed = setProperty(call.site, issue.id, keyOf(call), value.data);
    return { status: existed ? 200 : 201 };
  },
  { anonymous: true },
);

const remove = operation(
  'DELETE /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}',
  ['write:jira-work'],
  (call) => {
    const issue = editable(call);
    if (propertyOf(call.site, issue.id, keyOf(call)) === undefined)
      throw notFound(`The property with key '${keyOf(call)}' does not exist.`);
    deleteProperty(call.site, issue.id, keyOf(call));
    return noContent();
  },
  { anonymous: true },
);

export const issuePropertyOperations: readonly Operation[] = [list, get, put, remove];
