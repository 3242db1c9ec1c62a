/** The issue's history: one entry for one edit, one item for each field that changed. */
import type { Json, JsonObject } from '../../json';
import { nextId } from '../ids';
import type { JiraSite } from '../site';
import { userBean } from './beans';
import type { Field } from './fields';
import { scopeOf, placeOf, type IssueRow } from './issue-state';
import { all, marks, run } from './rows';
import { jiraDateTime } from './time';
import { valueTypeOf } from './value-types';
import type { Described } from './values';

export interface ChangeItem {
  readonly field: string;
  readonly fieldtype: 'jira' | 'custom';
  readonly fieldId: string;
  readonly from: Described;
  readonly to: Described;
}

/** The changelog's own names where they differ from the field's id. */
const HISTORY_NAMES: Readonly<Record<string, string>> = {
  parent: 'IssueParentAssociation',
  environment: 'Environment',
  fixVersions: 'Fix Version',
};

export function changeOf(
  site: JiraSite,
  issue: IssueRow,
  field: Field,
  before: Json | null,
  after: Json | null,
): ChangeItem {
  const type = valueTypeOf(field);
  const scope = scopeOf(site, field, placeOf(issue));
  const side = (value: Json | null): Described => type?.describe(value, scope) ?? { id: null, text: null };
  return {
    field: field.custom ? field.name : (HISTORY_NAMES[field.id] ?? field.id),
    fieldtype: field.custom ? 'custom' : 'jira',
    fieldId: field.id,
    from: side(before),
    to: side(after),
  };
}

/** Returns the history's id. */
export function recordHistory(
  site: JiraSite,
  issueId: number,
  author: string | null,
  items: readonly ChangeItem[],
): number {
  const id = nextId(site.db, 'change_history');
  const now = site.clock.now();
  run(
    site.db,
    'INSERT INTO change_history (id, issue_id, author, created) VALUES (?, ?, ?, ?)',
    id,
    issueId,
    author,
    now,
  );
  for (const item of items) {
    run(
      site.db,
      `INSERT INTO change_item (history_id, issue_id, author, created, field, field_type, field_id, from_value, from_string, to_value, to_string)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      issueId,
      author,
      now,
      item.field,
      item.fieldtype,
      item.fieldId,
      item.from.id,
      item.from.text,
      item.to.id,
      item.to.text,
    );
  }
  return id;
}

export const itemBean = (item: ChangeItem): JsonObject => ({
  field: item.field,
  fieldtype: item.fieldtype,
  fieldId: item.fieldId,
  from: item.from.id,
  fromString: item.from.text,
  to: item.to.id,
  toString: item.to.text,
});

export interface HistoryRow {
  id: number;
  issue_id: number;
  author: string | null;
  created: number;
}
interface ItemRow {
  history_id: number;
  field: string;
  field_type: string;
  field_id: string;
  from_value: string | null;
  from_string: string | null;
  to_value: string | null;
  to_string: string | null;
}

const rowBean = (row: ItemRow): JsonObject => ({
  field: row.field,
  fieldtype: row.field_type,
  fieldId: row.field_id,
  from: row.from_value,
  fromString: row.from_string,
  to: row.to_value,
  toString: row.to_string,
});

/** Oldest first. */
export const historiesOf = (site: JiraSite, issueId: number): HistoryRow[] =>
  all<HistoryRow>(site.db, 'SELECT * FROM change_history WHERE issue_id = ? ORDER BY id', issueId);

/** REST bodies; `created` is text in the viewer's zone, or epoch milliseconds for bulk fetching. */
export function historyBeans(
  site: JiraSite,
  rows: readonly HistoryRow[],
  created: 'millis' | { timeZone: string },
): JsonObject[] {
  if (rows.length === 0) return [];
  const items = new Map<number, JsonObject[]>(rows.map((row) => [row.id, []]));
  const ids = [...items.keys()];
  for (let start = 0; start < ids.length; start += 500) {
    const chunk = ids.slice(start, start + 500);
    const found = all<ItemRow>(
      site.db,
      `SELECT * FROM change_item WHERE history_id IN (${marks(chunk)}) ORDER BY id`,
      ...chunk,
    );
    for (const item of found) items.get(item.history_id)?.push(rowBean(item));
  }
  return rows.map((row) => ({
    id: String(row.id),
    ...(row.author === null ? {} : { author: userBean(site, row.author) }),
    created: created === 'millis' ? row.created : jiraDateTime(row.created, created.timeZone),
    items: items.get(row.id) ?? [],
  }));
}
