/** Changes as the calling user sees and changes them: Jira applies that user's permissions. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { ChangeSeen, ChangeViewer, TemplateFields } from '../../change/change.ports';
import type { IssueCard, Span } from '../../change/change.shapes';
import { IssueKey } from '../../contract/ids';
import type { Json } from '../../contract/rpc';
import { instant } from '../../kernel/time';
import type { FieldKey, SiteMap } from '../../setup/site-map';
import type { RoleIds } from '../access';
import { callerId } from '../caller';
import { ChangeBean, fieldsToRead, optionOf, refsOf, seenOf, type ChangeReading } from './change-beans';
import type { KnownFieldIds } from './change-fields';
import { nothing, type Jira, type JiraClient } from './client';
import { holdsRole } from './role-holders';
import { IncidentLinks } from './incident-links';
import { richText } from './rich-text';

const Found = z.object({ issues: z.array(ChangeBean), nextPageToken: z.string().nullish() });
const Status = z.object({ name: z.string() });
const Card = z.object({ key: IssueKey, fields: z.looseObject({ summary: z.string().nullish(), status: Status }) });
const Cards = z.object({ issues: z.array(Card), nextPageToken: z.string().nullish() });
const Dated = Card.extend({ fields: Card.shape.fields.extend({ created: z.string() }) });
const Requested = z.object({
  issues: z.array(
    z.object({
      id: z.string(),
      key: IssueKey,
      properties: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
const Created = z.object({ id: z.string(), key: IssueKey });
const Count = z.object({ count: z.int() });
const Project = z.object({ id: z.string(), key: z.string(), name: z.string() });
const Permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const Myself = z.object({ timeZone: z.string().optional() });

/** A page with fields holds at most 100 issues. */
const PAGE = 100;
/** developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-projects/#api-rest-api-3-project-search-get */
const PROJECTS_AT_ONCE = 50;
/** The issue property by which a request that was sent again finds what it made. */
const REQUEST = 'plumbline.request';

export function jiraChangeViewer(jira: Jira, fieldIds: () => Promise<KnownFieldIds>, roleIds: RoleIds): ChangeViewer {
  const user = (): JiraClient => jira.asUser();
  const reading = async (site: SiteMap): Promise<ChangeReading> => ({ site, ids: await fieldIds() });
  const edit = (key: IssueKey, fields: Record<string, Json>): Promise<void> =>
    user().put(route`/rest/api/3/issue/${key}`, { fields }, nothing);
  const held = async (names: string, key?: IssueKey): Promise<ReadonlySet<string>> => {
    const query = new URLSearchParams({ permissions: names, ...(key === undefined ? {} : { issueKey: key }) });
    const { permissions } = await user().get(route`/rest/api/3/mypermissions?${query}`, Permissions);
    return new Set(Object.entries(permissions).flatMap(([name, { havePermission }]) => (havePermission ? [name] : [])));
  };
  const links = new IncidentLinks(user);

  return {
    accountId: callerId,
    move: (site, key, planned, outage) => edit(key, timesOf(site, planned, outage)),
    fill: (site, key, fields) => edit(key, textsOf(site, fields)),
    async create(site, { requestId, projectId, summary, planned, cis, fields }) {
      const issueType = site.issueTypes.change ?? '';
      const jql = `project = ${projectId} AND issuetype = ${issueType} AND creator = currentUser() AND created >= -1d ORDER BY created DESC`;
      const search = { jql, maxResults: PAGE, fields: ['summary'], properties: [REQUEST] };
      const { issues } = await user().post(route`/rest/api/3/search/jql`, search, Requested, { repeatable: true });
      const made = issues.find(({ properties }) => properties?.[REQUEST] === requestId);
      if (made !== undefined) return { id: made.id, key: made.key };
      const body = {
        fields: {
          project: { id: projectId },
          issuetype: { id: issueType },
          summary,
          ...own(site, 'changeType', { value: optionOf('standard') }),
          ...timesOf(site, planned, undefined),
          ...textsOf(site, fields),
          [(await fieldIds()).cis]: [...cis],
        },
        properties: [{ key: REQUEST, value: requestId }],
      };
      return user().post(route`/rest/api/3/issue`, body, Created);
    },
    async changes(site, jql, limit) {
      const how = await reading(site);
      const seen: ChangeSeen[] = [];
      let token: string | undefined;
      do {
        const more = token === undefined ? {} : { nextPageToken: token };
        const body = { jql, maxResults: PAGE, fields: fieldsToRead(how), ...more };
        const page = await user().post(route`/rest/api/3/search/jql`, body, Found, { repeatable: true });
        seen.push(...page.issues.flatMap((bean) => seenOf(how, bean) ?? []));
        token = page.nextPageToken ?? undefined;
      } while (token !== undefined && seen.length <= limit);
      return { seen: seen.slice(0, limit), cut: seen.length > limit || token !== undefined };
    },
    async issues(jql, limit) {
      const { cis } = await fieldIds();
      const body = { jql, maxResults: Math.min(limit, PAGE), fields: ['summary', 'status', 'created', cis] };
      const Answer = z.object({ issues: z.array(Dated) });
      const { issues } = await user().post(route`/rest/api/3/search/jql`, body, Answer, { repeatable: true });
      return issues.map((issue) => ({
        ...cardOf(issue),
        createdAt: instant(issue.fields.created),
        cis: refsOf(issue.fields[cis]),
      }));
    },
    async visible(keys) {
      const found = new Map<IssueKey, IssueCard>();
      for (let start = 0; start < keys.length; start += PAGE) {
        const body = { issueIdsOrKeys: keys.slice(start, start + PAGE), fields: ['summary', 'status'] };
        const { issues } = await user().post(route`/rest/api/3/issue/bulkfetch`, body, Cards, { repeatable: true });
        for (const issue of issues) found.set(issue.key, cardOf(issue));
      }
      return found;
    },
    async count(jql) {
      return (await user().post(route`/rest/api/3/search/approximate-count`, { jql }, Count, { repeatable: true }))
        .count;
    },
    linkIncidents: (site, key, incidents) => links.add(site, key, incidents),
    linkedIncidents: (site, key) => links.of(site, key),
    async projects(ids) {
      const found: z.output<typeof Project>[] = [];
      for (let start = 0; start < ids.length; start += PROJECTS_AT_ONCE) {
        const query = new URLSearchParams(ids.slice(start, start + PROJECTS_AT_ONCE).map((id) => ['id', id]));
        const path = route`/rest/api/3/project/search?${query}&maxResults=${PROJECTS_AT_ONCE}`;
        found.push(...(await user().get(path, z.object({ values: z.array(Project) }))).values);
      }
      return found.map(({ id, key, name }) => ({ id, key, name }));
    },
    mayEdit: async (key) => (await held('EDIT_ISSUES', key)).has('EDIT_ISSUES'),
    async holds(role, projectId) {
      // An administrator could take any role, and counts as holding it.
      if ((await held('ADMINISTER')).has('ADMINISTER')) return true;
      const roleId = await roleIds(role);
      return roleId !== undefined && holdsRole(jira.asApp(), [projectId], [roleId], callerId());
    },
    zone: async () => (await user().get(route`/rest/api/3/myself`, Myself)).timeZone ?? 'UTC',
  };
}

const cardOf = ({ key, fields }: z.output<typeof Card>): IssueCard => ({
  key,
  summary: fields.summary ?? '',
  status: fields.status.name,
});

const own = (site: SiteMap, key: FieldKey, value: Json): Record<string, Json> => {
  const id = site.fields[key];
  return id === undefined ? {} : { [id]: value };
};

/** Jira writes offsets without a colon, and takes them so from everybody. */
const moment = (at: string): string => instant(at).replace('Z', '+0000');

const timesOf = (site: SiteMap, planned: Span, outage: Span | undefined): Record<string, Json> => ({
  ...own(site, 'plannedStart', moment(planned.from)),
  ...own(site, 'plannedEnd', moment(planned.to)),
  ...(outage === undefined
    ? {}
    : { ...own(site, 'outageStart', moment(outage.from)), ...own(site, 'outageEnd', moment(outage.to)) }),
});

const textsOf = (site: SiteMap, fields: TemplateFields): Record<string, Json> => ({
  ...own(site, 'changeReason', richText(fields.reason)),
  ...own(site, 'implementationPlan', richText(fields.implementationPlan)),
  ...own(site, 'backoutPlan', richText(fields.backoutPlan)),
  ...own(site, 'testPlan', richText(fields.testPlan)),
  ...own(site, 'communicationPlan', richText(fields.communicationPlan)),
});
