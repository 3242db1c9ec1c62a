/** Impact as it is shown: services first, each with the path and the rule that let failure through. */
import type { CiRef } from '../contract/ids';
import type { CmdbPorts } from './cmdb.ports';
import type { ImpactView } from './cmdb.shapes';
import { impactOf, type Impact } from './impact';
import { openIssuesOn } from './issue-jql';
import { loadImpact, Walk } from './load-graph';
import { NodeNames } from './node-names';
import type { Reading } from './reading';

/** Impacted CIs listed; all are counted. An answer has at most 5 MB, and a browser has to show it. */
const LISTED = 1_000;

type ImpactPorts = Pick<CmdbPorts, 'graph' | 'clock' | 'directory' | 'viewer'>;

export interface Analysed {
  readonly impact: Impact;
  readonly walk: Walk;
}

export async function analyse(ports: ImpactPorts, reading: Reading, failed: readonly CiRef[]): Promise<Analysed> {
  const walk = new Walk({ graph: ports.graph, clock: ports.clock, catalogue: reading.catalogue });
  const graph = await loadImpact(walk, failed);
  return { impact: impactOf(graph, failed), walk };
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
