/** The answers a map is made of: its CI's surroundings, what was expanded, and what is said to fail. */
import { useMemo } from 'react';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import type { CatalogueState, MapView, TruncatedAt } from '../../../../src/cmdb/cmdb.shapes';
import { queryOf, useApiQuery } from '../../../shared/query';
import { failureOn, type Failure } from './failure';
import { mergeViews, type MapGraph } from './graph';
import { MOST_NODES, type MapSettings } from './settings';
import { sitesOf, type Site } from './sites';

export interface ServiceMapData {
  readonly graph: MapGraph | undefined;
  /** Names the set of CIs around the map's own: while it is the same, nothing has to be arranged anew. */
  readonly surroundings: string;
  readonly catalogue: CatalogueState | undefined;
  readonly sites: ReadonlyMap<string, Site>;
  readonly failure: Failure | undefined;
  readonly cut: TruncatedAt | null;
  readonly failureCut: TruncatedAt | null;
  readonly error: Error | null;
  readonly failureError: Error | null;
  /** Expansions that are on their way, and those that failed. */
  readonly expanding: ReadonlySet<string>;
  readonly expansionErrors: ReadonlyMap<string, Error>;
  readonly asking: boolean;
  readonly retry: () => void;
}

/** Failure is followed to its end, whatever is shown around it. */
const IMPACT_LEVELS = 10;
const EXPANSION_NODES = 500;

export function useServiceMap(
  { ci, levels, direction, fails }: MapSettings,
  expanded: readonly string[],
  maxNodes: number,
): ServiceMapData {
  const catalogue = useApiQuery('cmdb.catalogue', {});
  const around = useApiQuery('cmdb.map', { refs: [ci], levels, direction, maxNodes }, { keep: true });
  const impact = useApiQuery('cmdb.impact', { refs: [...fails] }, { enabled: fails.length > 0, keep: true });
  const spread = useApiQuery(
    'cmdb.map',
    { refs: [...fails], levels: IMPACT_LEVELS, direction: 'consumers', maxNodes },
    { enabled: fails.length > 0, keep: true },
  );
  const expansions = useQueries({
    queries: expanded.map((ref) =>
      queryOf('cmdb.map', { refs: [ref], levels: 1, direction: 'both', maxNodes: EXPANSION_NODES }),
    ),
    combine: expansionsOf,
  });
  const failing = fails.length > 0;
  const graph = useMemo(() => {
    if (around.data === undefined) return undefined;
    const spreading = failing && spread.data !== undefined ? [spread.data] : [];
    return mergeViews([around.data, ...spreading, ...expansions.flatMap(({ view }) => view ?? [])]);
  }, [around.data, spread.data, failing, expansions]);
  const failure = useMemo(
    () => (graph === undefined || impact.data === undefined || !failing ? undefined : failureOn(graph, impact.data)),
    [graph, impact.data, failing],
  );
  const locations = useMemo(
    () =>
      new Set(
        (catalogue.data?.classes ?? []).flatMap(({ key, lineage }) => (lineage.includes('location') ? [key] : [])),
      ),
    [catalogue.data],
  );
  const sites = useMemo(
    () => (graph === undefined ? new Map<string, Site>() : sitesOf(graph, (key) => locations.has(key))),
    [graph, locations],
  );
  const surroundings = useMemo(() => (around.data?.nodes ?? []).map(({ node }) => node.id).join(' '), [around.data]);
  return {
    graph,
    surroundings,
    catalogue: catalogue.data,
    sites,
    failure,
    cut: around.data?.truncatedAt ?? null,
    failureCut: failing ? (impact.data?.truncatedAt ?? null) : null,
    error: around.error,
    failureError: failing ? impact.error : null,
    expanding: new Set(
      expanded.filter((_, place) => expansions[place]?.view === undefined && !expansions[place]?.error),
    ),
    expansionErrors: new Map(
      expanded.flatMap((ref, place) => {
        const error = expansions[place]?.error;
        return error === undefined || error === null ? [] : [[ref, error] as const];
      }),
    ),
    asking: around.isFetching || (failing && (impact.isFetching || spread.isFetching)),
    retry: () => void around.refetch(),
  };
}

interface Expansion {
  readonly view: MapView | undefined;
  readonly error: Error | null;
}

/** Stays the same between renders for as long as the answers do. */
const expansionsOf = (results: readonly UseQueryResult<MapView, Error>[]): Expansion[] =>
  results.map(({ data, error }) => ({ view: data, error }));

export const isFull = (graph: MapGraph | undefined): boolean => (graph?.nodes.size ?? 0) >= MOST_NODES;
