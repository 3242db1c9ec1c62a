/** The clocks' issues in Jira, as the calling user may see them. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { SlaViewer } from '../../sla/sla.ports';
import type { Jira, JiraClient } from './client';
import { allPages } from './paging';
import { SlaIssueBean, type SlaConstants } from './sla-beans';
import { fieldsToRead, readOne, withHistories } from './sla-reading';

const CountAnswer = z.object({ count: z.int() });
const Found = z.object({ issues: z.array(SlaIssueBean), nextPageToken: z.string().nullish() });
const Project = z.object({ key: z.string(), name: z.string() });
const Group = z.object({ groupId: z.string(), name: z.string() });
const Groups = z.object({
  issues: z.array(z.object({ fields: z.looseObject({}) })),
  nextPageToken: z.string().nullish(),
});

/** A page with fields holds at most 100 issues; so many tell which groups are at work. */
const SAMPLED = 100;

export function jiraSlaViewer(jira: Jira, constants: () => Promise<SlaConstants>): SlaViewer {
  const user = (): JiraClient => jira.asUser();
  return {
    read: async (_site, key, options) => readOne(user(), await constants(), key, options),
    async count(jql) {
      const body = { jql };
      return (await user().post(route`/rest/api/3/search/approximate-count`, body, CountAnswer, { repeatable: true }))
        .count;
    },
    async searchIssues(_site, jql, limit, options) {
      const known = await constants();
      const body = { jql, maxResults: limit, fields: fieldsToRead(known, options) };
      const { issues } = await user().post(route`/rest/api/3/search/jql`, body, Found, { repeatable: true });
      return withHistories(user(), known, issues);
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
    async groups(fieldId, jql) {
      const body = { jql, maxResults: SAMPLED, fields: [fieldId] };
      const page = await user().post(route`/rest/api/3/search/jql`, body, Groups, { repeatable: true });
      const found = new Map<string, { readonly name: string; readonly seen: number }>();
      for (const { fields } of page.issues) {
        const group = Group.safeParse(fields[fieldId]).data;
        if (group === undefined) continue;
        found.set(group.groupId, { name: group.name, seen: (found.get(group.groupId)?.seen ?? 0) + 1 });
      }
      return [...found]
        .toSorted(([, left], [, right]) => right.seen - left.seen)
        .map(([id, { name }]) => ({ id, name }));
    },
  };
}
