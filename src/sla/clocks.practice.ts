/** What a person sees of an issue's clocks: judged this moment, from what they may see of it. */
import type { Handlers } from '../contract/handlers';
import type { IssueKey } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import type { ClockReport } from './clock-report';
import { fieldNamesOf } from './clock-words';
import { clockView } from './clock-view';
import { historyFrom } from './history';
import { judge } from './judge';
import { policyInForce } from './policy-in-force';
import { proofSheet, totalsOf } from './proof-sheet';
import { segmentView } from './segment-view';
import { coveringDefinitions, queryOf, readOptions } from './scope';
import type { slaContract, SlaPanel } from './sla.contract';
import type { IssueSeen, SlaPorts } from './sla.ports';

type Offered = 'sla.panel' | 'sla.proof';

export interface JudgedIssue {
  readonly seen: IssueSeen;
  readonly reports: readonly ClockReport[];
  /** False when no definition covers it. */
  readonly inScope: boolean;
}

/** Judges issues that were read, as of `now`; asks Jira about queries once for all of them. */
export async function judgeSeen(
  ports: SlaPorts,
  site: SiteMap,
  issues: readonly IssueSeen[],
  now: number,
): Promise<JudgedIssue[]> {
  if (issues.length === 0) return [];
  const { head } = await policyInForce(ports, site);
  const since = Math.min(...issues.map(({ told }) => told.createdAt));
  const versions = await ports.policies.versionsSince(head, since);
  const covering = issues.map((seen) => coveringDefinitions(versions, site, seen));
  const queries = [...new Set(covering.flat().flatMap((definition) => queryOf(definition) ?? []))];
  const found = await ports.issues.matching(
    issues.map(({ id }) => id),
    queries,
  );
  return issues.map((seen, index) => {
    const definitions = (covering[index] ?? []).filter((definition) => {
      const query = queryOf(definition);
      return query === undefined || found.get(seen.id)?.has(queries.indexOf(query)) === true;
    });
    const keys = new Set(definitions.map(({ key }) => key));
    const reports = judge(historyFrom(seen.told), versions, (key) => keys.has(key), now);
    return { seen, reports, inScope: keys.size > 0 };
  });
}

export function clocksPractice(ports: SlaPorts): Pick<Handlers<typeof slaContract>, Offered> {
  const { viewer, clock } = ports;

  async function judgedFor(site: SiteMap, issueKey: IssueKey, now: number): Promise<JudgedIssue> {
    const { head } = await policyInForce(ports, site);
    const seen = await viewer.read(site, issueKey, readOptions([head.policy]));
    const [judged] = await judgeSeen(ports, site, [seen], now);
    if (judged === undefined) throw new Error(`${issueKey} was not judged`);
    return judged;
  }

  async function panel(issueKey: IssueKey): Promise<SlaPanel> {
    const site = await ports.siteMap();
    if (site === undefined || site.projects.length === 0) return { kind: 'none', reason: 'not-set-up' };
    const now = toEpoch(clock.now());
    const { seen, reports, inScope } = await judgedFor(site, issueKey, now);
    if (!inScope) return { kind: 'none', reason: 'not-in-scope' };
    const nameOf = fieldNamesOf(site);
    const escalations = (await ports.records.read(seen.id))?.record.escalations ?? [];
    return {
      kind: 'clocks',
      issueKey: seen.key,
      asOf: instant(now),
      clocks: reports.map((report) => clockView(report, nameOf, escalations)),
    };
  }

  return {
    'sla.panel': (_, { issueKey }) => panel(issueKey),
    async 'sla.proof'(_, { issueKey, definition, cycle }) {
      const site = await ports.siteMap();
      if (site === undefined) throw new AppError('REFUSED', 'Plumbline is not set up yet.');
      const now = toEpoch(clock.now());
      const { seen, reports } = await judgedFor(site, issueKey, now);
      const report = reports.find((one) => one.definition.key === definition && one.cycle === cycle);
      if (report === undefined) throw new AppError('NOT_FOUND', `${issueKey} has no such clock.`);
      const { head } = await policyInForce(ports, site);
      const versions = await ports.policies.versionsSince(head, seen.told.createdAt);
      const segments = proofSheet(report, versions);
      const nameOf = fieldNamesOf(site);
      return {
        issueKey: seen.key,
        clock: clockView(report, nameOf),
        asOf: instant(now),
        segments: segments.map((segment) => segmentView(segment, nameOf)),
        totals: [...totalsOf(segments)],
      };
    },
  };
}
