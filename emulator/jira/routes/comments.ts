import { z } from 'zod';
import {
  badRequest,
  bodyOf,
  created,
  noContent,
  ok,
  operation,
  pageBean,
  pageOf,
  type Call,
  type Operation,
} from '../http';
import { timeZoneOf } from '../model/beans';
import { commentBean, type CommentRow } from '../model/comment-bean';
import {
  addComment,
  CommentInput,
  commentsOf,
  deleteComment,
  editComment,
  mayRead,
  readableComment,
} from '../model/comments';
import { findIssue, visibleIssue, type IssueRow } from '../model/issue-state';
import { all, marks } from '../model/rows';
import { write } from '../model/transaction';
import { can } from '../permissions';
import { NumericId } from './issue-view';
import { listParam } from './support';

const READ = ['read:jira-work'];
const WRITE = ['write:jira-work'];
/** Jira answers up to 5,000 comments at once; its default is 100. */
const PAGE = { size: 100, max: 5000 };

const issueOf = (call: Call): IssueRow => visibleIssue(call.site, call.caller, call.params['issueIdOrKey'] ?? '');

/** Only comments asked for by their ids can bring their properties; elsewhere Jira knows no such expansion. */
function show(call: Call, row: CommentRow, withProperties = false) {
  const expand = listParam(call, 'expand');
  const properties = withProperties && expand.includes('properties');
  const expanded = { renderedBody: expand.includes('renderedBody'), properties };
  return commentBean(call.site, row, timeZoneOf(call.site, call.caller.accountId), expanded);
}

const list = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/comment',
  READ,
  (call) => {
    const order = call.query.get('orderBy') ?? 'created';
    if (!['created', '+created', ' created', '-created'].includes(order))
      throw badRequest(`'${order}' is not a valid value for orderBy: only created is.`);
    const rows = commentsOf(call.site, call.caller, issueOf(call));
    if (order === '-created') rows.reverse();
    const { startAt, maxResults } = pageOf(call, PAGE);
    const comments = rows.slice(startAt, startAt + maxResults).map((row) => show(call, row));
    call.objectsRead += comments.length;
    return ok({ startAt, maxResults, total: rows.length, comments });
  },
  { anonymous: true },
);

const add = operation(
  'POST /rest/api/3/issue/{issueIdOrKey}/comment',
  WRITE,
  (call) => {
    const issue = issueOf(call);
    const input = bodyOf(call, CommentInput);
    return created(
      show(
        call,
        write(call.site, call.caller, (writing) => addComment(writing, issue, input)),
      ),
    );
  },
  { anonymous: true },
);

const get = operation(
  'GET /rest/api/3/issue/{issueIdOrKey}/comment/{id}',
  READ,
  (call) => {
    call.objectsRead += 1;
    return ok(show(call, readableComment(call.site, call.caller, issueOf(call), call.params['id'] ?? '')));
  },
  { anonymous: true },
);

const edit = operation(
  'PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}',
  WRITE,
  (call) => {
    const issue = issueOf(call);
    const row = readableComment(call.site, call.caller, issue, call.params['id'] ?? '');
    const input = bodyOf(call, CommentInput);
    return ok(
      show(
        call,
        write(call.site, call.caller, (writing) => editComment(writing, issue, row, input)),
      ),
    );
  },
  { anonymous: true },
);

const remove = operation(
  'DELETE /rest/api/3/issue/{issueIdOrKey}/comment/{id}',
  WRITE,
  (call) => {
    const issue = issueOf(call);
    const row = readableComment(call.site, call.caller, issue, call.params['id'] ?? '');
    write(call.site, call.caller, (writing) => deleteComment(writing, issue, row));
    return noContent();
  },
  { anonymous: true },
);

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-comment-list-post */
const LIST_LIMIT = 1000;
const CommentIds = z.strictObject({ ids: z.array(NumericId) });

const byIds = operation(
  'POST /rest/api/3/comment/list',
  READ,
  (call) => {
    const { ids } = bodyOf(call, CommentIds);
    if (ids.length === 0 || ids.length > LIST_LIMIT)
      throw badRequest(`Between 1 and ${LIST_LIMIT} comment IDs must be given.`);
    const rows = all<CommentRow>(
      call.site.db,
      `SELECT * FROM issue_comment WHERE id IN (${marks(ids)}) ORDER BY id`,
      ...ids,
    );
    const readable = rows.filter((row) => {
      const issue = findIssue(call.site, String(row.issue_id));
      return (
        issue !== undefined &&
        can(call.site, call.caller, 'BROWSE_PROJECTS', { issue: issue.id }) &&
        mayRead(call.site, call.caller, issue, row)
      );
    });
    return ok(
      pageBean(
        call,
        readable.map((row) => show(call, row, true)),
      ),
    );
  },
  { anonymous: true },
);

export const commentOperations: readonly Operation[] = [list, add, get, edit, remove, byIds];
