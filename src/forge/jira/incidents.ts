/** Incidents in Jira: reads them in the practice's words and carries out what it decides. */
import { route } from '@forge/api';
import { z } from 'zod';
import { IssueKey } from '../../contract/ids';
import type { Incidents, ViewersJira } from '../../incident/incident.ports';
import { AppError } from '../../kernel/errors';
import { instant } from '../../kernel/time';
import type { SiteMap } from '../../setup/site-map';
import { moduleAri } from '../app-context';
import { nothing, type Jira, type JiraClient } from './client';
import {
  editBody,
  fieldsToRead,
  IssueBean,
  recordOf,
  statusOf,
  TransitionBeans,
  type ReadContext,
} from './incident-beans';
import { allPages, byToken } from './paging';
import { oncePerInstallation } from './per-installation';

/** The Forge custom field of the manifest in which the decision is published. */
const BASIS_MODULE = 'priority-basis';

/** What stays the same for as long as the app is installed on a site. */
interface Constants {
  readonly appAccountId: string;
  readonly basisField: string;
}

/** What stays the same for as long as the app is installed on a site. */
export const constantsOf = (jira: Jira, installation: () => string): (() => Promise<Constants>) =>
  oncePerInstallation(installation, () => readConstants(jira));

const Myself = z.object({ accountId: z.string(), timeZone: z.string().optional() });
const Fields = z.array(z.object({ id: z.string(), schema: z.object({ custom: z.string().optional() }).optional() }));

async function readConstants(jira: Jira): Promise<Constants> {
  const [me, fields] = await Promise.all([
    jira.asApp().get(route`/rest/api/3/myself`, Myself),
    jira.asApp().get(route`/rest/api/3/field`, Fields),
  ]);
  const custom = moduleAri(BASIS_MODULE);
  const basis = fields.find((field) => field.schema?.custom === custom);
  if (basis === undefined)
    throw new AppError(
      'UNAVAILABLE',
      'Jira does not show the field “Priority basis” yet. It appears shortly after the app is installed.',
    );
  return { appAccountId: me.accountId, basisField: basis.id };
}

/** Jira gives the newest histories with an issue; a longer story is read from its beginning. */
async function readIssue(client: JiraClient, site: SiteMap, constants: Constants, ref: string) {
  const context: ReadContext = { site, ...constants };
  const fields = fieldsToRead(context).join(',');
  const bean = await client.get(
    route`/rest/api/3/issue/${ref}?fields=${fields}&expand=${'changelog,transitions'}`,
    IssueBean,
  );
  const { histories, total } = bean.changelog;
  const complete =
    histories.length >= total
      ? histories
      : await allPages(
          client,
          (startAt) => route`/rest/api/3/issue/${bean.id}/changelog?startAt=${startAt}&maxResults=${100}`,
          IssueBean.shape.changelog.shape.histories.element,
        );
  return { issue: recordOf(context, bean, complete), moves: TransitionBeans.parse(bean.transitions ?? []) };
}

const isGone = (cause: unknown): boolean =>
  cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN');

const SearchPage = z.object({
  issues: z.array(
    z.object({
      key: IssueKey,
      fields: z.object({ resolutiondate: z.string().nullish(), created: z.string().optional() }),
    }),
  ),
  nextPageToken: z.string().nullish(),
});

const Closable = z.object({
  fields: z.object({ status: z.object({ id: z.string() }), resolutiondate: z.string().nullish() }),
  transitions: TransitionBeans.optional(),
});

export function jiraIncidents(jira: Jira, constants: () => Promise<Constants>): Incidents {
  const app = (): JiraClient => jira.asApp();
  return {
    async read(site, ref) {
      try {
        return (await readIssue(app(), site, await constants(), ref)).issue;
      } catch (cause) {
        if (isGone(cause)) return undefined;
        throw cause;
      }
    },
    async edit(site, key, edit) {
      await app().put(route`/rest/api/3/issue/${key}`, editBody(site, edit), nothing);
    },
    async publishBasis(issueId, value) {
      const { basisField } = await constants();
      const body = { updates: [{ issueIds: [Number(issueId)], value }] };
      await app().put(route`/rest/api/3/app/field/${basisField}/value`, body, nothing);
    },
    async *touched(site) {
      const issueType = site.issueTypes.incident;
      if (issueType === undefined || site.projects.length === 0) return;
      const projects = site.projects.map(({ id }) => id).join(', ');
      const jql = `project in (${projects}) AND issuetype = ${issueType} AND updated >= "-2h" ORDER BY updated DESC`;
      const found = byToken(async (token) => {
        const body = { jql, maxResults: 100, ...(token === undefined ? {} : { nextPageToken: token }) };
        const page = await app().post(route`/rest/api/3/search/jql`, body, IdPage, { repeatable: true });
        return { items: page.issues, nextPageToken: page.nextPageToken };
      });
      for await (const { id } of found) yield id;
    },
    async *resolved(site) {
      const status = site.statuses['resolved'];
      const issueType = site.issueTypes.incident;
      if (status === undefined || issueType === undefined || site.projects.length === 0) return;
      const projects = site.projects.map(({ id }) => id).join(', ');
      const jql = `project in (${projects}) AND issuetype = ${issueType} AND status = ${status} ORDER BY resolved ASC, key ASC`;
      const found = byToken(async (token) => {
        const body = {
          jql,
          maxResults: 100,
          fields: ['resolutiondate'],
          ...(token === undefined ? {} : { nextPageToken: token }),
        };
        const page = await app().post(route`/rest/api/3/search/jql`, body, SearchPage, { repeatable: true });
        return { items: page.issues, nextPageToken: page.nextPageToken };
      });
      for await (const { key, fields } of found)
        if (fields.resolutiondate != null) yield { key, resolvedAt: instant(fields.resolutiondate) };
    },
    async closable(site, key) {
      const issue = await app().get(
        route`/rest/api/3/issue/${key}?fields=${'status,resolutiondate'}&expand=${'transitions'}`,
        Closable,
      );
      const { status, resolutiondate } = issue.fields;
      const close = issue.transitions?.find(({ to }) => to.id === site.statuses['closed']);
      if (status.id !== site.statuses['resolved'] || resolutiondate == null || close === undefined) return undefined;
      return { resolvedAt: instant(resolutiondate), move: close.id };
    },
    async move(key, transitionId) {
      await app().post(route`/rest/api/3/issue/${key}/transitions`, { transition: { id: transitionId } }, nothing);
    },
  };
}

const IdPage = z.object({ issues: z.array(z.object({ id: z.string() })), nextPageToken: z.string().nullish() });
const CountAnswer = z.object({ count: z.int() });
const Project = z.object({ key: z.string(), name: z.string() });
const HOUR = 3_600_000;

export function jiraOfViewer(jira: Jira, constants: () => Promise<Constants>): ViewersJira {
  const user = (): JiraClient => jira.asUser();
  return {
    async read(site, key) {
      const { issue, moves } = await readIssue(user(), site, await constants(), key);
      return { issue, moves: moves.map(({ id, name, to }) => ({ id, name, to: statusOf(to) })) };
    },
    async edit(site, key, edit) {
      await user().put(route`/rest/api/3/issue/${key}`, editBody(site, edit), nothing);
    },
    async count(jql) {
      const body = { jql };
      return (await user().post(route`/rest/api/3/search/approximate-count`, body, CountAnswer, { repeatable: true }))
        .count;
    },
    async timeZone() {
      return (await user().get(route`/rest/api/3/myself`, Myself)).timeZone ?? 'UTC';
    },
    async resolutionHours(jql, limit) {
      const body = { jql: `${jql} ORDER BY resolved DESC`, maxResults: limit, fields: ['created', 'resolutiondate'] };
      const page = await user().post(route`/rest/api/3/search/jql`, body, SearchPage, { repeatable: true });
      return page.issues.flatMap(({ fields: { created, resolutiondate } }) =>
        created === undefined || resolutiondate == null
          ? []
          : [(Date.parse(instant(resolutiondate)) - Date.parse(instant(created))) / HOUR],
      );
    },
    async projectNames(keys) {
      if (keys.length === 0) return [];
      const query = new URLSearchParams(keys.map((key) => ['keys', key]));
      const found = await allPages(
        user(),
        (startAt) => route`/rest/api/3/project/search?${query}&startAt=${startAt}`,
        Project,
      );
      return found.map(({ key, name }) => ({ key, name }));
    },
  };
}
