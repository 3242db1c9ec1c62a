/** Which fields the view shows, and where: rich text in the middle, the rest at the side. */
import type { Issue } from '../app/jira-types';
import { isUnset } from '../fields/FieldValue';
import { kindOf } from '../fields/kinds';
import type { Place } from './queries';

export interface ShownField {
  readonly id: string;
  readonly name: string;
}

/** Shown by parts of the page of their own. */
const ELSEWHERE: readonly string[] = [
  'summary',
  'status',
  'issuetype',
  'project',
  'issuelinks',
  'comment',
  'attachment',
  'watches',
  'worklog',
  'subtasks',
  'votes',
  'creator',
  'statuscategorychangedate',
  'statusCategory',
];
export const PEOPLE_FIELDS: readonly string[] = ['assignee', 'reporter'];
export const DATE_FIELDS: readonly string[] = ['created', 'updated', 'resolutiondate', 'duedate'];

/** The fields of the view screen in its order; those with a value when the screen has none. */
function onScreen(issue: Issue, place: Place | undefined): readonly string[] {
  const fields = place?.tabs.flatMap((tab) => tab.fields) ?? [];
  const ids = fields.length > 0 ? fields : Object.keys(issue.fields).filter((id) => !isUnset(issue.fields[id]));
  return [...new Set(ids)].filter((id) => id in issue.fields && !ELSEWHERE.includes(id));
}

const isRichText = (issue: Issue, id: string): boolean => {
  const schema = issue.schema[id];
  return schema !== undefined && kindOf(schema) === 'textarea';
};

const named = (issue: Issue, ids: readonly string[]): readonly ShownField[] =>
  ids.map((id) => ({ id, name: issue.names[id] ?? id }));

export function richTextFields(issue: Issue, place: Place | undefined): readonly ShownField[] {
  return named(
    issue,
    onScreen(issue, place).filter((id) => isRichText(issue, id)),
  );
}

export function detailFields(issue: Issue, place: Place | undefined): readonly ShownField[] {
  const apart = [...PEOPLE_FIELDS, ...DATE_FIELDS];
  const ids = onScreen(issue, place).filter((id) => !isRichText(issue, id) && !apart.includes(id));
  const resolution = isUnset(issue.fields['resolution']) || ids.includes('resolution') ? [] : ['resolution'];
  return named(issue, [...ids, ...resolution]);
}
