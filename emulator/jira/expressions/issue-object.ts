/** `issue` in expressions. */
import type { Json } from '../../json';
import * as beans from '../model/beans';
import { allFields, fieldById, type Field } from '../model/fields';
import { findIssue, parseStored, placeOf, scopeOf, valueOf, type IssueRow } from '../model/issue-state';
import { issueStub } from '../model/reference-types';
import { all } from '../model/rows';
import { parseDateTime } from '../model/time';
import { valueTypeOf } from '../model/value-types';
import { listOf, refOf, textOf } from '../model/values';
import type { JiraSite } from '../site';
import { calendarDay, momentAt, richText } from './functions';
import {
  entity,
  expensive,
  issueTypeObject,
  lazy,
  plain,
  priorityObject,
  projectObject,
  properties,
  propertyRows,
  resolutionObject,
  statusObject,
  userObject,
} from './objects';
import { fromJson, type ExpressionValue, type Member } from './values';

/** Field values that count instead of the stored ones, by field id; as stored or as REST shows them. */
export type Overrides = Readonly<Record<string, Json>>;

export function issueObject(
  site: JiraSite,
  idOrKey: number | string,
  overrides: Overrides = {},
  timeZone = 'Etc/UTC',
): ExpressionValue {
  const row = findIssue(site, String(idOrKey));
  if (row === undefined) return null;
  const value = (fieldId: string): Json | null =>
    Object.hasOwn(overrides, fieldId) ? (overrides[fieldId] ?? null) : valueOf(site, row, fieldId);
  const view: View = { site, row, value, timeZone };
  return entity(
    'Issue',
    String(row.id),
    { ...systemMembers(view), ...loadedMembers(view), ...customMembers(view) },
    () => issueStub(site, row.id),
  );
}

interface View {
  readonly site: JiraSite;
  readonly row: IssueRow;
  readonly value: (fieldId: string) => Json | null;
  readonly timeZone: string;
}

const byId = (stored: Json | null, show: (id: number) => ExpressionValue): ExpressionValue =>
  stored === null ? null : show(Number(refOf(stored, 'id')));
const person = (site: JiraSite, stored: Json | null): ExpressionValue =>
  stored === null ? null : userObject(site, refOf(stored, 'accountId'));
const document = (stored: Json | null): ExpressionValue => (stored === null ? null : richText(fromJson(stored)));
const day = (stored: Json | null): ExpressionValue => (stored === null ? null : calendarDay(textOf(stored)));

function systemMembers({ site, row, value, timeZone }: View): Record<string, Member> {
  return {
    id: plain(row.id),
    key: plain(row.key),
    summary: lazy(() => textOf(value('summary'))),
    description: lazy(() => document(value('description'))),
    environment: lazy(() => document(value('environment'))),
    project: lazy(() => projectObject(site, row.project_id)),
    issueType: lazy(() => byId(value('issuetype'), (id) => issueTypeObject(site, id))),
    status: lazy(() => statusObject(site, row.status_id)),
    priority: lazy(() => byId(value('priority'), (id) => priorityObject(site, id))),
    resolution: lazy(() => byId(value('resolution'), (id) => resolutionObject(site, id))),
    resolutionDate: lazy(() => (row.resolution_date === null ? null : momentAt(row.resolution_date, timeZone))),
    assignee: lazy(() => person(site, value('assignee'))),
    reporter: lazy(() => person(site, value('reporter'))),
    creator: lazy(() => userObject(site, row.creator)),
    created: lazy(() => momentAt(row.created, timeZone)),
    updated: lazy(() => momentAt(row.updated, timeZone)),
    dueDate: lazy(() => day(value('duedate'))),
    labels: lazy(() => fromJson(listOf(value('labels')))),
    parent: expensive(() => byId(value('parent'), (id) => issueObject(site, id, {}, timeZone))),
  };
}

function loadedMembers({ site, row, timeZone }: View): Record<string, Member> {
  const issues = (sql: string): ExpressionValue =>
    all<{ id: number }>(site.db, sql, row.id).map(({ id }) => issueObject(site, id, {}, timeZone));
  const watchers = (): string[] =>
    all<{ account_id: string }>(
      site.db,
      'SELECT account_id FROM issue_watcher WHERE issue_id = ? ORDER BY account_id',
      row.id,
    ).map((watcher) => watcher.account_id);
  return {
    subtasks: expensive(() =>
      issues(
        'SELECT i.id FROM issue i JOIN issue_type t ON t.id = i.issue_type_id WHERE i.parent_id = ? AND t.hierarchy_level < 0 ORDER BY i.id',
      ),
    ),
    childIssues: expensive(() => issues('SELECT id FROM issue WHERE parent_id = ? ORDER BY id')),
    watches: expensive(() => watchers().length),
    watchers: expensive(() => watchers().map((accountId) => userObject(site, accountId))),
    links: expensive(() => links(site, row.id, timeZone)),
    comments: expensive(() => comments(site, row.id, timeZone)),
    changelogs: expensive(() => changelogs(site, row.id, timeZone)),
    properties: expensive(() =>
      properties(() =>
        propertyRows(
          all<{ key: string; value: string }>(
            site.db,
            'SELECT key, value FROM issue_property WHERE issue_id = ?',
            row.id,
          ),
        ),
      ),
    ),
  };
}

/** Custom fields by id; Forge fields by their manifest key too. */
function customMembers(view: View): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const field of allFields(view.site)) {
    if (!field.custom) continue;
    const member = lazy(() => customValue(view, field));
    members[field.id] = member;
    if (field.forgeKey !== null) members[field.forgeKey] = member;
  }
  return members;
}

/** People, documents and dates have types of their own; everything else is what REST shows. */
function customValue({ site, row, value, timeZone }: View, field: Field): ExpressionValue {
  const stored = value(field.id);
  if (stored === null || stored === '') return null;
  const type = field.forgeKey === null ? (field.customType?.split(':').at(-1) ?? '') : field.type;
  switch (type) {
    case 'textarea':
      return document(stored);
    case 'userpicker':
    case 'user':
      return person(site, stored);
    case 'people':
    case 'multiuserpicker':
      return listOf(stored).map((entry) => person(site, entry));
    case 'datepicker':
    case 'date':
      return day(stored);
    case 'datetime':
      return moment(stored, timeZone);
    default: {
      const definition = valueTypeOf(fieldById(site, field.id) ?? field);
      return definition === undefined
        ? null
        : fromJson(definition.show(stored, scopeOf(site, field, placeOf(row)), timeZone));
    }
  }
}

function moment(stored: Json, timeZone: string): ExpressionValue {
  const instant = typeof stored === 'number' ? stored : parseDateTime(textOf(stored));
  return instant === undefined ? null : momentAt(instant, timeZone);
}

interface LinkRow extends beans.LinkTypeRow {
  readonly link_id: number;
  readonly source_id: number;
  readonly destination_id: number;
}

function links(site: JiraSite, issueId: number, timeZone: string): ExpressionValue {
  const rows = all<LinkRow>(
    site.db,
    'SELECT l.id AS link_id, l.source_id, l.destination_id, t.* FROM issue_link l JOIN issue_link_type t ON t.id = l.type_id WHERE ? IN (l.source_id, l.destination_id) ORDER BY l.id',
    issueId,
  );
  return rows.map((row) => {
    const outward = row.source_id === issueId;
    const linked = (): ExpressionValue => issueObject(site, outward ? row.destination_id : row.source_id, {}, timeZone);
    const type = { id: plain(row.id), name: plain(row.name), inward: plain(row.inward), outward: plain(row.outward) };
    return entity(
      'IssueLink',
      String(row.link_id),
      {
        id: plain(row.link_id),
        type: plain(entity('IssueLinkType', String(row.id), type, () => beans.linkTypeBean(site, row))),
        direction: plain(outward ? 'outward' : 'inward'),
        linkedIssue: expensive(linked),
        outwardIssue: expensive(() => (outward ? linked() : null)),
        inwardIssue: expensive(() => (outward ? null : linked())),
      },
      () => ({ id: String(row.link_id), type: beans.linkTypeBean(site, row) }),
    );
  });
}

interface CommentRow {
  readonly id: number;
  readonly author: string | null;
  readonly body: string;
  readonly created: number;
  readonly updated: number;
}

function comments(site: JiraSite, issueId: number, timeZone: string): ExpressionValue {
  const rows = all<CommentRow>(
    site.db,
    'SELECT id, author, body, created, updated FROM issue_comment WHERE issue_id = ? ORDER BY created, id',
    issueId,
  );
  return rows.map((row) =>
    entity(
      'Comment',
      String(row.id),
      {
        id: plain(row.id),
        author: lazy(() => userObject(site, row.author)),
        body: lazy(() => document(parseStored(row.body))),
        created: lazy(() => momentAt(row.created, timeZone)),
        updated: lazy(() => momentAt(row.updated, timeZone)),
      },
      () => ({ id: String(row.id), body: parseStored(row.body) }),
    ),
  );
}

interface ChangeRow {
  readonly history_id: number;
  readonly author: string | null;
  readonly created: number;
  readonly field: string;
  readonly field_id: string;
  readonly from_value: string | null;
  readonly from_string: string | null;
  readonly to_value: string | null;
  readonly to_string: string | null;
}

/** Newest first. */
function changelogs(site: JiraSite, issueId: number, timeZone: string): ExpressionValue {
  const rows = all<ChangeRow>(
    site.db,
    'SELECT * FROM change_item WHERE issue_id = ? ORDER BY history_id DESC, id',
    issueId,
  );
  const histories = new Map<number, ChangeRow[]>();
  for (const row of rows) histories.set(row.history_id, [...(histories.get(row.history_id) ?? []), row]);
  return [...histories].flatMap(([id, items]) => {
    const [first] = items;
    if (first === undefined) return [];
    const { author, created } = first;
    const members = {
      id: plain(String(id)),
      author: lazy(() => userObject(site, author)),
      created: lazy(() => momentAt(created, timeZone)),
      items: lazy(() => items.map(changeItem)),
    };
    return [entity('Changelog', String(id), members, () => ({ id: String(id) }))];
  });
}

function changeItem(row: ChangeRow): ExpressionValue {
  const shown = {
    field: row.field,
    fieldId: row.field_id,
    from: row.from_value,
    fromString: row.from_string,
    to: row.to_value,
    toString: row.to_string,
  };
  return entity(
    'ChangelogItem',
    '',
    Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, plain(value)])),
    () => shown,
  );
}
