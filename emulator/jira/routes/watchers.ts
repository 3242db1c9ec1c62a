import { z } from 'zod';
import { JiraError, noContent, notFound, ok, operation, type Call, type Operation } from '../http';
import { userBean, userRow } from '../model/beans';
import { visibleIssue, type IssueRow } from '../model/issue-state';
import { addWatcher, removeWatcher, watchersOf, watches } from '../model/watchers';
import { can, demand } from '../permissions';
import { selfUrl } from '../self';

const issueOf = (call: Call): IssueRow => visibleIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '');

/** Others' watching is managed by permission; one's own is free. */
function demandManagement(call: Call, issue: IssueRow, accountId: string): void {
  if (userRow(call.site, accountId) === undefined)
    throw notFound(`The user with account ID ${accountId} does not exist.`);
  if (accountId !== call.caller.accountId) demand(call.site, call.caller, 'MANAGE_WATCHERS', { issue: issue.id });
}

const list = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/watchers',
  ['read:jira-work'],
  (call) => {
    const issue = issueOf(call);
    const { accountId } = call.caller;
    const accounts = watchersOf(call.site, issue.id);
    const maySee = can(call.site, call.caller, 'VIEW_VOTERS_AND_WATCHERS', { issue: issue.id });
    const shown = maySee ? accounts : accounts.filter((account) => account === accountId);
    call.objectsRead += shown.length;
    return ok({
      self: selfUrl(call.site, `issue/${issue.key}/watchers`),
      isWatching: accountId !== null && watches(call.site, issue.id, accountId),
      watchCount: accounts.length,
      watchers: shown.map((account) => userBean(call.site, account)),
    });
  },
  { anonymous: true },
);

/** The body is the account id as a JSON string; without one the caller starts watching. */
const add = operation('POST /rest/api/3/issue/{issueIdOrKey}/watchers', ['write:jira-work'], (call) => {
  const issue = issueOf(call);
  const parsed = z.string().safeParse(call.body ?? call.caller.accountId);
  if (!parsed.success) throw new JiraError(400, ['The account ID must be a JSON string.']);
  demandManagement(call, issue, parsed.data);
  if (!can(call.site, { accountId: parsed.data }, 'BROWSE_PROJECTS', { issue: issue.id })) {
    throw new JiraError(400, ['The user does not have permission to view this issue.']);
  }
  addWatcher(call.site, issue.id, parsed.data);
  return noContent();
});

const remove = operation('DELETE /rest/api/3/issue/{issueIdOrKey}/watchers', ['write:jira-work'], (call) => {
  const issue = issueOf(call);
  const accountId = call.query.get('accountId');
  if (accountId === null || accountId === '') throw new JiraError(400, ['The accountId query parameter is required.']);
  demandManagement(call, issue, accountId);
  removeWatcher(call.site, issue.id, accountId);
  return noContent();
});

export const watcherOperations: readonly Operation[] = [list, add, remove];
