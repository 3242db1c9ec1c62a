/** An issue as stored, and all its settable values in one form. */
import { z } from 'zod';
import type { Json } from '../../json';
import { notFound } from '../http';
import { can } from '../permissions';
import type { Caller } from '../../seams';
import type { JiraSite } from '../site';
import { adfText } from './adf';
import { fieldById, type Field, type Placement } from './fields';
import { all, one, run } from './rows';
import { valueTypeOf } from './value-types';
import { isEmpty, listOf, refOf, textOf, type Scope } from './values';

export interface IssueRow {
  id: number;
  key: string;
  project_id: number;
  number: number;
  issue_type_id: number;
  summary: string;
  description: string | null;
  environment: string | null;
  status_id: number;
  priority_id: number | null;
  resolution_id: number | null;
  resolution_date: number | null;
  assignee: string | null;
  reporter: string | null;
  creator: string | null;
  created: number;
  updated: number;
  due_date: string | null;
  parent_id: number | null;
  status_category_changed: number;
}

const NOT_FOUND = 'Issue does not exist or you do not have permission to see it.';

/** By id, or by key in any case. */
export const findIssue = (site: JiraSite, idOrKey: string): IssueRow | undefined =>
  /^\d+$/.test(idOrKey)
    ? one<IssueRow>(site.db, 'SELECT * FROM issue WHERE id = ?', Number(idOrKey))
    : one<IssueRow>(site.db, 'SELECT * FROM issue WHERE key = ?', idOrKey.toUpperCase());

/** 404 for what is not there and for what the caller may not see, alike. */
export function visibleIssue(site: JiraSite, caller: Caller, idOrKey: string): IssueRow {
  const issue = findIssue(site, idOrKey);
  if (issue === undefined || !can(site, caller, 'BROWSE_PROJECTS', { issue: issue.id })) throw notFound(NOT_FOUND);
  return issue;
}

export const placeOf = (issue: Pick<IssueRow, 'project_id' | 'issue_type_id'>): Placement => ({
  projectId: issue.project_id,
  issueTypeId: issue.issue_type_id,
});

export const scopeOf = (site: JiraSite, field: Field, place: Placement): Scope => ({ site, field, place });

const StoredJson = z.json();
export const parseStored = (text: string | null): Json | null =>
  text === null ? null : StoredJson.parse(JSON.parse(text));

const ref = (id: number | null): Json | null => (id === null ? null : { id: String(id) });
const person = (accountId: string | null): Json | null => (accountId === null ? null : { accountId });

/** The stored form of any settable field. */
export function valueOf(site: JiraSite, issue: IssueRow, fieldId: string): Json | null {
  switch (fieldId) {
    case 'summary':
      return issue.summary;
    case 'description':
      return parseStored(issue.description);
    case 'environment':
      return parseStored(issue.environment);
    case 'priority':
      return ref(issue.priority_id);
    case 'resolution':
      return ref(issue.resolution_id);
    case 'issuetype':
      return ref(issue.issue_type_id);
    case 'parent':
      return ref(issue.parent_id);
    case 'assignee':
      return person(issue.assignee);
    case 'reporter':
      return person(issue.reporter);
    case 'duedate':
      return issue.due_date;
    case 'labels':
      return labelsOf(site, issue.id);
    default:
      return parseStored(
        one<{ value: string }>(
          site.db,
          'SELECT value FROM issue_value WHERE issue_id = ? AND field_id = ?',
          issue.id,
          fieldId,
        )?.value ?? null,
      );
  }
}

const labelsOf = (site: JiraSite, issueId: number): string[] =>
  all<{ label: string }>(site.db, 'SELECT label FROM issue_label WHERE issue_id = ? ORDER BY label', issueId).map(
    ({ label }) => label,
  );

/** Writes one value; the changelog and `updated` are the caller's business. */
export function storeValue(site: JiraSite, issue: IssueRow, fieldId: string, value: Json | null): void {
  const id = value === null ? null : Number(refOf(value, 'id'));
  switch (fieldId) {
    case 'summary':
      return setColumn(site, issue, 'summary', textOf(value));
    case 'description':
    case 'environment':
      setColumn(site, issue, `${fieldId}_text`, adfText(value));
      return setColumn(site, issue, fieldId, value === null ? null : JSON.stringify(value));
    case 'priority':
      return setColumn(site, issue, 'priority_id', id);
    case 'resolution':
      setColumn(site, issue, 'resolution_date', id === null ? null : site.clock.now());
      return setColumn(site, issue, 'resolution_id', id);
    case 'issuetype':
      return setColumn(site, issue, 'issue_type_id', id);
    case 'parent':
      return setColumn(site, issue, 'parent_id', id);
    case 'assignee':
    case 'reporter':
      return setColumn(site, issue, fieldId, value === null ? null : refOf(value, 'accountId'));
    case 'duedate':
      return setColumn(site, issue, 'due_date', value === null ? null : textOf(value));
    case 'labels':
      return storeLabels(site, issue.id, listOf(value).map(textOf));
    default:
      return storeCustom(site, issue, fieldId, value);
  }
}

export function setColumn(site: JiraSite, issue: IssueRow, column: string, value: string | number | null): void {
  run(site.db, `UPDATE issue SET ${column} = ? WHERE id = ?`, value, issue.id);
}

function storeLabels(site: JiraSite, issueId: number, labels: readonly string[]): void {
  run(site.db, 'DELETE FROM issue_label WHERE issue_id = ?', issueId);
  for (const label of new Set(labels))
    run(site.db, 'INSERT INTO issue_label (issue_id, label) VALUES (?, ?)', issueId, label);
}

function storeCustom(site: JiraSite, issue: IssueRow, fieldId: string, value: Json | null): void {
  run(site.db, 'DELETE FROM issue_value WHERE issue_id = ? AND field_id = ?', issue.id, fieldId);
  run(site.db, 'DELETE FROM issue_value_item WHERE issue_id = ? AND field_id = ?', issue.id, fieldId);
  const field = fieldById(site, fieldId);
  if (value === null || isEmpty(value) || field === undefined) return;
  run(
    site.db,
    'INSERT INTO issue_value (issue_id, field_id, value) VALUES (?, ?, ?)',
    issue.id,
    fieldId,
    JSON.stringify(value),
  );
  const items = valueTypeOf(field)?.items(value, scopeOf(site, field, placeOf(issue))) ?? [];
  items.forEach((item, position) => {
    run(
      site.db,
      'INSERT INTO issue_value_item (issue_id, field_id, position, text, number) VALUES (?, ?, ?, ?, ?)',
      issue.id,
      fieldId,
      position,
      item.text,
      item.number,
    );
  });
}

/** The row as it is now. */
export function reload(site: JiraSite, issueId: number): IssueRow {
  const issue = one<IssueRow>(site.db, 'SELECT * FROM issue WHERE id = ?', issueId);
  if (issue === undefined) throw notFound(NOT_FOUND);
  return issue;
}
