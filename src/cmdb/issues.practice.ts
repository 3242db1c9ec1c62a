/** CIs and issues: the issues on a CI, and the CIs of an issue as its panel shows them. */
import type { Handlers } from '../contract/handlers';
import { CiRef } from '../contract/ids';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { CiPanel } from './cmdb.shapes';
import { rememberedImpact } from './impact-cache';
import { issuesJql, openIssuesOn, openJql } from './issue-jql';
import { briefOf, catalogueOf, readCi, readingFor, readingOf } from './reading';

type Offered = 'cmdb.issues' | 'cmdb.panel';

/** Two records each, of the 25 that one request reads; the last is the catalogue's outline. */
export const MOST_ON_PANEL = 12;

export function issuesPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { viewer, directory } = ports;
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
      const { cards, impacts, changedAt, outline } = await ports.panel(shown);
      const reading = await readingOf(ports, outline ?? catalogueOf(await ports.catalogue.read()), accountId);
      const present = shown.flatMap((ref) => cards.get(ref) ?? []);
      const readable = present.filter(({ classKey }) => reading.mayRead(classKey));
      const field = await directory.ciField();
      const open = await openIssuesOn(
        ports,
        readable.map(({ ref }) => ref),
        issueKey,
      );
      const names = await directory.namesOf([...new Set(readable.flatMap(({ owner }) => owner ?? []))]);
      const cis: Extract<CiPanel, { kind: 'cis' }>['cis'] = readable.map((card) => ({
        brief: briefOf(reading.catalogue, card),
        ownerName: (card.owner === null ? undefined : names.get(card.owner)) ?? null,
        impact: rememberedImpact(impacts.get(card.ref), reading, changedAt),
        openIssues: {
          count: open.issues.filter((issue) => issue.cis.includes(card.ref)).length,
          jql: field === undefined ? '' : `${openJql(field, [card.ref])} AND key != ${issueKey}`,
        },
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
