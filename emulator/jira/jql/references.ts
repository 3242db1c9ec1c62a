/** Finding what a literal names: users, projects, issues, statuses … Each answers all the ids it may stand for. */
import { groupsOf, projectsWith } from '../permissions';
import type { JqlContext } from './context';
import { problem } from './errors';
import { oneOf, sql, type Bind, type Sql } from './sql';

export const rowsOf = <Row>(context: JqlContext, query: Sql): Row[] =>
  context.site.db.prepare<Bind[], Row>(query.text).all(...query.values);

const idsOf = (context: JqlContext, query: Sql): Bind[] => rowsOf<{ id: Bind }>(context, query).map(({ id }) => id);

export const unknownValue = (text: string, label: string): never =>
  problem(`The value '${text}' does not exist for the field '${label}'.`);

const some = (ids: Bind[], text: string, label: string): Bind[] => (ids.length === 0 ? unknownValue(text, label) : ids);

const numeric = (text: string): number => (/^\d+$/.test(text) ? Number(text) : -1);

/** Tables of configuration with an id and a name. */
export type NamedTable = 'status' | 'priority' | 'resolution' | 'issue_type';
const NAMED: Readonly<Record<NamedTable, Sql>> = {
  status: sql`status`,
  priority: sql`priority`,
  resolution: sql`resolution`,
  issue_type: sql`issue_type`,
};

/** A name wins over an id. */
export function namedIds(context: JqlContext, table: NamedTable, text: string): Bind[] {
  const byName = idsOf(context, sql`SELECT id FROM ${NAMED[table]} WHERE name = ${text} COLLATE NOCASE`);
  return byName.length > 0 ? byName : idsOf(context, sql`SELECT id FROM ${NAMED[table]} WHERE id = ${numeric(text)}`);
}

export const namedResolver = (context: JqlContext, table: NamedTable, label: string) => (text: string) =>
  some(namedIds(context, table, text), text, label);

const CATEGORIES: readonly { readonly stored: string; readonly names: readonly string[] }[] = [
  { stored: 'TODO', names: ['to do', 'new', '2'] },
  { stored: 'IN_PROGRESS', names: ['in progress', 'indeterminate', '4'] },
  { stored: 'DONE', names: ['done', 'complete', '3'] },
];
export const categoryResolver = (label: string) => (text: string) =>
  some(
    CATEGORIES.filter(({ names }) => names.includes(text.toLowerCase())).map(({ stored }) => stored),
    text,
    label,
  );

/** By account id, e-mail address or display name. */
export function userResolver(context: JqlContext, label: string) {
  return (text: string): Bind[] => {
    const found = idsOf(
      context,
      sql`SELECT account_id AS id FROM user_account WHERE account_id = ${text} OR email = ${text} COLLATE NOCASE OR display_name = ${text} COLLATE NOCASE`,
    );
    return some(found, text, label);
  };
}

export function groupResolver(context: JqlContext, label: string) {
  return (text: string): Bind[] =>
    some(
      idsOf(context, sql`SELECT group_id AS id FROM user_group WHERE name = ${text} OR group_id = ${text}`),
      text,
      label,
    );
}

export const groupIdsOf = ({ site, caller }: JqlContext): string[] =>
  caller.accountId === null ? [] : groupsOf(site, caller.accountId).map(({ groupId }) => groupId);

/** Projects in which the caller sees every issue, and those where only their own as reporter or assignee. */
export function visibleIssues(context: JqlContext): Sql {
  const { site, caller } = context;
  const everywhere = projectsWith(site, caller, 'BROWSE_PROJECTS');
  const own = (holder: 'reporter' | 'assignee'): Sql => sql`+i.project_id IN (${grantedTo(holder)})`;
  // The unary plus keeps SQLite from starting at the list of projects when the query itself has a better index.
  const inProjects = oneOf(sql`+i.project_id`, everywhere);
  if (caller.accountId === null) return inProjects;
  return sql`(${inProjects} OR (i.reporter = ${caller.accountId} AND ${own('reporter')}) OR (i.assignee = ${caller.accountId} AND ${own('assignee')}))`;
}

const grantedTo = (holder: 'reporter' | 'assignee'): Sql =>
  sql`SELECT p.id FROM project p JOIN permission_grant g ON g.scheme_id = p.permission_scheme_id
       WHERE g.permission = 'BROWSE_PROJECTS' AND g.holder_type = ${holder}`;

/** A project whose reporters or assignees may browse it is known to everybody who is logged in. */
function knownProjects(context: JqlContext): Bind[] {
  const everywhere = projectsWith(context.site, context.caller, 'BROWSE_PROJECTS');
  if (context.caller.accountId === null) return everywhere;
  return [...everywhere, ...idsOf(context, sql`${grantedTo('reporter')} UNION ${grantedTo('assignee')}`)];
}

export function projectResolver(context: JqlContext, label: string) {
  return (text: string): Bind[] => {
    const found = idsOf(
      context,
      sql`SELECT id FROM project WHERE key = ${text} COLLATE NOCASE OR name = ${text} COLLATE NOCASE`,
    );
    const candidates =
      found.length > 0 ? found : idsOf(context, sql`SELECT id FROM project WHERE id = ${numeric(text)}`);
    const browsable = new Set<Bind>(knownProjects(context));
    return some(
      candidates.filter((id) => browsable.has(id)),
      text,
      label,
    );
  };
}

const ISSUE_KEY = /^[A-Za-z][A-Za-z0-9_]*-\d+$/;

/** Issues the caller may see. */
export function issueResolver(context: JqlContext, label: string) {
  return (text: string): Bind[] => {
    const byKey = ISSUE_KEY.test(text);
    if (!byKey && !/^\d+$/.test(text)) return problem(`The issue key '${text}' for field '${label}' is invalid.`);
    const match = byKey ? sql`i.key = ${text.toUpperCase()}` : sql`i.id = ${Number(text)}`;
    const found = idsOf(context, sql`SELECT i.id FROM issue i WHERE ${match} AND ${visibleIssues(context)}`);
    return found.length > 0
      ? found
      : problem(`An issue with ${byKey ? 'key' : 'id'} '${text}' does not exist for field '${label}'.`);
  };
}
