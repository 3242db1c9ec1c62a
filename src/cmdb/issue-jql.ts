/** Questions to Jira about issues on CIs. */
import type { CiRef } from '../contract/ids';
import type { CmdbPorts } from './cmdb.ports';
import type { IssuesOnTheWay } from './cmdb.shapes';

/** CIs that one question names; JQL that is longer is refused by some clients and slow in Jira. */
export const MOST_IN_JQL = 100;

/** A ref has no character that JQL would take for more than itself. */
const listOf = (refs: readonly CiRef[]): string => refs.map((ref) => `"${ref}"`).join(', ');

export const issuesJql = (field: string, refs: readonly CiRef[]): string => `${field} in (${listOf(refs)})`;

export const openJql = (field: string, refs: readonly CiRef[]): string =>
  `${issuesJql(field, refs)} AND statusCategory != Done`;

/** Undefined when there is nothing to ask about, or the field is not there yet. */
export async function openIssuesJql(
  { directory }: Pick<CmdbPorts, 'directory'>,
  refs: readonly CiRef[],
): Promise<string | undefined> {
  const field = refs.length === 0 ? undefined : await directory.ciField();
  return field === undefined ? undefined : openJql(field, refs.slice(0, MOST_IN_JQL));
}

const LISTED = 25;

/** Open issues on these CIs, nearest CIs first: what one question can't name is not asked about, and the answer says so. */
export async function openIssuesOn(
  { directory, viewer }: Pick<CmdbPorts, 'directory' | 'viewer'>,
  refs: readonly CiRef[],
  except?: string,
): Promise<IssuesOnTheWay> {
  const asked = refs.slice(0, MOST_IN_JQL);
  const all = await openIssuesJql({ directory }, asked);
  if (all === undefined) return { issues: [], count: 0, jql: null, cut: false };
  const jql = except === undefined ? all : `${all} AND key != ${except}`;
  const found = await viewer.search(`${jql} ORDER BY priority DESC, created DESC`, LISTED);
  const count = found.length < LISTED ? found.length : Math.max(found.length, await viewer.count(jql));
  const known = new Set<string>(asked);
  return {
    issues: found.map(({ cis, priority, ...issue }) => ({
      ...issue,
      priority: priority ?? null,
      cis: asked.filter((ref) => known.has(ref) && cis.includes(ref)),
    })),
    count,
    jql,
    cut: refs.length > asked.length,
  };
}
