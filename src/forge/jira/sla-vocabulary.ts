/** What conditions can be made of on a site, read from its configuration. */
import { route } from '@forge/api';
import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { BLUEPRINT } from '../../setup/blueprint';
import type { FieldKey, PriorityLevel, SiteMap } from '../../setup/site-map';
import type { Vocabulary } from '../../sla/sla.contract';
import type { SlaVocabulary } from '../../sla/sla.ports';
import type { Jira, JiraClient } from './client';
import { allPages } from './paging';
import { Id } from './site-shapes';

type Named = Vocabulary['linkTypes'][number];

const NamedBean = z.object({ id: Id, name: z.string() });
const ProjectBean = z.object({ id: z.string(), key: z.string(), name: z.string() });
const StatusBeans = z.array(
  z.object({ id: z.string(), name: z.string(), statusCategory: z.object({ key: z.string() }) }),
);
const FieldBeans = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    custom: z.boolean(),
    schema: z.object({ custom: z.string().optional() }).optional(),
  }),
);
const ContextBean = z.object({ id: Id });
const OptionBean = z.object({ id: Id, value: z.string(), disabled: z.boolean().optional() });
const LinkTypes = z.object({ issueLinkTypes: z.array(NamedBean) });
const GroupBean = z.object({ groupId: z.string(), name: z.string() });
const Parsed = z.object({ queries: z.array(z.object({ errors: z.array(z.string()).default([]) })) });

const LEVELS: readonly PriorityLevel[] = [1, 2, 3, 4, 5];
/** System fields whose change a clock may depend on, beside those with a condition of their own. */
const SYSTEM: readonly string[] = ['priority', 'resolution', 'labels', 'duedate'];

export function jiraVocabulary(jira: Jira): SlaVocabulary {
  const app = (): JiraClient => jira.asApp();
  return {
    async read(site) {
      const [projects, statuses, priorities, fields, linkTypes] = await Promise.all([
        projectsOf(app(), site),
        app().get(route`/rest/api/3/status`, StatusBeans),
        prioritiesOf(app(), site),
        app().get(route`/rest/api/3/field`, FieldBeans),
        app().get(route`/rest/api/3/issueLinkType`, LinkTypes),
      ]);
      return {
        projects,
        issueTypes: BLUEPRINT.issueTypes.flatMap(({ key, name }) =>
          site.issueTypes[key] === undefined ? [] : [{ key, name }],
        ),
        statuses: statuses.map(({ id, name, statusCategory: { key } }) => ({
          id,
          name,
          category: key === 'new' || key === 'done' ? key : 'indeterminate',
        })),
        priorities,
        fields: await fieldsOf(app(), site, fields, priorities),
        linkTypes: linkTypes.issueLinkTypes.map(({ id, name }) => ({ id, name })),
        roles: BLUEPRINT.roles.flatMap(({ key, name }) => (site.roles[key] === undefined ? [] : [{ key, name }])),
        timeZones: Intl.supportedValuesOf('timeZone'),
      };
    },
    async jqlErrors(queries) {
      if (queries.length === 0) return [];
      const body = { queries: [...queries] };
      const path = route`/rest/api/3/jql/parse?validation=${'strict'}`;
      const parsed = await app().post(path, body, Parsed, { repeatable: true });
      return queries.map((_, index) => parsed.queries[index]?.errors ?? []);
    },
    isPerson: (accountId) => exists(() => app().get(route`/rest/api/3/user?accountId=${accountId}`, z.unknown())),
    issueExists: (key) => exists(() => app().get(route`/rest/api/3/issue/${key}?fields=${'issuetype'}`, z.unknown())),
  };
}

async function exists(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (cause) {
    if (cause instanceof AppError && ['NOT_FOUND', 'FORBIDDEN', 'INVALID_INPUT'].includes(cause.code)) return false;
    throw cause;
  }
}

async function projectsOf(client: JiraClient, { projects }: SiteMap): Promise<Vocabulary['projects']> {
  if (projects.length === 0) return [];
  const query = new URLSearchParams(projects.map(({ key }) => ['keys', key]));
  return allPages(client, (startAt) => route`/rest/api/3/project/search?${query}&startAt=${startAt}`, ProjectBean);
}

async function prioritiesOf(client: JiraClient, site: SiteMap): Promise<Vocabulary['priorities']> {
  const found = await allPages(
    client,
    (startAt) => route`/rest/api/3/priority/search?startAt=${startAt}&maxResults=${50}`,
    NamedBean,
  );
  return LEVELS.flatMap((level) => {
    const id = site.priorities[`${level}`];
    const priority = found.find((one) => one.id === id);
    return priority === undefined ? [] : [{ ...priority, level }];
  });
}

async function fieldsOf(
  client: JiraClient,
  site: SiteMap,
  fields: z.output<typeof FieldBeans>,
  priorities: readonly Named[],
): Promise<Vocabulary['fields']> {
  const own = new Map<string, FieldKey>();
  for (const { key } of BLUEPRINT.fields) own.set(site.fields[key] ?? '', key);
  const offered = fields.filter(({ id, custom, schema }) =>
    custom ? schema?.custom?.startsWith('ari:') !== true : SYSTEM.includes(id),
  );
  return Promise.all(
    offered.map(async ({ id, name }) => {
      if (id === 'priority') return { id, name, options: priorities.map((one) => ({ id: one.id, name: one.name })) };
      const key = own.get(id);
      const spec = BLUEPRINT.fields.find((field) => field.key === key);
      if (spec?.type === 'select') return { id, name, options: await optionsOf(client, id) };
      return { id, name, options: spec?.type === 'grouppicker' ? await groupsOf(client) : null };
    }),
  );
}

async function optionsOf(client: JiraClient, fieldId: string): Promise<Named[]> {
  const contexts = await allPages(
    client,
    (startAt) => route`/rest/api/3/field/${fieldId}/context?startAt=${startAt}&maxResults=${50}`,
    ContextBean,
  );
  const options: Named[] = [];
  for (const { id } of contexts) {
    const found = await allPages(
      client,
      (startAt) => route`/rest/api/3/field/${fieldId}/context/${id}/option?startAt=${startAt}&maxResults=${100}`,
      OptionBean,
    );
    options.push(...found.filter(({ disabled }) => disabled !== true).map((one) => ({ id: one.id, name: one.value })));
  }
  return options;
}

/** A site may have thousands: the rest is typed by id. */
const GROUPS = 200;

async function groupsOf(client: JiraClient): Promise<Named[]> {
  const { values } = await client.get(
    route`/rest/api/3/group/bulk?maxResults=${GROUPS}`,
    z.object({ values: z.array(GroupBean) }),
  );
  return values.map(({ groupId, name }) => ({ id: groupId, name }));
}
