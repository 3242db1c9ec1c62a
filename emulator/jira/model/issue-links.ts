/** `update.issuelinks`: links made along with an edit, a creation or a transition. */
import { badRequest } from '../http';
import type { LinkInput } from './edit';
import { visibleIssue, type IssueRow } from './issue-state';
import { createLink, linkType } from './links';
import type { Write } from './transaction';

export function addLinks(write: Write, issue: IssueRow, links: readonly LinkInput[]): void {
  for (const link of links) {
    const named = link.outwardIssue ?? link.inwardIssue;
    const idOrKey = named?.id ?? named?.key;
    if (idOrKey === undefined)
      throw badRequest('', { issuelinks: 'An issue link names its other issue by id or key.' });
    const other = visibleIssue(write.site, write.caller, idOrKey);
    const [source, destination] = link.outwardIssue === undefined ? [other, issue] : [issue, other];
    createLink(write, linkType(write.site, link.type), source, destination);
  }
}
