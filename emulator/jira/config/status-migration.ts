/** Moves issues from statuses their workflow no longer has, as Jira does when a workflow or its scheme changes. */
import type { Caller } from '../../seams';
import { recordHistory } from '../model/changelog';
import { placeOf, setColumn, type IssueRow } from '../model/issue-state';
import { all } from '../model/rows';
import type { JiraSite } from '../site';
import { statusRow } from '../model/beans';

/** Where an issue in `status` goes; `undefined` when nobody said. */
export type StatusMapping = (
  issue: { readonly projectId: number; readonly issueTypeId: number },
  status: number,
) => number | undefined;

export interface Migration {
  readonly projectId: number;
  readonly issueTypeId: number;
  /** The statuses the workflow has from now on. */
  readonly statuses: readonly number[];
}

/** The statuses for which a mapping is missing, by name; nothing has been changed then. */
export function migrateStatuses(
  site: JiraSite,
  caller: Caller,
  migrations: readonly Migration[],
  mapping: StatusMapping,
): string[] {
  const moves: { readonly issue: IssueRow; readonly to: number }[] = [];
  const unmapped = new Set<string>();
  for (const { projectId, issueTypeId, statuses } of migrations) {
    const issues = all<IssueRow>(
      site.db,
      'SELECT * FROM issue WHERE project_id = ? AND issue_type_id = ?',
      projectId,
      issueTypeId,
    );
    for (const issue of issues.filter(({ status_id }) => !statuses.includes(status_id))) {
      const { projectId: project, issueTypeId: type } = placeOf(issue);
      const to = mapping({ projectId: project, issueTypeId: type }, issue.status_id);
      if (to === undefined || !statuses.includes(to))
        unmapped.add(statusRow(site, issue.status_id)?.name ?? String(issue.status_id));
      else moves.push({ issue, to });
    }
  }
  if (unmapped.size === 0) for (const { issue, to } of moves) moveIssue(site, caller, issue, to);
  return [...unmapped];
}

function moveIssue(site: JiraSite, caller: Caller, issue: IssueRow, to: number): void {
  const [from, target] = [statusRow(site, issue.status_id), statusRow(site, to)];
  setColumn(site, issue, 'status_id', to);
  setColumn(site, issue, 'updated', site.clock.now());
  if (from?.category !== target?.category) setColumn(site, issue, 'status_category_changed', site.clock.now());
  const change = {
    field: 'status',
    fieldtype: 'jira',
    fieldId: 'status',
    from: { id: String(issue.status_id), text: from?.name ?? null },
    to: { id: String(to), text: target?.name ?? null },
  } as const;
  recordHistory(site, issue.id, caller.accountId, [change]);
}
