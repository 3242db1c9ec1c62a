/** Questions to the graph: what breaks, what could have broken it, what it hangs by, what is around it. */
import type { Handlers } from '../contract/handlers';
import type { AccountId, CiRef } from '../contract/ids';
import { causesOf } from './causes';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';
import type { EdgeView, ImpactView, MapView } from './cmdb.shapes';
import { rememberImpact } from './impact-cache';
import { analyse, impactView } from './impact-view';
import { openIssuesOn } from './issue-jql';
import { loadSurroundings, loadUpstream, Walk, WALK_LIMITS } from './load-graph';
import { NodeNames } from './node-names';
import { noSuchCi, openRefs, readCi, readingFor, type Reading } from './reading';
import { neededOf, rulesOf } from './redundancy';
import { fatalPairs, singlePointsOfFailure } from './single-points';

type Offered = 'cmdb.impact' | 'cmdb.causes' | 'cmdb.weakPoints' | 'cmdb.map';

/** Causes and pairs listed; all causes are counted. */
const LISTED = 1_000;
const LISTED_PAIRS = 200;

export function graphPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { clock } = ports;

  const walking = (reading: Reading, nodes = WALK_LIMITS.nodes): Walk =>
    new Walk({ graph: ports.graph, clock, catalogue: reading.catalogue }, { ...WALK_LIMITS, nodes });

  async function upstream(accountId: AccountId, ref: CiRef) {
    const reading = await readingFor(ports, accountId);
    await readCi(ports, reading, ref);
    const walk = walking(reading);
    const graph = await loadUpstream(walk, ref);
    return { walk, graph, names: new NodeNames(reading, walk.records) };
  }

  return {
    async 'cmdb.impact'({ accountId }, { refs }) {
      const reading = await readingFor(ports, accountId);
      const open = await openRefs(ports, reading, refs);
      const closed = refs.filter((ref) => !open.includes(ref));
      const [only, ...others] = open;
      const asOf = clock.now();
      if (only === undefined || others.length > 0) return withUnknown(await impactView(ports, reading, open), closed);
      const analysed = await analyse(ports, reading, [only]);
      await rememberImpact(ports, only, analysed, asOf);
      return withUnknown(await impactView(ports, reading, open, analysed), closed);
    },
    async 'cmdb.causes'({ accountId }, { ref }) {
      const { walk, graph, names } = await upstream(accountId, ref);
      const found = causesOf(graph, ref);
      if (found === undefined) throw noSuchCi(ref);
      const causes = found.causes.slice(0, LISTED);
      const near = [ref, ...causes.map((cause) => cause.ref)].filter((one) => !names.isRestricted(one));
      return {
        asOf: clock.now(),
        of: names.id(ref),
        causes: causes.map(({ ref: cause, distance, alone, path }) => ({
          id: names.id(cause),
          distance,
          alone,
          path: path.map((one) => names.id(one)),
        })),
        counts: { causes: found.causes.length },
        open: await openIssuesOn(ports, near),
        nodes: names.views,
        truncatedAt: walk.truncatedAt,
        cost: walk.cost,
      };
    },
    async 'cmdb.weakPoints'({ accountId }, { ref }) {
      const { walk, graph, names } = await upstream(accountId, ref);
      const singles = singlePointsOfFailure(graph, ref);
      const pairs = fatalPairs(graph, ref, { maxPairs: LISTED_PAIRS });
      if (singles === undefined || pairs === undefined) throw noSuchCi(ref);
      return {
        asOf: clock.now(),
        of: names.id(ref),
        singles: singles.singles.map((one) => names.id(one)),
        pairs: pairs.pairs.map(([a, b]) => [names.id(a), names.id(b)] satisfies [string, string]),
        pairsCut: pairs.truncated || singles.truncated,
        nodes: names.views,
        truncatedAt: walk.truncatedAt,
        cost: walk.cost,
      };
    },
    async 'cmdb.map'({ accountId }, { refs, levels, direction, maxNodes }) {
      const reading = await readingFor(ports, accountId);
      const walk = walking(reading, maxNodes);
      const open = await openRefs(ports, reading, refs);
      const levelOf = await loadSurroundings(walk, open, levels, direction);
      return mapView(reading, walk, levelOf, clock.now());
    },
  };
}

const withUnknown = (view: ImpactView, closed: readonly CiRef[]): ImpactView => ({
  ...view,
  unknown: [...view.unknown, ...closed].sort(),
});

function mapView(reading: Reading, walk: Walk, levelOf: ReadonlyMap<CiRef, number>, asOf: string): MapView {
  const names = new NodeNames(reading, walk.records);
  const present = [...levelOf.keys()];
  return {
    asOf,
    nodes: present.map((ref) => {
      const neighbours = walk.records.get(ref)?.neighbours ?? [];
      const closed = names.isRestricted(ref);
      return {
        node: names.viewOf(ref),
        level: levelOf.get(ref) ?? 0,
        relations: closed ? 0 : neighbours.length,
        // What is asked about and not there was deleted a moment ago: nothing is left to be expanded.
        expanded: neighbours.every(({ other }) => levelOf.has(other) || walk.isSettled(other)),
      };
    }),
    edges: edgesAmong(reading, walk, levelOf, names),
    groups: present.filter((ref) => !names.isRestricted(ref)).flatMap((ref) => groupsOf(reading, walk, ref, names)),
    truncatedAt: walk.truncatedAt,
    cost: walk.cost,
  };
}

/** Each relation once: as its source tells of it. */
function edgesAmong(
  { catalogue }: Reading,
  walk: Walk,
  levelOf: ReadonlyMap<CiRef, number>,
  names: NodeNames,
): EdgeView[] {
  return [...levelOf.keys()].flatMap((ref) =>
    (walk.records.get(ref)?.neighbours ?? [])
      .filter(({ end, other }) => end === 'from' && levelOf.has(other))
      .map(({ type, other }) => {
        const relationType = catalogue.relationTypes.get(type);
        return {
          from: names.id(ref),
          to: names.id(other),
          type,
          label: relationType?.name ?? type,
          impact: relationType?.impact ?? 'none',
        };
      }),
  );
}

/** Rules of which every supplier is on the map: of others nobody could say how many there are. */
function groupsOf(reading: Reading, walk: Walk, ref: CiRef, names: NodeNames): MapView['groups'] {
  const { catalogue } = reading;
  const card = walk.records.get(ref)?.card;
  const ciClass = card === undefined ? undefined : catalogue.classes.get(card.classKey);
  if (card === undefined || ciClass === undefined) return [];
  const incoming = walk.edgesAt(ref).filter(({ consumer }) => consumer === ref);
  if (incoming.some(({ supplier }) => !walk.records.has(supplier))) return [];
  const own = card.redundancy === null ? null : [...card.redundancy];
  return rulesOf({ redundancy: own }, ciClass).map((rule) => {
    const members = incoming.flatMap(({ supplier, relationType }) => {
      const other = walk.records.get(supplier)?.card;
      const belongs =
        rule.group.by === 'relationType'
          ? relationType === rule.group.relationType
          : other !== undefined && catalogue.isA(other.classKey, rule.group.classKey);
      const state = catalogue.classes.get(other?.classKey ?? '')?.states.find(({ key }) => key === other?.state);
      return belongs && state?.inService !== false && state?.retired !== true ? [supplier] : [];
    });
    const inService = new Set(members).size;
    return { id: names.id(ref), rule, need: neededOf(rule.need, inService), inService };
  });
}
