/** Which definitions an issue falls under, and which parts of it they ask for. */
import type { SiteMap } from '../setup/site-map';
import type { Condition, Definition, Policy } from './policy';
import type { PolicyVersion } from './policy-versions';
import type { ReadOptions } from './sla.ports';

export interface Place {
  readonly projectId: string;
  readonly typeId: string;
}

/** By project and issue type alone; a query may narrow it further. */
export function covers({ enabled, scope }: Definition, site: SiteMap, { projectId, typeId }: Place): boolean {
  const projects = scope.projects.length === 0 ? site.projects.map(({ id }) => id) : scope.projects;
  return enabled && projects.includes(projectId) && scope.issueTypes.some((key) => site.issueTypes[key] === typeId);
}

export const queryOf = ({ scope }: Definition): string | undefined => scope.jql.trim() || undefined;

/** Each definition that was ever in force over the issue, as its newest version has it. */
export function coveringDefinitions(versions: readonly PolicyVersion[], site: SiteMap, place: Place): Definition[] {
  const newest = new Map<string, Definition>();
  const latest = versions.at(-1);
  for (const { policy } of versions)
    for (const definition of policy.definitions)
      if (covers(definition, site, place)) newest.set(definition.key, definition);
  // A definition that is still there but covers the issue no longer has let it go.
  for (const definition of latest?.policy.definitions ?? [])
    if (!covers(definition, site, place)) newest.delete(definition.key);
  return [...newest.values()];
}

const conditionsOf = ({ start, pause, stop }: Definition): Condition[] => [...start, ...pause, ...stop];

const asksForComments = (condition: Condition): boolean =>
  condition.on === 'commented' || condition.on === 'lastCommentBy';

export const usesComments = (definitions: readonly Definition[]): boolean =>
  definitions.some((definition) => conditionsOf(definition).some(asksForComments));

/** Jira's ids of the fields whose change can change a clock. */
export function fieldsOf(definitions: readonly Definition[]): string[] {
  const asked = definitions.flatMap((definition) => [
    ...conditionsOf(definition).flatMap(fieldOf),
    ...definition.goals.flatMap(({ when }) => when.map(({ field }) => field)),
  ]);
  return [...new Set(asked)].sort();
}

function fieldOf(condition: Condition): string[] {
  switch (condition.on) {
    case 'status':
    case 'statusCategory':
      return ['status'];
    case 'assignee':
      return ['assignee'];
    case 'field':
    case 'changed':
      return [condition.field];
    case 'created':
    case 'commented':
    case 'lastCommentBy':
      return [];
  }
}

export function readOptions(policies: readonly Policy[]): ReadOptions {
  const definitions = policies.flatMap((policy) => policy.definitions);
  return { fields: fieldsOf(definitions), comments: usesComments(definitions) };
}

/** Changing these makes incident management set the priority anew, which follows in the same event. */
const PRIORITY_SOURCES = ['impact', 'urgency', 'priorityOverrideReason'] as const;

/** May an edit of these fields change a clock of the definitions? Whether a query still finds the issue is another matter. */
export function isRelevant(site: SiteMap, definitions: readonly Definition[], changed: readonly string[]): boolean {
  const fields = new Set(fieldsOf(definitions));
  const decisive = new Set([...fields, 'issuetype', 'project']);
  if (fields.has('priority')) for (const key of PRIORITY_SOURCES) decisive.add(site.fields[key] ?? key);
  return changed.some((field) => decisive.has(field));
}
