/** The clocks' issues in Jira, as the app itself sees and changes them. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';
import { instant } from '../../kernel/time';
import type { Publication } from '../../sla/publication';
import type { SlaIssues } from '../../sla/sla.ports';
import { nothing, type Jira, type JiraClient } from './client';
import type { SlaConstants } from './sla-beans';
import { readMany, readOne } from './sla-reading';

const Matches = z.object({
  matches: z.array(
    z.object({
      matchedIssues: z.array(z.union([z.string(), z.number()]).transform(String)),
      errors: z.array(z.string()).default([]),
    }),
  ),
});
const IdPage = z.object({ issues: z.array(z.object({ id: z.string() })), nextPageToken: z.string().nullish() });

/** A page of ids alone may be larger than one with fields. */
const PAGE = 500;

const isGone = (cause: unknown): boolean =>
  cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN');

export function jiraSlaIssues(jira: Jira, constants: () => Promise<SlaConstants>): SlaIssues {
  const app = (): JiraClient => jira.asApp();
  async function match(issueIds: readonly string[], queries: readonly string[]) {
    const body = { issueIds: issueIds.map(Number), jqls: [...queries] };
    return (await app().post(route`/rest/api/3/jql/match`, body, Matches, { repeatable: true })).matches;
  }
  const matching: SlaIssues['matching'] = async (issueIds, queries) => {
    const found = new Map<string, Set<number>>();
    if (queries.length === 0 || issueIds.length === 0) return found;
    const matches = await match(issueIds, queries);
    for (const [query, { matchedIssues }] of matches.entries())
      for (const id of matchedIssues) found.set(id, (found.get(id) ?? new Set()).add(query));
    return found;
  };
  return {
    async read(_site, idOrKey, options) {
      try {
        return await readOne(app(), await constants(), idOrKey, options);
      } catch (cause) {
        if (isGone(cause)) return undefined;
        throw cause;
      }
    },
    async matches(issueId, queries) {
      if (queries.length === 0) return [];
      const answers = await match([issueId], queries);
      return queries.map((_, query) => {
        const answer = answers[query];
        return answer === undefined || answer.errors.length > 0 ? undefined : answer.matchedIssues.includes(issueId);
      });
    },
    matching,
    async publish(issueId, changes) {
      const { fields } = await constants();
      const updates = updatesOf(changes).map(([part, value]) => ({
        customField: fields[part],
        issueIds: [Number(issueId)],
        value,
      }));
      if (updates.length === 0) return;
      // Clocks are explained by their proof sheet; the issue's history stays that of its people.
      const path = route`/rest/api/3/app/field/value?generateChangelog=${'false'}`;
      await app().post(path, { updates }, nothing, { repeatable: true });
    },
    async search(jql, page) {
      const body = { jql, maxResults: PAGE, fields: ['id'], ...(page === undefined ? {} : { nextPageToken: page }) };
      const found = await app().post(route`/rest/api/3/search/jql`, body, IdPage, { repeatable: true });
      return { items: found.issues.map(({ id }) => id), next: found.nextPageToken ?? undefined };
    },
    readMany: async (_site, ids, options) => readMany(app(), await constants(), ids, options),
    async jqlNames() {
      const { fields } = await constants();
      const named = (part: keyof Publication): string => `cf[${fields[part].replace('customfield_', '')}]`;
      return {
        due: named('due'),
        state: named('state'),
        remaining: named('remaining'),
        clocks: named('clocks'),
        outcomes: named('outcomes'),
      };
    },
  };
}

function updatesOf({ due, ...rest }: Partial<Publication>): [keyof Publication, Json][] {
  const updates: [keyof Publication, Json][] = due === undefined ? [] : [['due', due === null ? null : instant(due)]];
  for (const part of ['state', 'remaining'] as const) {
    const value = rest[part];
    if (value !== undefined) updates.push([part, value]);
  }
  for (const part of ['clocks', 'outcomes'] as const) {
    const value = rest[part];
    if (value !== undefined) updates.push([part, [...value]]);
  }
  return updates;
}
