/** Reads issues with their whole histories, one or many, as the app or as the calling user. */
import { route } from '@forge/api';
import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import type { Publication } from '../../sla/publication';
import type { IssueSeen, ReadOptions } from '../../sla/sla.ports';
import { moduleAri } from '../app-context';
import type { Jira, JiraClient } from './client';
import { allByToken, allPages } from './paging';
import {
  CommentPage,
  History,
  seenOf,
  SlaIssueBean,
  SYSTEM_FIELDS,
  type CommentBean,
  type SlaConstants,
} from './sla-beans';
import { oncePerInstallation } from './per-installation';

/** The Forge custom fields of the manifest in which clocks are published. */
const MODULES: Readonly<Record<keyof Publication, string>> = {
  due: 'sla-due',
  state: 'sla-state',
  remaining: 'sla-remaining',
  clocks: 'sla-clocks',
  outcomes: 'sla-outcomes',
};

const Myself = z.object({ accountId: z.string() });
const Fields = z.array(z.object({ id: z.string(), schema: z.object({ custom: z.string().optional() }).optional() }));
const Statuses = z.array(z.object({ id: z.string(), statusCategory: z.object({ key: z.string() }) }));

/** What stays the same for as long as the app is installed on a site. */
export const slaConstantsOf = (jira: Jira, installation: () => string): (() => Promise<SlaConstants>) =>
  oncePerInstallation(installation, () => readConstants(jira));

async function readConstants(jira: Jira): Promise<SlaConstants> {
  const [me, fields, statuses] = await Promise.all([
    jira.asApp().get(route`/rest/api/3/myself`, Myself),
    jira.asApp().get(route`/rest/api/3/field`, Fields),
    jira.asApp().get(route`/rest/api/3/status`, Statuses),
  ]);
  const fieldOf = (part: keyof Publication): string => {
    const custom = moduleAri(MODULES[part]);
    const found = fields.find((field) => field.schema?.custom === custom);
    if (found === undefined)
      throw new AppError(
        'UNAVAILABLE',
        'Jira does not show the service level fields yet. They appear shortly after the app is installed.',
      );
    return found.id;
  };
  return {
    appAccountId: me.accountId,
    fields: {
      due: fieldOf('due'),
      state: fieldOf('state'),
      remaining: fieldOf('remaining'),
      clocks: fieldOf('clocks'),
      outcomes: fieldOf('outcomes'),
    },
    statusCategories: Object.fromEntries(
      statuses.map(({ id, statusCategory: { key } }) => [id, key === 'new' || key === 'done' ? key : 'indeterminate']),
    ),
  };
}

export const fieldsToRead = (constants: SlaConstants, { fields, comments }: ReadOptions): string[] => [
  ...new Set([...SYSTEM_FIELDS, ...Object.values(constants.fields), ...fields, ...(comments ? ['comment'] : [])]),
];

const WithChangelog = SlaIssueBean.extend({
  changelog: z.object({ histories: z.array(History), total: z.int() }),
});

/** Jira gives the newest histories with an issue; a longer story is read from its beginning. */
export async function readOne(
  client: JiraClient,
  constants: SlaConstants,
  idOrKey: string,
  options: ReadOptions,
): Promise<IssueSeen> {
  const fields = fieldsToRead(constants, options).join(',');
  const bean = await client.get(
    route`/rest/api/3/issue/${idOrKey}?fields=${fields}&expand=${'changelog'}`,
    WithChangelog,
  );
  const { histories, total } = bean.changelog;
  const complete =
    histories.length >= total
      ? histories
      : await allPages(
          client,
          (startAt) => route`/rest/api/3/issue/${bean.id}/changelog?startAt=${startAt}&maxResults=${100}`,
          History,
        );
  return seenOf(constants, bean, complete, await commentsOf(client, bean));
}

async function commentsOf(client: JiraClient, { id, fields }: SlaIssueBean): Promise<z.output<typeof CommentBean>[]> {
  const given = fields.comment;
  if (given === undefined || given.comments.length >= given.total) return given?.comments ?? [];
  const comments: z.output<typeof CommentBean>[] = [];
  for (;;) {
    const page = await client.get(
      route`/rest/api/3/issue/${id}/comment?startAt=${comments.length}&maxResults=${100}`,
      CommentPage,
    );
    comments.push(...page.comments);
    if (comments.length >= page.total || page.comments.length === 0) return comments;
  }
}

/** developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post */
const FETCHED_AT_ONCE = 100;
const Fetched = z.object({ issues: z.array(SlaIssueBean) });
const Changelogs = z.object({
  issueChangeLogs: z.array(z.object({ issueId: z.string(), changeHistories: z.array(History) })).default([]),
  nextPageToken: z.string().nullish(),
});

export async function readMany(
  client: JiraClient,
  constants: SlaConstants,
  ids: readonly string[],
  options: ReadOptions,
): Promise<IssueSeen[]> {
  const seen: IssueSeen[] = [];
  for (let start = 0; start < ids.length; start += FETCHED_AT_ONCE) {
    const issueIdsOrKeys = ids.slice(start, start + FETCHED_AT_ONCE);
    const body = { issueIdsOrKeys, fields: fieldsToRead(constants, options) };
    const { issues } = await client.post(route`/rest/api/3/issue/bulkfetch`, body, Fetched, { repeatable: true });
    seen.push(...(await withHistories(client, constants, issues)));
  }
  return seen;
}

/** Issues as a search or a bulk fetch gives them, completed by their changelogs. */
export async function withHistories(
  client: JiraClient,
  constants: SlaConstants,
  beans: readonly SlaIssueBean[],
): Promise<IssueSeen[]> {
  if (beans.length === 0) return [];
  const logs = await allByToken(async (token) => {
    const body = {
      issueIdsOrKeys: beans.map(({ id }) => id),
      ...(token === undefined ? {} : { nextPageToken: token }),
    };
    const page = await client.post(route`/rest/api/3/changelog/bulkfetch`, body, Changelogs, { repeatable: true });
    return { items: page.issueChangeLogs, nextPageToken: page.nextPageToken };
  });
  const histories = new Map<string, History[]>();
  for (const { issueId, changeHistories } of logs)
    histories.set(issueId, [...(histories.get(issueId) ?? []), ...changeHistories]);
  const seen: IssueSeen[] = [];
  for (const bean of beans)
    seen.push(seenOf(constants, bean, histories.get(bean.id) ?? [], await commentsOf(client, bean)));
  return seen;
}
