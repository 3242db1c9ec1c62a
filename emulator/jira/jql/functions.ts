/** JQL functions: what each returns, and for which kind of field. */
import { projectsWith } from '../permissions';
import { permissionByKey } from '../permission-catalog';
import type { JqlContext } from './context';
import { boundary, instantOf, type Span } from './dates';
import { NotEmulated, problem } from './errors';
import type { ValueKind } from './field';
import { linkedIssues } from './links';
import { issueResolver, rowsOf, userResolver } from './references';
import { sql, type Bind, type Sql } from './sql';

export interface FunctionResult {
  readonly kind: ValueKind;
  readonly values: readonly Bind[];
}

interface JqlFunction {
  readonly kind: ValueKind;
  /** A list goes with `in`, a single value with `=` and the comparisons. */
  readonly list: boolean;
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  run(args: readonly string[], context: JqlContext, name: string): readonly Bind[];
}

const ids = (context: JqlContext, query: Sql): Bind[] => rowsOf<{ id: Bind }>(context, query).map(({ id }) => id);

const single = (kind: ValueKind, run: JqlFunction['run'], most = 0): JqlFunction => ({
  kind,
  list: false,
  arity: [0, most],
  run,
});
const list = (kind: ValueKind, arity: readonly [number, number], run: JqlFunction['run']): JqlFunction => ({
  kind,
  list: true,
  arity,
  run,
});

const edgeOf = (edge: 'start' | 'end', span: Span): JqlFunction =>
  single(
    'instant',
    ([increment], context, name) => [
      boundary(edge, span, increment, context) ??
        problem(
          `Date increment '${increment ?? ''}' for function '${name}' is invalid. Use a format such as '-1', '+2d' or '3M'.`,
        ),
    ],
    1,
  );

const me = ({ caller }: JqlContext): Bind[] => (caller.accountId === null ? [] : [caller.accountId]);

/** The account named by an argument, or the caller. */
const userOr = (text: string | undefined, context: JqlContext, name: string): Bind | undefined =>
  (text === undefined ? me(context) : userResolver(context, name)(text))[0];

const membersOf: JqlFunction['run'] = ([group = ''], context) => {
  const [found] = ids(
    context,
    sql`SELECT group_id AS id FROM user_group WHERE name = ${group} COLLATE NOCASE OR group_id = ${group}`,
  );
  if (found === undefined)
    return problem(
      `Function 'membersOf' can not generate a list of usernames for group '${group}'; the group does not exist.`,
    );
  return ids(context, sql`SELECT account_id AS id FROM group_member WHERE group_id = ${found}`);
};

const linked: JqlFunction['run'] = ([key = '', ...types], context) =>
  linkedIssues(context, issueResolver(context, 'linkedIssues')(key), types) ??
  problem(`Issue link type '${types.join("', '")}' does not exist.`);

/** Creating, editing and commenting all count; days are whole ones in the user's zone. */
const updatedBy: JqlFunction['run'] = ([text, from, to], context, name) => {
  const user = userOr(text, context, name) ?? null;
  const instant = (date: string | undefined, missing: number): number =>
    date === undefined
      ? missing
      : (instantOf(date, context) ?? problem(`Invalid date argument '${date}' for function '${name}'.`));
  const span = (column: Sql): Sql =>
    sql`${column} BETWEEN ${instant(from, 0)} AND ${instant(to, Number.MAX_SAFE_INTEGER)}`;
  return ids(
    context,
    sql`SELECT id FROM issue WHERE creator = ${user} AND ${span(sql`created`)}
        UNION SELECT issue_id FROM change_history WHERE author = ${user} AND ${span(sql`created`)}
        UNION SELECT issue_id FROM issue_comment WHERE (author = ${user} AND ${span(sql`created`)}) OR (update_author = ${user} AND ${span(sql`updated`)})`,
  );
};

const whereUserHasRole: JqlFunction['run'] = ([role = ''], context) => {
  const [found] = ids(
    context,
    sql`SELECT id FROM project_role WHERE name = ${role} COLLATE NOCASE OR CAST(id AS TEXT) = ${role}`,
  );
  if (found === undefined)
    return problem(
      `Function 'projectsWhereUserHasRole' can not generate a list of projects for role '${role}'; the role does not exist.`,
    );
  const user = context.caller.accountId;
  return ids(
    context,
    sql`SELECT DISTINCT a.project_id AS id FROM role_actor a WHERE a.role_id = ${found}
         AND (a.account_id = ${user} OR a.group_id IN (SELECT m.group_id FROM group_member m WHERE m.account_id = ${user}))`,
  );
};

const whereUserHasPermission: JqlFunction['run'] = ([permission = ''], context) => {
  const key = permission.toUpperCase().replace(/\s+/g, '_');
  if (permissionByKey(key)?.type !== 'PROJECT') {
    return problem(
      `Function 'projectsWhereUserHasPermission' can not generate a list of projects for permission '${permission}'; the permission does not exist.`,
    );
  }
  return projectsWith(context.site, context.caller, key);
};

const issueTypes = (subtasks: boolean): JqlFunction =>
  list('issuetype', [0, 0], (_args, context) =>
    ids(
      context,
      subtasks
        ? sql`SELECT id FROM issue_type WHERE hierarchy_level < 0`
        : sql`SELECT id FROM issue_type WHERE hierarchy_level >= 0`,
    ),
  );

const FUNCTIONS: Readonly<Record<string, JqlFunction>> = {
  currentuser: single('user', (_args, context) => me(context)),
  now: single('instant', (_args, context) => [context.now]),
  startofday: edgeOf('start', 'day'),
  startofweek: edgeOf('start', 'week'),
  startofmonth: edgeOf('start', 'month'),
  startofyear: edgeOf('start', 'year'),
  endofday: edgeOf('end', 'day'),
  endofweek: edgeOf('end', 'week'),
  endofmonth: edgeOf('end', 'month'),
  endofyear: edgeOf('end', 'year'),
  membersof: list('user', [1, 1], membersOf),
  linkedissues: list('issue', [1, Infinity], linked),
  linkedworkitems: list('issue', [1, Infinity], linked),
  updatedby: list('issue', [1, 3], updatedBy),
  watchedissues: list('issue', [0, 0], (_args, context) =>
    ids(context, sql`SELECT issue_id AS id FROM issue_watcher WHERE account_id = ${context.caller.accountId}`),
  ),
  standardissuetypes: issueTypes(false),
  subtaskissuetypes: issueTypes(true),
  projectsleadbyuser: list('project', [0, 1], ([user], context, name) =>
    ids(context, sql`SELECT id FROM project WHERE lead_account_id = ${userOr(user, context, name) ?? null}`),
  ),
  projectswhereuserhasrole: list('project', [1, 1], whereUserHasRole),
  projectswhereuserhaspermission: list('project', [1, 1], whereUserHasPermission),
};

/** Functions of Jira that need what the emulator does not keep. */
const ABSENT: ReadonlySet<string> = new Set(
  `approved approver breached cascadeoption choiceoption closedsprints completed componentsleadbyuser currentlogin customerdetail earliestunreleasedversion
   elapsed everbreached futuresprints issuehistory lastlogin latestreleasedversion mypending myapproval myapproved opensprints organizationmembers paused
   parentepic pending pendingby portfoliochildissuesof releasedversions remaining running spaceswhereuserhaspermission unreleasedversions votedissues
   withincalendarhours`.split(/\s+/),
);

export const isListFunction = (name: string): boolean => FUNCTIONS[name.toLowerCase()]?.list ?? false;

export function call(name: string, args: readonly string[], context: JqlContext): FunctionResult {
  const found = FUNCTIONS[name.toLowerCase()];
  if (found === undefined) {
    if (ABSENT.has(name.toLowerCase())) throw new NotEmulated(`The JQL function '${name}()'`);
    return problem(`Unable to find JQL function '${name}(${args.join(', ')})'.`);
  }
  const [fewest, most] = found.arity;
  if (args.length < fewest || args.length > most) {
    return problem(
      `Function '${name}' expected '${args.length < fewest ? fewest : most}' arguments but received '${args.length}'.`,
    );
  }
  return { kind: found.kind, values: found.run(args, context, name) };
}
