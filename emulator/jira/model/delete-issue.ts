import type { Caller } from '../../seams';
import { badRequest, forbidden } from '../http';
import { can } from '../permissions';
import type { JiraSite } from '../site';
import { emitDeleted } from './events';
import { visibleIssue } from './issue-state';
import { all, run } from './rows';
import { write, type Write } from './transaction';
import type { IssueRow } from './issue-state';

/** Links, comments, values and history go with the issue; their own events are not sent. */
export function deleteIssue(
  site: JiraSite,
  caller: Caller,
  idOrKey: string,
  options: { readonly subtasks: boolean },
): void {
  const issue = visibleIssue(site, caller, idOrKey);
  if (!can(site, caller, 'DELETE_ISSUES', { issue: issue.id })) {
    throw forbidden('You do not have permission to delete issues in this project.');
  }
  write(site, caller, (writing) => {
    const subtasks = all<IssueRow>(
      site.db,
      `SELECT i.* FROM issue i JOIN issue_type t ON t.id = i.issue_type_id WHERE i.parent_id = ? AND t.hierarchy_level < 0`,
      issue.id,
    );
    if (subtasks.length > 0 && !options.subtasks) {
      throw badRequest(
        `The issue '${issue.key}' has subtasks.  You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`,
      );
    }
    for (const gone of [...subtasks, issue]) remove(writing, gone);
  });
}

function remove(write: Write, issue: IssueRow): void {
  emitDeleted(write, issue);
  run(write.site.db, 'UPDATE issue SET parent_id = NULL WHERE parent_id = ?', issue.id);
  run(write.site.db, 'DELETE FROM issue WHERE id = ?', issue.id);
}
