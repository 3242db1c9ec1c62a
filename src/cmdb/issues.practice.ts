/** CIs and issues: the issues on a CI, and the CIs of an issue as its panel shows them. */
import type { Handlers } from '../contract/handlers';
import { CiRef } from '../contract/ids';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import { SHIPPED_CATALOGUE } from './classes/shipped';
import type { CiPanel, IssuesOnTheWay } from './cmdb.shapes';
import { rememberedImpact } from './impact-cache';
import { toAnalyse } from './impact-refresh.practice';
import { issuesJql, openIssuesOn, openJql } from './issue-jql';
import { briefOf, readCi, readingFor, readingOf } from './reading';

type Offered = 'cmdb.issues' | 'cmdb.panel';

/** Two records each, of the 25 that one request reads; the last is the catalogue's outline. */
export const MOST_ON_PANEL = 12;

export function issuesPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { viewer, directory, queue, clock } = ports;

  /** A queue that takes nothing now keeps nobody from what is known: the next look asks again. */
  const askedFor = async (refs: readonly CiRef[]): Promise<void> =>
    queue.push({ kind: 'impact', refs }).catch(() => undefined);

  /** From the issues listed where that is all of them; otherwise Jira counts for each CI. */
  async function countsByCi(refs: readonly CiRef[], open: IssuesOnTheWay, except: string) {
    const field = await directory.ciField();
    const isAll = open.count <= open.issues.length;
    const counted = refs.map(async (ref) => {
      if (field === undefined) return [ref, { count: 0, jql: '' }] as const;
      const jql = `${openJql(field, [ref])} AND key != ${except}`;
      const listed = open.issues.filter(({ cis }) => cis.includes(ref)).length;
      return [ref, { jql, count: isAll ? listed : Math.max(listed, await viewer.count(jql)) }] as const;
    });
    return new Map(await Promise.all(counted));
  }

  return {
    async 'cmdb.issues'({ accountId }, { ref }) {
      await readCi(ports, await readingFor(ports, accountId), ref);
      const field = await directory.ciField();
      const open = await openIssuesOn(ports, [ref]);
      if (field === undefined) return { open, all: null };
      const jql = issuesJql(field, [ref]);
      return { open, all: { jql, count: await viewer.count(jql) } };
    },
    async 'cmdb.panel'({ accountId }, { issueKey }) {
      const named = await viewer.cisOf(issueKey);
      if (named === undefined) return { kind: 'none', reason: 'no-field' };
      const refs = named.flatMap((text) => CiRef.safeParse(text).data ?? []);
      if (named.length === 0) return { kind: 'none', reason: 'no-cis' };
      const shown = refs.slice(0, MOST_ON_PANEL);
      const read = await ports.panel(shown);
      const { cards, impacts, changedAt } = read;
      const reading = await readingOf(ports, read.catalogue ?? SHIPPED_CATALOGUE, accountId);
      const present = shown.flatMap((ref) => cards.get(ref) ?? []);
      const readable = present.filter(({ classKey }) => reading.mayRead(classKey));
      const refsRead = readable.map(({ ref }) => ref);
      const stale = toAnalyse(refsRead, read, clock.now());
      if (stale.length > 0) await askedFor(stale);
      const open = await openIssuesOn(ports, refsRead, issueKey);
      const counts = await countsByCi(refsRead, open, issueKey);
      const names = await directory.namesOf([...new Set(readable.flatMap(({ owner }) => owner ?? []))]);
      const cis: Extract<CiPanel, { kind: 'cis' }>['cis'] = readable.map((card) => ({
        brief: briefOf(reading.catalogue, card),
        ownerName: (card.owner === null ? undefined : names.get(card.owner)) ?? null,
        impact: rememberedImpact(impacts.get(card.ref), reading, changedAt),
        openIssues: counts.get(card.ref) ?? { count: 0, jql: '' },
      }));
      return {
        kind: 'cis',
        issueKey,
        cis,
        restricted: present.length - readable.length,
        unknown: [...named.filter((text) => !CiRef.safeParse(text).success), ...shown.filter((ref) => !cards.has(ref))],
        more: refs.length - shown.length,
        open,
      };
    },
  };
}
