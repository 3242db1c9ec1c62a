/** Impact as it is shown: services first, each with the path and the rule that let failure through. */
import type { CiRef } from '../contract/ids';
import type { CmdbPorts } from './cmdb.ports';
import type { ImpactView } from './cmdb.shapes';
import { impactOf, type Impact } from './impact';
import { openIssuesOn } from './issue-jql';
import { graphOfSummary } from './graph-summary';
import { currentSummary } from './graph-summary.practice';
import { loadImpact, Walk, WALK_LIMITS, type Loaded, type WalkLimits } from './load-graph';
import { NodeNames } from './node-names';
import type { Reading } from './reading';

/** Impacted CIs listed; all are counted. An answer has at most 5 MB, and a browser has to show it. */
const LISTED = 1_000;

type WalkPorts = Pick<CmdbPorts, 'graph' | 'documents' | 'queue' | 'clock' | 'newJobId'>;
type ImpactPorts = WalkPorts & Pick<CmdbPorts, 'directory' | 'viewer'>;

export interface Analysed {
  readonly impact: Impact;
  readonly walk: Loaded;
}

/** Walked before the whole graph is read: its summary has some fifty pages for 100,000 CIs. */
const NEARBY: WalkLimits = { ...WALK_LIMITS, nodes: 2_000, requests: 120 };

/**
 * Walks from what failed; what goes further than some thousand CIs is looked up in the summary of the whole graph. Without
 * one the walk goes on as far as it may.
 */
export async function analyse(
  ports: WalkPorts,
  { catalogue }: Pick<Reading, 'catalogue'>,
  failed: readonly CiRef[],
): Promise<Analysed> {
  const walk = new Walk({ graph: ports.graph, clock: ports.clock, catalogue }, NEARBY);
  const near = await loadImpact(walk, failed);
  if (walk.truncatedAt === null) return { impact: impactOf(near, failed), walk };
  const summary = await currentSummary(ports, walk.count);
  if (summary !== undefined) {
    const impact = impactOf(graphOfSummary(summary, catalogue), failed);
    return { impact, walk: await shown(ports, walk, impact, summary.size) };
  }
  walk.extend(WALK_LIMITS);
  return { impact: impactOf(await loadImpact(walk, failed), failed), walk };
}

/** With the cards of the CIs that an answer names. */
async function shown({ graph }: WalkPorts, walk: Walk, impact: Impact, nodes: number): Promise<Loaded> {
  const named = new Set([
    ...impact.impacted.slice(0, LISTED).flatMap(({ path }) => path),
    ...impact.spared.slice(0, LISTED).map(({ ref }) => ref),
  ]);
  const cards = await graph.cards(
    [...named].filter((ref) => !walk.records.has(ref)),
    walk.count,
  );
  const records = new Map(walk.records);
  for (const [ref, card] of cards) records.set(ref, { card, neighbours: [] });
  const { levels, requests } = walk.cost;
  return { records, truncatedAt: null, cost: { nodes, levels: levels + 1, requests } };
}

export async function impactView(
  ports: ImpactPorts,
  reading: Reading,
  failed: readonly CiRef[],
  analysed?: Analysed,
): Promise<ImpactView> {
  const { impact, walk } = analysed ?? (await analyse(ports, reading, failed));
  const names = new NodeNames(reading, walk.records);
  const id = (ref: CiRef): string => names.id(ref);
  const readable = [...impact.failed, ...impact.impacted.map(({ ref }) => ref)].filter(
    (ref) => !names.isRestricted(ref),
  );
  const known = impact.failed.filter((ref) => !names.isRestricted(ref));
  return {
    asOf: ports.clock.now(),
    failed: known.map(id),
    unknown: impact.failed.filter((ref) => names.isRestricted(ref)),
    impacted: impact.impacted.slice(0, LISTED).map(({ ref, service, distance, via, because, path }) => ({
      id: id(ref),
      service,
      distance,
      via: { supplier: id(via.supplier), relationType: via.relationType },
      because,
      path: path.map(id),
    })),
    spared: impact.spared.slice(0, LISTED).map(({ ref, rule, failed: lost, remaining, inService, need }) => ({
      id: id(ref),
      rule,
      failed: lost,
      remaining,
      inService,
      need,
    })),
    counts: {
      impacted: impact.impacted.length,
      services: impact.services.length,
      spared: impact.spared.length,
    },
    open: await openIssuesOn(ports, readable),
    nodes: names.views,
    truncatedAt: walk.truncatedAt,
    cost: walk.cost,
  };
}
