/**
 * JQL: parsed by Atlassian's own parser, compiled to one SQL statement. Issues the caller may not browse never appear.
 *
 * Approximations, besides those that text.ts names: results are exact at once, where Jira's index lags behind writes;
 * empty values sort as larger than all others; statuses sort in the order they were created; `DURING` takes its second
 * date at midnight.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '../../seams';
import { badRequest, JiraError } from '../http';
import type { JiraSite } from '../site';
import { condition } from './compile';
import { contextOf, type JqlContext } from './context';
import { JqlProblem, NotEmulated } from './errors';
import { after, orderBy, sortKeys, type SortKey } from './order';
import { parse, type Query } from './parse';
import { rowsOf, visibleIssues } from './references';
import { both, commas, sql, type Bind, type Sql } from './sql';
import { equip } from './text';

/** What GET /search/jql answers (400) to a query without any restriction. */
export const UNBOUNDED = 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.';

export interface Page {
  readonly after?: string;
  readonly limit: number;
}
export interface Found {
  readonly ids: readonly number[];
  /** Where the next page starts; absent on the last. */
  readonly next?: string;
}

/** Ids in the query's order. Throws `JiraError` 400 with every fault of the query. */
export function searchIssues(site: JiraSite, caller: Caller, jql: string, page: Page): Found {
  return inJirasWords(() => {
    const { query, context, where } = compile(site, caller, jql);
    const keys = sortKeys(query, context);
    const from = page.after === undefined ? where : both(where, after(keys, positionOf(page.after, jql, keys.length)));
    const rows = fetchRows(context, selectPage(query, keys, from, page.limit + 1));
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const ids = shown.map((row) => Number(row.at(-1)));
    return rows.length > page.limit && last !== undefined ? { ids, next: tokenOf(last, jql) } : { ids };
  });
}

export function countIssues(site: JiraSite, caller: Caller, jql: string): number {
  return inJirasWords(() => {
    const { context, where } = compile(site, caller, jql);
    return rowsOf<{ n: number }>(context, sql`SELECT count(*) AS n FROM issue i WHERE ${where}`)[0]?.n ?? 0;
  });
}

/** Which of these issues the query finds; the order is that of `issueIds`. */
export function matches(site: JiraSite, caller: Caller, jql: string, issueIds: readonly number[]): number[] {
  return inJirasWords(() => {
    const { context, where } = compile(site, caller, jql);
    const among = sql`i.id IN (SELECT value FROM json_each(${JSON.stringify(issueIds)}))`;
    const found = new Set(
      rowsOf<{ id: number }>(context, sql`SELECT i.id FROM issue i WHERE ${both(among, where)}`).map(({ id }) => id),
    );
    return issueIds.filter((id) => found.has(id));
  });
}

/** What is wrong with the query; empty when nothing is. */
export function validateJql(site: JiraSite, caller: Caller, jql: string): readonly string[] {
  try {
    explain(site, caller, jql);
    return [];
  } catch (error) {
    if (error instanceof JiraError && error.status === 400) return error.errorMessages;
    throw error;
  }
}

/** Does the query restrict what it finds? Throws `JiraError` 400 when it can't be parsed. */
export const isBounded = (jql: string): boolean => inJirasWords(() => parse(jql).where !== undefined);

/** The statement of the first page, for tests of its plan. */
export function explain(site: JiraSite, caller: Caller, jql: string): Sql {
  return inJirasWords(() => {
    const { query, context, where } = compile(site, caller, jql);
    return selectPage(query, sortKeys(query, context), where, 50);
  });
}

interface Compiled {
  readonly query: Query;
  readonly context: JqlContext;
  readonly where: Sql;
}

function compile(site: JiraSite, caller: Caller, jql: string): Compiled {
  equip(site.db);
  const query = parse(jql);
  const context = contextOf(site, caller);
  return { query, context, where: both(condition(query.where, context), visibleIssues(context)) };
}

function selectPage(query: Query, keys: readonly SortKey[], where: Sql, limit: number): Sql {
  const columns = commas(keys.map(({ expression }) => expression));
  return sql`SELECT ${columns} FROM issue i WHERE ${where} ORDER BY ${orderBy(keys, query.where !== undefined)} LIMIT ${limit}`;
}

const Row = z.array(z.union([z.string(), z.number(), z.null()]));

const fetchRows = ({ site }: JqlContext, query: Sql): Bind[][] =>
  site.db
    .prepare<Bind[]>(query.text)
    .raw()
    .all(...query.values)
    .map((row) => Row.parse(row));

const fingerprint = (jql: string): string => createHash('sha256').update(jql).digest('base64url').slice(0, 12);
const tokenOf = (position: readonly Bind[], jql: string): string =>
  Buffer.from(JSON.stringify([fingerprint(jql), ...position])).toString('base64url');

function positionOf(token: string, jql: string, length: number): Bind[] {
  const [query, ...position] = readToken(token);
  if (query !== fingerprint(jql) || position.length !== length)
    throw badRequest('The provided next page token is invalid or expired.');
  return position;
}

function readToken(token: string): Bind[] {
  try {
    return Row.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    return [];
  }
}

function inJirasWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof JqlProblem) throw new JiraError(400, error.messages);
    if (error instanceof NotEmulated) throw new JiraError(501, [`${error.message} is not emulated.`]);
    throw error;
  }
}
