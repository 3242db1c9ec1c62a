/** Jira's own fields, by the names JQL has for them. */
import type { JqlContext } from './context';
import type { JqlField } from './field';
import { bare, columnField, dateColumn, instantColumn, numberResolver, textColumn } from './kinds';
import { linkTypeField } from './links';
import {
  categoryResolver,
  groupIdsOf,
  issueResolver,
  namedResolver,
  projectResolver,
  rowsOf,
  userResolver,
} from './references';
import { compare, either, FALSE, not, oneOf, sql, type Sql } from './sql';
import { contains } from './text';

type Definition = (label: string, context: JqlContext) => JqlField;

const userColumn =
  (column: Sql, history?: string): Definition =>
  (label, context) => ({
    ...columnField(label, 'user', column, userResolver(context, label)),
    order: [sql`(SELECT lower(u.display_name) FROM user_account u WHERE u.account_id = ${column})`],
    ...(history === undefined ? {} : { history: { fieldId: history, current: column } }),
  });

const project: Definition = (label, context) => ({
  ...columnField(label, 'project', sql`i.project_id`, projectResolver(context, label)),
  order: [sql`(SELECT lower(p.name) FROM project p WHERE p.id = i.project_id)`],
});

/** Keys compare by number, within one project. */
const issue: Definition = (label, context) => ({
  ...columnField(label, 'issue', sql`i.id`, issueResolver(context, label)),
  range: {
    compare(operator, id) {
      const [other] = rowsOf<{ project_id: number; number: number }>(
        context,
        sql`SELECT project_id, number FROM issue WHERE id = ${id}`,
      );
      if (other === undefined) return FALSE;
      return sql`i.project_id = ${other.project_id} AND ${compare(sql`i.number`, operator, other.number)}`;
    },
  },
  order: [sql`(SELECT p.key FROM project p WHERE p.id = i.project_id)`, sql`i.number`],
});

const parent: Definition = (label, context) => ({
  ...columnField(label, 'issue', sql`i.parent_id`, issueResolver(context, label)),
  order: [sql`i.parent_id`],
});

const issueType: Definition = (label, context) => ({
  ...columnField(label, 'issuetype', sql`i.issue_type_id`, namedResolver(context, 'issue_type', label)),
  order: [sql`(SELECT lower(t.name) FROM issue_type t WHERE t.id = i.issue_type_id)`],
});

const status: Definition = (label, context) => ({
  ...columnField(label, 'other', sql`i.status_id`, namedResolver(context, 'status', label)),
  order: [sql`i.status_id`],
  history: { fieldId: 'status', current: sql`CAST(i.status_id AS TEXT)` },
});

const CATEGORY = sql`(SELECT s.category FROM status s WHERE s.id = i.status_id)`;
const statusCategory: Definition = (label) => ({
  ...bare(label, categoryResolver(label)),
  members: { any: (values) => sql`i.status_id IN (SELECT s.id FROM status s WHERE ${oneOf(sql`s.category`, values)})` },
  order: [sql`(CASE ${CATEGORY} WHEN 'TODO' THEN 1 WHEN 'IN_PROGRESS' THEN 2 ELSE 3 END)`],
});

/** A high priority is "greater" though its position in the list is smaller. */
const rankOf = (id: Sql): Sql => sql`(SELECT -x.position FROM priority x WHERE x.id = ${id})`;
const priority: Definition = (label, context) => ({
  ...columnField(label, 'other', sql`i.priority_id`, namedResolver(context, 'priority', label)),
  range: {
    compare(operator, id) {
      const [row] = rowsOf<{ rank: number }>(context, sql`SELECT -position AS rank FROM priority WHERE id = ${id}`);
      return sql`i.priority_id IN (SELECT x.id FROM priority x WHERE ${compare(sql`-x.position`, operator, row?.rank ?? null)})`;
    },
  },
  order: [rankOf(sql`i.priority_id`)],
  descends: true,
  history: { fieldId: 'priority', current: sql`CAST(i.priority_id AS TEXT)` },
});

/** `Unresolved` is Jira's word for no resolution. */
const resolution: Definition = (label, context) => {
  const resolve = namedResolver(context, 'resolution', label);
  return {
    ...columnField(label, 'other', sql`i.resolution_id`, (text) =>
      text.toLowerCase() === 'unresolved' ? [null] : resolve(text),
    ),
    order: [sql`(SELECT r.position FROM resolution r WHERE r.id = i.resolution_id)`],
    history: { fieldId: 'resolution', current: sql`CAST(i.resolution_id AS TEXT)` },
  };
};

const instant =
  (column: Sql): Definition =>
  (label, context) => ({ ...instantColumn(label, context, column), descends: true });

/** Jira folds labels: their case does not count. */
const labels: Definition = (label) => ({
  label,
  kind: 'other',
  empty: not(sql`EXISTS (SELECT 1 FROM issue_label l WHERE l.issue_id = i.id)`),
  resolve: (text) => [text.toLowerCase()],
  members: {
    any: (values) => sql`i.id IN (SELECT l.issue_id FROM issue_label l WHERE ${oneOf(sql`lower(l.label)`, values)})`,
  },
  order: [sql`(SELECT min(lower(l.label)) FROM issue_label l WHERE l.issue_id = i.id)`],
});

const watcher: Definition = (label, context) => ({
  label,
  kind: 'user',
  empty: not(sql`EXISTS (SELECT 1 FROM issue_watcher w WHERE w.issue_id = i.id)`),
  resolve: userResolver(context, label),
  members: {
    any: (values) => sql`i.id IN (SELECT w.issue_id FROM issue_watcher w WHERE ${oneOf(sql`w.account_id`, values)})`,
  },
});

const WATCHERS = sql`(SELECT count(*) FROM issue_watcher w WHERE w.issue_id = i.id)`;
const watchers: Definition = (label) => ({
  ...bare(label, numberResolver(label)),
  members: { any: (values) => oneOf(WATCHERS, values) },
  range: { compare: (operator, value) => compare(WATCHERS, operator, value) },
  order: [WATCHERS],
  descends: true,
});

/** Comments restricted to a role or a group the caller is not in do not count. */
function readableComments(context: JqlContext): Sql {
  const inGroup = oneOf(sql`json_extract(c.visibility, '$.identifier')`, groupIdsOf(context));
  const inRole = sql`EXISTS (SELECT 1 FROM role_actor a WHERE a.project_id = i.project_id AND CAST(a.role_id AS TEXT) = json_extract(c.visibility, '$.identifier')
      AND (a.account_id = ${context.caller.accountId} OR ${oneOf(sql`a.group_id`, groupIdsOf(context))}))`;
  return sql`(c.visibility IS NULL OR CASE json_extract(c.visibility, '$.type') WHEN 'group' THEN ${inGroup} ELSE ${inRole} END)`;
}

const commentMatches = (context: JqlContext, query: string): Sql =>
  sql`EXISTS (SELECT 1 FROM issue_comment c WHERE c.issue_id = i.id AND ${contains(sql`c.body_text`, query)} AND ${readableComments(context)})`;

const comment: Definition = (label, context) => ({
  ...bare(label),
  empty: not(sql`EXISTS (SELECT 1 FROM issue_comment c WHERE c.issue_id = i.id AND ${readableComments(context)})`),
  text: (query) => commentMatches(context, query),
});

const SEARCHED_TYPES = ['textfield', 'textarea', 'readonlyfield'].map(
  (type) => `com.atlassian.jira.plugin.system.customfieldtypes:${type}`,
);

/** `text`: summary, description, environment, comments and custom text fields, each on its own. */
const anyText: Definition = (label, context) => ({
  ...bare(label),
  text: (query) =>
    either(
      contains(sql`i.summary`, query),
      contains(sql`i.description_text`, query),
      contains(sql`i.environment_text`, query),
      commentMatches(context, query),
      sql`EXISTS (SELECT 1 FROM issue_value_item v JOIN field f ON f.id = v.field_id AND f.trashed = 0
          WHERE v.issue_id = i.id AND ${oneOf(sql`f.schema_custom`, SEARCHED_TYPES)} AND ${contains(sql`v.text`, query)})`,
    ),
});

const document =
  (column: Sql): Definition =>
  (label) =>
    textColumn(label, column, sql`${column} = ''`);

const created = instant(sql`i.created`);
const updated = instant(sql`i.updated`);
const resolved = instant(sql`i.resolution_date`);
const dueDate: Definition = (label, context) => dateColumn(label, context, sql`i.due_date`);

const DEFINITIONS: Readonly<Record<string, Definition>> = {
  project,
  issue,
  issuekey: issue,
  key: issue,
  id: issue,
  parent,
  issuetype: issueType,
  type: issueType,
  status,
  statuscategory: statusCategory,
  statuscategorychangeddate: instant(sql`i.status_category_changed`),
  priority,
  resolution,
  assignee: userColumn(sql`i.assignee`, 'assignee'),
  reporter: userColumn(sql`i.reporter`, 'reporter'),
  creator: userColumn(sql`i.creator`),
  created,
  createddate: created,
  updated,
  updateddate: updated,
  resolved,
  resolutiondate: resolved,
  due: dueDate,
  duedate: dueDate,
  summary: (label) => textColumn(label, sql`i.summary`, sql`i.summary = ''`),
  description: document(sql`i.description_text`),
  environment: document(sql`i.environment_text`),
  comment,
  text: anyText,
  labels,
  watcher,
  watchers,
  issuelinktype: linkTypeField,
};

/** Fields Jira has and the emulator does not: using one is refused instead of finding nothing. */
const ABSENT: ReadonlySet<string> = new Set(
  `affectedversion approvals attachments category component filter savedfilter searchrequest request fixversion hierarchylevel issuelink lastviewed
   level originalestimate timeoriginalestimate organizations remainingestimate timeestimate sprint timespent voter votes workratio worklogauthor
   worklogcomment worklogdate development`.split(/\s+/),
);

export const isAbsent = (name: string): boolean => ABSENT.has(name.toLowerCase());

export const systemField = (name: string, context: JqlContext): JqlField | undefined =>
  DEFINITIONS[name.toLowerCase()]?.(name, context);
