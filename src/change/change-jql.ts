/** Questions about changes in JQL. Dates are minutes in the asking user's zone, as Jira reads them. */
import { Temporal } from 'temporal-polyfill';
import type { CiRef } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { FieldKey, SiteMap } from '../setup/site-map';
import type { Stage } from './change.shapes';

export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
export const listed = (texts: readonly string[]): string => texts.map(quoted).join(', ');
export const allOf = (clauses: readonly string[]): string => clauses.filter((clause) => clause !== '').join(' AND ');

/** Finds nothing: what a site has no field or status for, no issue has. */
export const NOTHING = '(resolution is EMPTY AND resolution is not EMPTY)';

export const changesIn = ({ issueTypes }: SiteMap, projectKeys: readonly string[]): string =>
  allOf([`project in (${listed(projectKeys)})`, `issuetype = ${issueTypes.change ?? '-1'}`]);

export const incidentsIn = ({ issueTypes }: SiteMap, projectKeys: readonly string[]): string =>
  issueTypes.incident === undefined
    ? NOTHING
    : allOf([`project in (${listed(projectKeys)})`, `issuetype = ${issueTypes.incident}`]);

/** `cf[10106]`: survives a renamed field; undefined where the site has none. */
export function fieldIn({ fields }: SiteMap, key: FieldKey): string | undefined {
  const id = fields[key];
  return id === undefined ? undefined : `cf[${id.replace('customfield_', '')}]`;
}

export function stagesIn({ statuses }: SiteMap, stages: readonly Stage[]): string {
  const ids = stages.flatMap((stage) => statuses[stage] ?? []);
  return ids.length === 0 ? NOTHING : `status in (${ids.join(', ')})`;
}

/** `2026-11-21 17:05` */
export function minuteIn(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(toEpoch(at)).toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'minute', roundingMode: 'floor' }).replace('T', ' ');
}

const MINUTE_MS = 60_000;

/** Whether a token is among those published. */
export const anyToken = (field: string, tokens: readonly string[]): string =>
  tokens.length === 0 ? NOTHING : `${field} in (${listed(tokens)})`;
/** Also where nothing at all is published, which `not in` alone passes over. */
export const noToken = (field: string, tokens: readonly string[]): string =>
  tokens.length === 0 ? '' : `(${field} is EMPTY OR ${field} not in (${listed(tokens)}))`;

export const onCis = (field: string, refs: readonly CiRef[]): string =>
  refs.length === 0 ? NOTHING : `${field} in (${listed(refs)})`;

/** Planned to be under way at some time of a span, as far as minutes can tell. */
export function plannedWithin(site: SiteMap, from: Instant, to: Instant, zone: string): string {
  const [start, end] = [fieldIn(site, 'plannedStart'), fieldIn(site, 'plannedEnd')];
  if (start === undefined || end === undefined) return NOTHING;
  return `${start} < ${quoted(minuteIn(nextMinute(to), zone))} AND ${end} >= ${quoted(minuteIn(from, zone))}`;
}

/** The next full minute: what lies within a minute that is cut must not be lost. */
export const nextMinute = (at: Instant): Instant => instant(Math.ceil(toEpoch(at) / MINUTE_MS) * MINUTE_MS);
