/** What other practices ask of the CMDB: where failure of CIs spreads, and what CIs are called. */
import type { AccountId, CiRef } from '../contract/ids';
import { resolveCatalogue, type ClassCatalogue } from './class-catalogue';
import type { CiCard, CmdbPorts } from './cmdb.ports';
import { SERVICE_CLASS, type ImpactGraph } from './graph';
import { graphOfSummary } from './graph-summary';
import { currentSummary } from './graph-summary.practice';
import { loadImpact, Walk, type WalkLimits } from './load-graph';
import { catalogueOf, readingFor } from './reading';

export interface KnownCi extends Pick<CiCard, 'ref' | 'name' | 'classKey' | 'criticality' | 'owner'> {
  /** A business service, or of a class below that. */
  readonly service: boolean;
}

export interface LandscapePractice {
  /** The part of the graph in which failure of these CIs, together or one by one, spreads; and whether there is more. */
  readonly around: (refs: readonly CiRef[]) => Promise<{ readonly graph: ImpactGraph; readonly cut: boolean }>;
  /** Names as the person may see them; CIs of closed classes, and those that are gone, are absent. */
  readonly names: (reader: AccountId, refs: readonly CiRef[]) => Promise<ReadonlyMap<CiRef, string>>;
  readonly cards: (refs: readonly CiRef[]) => Promise<ReadonlyMap<CiRef, KnownCi>>;
  /** The keys of all classes. */
  readonly classes: () => Promise<ReadonlySet<string>>;
  /** A class with those above it. */
  readonly lineage: () => Promise<(classKey: string) => readonly string[]>;
}

/** Somebody waits, and a walk is only part of what they wait for: a page's function has 25 s for everything. */
const NEARBY: WalkLimits = { nodes: 2_000, requests: 120, milliseconds: 6_000 };
const FAR: WalkLimits = { nodes: 10_000, requests: 500, milliseconds: 10_000 };

type Ports = Pick<CmdbPorts, 'graph' | 'catalogue' | 'directory' | 'documents' | 'queue' | 'clock' | 'newJobId'>;

export function landscapePractice(ports: Ports): LandscapePractice {
  const catalogue = async (): Promise<ClassCatalogue> => resolveCatalogue(catalogueOf(await ports.catalogue.read()));
  return {
    async around(refs) {
      const classes = await catalogue();
      const walk = new Walk({ graph: ports.graph, clock: ports.clock, catalogue: classes }, NEARBY);
      const near = await loadImpact(walk, refs);
      if (walk.truncatedAt === null) return { graph: near, cut: false };
      const summary = await currentSummary(ports, walk.count);
      if (summary !== undefined) return { graph: graphOfSummary(summary, classes), cut: false };
      walk.extend(FAR);
      const graph = await loadImpact(walk, refs);
      return { graph, cut: walk.truncatedAt !== null };
    },
    async names(reader, refs) {
      if (refs.length === 0) return new Map();
      const [{ mayRead }, cards] = await Promise.all([readingFor(ports, reader), ports.graph.cards(refs)]);
      return new Map(
        [...cards].flatMap(([ref, { classKey, name }]) => (mayRead(classKey) ? [[ref, name] as const] : [])),
      );
    },
    async cards(refs) {
      if (refs.length === 0) return new Map();
      const [classes, cards] = await Promise.all([catalogue(), ports.graph.cards(refs)]);
      return new Map(
        [...cards].map(([ref, { name, classKey, criticality, owner }]) => {
          const service = [classKey, ...classes.lineage(classKey)].includes(SERVICE_CLASS);
          return [ref, { ref, name, classKey, criticality, owner, service }] as const;
        }),
      );
    },
    classes: async () => new Set((await catalogue()).classes.keys()),
    async lineage() {
      const classes = await catalogue();
      return (classKey) => classes.lineage(classKey);
    },
  };
}
