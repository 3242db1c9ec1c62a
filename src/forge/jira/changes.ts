/** Changes in Jira, as the app itself sees and marks them. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { ChangeIssues, ChangeSeen } from '../../change/change.ports';
import type { ChangePublication } from '../../change/publication';
import type { AccountId } from '../../contract/ids';
import type { Json } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';
import type { SiteMap } from '../../setup/site-map';
import { ChangeBean, fieldsToRead, overlaid, seenOf, type ChangeReading } from './change-beans';
import { jqlName, type KnownFieldIds } from './change-fields';
import { nothing, type Jira, type JiraClient } from './client';
import { hasMarkedComment, markerProperty } from './marked-comments';

const IdPage = z.object({ issues: z.array(z.object({ id: z.string() })), nextPageToken: z.string().nullish() });
/** Issues that are no changes any more, or never were, need not have what changes have. */
const Fetched = z.object({ issues: z.array(ChangeBean) });

/** A page of ids alone may be larger than one with fields. */
const PAGE = 500;
/** developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-bulkfetch-post */
const FETCHED_AT_ONCE = 100;

const isGone = (cause: unknown): boolean =>
  cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN');

export function jiraChanges(jira: Jira, fieldIds: () => Promise<KnownFieldIds>): ChangeIssues {
  const app = (): JiraClient => jira.asApp();
  const reading = async (site: SiteMap): Promise<ChangeReading> => ({ site, ids: await fieldIds() });

  const read = async (site: SiteMap, idOrKey: string): Promise<ChangeSeen | undefined> => {
    const how = await reading(site);
    const fields = fieldsToRead(how).join(',');
    try {
      return seenOf(how, await app().get(route`/rest/api/3/issue/${idOrKey}?fields=${fields}`, ChangeBean));
    } catch (cause) {
      if (isGone(cause)) return undefined;
      throw cause;
    }
  };

  return {
    read,
    async readWith(site, key, modifiedFields) {
      const seen = await read(site, key);
      return seen && { ...seen, facts: overlaid(await reading(site), seen.facts, modifiedFields) };
    },
    async publish(issueId, changes) {
      const { published } = await fieldIds();
      const updates = partsOf(changes).map(([part, value]) => ({
        customField: published[part],
        issueIds: [Number(issueId)],
        value,
      }));
      if (updates.length === 0) return;
      // The panel explains how a change stands; the issue's history stays that of its people.
      const path = route`/rest/api/3/app/field/value?generateChangelog=${'false'}`;
      await app().post(path, { updates }, nothing, { repeatable: true });
    },
    async search(jql, page) {
      const body = { jql, maxResults: PAGE, fields: ['id'], ...(page === undefined ? {} : { nextPageToken: page }) };
      const found = await app().post(route`/rest/api/3/search/jql`, body, IdPage, { repeatable: true });
      return { items: found.issues.map(({ id }) => id), next: found.nextPageToken ?? undefined };
    },
    async readMany(site, ids) {
      const how = await reading(site);
      const seen: ChangeSeen[] = [];
      for (let start = 0; start < ids.length; start += FETCHED_AT_ONCE) {
        const body = { issueIdsOrKeys: ids.slice(start, start + FETCHED_AT_ONCE), fields: fieldsToRead(how) };
        const { issues } = await app().post(route`/rest/api/3/issue/bulkfetch`, body, Fetched, { repeatable: true });
        seen.push(...issues.flatMap((bean) => seenOf(how, bean) ?? []));
      }
      return seen;
    },
    async comment(issueId, marker, sentence, mention) {
      if (await hasMarkedComment(app(), issueId, MARKER, marker)) return;
      const body = { body: commentOf(sentence, mention), properties: [markerProperty(MARKER, marker)] };
      await app().post(route`/rest/api/3/issue/${issueId}/comment`, body, nothing);
    },
    async jqlNames() {
      const { cis, published } = await fieldIds();
      return {
        cis: jqlName(cis),
        risk: jqlName(published.risk),
        score: jqlName(published.score),
        approval: jqlName(published.approval),
        tokens: jqlName(published.tokens),
      };
    },
  };
}

/** The comment property that tells the app's comments on changes apart. */
const MARKER = 'plumbline.change';

function partsOf({ risk, score, approval, tokens }: Partial<ChangePublication>): [keyof ChangePublication, Json][] {
  return [
    ...(risk === undefined ? [] : [['risk', risk] as [keyof ChangePublication, Json]]),
    ...(score === undefined ? [] : [['score', score] as [keyof ChangePublication, Json]]),
    ...(approval === undefined ? [] : [['approval', approval] as [keyof ChangePublication, Json]]),
    ...(tokens === undefined ? [] : [['tokens', [...tokens]] as [keyof ChangePublication, Json]]),
  ];
}

function commentOf(sentence: string, mention: readonly AccountId[]): Json {
  const people = mention.flatMap((id): Json[] => [
    { type: 'mention', attrs: { id } },
    { type: 'text', text: ' ' },
  ]);
  const content: Json[] = [
    { type: 'paragraph', content: [{ type: 'text', text: sentence }] },
    ...(people.length === 0 ? [] : [{ type: 'paragraph', content: people }]),
  ];
  return { version: 1, type: 'doc', content };
}
