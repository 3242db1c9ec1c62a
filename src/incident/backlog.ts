/**
 * The incident backlog: open incidents by priority and age. Every number is the count of one JQL query, and that very
 * query is what the number links to.
 *
 * Ages are cut at absolute minutes, `asOf` minus so many days, written once and used on both sides of the cut
 * (`created >= X` here, `created < X` there): buckets are disjoint and leave nobody out, also in an hour that the viewer's
 * clock repeats. JQL reads such times in the viewer's time zone, so they are written in it, and the same viewer follows
 * the link.
 */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { PriorityLevel, SiteMap } from '../setup/site-map';
import { LEVELS } from './priority-matrix';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const AgeBoundaries = z
  .array(z.int('Days are whole numbers.').min(1, 'At least one day.').max(3650, 'At most 3650 days.'))
  .min(1, 'Name at least one boundary.')
  .max(6, 'At most six boundaries, or the table gets too wide.')
  .refine(
    (days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)),
    'Name the days in ascending order, each once.',
  );

export const DEFAULT_BOUNDARIES: readonly number[] = [1, 3, 7, 30];

/** From `fromDays` on and before `toDays`; an open end is undefined. */
export interface AgeBucket {
  readonly fromDays: number | undefined;
  readonly toDays: number | undefined;
  /** The JQL that selects it, without the rest of the query. */
  readonly clauses: readonly string[];
}

/** `other` holds what has none of the five priorities, so that the rows cover everything. */
export type BacklogRow = PriorityLevel | 'other';
export const BACKLOG_ROWS: readonly BacklogRow[] = [...LEVELS, 'other'];

/** Youngest first. */
export function ageBuckets(asOf: Instant, boundaries: readonly number[], timeZone: string): AgeBucket[] {
  const cut = (days: number | undefined, comparison: '<' | '>='): string[] =>
    days === undefined ? [] : [`created ${comparison} "${jqlMinute(asOf, days, timeZone)}"`];
  return [undefined, ...boundaries].map((fromDays, index) => {
    const toDays = boundaries[index];
    return { fromDays, toDays, clauses: [...cut(fromDays, '<'), ...cut(toDays, '>=')] };
  });
}

/** JQL knows minutes; the cut is at the start of the minute. */
function jqlMinute(asOf: Instant, days: number, timeZone: string): string {
  const at = Math.floor(toEpoch(asOf) / MINUTE) * MINUTE - days * DAY;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute' }).replaceAll('-', '/').replace('T', ' ');
}

/** The minute the ages are counted from. */
export const minuteOf = (now: Instant): Instant => instant(Math.floor(toEpoch(now) / MINUTE) * MINUTE);

/** Open incidents of the projects. Resolved ones are done; they come back when they are reopened. */
export function openIncidents(site: SiteMap, projectKeys: readonly string[]): string[] {
  return [...incidentsOf(site, projectKeys), 'statusCategory != Done'];
}

export function incidentsOf(site: SiteMap, projectKeys: readonly string[]): string[] {
  const issueType = site.issueTypes.incident;
  if (issueType === undefined) throw new Error('the site map has no incident type');
  if (projectKeys.length === 0) throw new Error('a query without projects would not be bounded');
  return [`project in (${projectKeys.map(quoted).join(', ')})`, `issuetype = ${issueType}`];
}

export function rowClause(site: SiteMap, row: BacklogRow): string {
  if (row !== 'other') return `priority = ${priorityId(site, row)}`;
  return `(priority is EMPTY OR priority not in (${LEVELS.map((level) => priorityId(site, level)).join(', ')}))`;
}

export function priorityId(site: SiteMap, level: PriorityLevel): string {
  const id = site.priorities[level];
  if (id === undefined) throw new Error(`the site map has no priority for level ${level}`);
  return id;
}

export const jqlOf = (clauses: readonly string[]): string => clauses.join(' AND ');

/** Keys may be words of JQL itself. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A table's queries: its cells, and for every row and column and for all of it the query that holds their sum. */
export interface BacklogQueries {
  readonly buckets: readonly AgeBucket[];
  readonly rows: readonly { readonly row: BacklogRow; readonly jql: string; readonly cells: readonly string[] }[];
  readonly columns: readonly string[];
  readonly all: string;
}

export function backlogQueries(
  site: SiteMap,
  projectKeys: readonly string[],
  asOf: Instant,
  boundaries: readonly number[],
  timeZone: string,
): BacklogQueries {
  const open = openIncidents(site, projectKeys);
  const buckets = ageBuckets(asOf, boundaries, timeZone);
  return {
    buckets,
    rows: BACKLOG_ROWS.map((row) => ({
      row,
      jql: jqlOf([...open, rowClause(site, row)]),
      cells: buckets.map((bucket) => jqlOf([...open, rowClause(site, row), ...bucket.clauses])),
    })),
    columns: buckets.map((bucket) => jqlOf([...open, ...bucket.clauses])),
    all: jqlOf(open),
  };
}
