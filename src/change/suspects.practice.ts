/**
 * Incidents that a change may have caused: created soon after its implementation began, on its CIs or on what falls with
 * them. Jira looks for them as the caller, so that nobody learns of an incident they may not see.
 */
import { impactOf } from '../cmdb/impact';
import type { Handlers } from '../contract/handlers';
import type { CiRef } from '../contract/ids';
import { instant, toEpoch, type Instant } from '../kernel/time';
import { changeOf, siteOf } from './asked-change.practice';
import type { ChangeFacts } from './change-facts';
import { allOf, incidentsIn, minuteIn, nextMinute, onCis, quoted } from './change-jql';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import { ciName } from './conflict-view';
import { EARLY_MINUTES } from './requirements';
import type { Review, Suspect } from './review.shapes';

/** As long after a change its consequences are looked for everywhere in the product. */
export const SUSPECT_HOURS = 72;
/** CIs that one question names; JQL that is longer is refused by some clients and slow in Jira. */
const MOST_CIS = 100;
const MOST_SUSPECTS = 50;
const HOUR_MS = 3_600_000;

export function suspectsPractice(ports: ChangePorts): Handlers<typeof changeContract>['change.suspects'] {
  const { viewer, records, landscape, issues, clock } = ports;

  return async (_, { issueKey }) => {
    const site = await siteOf(ports);
    const { facts } = await changeOf(ports, site, issueKey);
    const began = beginningOf(facts, (await records.read(facts.issueId))?.record.review ?? null);
    if (began === undefined || began > clock.now() || facts.cis.length === 0) return { suspects: [] };
    const { graph } = await landscape.around(facts.cis);
    const refs = [...new Set([...facts.cis, ...impactOf(graph, facts.cis).impacted.map(({ ref }) => ref)])];
    const asked = refs.slice(0, MOST_CIS);
    const projects = await viewer.projects(site.projects.map(({ id }) => id));
    if (projects.length === 0) return { suspects: [] };
    const until = instant(toEpoch(began) + SUSPECT_HOURS * HOUR_MS);
    const [zone, names] = await Promise.all([viewer.zone(), issues.jqlNames()]);
    const jql = allOf([
      incidentsIn(
        site,
        projects.map(({ key }) => key),
      ),
      onCis(names.cis, asked),
      `created >= ${quoted(minuteIn(began, zone))}`,
      `created < ${quoted(minuteIn(nextMinute(until), zone))}`,
    ]);
    const found = await viewer.issues(`${jql} ORDER BY created ASC`, MOST_SUSPECTS);
    const linked = new Set(await viewer.linkedIncidents(site, issueKey));
    const readable = await landscape.names(asked);
    const shared = (cis: readonly CiRef[]): CiRef[] => asked.filter((ref) => cis.includes(ref));
    return {
      suspects: found
        .filter(({ createdAt }) => createdAt >= began && createdAt < until)
        .map(({ key, summary, status, createdAt, cis }): Suspect => ({
          key,
          summary,
          status,
          createdAt,
          hours: Math.round(((toEpoch(createdAt) - toEpoch(began)) / HOUR_MS) * 10) / 10,
          shared: shared(cis).map((ref) => ciName(ref, readable)),
          linked: linked.has(key),
        }))
        .sort((one, other) => Number(other.linked) - Number(one.linked) || one.hours - other.hours),
    };
  };
}

/** When work really began, as far as anybody said; otherwise as early as the workflow lets it begin. */
function beginningOf({ plannedStart }: ChangeFacts, review: Review | null): Instant | undefined {
  if (review?.actualStart != null) return instant(review.actualStart);
  return plannedStart === undefined ? undefined : instant(toEpoch(plannedStart) - EARLY_MINUTES * 60_000);
}
