/**
 * Bodies of Jira's product events, as Forge documents them:
 * https://developer.atlassian.com/platform/forge/events-reference/jira/
 */
import type { Json, JsonObject } from '../../json';
import type { JiraSite } from '../site';
import { adfMentions } from './adf';
import { issueTypeBean, linkTypeBean, projectBean, statusBean, userBean, type LinkTypeRow } from './beans';
import { itemBean, type ChangeItem } from './changelog';
import { commentBean, type CommentRow } from './comment-bean';
import type { IssueRow } from './issue-state';
import { jiraDateTime } from './time';
import type { Write } from './transaction';

export function eventIssue(site: JiraSite, issue: IssueRow): JsonObject {
  return {
    id: String(issue.id),
    key: issue.key,
    fields: {
      summary: issue.summary,
      issuetype: issueTypeBean(site, issue.issue_type_id),
      creator: userBean(site, issue.creator),
      created: jiraDateTime(issue.created),
      project: projectBean(site, issue.project_id),
      reporter: userBean(site, issue.reporter),
      assignee: userBean(site, issue.assignee),
      updated: jiraDateTime(issue.updated),
      status: statusBean(site, issue.status_id),
    },
  };
}

const people = (accounts: readonly (string | null)[]): JsonObject => ({
  associatedUsers: [...new Set(accounts)].flatMap((accountId) => (accountId === null ? [] : [{ accountId }])),
});

const by = (write: Write): string | null => write.caller.accountId;

export function emitCreated(write: Write, issue: IssueRow): void {
  write.emit('avi:jira:created:issue', {
    jiraEventTypeName: 'issue_created',
    issue: eventIssue(write.site, issue),
    associatedUsers: people([by(write)]),
  });
  emitMentions(
    write,
    'avi:jira:mentioned:issue',
    issue,
    issue.description === null ? null : parseDocument(issue.description),
  );
}

const parseDocument = (text: string): Json => JSON.parse(text) as Json;

export function emitUpdated(
  write: Write,
  issue: IssueRow,
  historyId: number,
  items: readonly ChangeItem[],
  transition: boolean,
): void {
  const find = (fieldId: string): ChangeItem | undefined => items.find((item) => item.fieldId === fieldId);
  const assigned = find('assignee');
  const status = find('status');
  const changelog = { id: String(historyId), items: items.map(itemBean) };
  const body = {
    issue: eventIssue(write.site, issue),
    changelog,
    associatedUsers: people([by(write), assigned?.from.id ?? null, assigned?.to.id ?? null]),
  };
  const statuses = [status?.to.id, status?.from.id].flatMap((id) =>
    id == null ? [] : (statusBean(write.site, id) ?? []),
  );
  write.emit('avi:jira:updated:issue', {
    jiraEventTypeName: eventName(items, transition),
    ...body,
    ...(status === undefined ? {} : { associatedStatuses: { associatedStatuses: statuses } }),
  });
  if (assigned !== undefined) write.emit('avi:jira:assigned:issue', body);
  if (find('description') !== undefined && issue.description !== null) {
    emitMentions(write, 'avi:jira:mentioned:issue', issue, parseDocument(issue.description));
  }
}

function eventName(items: readonly ChangeItem[], transition: boolean): string {
  const resolution = items.find((item) => item.fieldId === 'resolution');
  if (resolution?.to.id != null) return 'issue_resolved';
  if (transition) return 'issue_generic';
  return items.length === 1 && items[0]?.fieldId === 'assignee' ? 'issue_assigned' : 'issue_updated';
}

export function emitDeleted(write: Write, issue: IssueRow): void {
  write.emit('avi:jira:deleted:issue', { issue: eventIssue(write.site, issue), associatedUsers: people([by(write)]) });
}

export function emitCommented(write: Write, issue: IssueRow, comment: CommentRow): void {
  const body = { issue: eventIssue(write.site, issue), comment: commentBean(write.site, comment, 'Etc/UTC') };
  write.emit('avi:jira:commented:issue', { ...body, associatedUsers: people([by(write)]) });
  emitMentions(write, 'avi:jira:mentioned:comment', issue, parseDocument(comment.body), { comment: body.comment });
}

export function emitCommentDeleted(write: Write, issue: IssueRow, comment: CommentRow): void {
  write.emit('avi:jira:deleted:comment', {
    issue: eventIssue(write.site, issue),
    comment: commentBean(write.site, comment, 'Etc/UTC'),
  });
}

/** Mentioning oneself does not count. */
function emitMentions(write: Write, type: string, issue: IssueRow, document: Json, more: JsonObject = {}): void {
  const mentionedAccountIds = adfMentions(document).filter((accountId) => accountId !== by(write));
  if (mentionedAccountIds.length > 0)
    write.emit(type, { issue: eventIssue(write.site, issue), mentionedAccountIds, ...more });
}

export interface LinkEnds {
  readonly id: number;
  readonly type: LinkTypeRow;
  readonly source: IssueRow;
  readonly destination: IssueRow;
}

export function emitLink(write: Write, happened: 'created' | 'deleted', link: LinkEnds): void {
  write.emit(`avi:jira:${happened}:issuelink`, {
    id: String(link.id),
    sourceIssueId: String(link.source.id),
    destinationIssueId: String(link.destination.id),
    sourceProjectId: String(link.source.project_id),
    destinationProjectId: String(link.destination.project_id),
    issueLinkType: linkTypeBean(write.site, link.type),
  });
}
