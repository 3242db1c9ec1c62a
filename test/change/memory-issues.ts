/** Changes as the app sees them, in memory. */
import type { ChangeIssues } from '../../src/change/change.ports';
import type { ChangePublication } from '../../src/change/publication';
import { AppError } from '../../src/kernel/errors';
import { overlaid } from '../../src/forge/jira/change-beans';
import { CI_FIELD, seenOf, type ChangeWorld, type MemoryChange } from './world';

/** Small, so that tests of a handful of changes turn pages. */
const PAGE = 2;

export const JQL_NAMES: Readonly<Record<keyof ChangePublication | 'cis', string>> = {
  cis: 'cf[120]',
  risk: 'cf[131]',
  score: 'cf[132]',
  approval: 'cf[133]',
  tokens: 'cf[134]',
};

export function memoryIssues(world: () => ChangeWorld): ChangeIssues {
  const find = (idOrKey: string): MemoryChange | undefined =>
    [...world().issues.values()].find(({ facts }) => facts.issueId === idOrKey || facts.key === idOrKey);
  const standing = (issueId: string): MemoryChange => {
    const found = world().issues.get(issueId);
    if (found === undefined) throw new AppError('NOT_FOUND', `There is no issue ${issueId}.`);
    return found;
  };
  return {
    read(_site, idOrKey) {
      const found = find(idOrKey);
      return Promise.resolve(found && seenOf(found));
    },
    readWith(site, key, modifiedFields) {
      const found = find(key);
      if (found === undefined) return Promise.resolve(undefined);
      const reading = { site, ids: { cis: CI_FIELD, published: undefined } };
      return Promise.resolve({ ...seenOf(found), facts: overlaid(reading, found.facts, modifiedFields) });
    },
    publish(issueId, changes) {
      const found = standing(issueId);
      found.published = { ...found.published, ...changes };
      return Promise.resolve();
    },
    search(jql, page) {
      const { issues, asked, finds } = world();
      asked.push(jql);
      const found = [...issues.values()].filter(({ facts }) => finds(jql, facts));
      const start = Number(page ?? 0);
      const next = start + PAGE < found.length ? String(start + PAGE) : undefined;
      return Promise.resolve({ items: found.slice(start, start + PAGE).map(({ facts }) => facts.issueId), next });
    },
    readMany: (_site, ids) =>
      Promise.resolve(
        ids.flatMap((id) => {
          const found = world().issues.get(id);
          return found === undefined ? [] : [seenOf(found)];
        }),
      ),
    comment(issueId, marker, sentence, mention) {
      const { comments } = standing(issueId);
      if (!comments.some((one) => one.marker === marker)) comments.push({ marker, sentence, mention });
      return Promise.resolve();
    },
    jqlNames: () => Promise.resolve(JQL_NAMES),
  };
}
