/** Editing an issue: one transaction, one history entry, one event. */
import type { Caller } from '../../seams';
import { JiraError, forbidden } from '../http';
import { can, isAdmin } from '../permissions';
import type { JiraSite } from '../site';
import { recordHistory, type ChangeItem } from './changelog';
import { addComment } from './comments';
import { applyValues, demandAssignable, planEdit, type EditTarget, type IssueInput } from './edit';
import { emitUpdated } from './events';
import { allFields } from './fields';
import { addLinks } from './issue-links';
import { placeOf, reload, setColumn, visibleIssue, type IssueRow } from './issue-state';
import { setProperty } from './properties';
import { screenFields } from './screens';
import { write, type Write } from './transaction';
import { FieldRefusal } from './values';

export interface EditOptions {
  readonly overrideScreenSecurity?: boolean;
}

export function editTarget(site: JiraSite, caller: Caller, issue: IssueRow, options: EditOptions = {}): EditTarget {
  const place = placeOf(issue);
  const screen =
    options.overrideScreenSecurity === true
      ? allFields(site).map((field) => field.id)
      : screenFields(site, place, 'edit');
  return { site, caller, place, issue, screen: new Set(screen), mayComment: true };
}

export function editIssue(
  site: JiraSite,
  caller: Caller,
  idOrKey: string,
  input: IssueInput,
  options: EditOptions = {},
): IssueRow {
  const { id } = visibleIssue(site, caller, idOrKey);
  if (!can(site, caller, 'EDIT_ISSUES', { issue: id }))
    throw forbidden('You do not have permission to edit issues in this project.');
  if (options.overrideScreenSecurity === true && !(caller.app !== undefined && isAdmin(site, caller))) {
    throw forbidden('Only apps with the Administer Jira permission can override the screen security configuration.');
  }
  if (
    Object.keys(input.fields ?? {}).length +
      Object.keys(input.update ?? {}).length +
      (input.properties ?? []).length ===
    0
  ) {
    throw new JiraError(400, ["one of 'fields' or 'update' required"]);
  }
  return write(site, caller, (writing) => {
    const issue = reload(site, id);
    const plan = planEdit(editTarget(site, caller, issue, options), input);
    const items = applyValues(site, issue, plan.values);
    for (const { key, value } of input.properties ?? []) setProperty(site, id, key, value);
    recordUpdate(writing, issue, items);
    addLinks(writing, issue, plan.links);
    for (const comment of plan.comments) addComment(writing, issue, comment);
    return reload(site, id);
  });
}

/** History, `updated` and the event; nothing at all when nothing changed. */
export function recordUpdate(write: Write, issue: IssueRow, items: readonly ChangeItem[], transition = false): void {
  if (items.length === 0) return;
  const { site, caller } = write;
  setColumn(site, issue, 'updated', site.clock.now());
  const history = recordHistory(site, issue.id, caller.accountId, items);
  emitUpdated(write, reload(site, issue.id), history, items, transition);
}

export function assignIssue(site: JiraSite, caller: Caller, idOrKey: string, accountId: string | null): void {
  const { id } = visibleIssue(site, caller, idOrKey);
  if (!can(site, caller, 'ASSIGN_ISSUES', { issue: id }))
    throw forbidden('You do not have permission to assign issues.');
  write(site, caller, (writing) => {
    const issue = reload(site, id);
    try {
      if (accountId !== null) demandAssignable(site, issue.project_id, id, accountId);
    } catch (error) {
      if (error instanceof FieldRefusal) throw new JiraError(400, [], { assignee: error.message });
      throw error;
    }
    const value = accountId === null ? null : { accountId };
    recordUpdate(writing, issue, applyValues(site, issue, new Map([['assignee', value]])));
  });
}
