import { useMemo } from 'react';
import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { CiListPage, CiRow } from '../../../../src/cmdb/cmdb.shapes';
import { call } from '../../../shared/api';
import type { ListQuery } from './list-query';

/** The most that one answer has. */
const PAGE_ROWS = 100;
/** Coming back from a CI within this time shows the list as it was left. */
const KEPT = 5 * 60_000;
/** Pages looked through in vain before somebody is asked whether to go on. */
const EMPTY_PAGES = 20;

export interface CiList {
  readonly rows: readonly CiRow[];
  /** Null while the first page is on its way. */
  readonly loaded: boolean;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: Error | null;
  /** A rare combination: the last pages held nothing. Looking further is for a person to decide. */
  readonly rare: boolean;
  readonly more: () => void;
  /** From the first page again. */
  readonly reload: () => void;
}

type Key = readonly ['cmdb.list', ListQuery];

/**
 * The list, page after page as it is asked for. Pages once read are not read again by themselves: of a long list that would
 * be as many invocations.
 */
export function useCiList(query: ListQuery): CiList {
  const client = useQueryClient();
  const queryKey: Key = ['cmdb.list', query];
  const found = useInfiniteQuery<CiListPage, Error, InfiniteData<CiListPage, string | null>, Key, string | null>({
    queryKey,
    queryFn: ({ pageParam }) => call('cmdb.list', { ...query, cursor: pageParam, limit: PAGE_ROWS }),
    initialPageParam: null,
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    staleTime: Infinity,
    gcTime: KEPT,
  });
  const pages = found.data?.pages;
  const rows = useMemo(() => rowsOf(pages ?? []), [pages]);
  return {
    rows,
    loaded: pages !== undefined,
    hasMore: found.hasNextPage,
    loading: found.isFetching,
    error: found.error,
    rare:
      pages !== undefined &&
      pages.length >= EMPTY_PAGES &&
      emptyAtEnd(pages) % EMPTY_PAGES === 0 &&
      emptyAtEnd(pages) > 0,
    more: () => {
      if (!found.isFetching) void found.fetchNextPage();
    },
    reload: () => void client.resetQueries({ queryKey }),
  };
}

function emptyAtEnd(pages: readonly CiListPage[]): number {
  const last = pages.findLastIndex(({ rows }) => rows.length > 0);
  return pages.length - 1 - last;
}

/** A CI that was renamed between two pages may come twice. */
function rowsOf(pages: readonly CiListPage[]): CiRow[] {
  const byRef = new Map(pages.flatMap(({ rows }) => rows).map((row) => [row.ref, row]));
  return [...byRef.values()];
}
