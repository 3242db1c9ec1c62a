import { z } from 'zod';
import { badRequest, bodyOf, ok, operation, type Call, type Operation } from '../http';
import { addComment, CommentInput } from '../model/comments';
import { visibleIssue, type IssueRow } from '../model/issue-state';
import { createLink, deleteLink, linkBean, linkType, visibleLink } from '../model/links';
import { write } from '../model/transaction';

const End = z.looseObject({ id: z.string().optional(), key: z.string().optional() });
const Link = z.strictObject({
  type: z.looseObject({ id: z.string().optional(), name: z.string().optional() }),
  inwardIssue: End,
  outwardIssue: End,
  comment: CommentInput.nullish(),
});

function end(call: Call, issue: z.output<typeof End>): IssueRow {
  const named = issue.id ?? issue.key;
  if (named === undefined) throw badRequest('An issue link names both issues by id or key.');
  return visibleIssue(call.site, call.caller, named);
}

const create = operation(
  'POST /rest/api/3/issueLink',
  ['write:jira-work'],
  (call) => {
    const body = bodyOf(call, Link);
    const type = linkType(call.site, body.type);
    const [source, destination] = [end(call, body.inwardIssue), end(call, body.outwardIssue)];
    write(call.site, call.caller, (writing) => {
      createLink(writing, type, source, destination);
      if (body.comment !== null && body.comment !== undefined) addComment(writing, destination, body.comment);
    });
    return { status: 201 };
  },
  { anonymous: true },
);

const get = operation(
  'GET /rest/api/3/issueLink/{linkId}',
  ['read:jira-work'],
  (call) => {
    call.objectsRead += 1;
    return ok(linkBean(call.site, visibleLink(call.site, call.caller, call.params['linkId'] ?? '')));
  },
  { anonymous: true },
);

const remove = operation(
  'DELETE /rest/api/3/issueLink/{linkId}',
  ['write:jira-work'],
  (call) => {
    const link = visibleLink(call.site, call.caller, call.params['linkId'] ?? '');
    write(call.site, call.caller, (writing) => deleteLink(writing, link));
    return { status: 204 };
  },
  { anonymous: true },
);

export const issueLinkOperations: readonly Operation[] = [create, get, remove];
