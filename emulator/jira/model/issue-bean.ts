/** An issue as REST shows it: which fields, which expansions. */
import type { Json, JsonObject } from '../../json';
import type { Caller } from '../../seams';
import type { JiraSite } from '../site';
import { adfHtml } from './adf';
import { issueTypeRow, projectBean, statusBean, statusCategoryBean, statusRow, timeZoneOf, userBean } from './beans';
import { historiesOf, historyBeans } from './changelog';
import { commentBean } from './comment-bean';
import { commentsOf } from './comments';
import { allFields, contextFor, fieldSchema, type Field } from './fields';
import { editMeta, transitionBeans } from './field-meta';
import { parseStored, placeOf, scopeOf, valueOf, type IssueRow } from './issue-state';
import { issueLinks } from './links';
import { propertyKeys, propertyOf } from './properties';
import { issueStub } from './reference-types';
import { all } from './rows';
import { jiraDateTime, shortDate, shortDateTime } from './time';
import { valueTypeOf } from './value-types';
import { watchersOf, watches } from './watchers';

export interface IssueView {
  readonly fields: readonly string[];
  readonly fieldsByKeys: boolean;
  readonly expand: ReadonlySet<string>;
  readonly properties: readonly string[];
}

/** What can be expanded, as the issue's own `expand` says. */
const EXPANDABLE = 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations';
/** Entries of the changelog that come with an issue: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get */
const EXPANDED_HISTORIES = 100;
/** Comments that come with an issue. */
const EMBEDDED_COMMENTS = 5000;

/** `*all`, `*navigable`, ids, and `-id` for "but not"; a list of exclusions alone starts from everything given by `fallback`. */
export function selectFields(fields: readonly Field[], wanted: readonly string[], fallback: string): Field[] {
  const requests = wanted.map((text) => text.trim()).filter((text) => text !== '');
  const includes = requests.filter((request) => !request.startsWith('-'));
  const chosen = new Set<string>();
  for (const request of includes.length === 0 ? [fallback] : includes) {
    for (const field of fields) {
      const all = request === '*all' || (request === '*navigable' && field.navigable);
      if (all || field.id === request || field.customType === request) chosen.add(field.id);
    }
  }
  for (const request of requests) if (request.startsWith('-')) chosen.delete(request.slice(1));
  return fields.filter((field) => chosen.has(field.id));
}

export function issueBean(
  site: JiraSite,
  caller: Caller,
  issue: IssueRow,
  view: IssueView,
  fallback = '*all',
): JsonObject {
  const timeZone = timeZoneOf(site, caller.accountId);
  const fields = selectFields(allFields(site), view.fields, fallback).filter((field) => appliesTo(site, field, issue));
  const wanted = (name: string): boolean => view.expand.has(name);
  const values = Object.fromEntries(
    fields.map((field) => [field.id, fieldValue(site, caller, issue, field, timeZone)]),
  );
  return {
    expand: EXPANDABLE,
    id: String(issue.id),
    self: `${site.baseUrl()}/rest/api/3/issue/${issue.id}`,
    key: issue.key,
    ...(wanted('renderedFields') ? { renderedFields: renderedFields(site, issue, fields) } : {}),
    ...(wanted('names') ? { names: namesOf(fields) } : {}),
    ...(wanted('schema') ? { schema: schemaOf(fields) } : {}),
    ...(wanted('operations') ? { operations: { linkGroups: [] } } : {}),
    ...(wanted('transitions')
      ? { transitions: transitionBeans(site, caller, issue, { fields: wanted('transitions.fields') }) }
      : {}),
    ...(wanted('editmeta') ? { editmeta: { fields: editMeta(site, caller, issue) } } : {}),
    ...(wanted('changelog') ? { changelog: changelogOf(site, issue, timeZone) } : {}),
    ...(view.properties.length === 0 ? {} : { properties: propertiesOf(site, issue, view.properties) }),
    ...(wanted('versionedRepresentations')
      ? {
          versionedRepresentations: Object.fromEntries(
            Object.entries(values).map(([id, value]) => [id, { '1': value }]),
          ),
        }
      : { fields: values }),
  };
}

export const namesOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(fields.map((field) => [field.id, field.name]));
export const schemaOf = (fields: readonly Field[]): JsonObject =>
  Object.fromEntries(fields.map((field) => [field.id, fieldSchema(field)]));

/** A custom field without a context for the issue's project and type is not there at all. */
const appliesTo = (site: JiraSite, field: Field, issue: IssueRow): boolean =>
  !field.custom || contextFor(site, field.id, placeOf(issue)) !== undefined;

/** Newest first, as in the issue's own body. */
function changelogOf(site: JiraSite, issue: IssueRow, timeZone: string): JsonObject {
  const rows = historiesOf(site, issue.id).reverse();
  const shown = rows.slice(0, EXPANDED_HISTORIES);
  return {
    startAt: 0,
    maxResults: shown.length,
    total: rows.length,
    histories: historyBeans(site, shown, { timeZone }),
  };
}

function propertiesOf(site: JiraSite, issue: IssueRow, wanted: readonly string[]): JsonObject {
  const keys = wanted.includes('*all') ? propertyKeys(site, issue.id) : wanted.filter((key) => !key.startsWith('-'));
  const kept = keys.filter((key) => !wanted.includes(`-${key}`));
  const entries = kept.map((key) => [key, propertyOf(site, issue.id, key)] as const);
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

const dateTime = (epoch: number | null, timeZone: string): Json =>
  epoch === null ? null : jiraDateTime(epoch, timeZone);

export function fieldValue(site: JiraSite, caller: Caller, issue: IssueRow, field: Field, timeZone: string): Json {
  switch (field.id) {
    case 'project':
      return projectBean(site, issue.project_id);
    case 'status':
      return statusBean(site, issue.status_id);
    case 'statusCategory':
      return statusCategoryBean(site, statusRow(site, issue.status_id)?.category ?? '');
    case 'creator':
      return userBean(site, issue.creator);
    case 'created':
    case 'updated':
      return jiraDateTime(issue[field.id], timeZone);
    case 'resolutiondate':
      return dateTime(issue.resolution_date, timeZone);
    case 'statuscategorychangedate':
      return dateTime(issue.status_category_changed, timeZone);
    case 'issuelinks':
      return issueLinks(site, caller, issue);
    case 'subtasks':
      return subtasksOf(site, issue);
    case 'comment':
      return commentPage(site, caller, issue, timeZone);
    case 'watches':
      return watchesOf(site, caller, issue);
    case 'votes':
      return { self: `${site.baseUrl()}/rest/api/3/issue/${issue.key}/votes`, votes: 0, hasVoted: false };
    default:
      return settableValue(site, issue, field, timeZone);
  }
}

function settableValue(site: JiraSite, issue: IssueRow, field: Field, timeZone: string): Json {
  const stored = valueOf(site, issue, field.id);
  const type = valueTypeOf(field);
  if (stored === null || type === undefined) return field.id === 'labels' ? [] : null;
  return type.show(stored, scopeOf(site, field, placeOf(issue)), timeZone);
}

function subtasksOf(site: JiraSite, issue: IssueRow): Json[] {
  const children = all<IssueRow>(site.db, 'SELECT * FROM issue WHERE parent_id = ? ORDER BY id', issue.id);
  return children
    .filter((child) => (issueTypeRow(site, child.issue_type_id)?.hierarchy_level ?? 0) < 0)
    .flatMap((child) => issueStub(site, child.id) ?? []);
}

function commentPage(site: JiraSite, caller: Caller, issue: IssueRow, timeZone: string): JsonObject {
  const comments = commentsOf(site, caller, issue);
  return {
    comments: comments.slice(0, EMBEDDED_COMMENTS).map((row) => commentBean(site, row, timeZone)),
    self: `${site.baseUrl()}/rest/api/3/issue/${issue.id}/comment`,
    maxResults: comments.length,
    total: comments.length,
    startAt: 0,
  };
}

const watchesOf = (site: JiraSite, caller: Caller, issue: IssueRow): JsonObject => ({
  self: `${site.baseUrl()}/rest/api/3/issue/${issue.key}/watchers`,
  watchCount: watchersOf(site, issue.id).length,
  isWatching: caller.accountId !== null && watches(site, issue.id, caller.accountId),
});

/** HTML for documents, the user's short form for dates, nothing for the rest. */
function renderedFields(site: JiraSite, issue: IssueRow, fields: readonly Field[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.id, rendered(site, issue, field)]));
}

function rendered(site: JiraSite, issue: IssueRow, field: Field): Json {
  if (field.id === 'created' || field.id === 'updated') return shortDateTime(issue[field.id]);
  if (field.id === 'description' || field.id === 'environment') return adfHtml(parseStored(issue[field.id]));
  const stored = valueOf(site, issue, field.id);
  if (stored === null) return null;
  if (field.customType?.endsWith(':textarea') === true) return adfHtml(stored);
  if (field.type === 'date' && typeof stored === 'string') return shortDate(stored);
  return field.type === 'datetime' && typeof stored === 'number' ? shortDateTime(stored) : null;
}
