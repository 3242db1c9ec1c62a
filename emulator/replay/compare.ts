/** Holds what Jira ended with against what the log says. */
import { z } from 'zod';
import type { JiraClient } from '../jira-client';
import { JIRA_STATE, PRIORITY_BY_RANK } from './mapping';
import type { ReplayedIncident } from './replay';
import type { ReplaySite } from './site';

const Issue = z.object({
  fields: z.object({
    status: z.object({ name: z.string() }),
    priority: z.object({ name: z.string() }),
    created: z.string(),
    resolutiondate: z.string().nullable(),
    comment: z.object({ total: z.number() }),
  }),
});
const Priority = z.object({ fields: z.object({ priority: z.object({ name: z.string() }) }) });
const Changelog = z.object({
  isLast: z.boolean(),
  values: z.array(
    z.object({
      created: z.string(),
      items: z.array(
        z.object({ fieldId: z.string(), fromString: z.string().nullish(), toString: z.string().nullish() }),
      ),
    }),
  ),
});

interface Change {
  readonly at: number;
  readonly fieldId: string;
  readonly from: string;
  readonly to: string;
}

export interface Difference {
  readonly number: string;
  readonly key: string;
  readonly what: string;
  readonly log: string;
  readonly jira: string;
}

/** Every point in which the incident differs; empty when it ended as the log says. */
export async function differences(
  jira: JiraClient,
  site: ReplaySite,
  replayed: ReplayedIncident,
): Promise<Difference[]> {
  const { incident, key } = replayed;
  const { fields } = await jira.get(
    `/rest/api/3/issue/${key}?fields=status,priority,created,resolutiondate,comment`,
    Issue,
  );
  const changes = await changesOf(jira, key);
  const { last } = incident;
  const wanted: [what: string, log: string, jira: string][] = [
    ['state', JIRA_STATE[last.incident_state].status, fields.status.name],
    ['priority', PRIORITY_BY_RANK[last.priority] ?? '?', fields.priority.name],
    ['opened at', iso(last.opened_at), iso(parseJira(fields.created))],
    ['closed at', iso(last.closed_at), iso(lastArrival(changes, 'Closed'))],
    [
      'reassignment count',
      String(last.reassignment_count),
      String(reassignments(changes, site.field('Support group'))),
    ],
    ['reopen count', String(last.reopen_count), String(reopenings(changes))],
    ['save count', String(last.sys_mod_count), String(fields.comment.total)],
  ];
  if (last.resolved_at !== undefined) {
    wanted.push([
      'resolved at',
      iso(last.resolved_at),
      iso(fields.resolutiondate === null ? undefined : parseJira(fields.resolutiondate)),
    ]);
  }
  return wanted
    .filter(([, log, found]) => log !== found)
    .map(([what, log, found]) => ({ number: incident.number, key, what, log, jira: found }));
}

export async function priorityOf(jira: JiraClient, key: string): Promise<string> {
  return (await jira.get(`/rest/api/3/issue/${key}?fields=priority`, Priority)).fields.priority.name;
}

async function changesOf(jira: JiraClient, key: string): Promise<Change[]> {
  const changes: Change[] = [];
  for (let startAt = 0, more = true; more; startAt += 100) {
    const page = await jira.get(`/rest/api/3/issue/${key}/changelog?startAt=${startAt}&maxResults=100`, Changelog);
    for (const history of page.values) {
      for (const item of history.items) {
        changes.push({
          at: parseJira(history.created),
          fieldId: item.fieldId,
          from: item.fromString ?? '',
          to: textOf(item),
        });
      }
    }
    more = !page.isLast;
  }
  return changes;
}

/** `toString` is also a method of every object: only an own property counts. */
const textOf = (item: object): string => {
  const own: unknown = Object.getOwnPropertyDescriptor(item, 'toString')?.value;
  return typeof own === 'string' ? own : '';
};

const lastArrival = (changes: readonly Change[], status: string): number | undefined =>
  changes.filter((change) => change.fieldId === 'status' && change.to === status).at(-1)?.at;

/** How often a group was given the incident after the first one. */
const reassignments = (changes: readonly Change[], groupField: string): number =>
  changes.filter((change) => change.fieldId === groupField && change.to !== '').length;

const reopenings = (changes: readonly Change[]): number =>
  changes.filter((change) => change.fieldId === 'status' && change.to === 'Reopened').length;

const parseJira = (text: string): number => Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
const iso = (epoch: number | undefined): string => (epoch === undefined ? 'never' : new Date(epoch).toISOString());
