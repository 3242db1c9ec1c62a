/** What the replay must know of the site and adds to it: field ids, people, groups, options. */
import { z } from 'zod';
import type { LoggedIncident } from './event-log';
import type { JiraClient } from '../jira-client';
import { UNKNOWN_GROUP } from './mapping';

const FieldList = z.array(z.object({ id: z.string(), name: z.string() }));
const Contexts = z.object({ values: z.array(z.object({ id: z.string() })) });
const Options = z.object({ values: z.array(z.object({ value: z.string() })), isLast: z.boolean() });
const AccountId = z.object({ accountId: z.string() });

type FieldName =
  | 'Impact'
  | 'Urgency'
  | 'Category'
  | 'Contact type'
  | 'Support group'
  | 'Pending reason'
  | 'Resolution code'
  | 'Resolution notes'
  | 'Priority override reason';

export interface ReplaySite {
  readonly field: (name: FieldName) => string;
  /** Account id of a person of the log. */
  readonly person: (name: string) => string;
  /** Group id of a group of the log. */
  readonly group: (name: string) => string;
}

/** Creates the log's people, groups and options, in the log's own names. */
export async function prepareSite(jira: JiraClient, incidents: readonly LoggedIncident[]): Promise<ReplaySite> {
  const ids = new Map((await jira.get('/rest/api/3/field', FieldList)).map((field) => [field.name, field.id]));
  const field = (name: FieldName): string => needed(ids.get(name), `the field "${name}": apply set-up first`);

  const rows = incidents.flatMap((incident) => incident.rows);
  const people = new Map<string, string>();
  for (const name of distinct(rows.flatMap((row) => [row.caller_id, row.assigned_to]))) {
    const emailAddress = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@log.example`;
    const user = await jira.post(
      '/rest/api/3/user',
      { emailAddress, displayName: name, products: ['jira-software'] },
      AccountId,
    );
    people.set(name, user.accountId);
  }
  const groups = new Map<string, string>();
  for (const name of distinct([UNKNOWN_GROUP, ...rows.map((row) => row.assignment_group)])) {
    const group = await jira.post('/rest/api/3/group', { name }, z.object({ groupId: z.string() }));
    groups.set(name, group.groupId);
  }
  await addOptions(jira, field('Category'), distinct(rows.map((row) => row.category)));
  await addOptions(jira, field('Resolution code'), distinct(rows.map((row) => row.closed_code)));
  return {
    field,
    person: (name) => needed(people.get(name), name),
    group: (name) => needed(groups.get(name), name),
  };
}

async function addOptions(jira: JiraClient, fieldId: string, values: readonly string[]): Promise<void> {
  const contexts = await jira.get(`/rest/api/3/field/${fieldId}/context`, Contexts);
  const context = needed(contexts.values[0]?.id, `a context of ${fieldId}`);
  const path = `/rest/api/3/field/${fieldId}/context/${context}/option`;
  const existing = await jira.get(`${path}?maxResults=1000`, Options);
  const known = new Set(existing.values.map((option) => option.value));
  const missing = values.filter((value) => !known.has(value));
  if (missing.length > 0) await jira.post(path, { options: missing.map((value) => ({ value })) }, z.unknown());
}

const distinct = (names: readonly (string | undefined)[]): string[] =>
  [...new Set(names.filter((name) => name !== undefined))].sort();

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the site lacks ${what}`);
  return value;
}
