import { useMemo } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { CiDiff } from '../../../../src/cmdb/cmdb.shapes';
import { call } from '../../../shared/api';
import { mergeDiffs } from './merge';

export interface Comparison {
  readonly from: string;
  /** Null is now. */
  readonly to: string | null;
  readonly classKey: string | undefined;
}

export interface Diff {
  /** Undefined while the first page is on its way. */
  readonly diffs: readonly CiDiff[] | undefined;
  /** The later moment, fixed once the first page was read. */
  readonly to: string | null;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly error: Error | null;
  readonly more: () => void;
  readonly retry: () => void;
}

interface PageAsked {
  readonly to: string | null;
  readonly cursor: string | null;
}

/** What changed between two moments, read page by page. All pages of a comparison with now end at the same moment. */
export function useDiff({ from, to, classKey }: Comparison): Diff {
  const first: PageAsked = { to, cursor: null };
  const query = useInfiniteQuery({
    queryKey: ['cmdb.diff', { from, to, classKey }],
    initialPageParam: first,
    queryFn: ({ pageParam }: { readonly pageParam: PageAsked }) =>
      call('cmdb.diff', { from, ...(classKey === undefined ? {} : { classKey }), ...pageParam }),
    getNextPageParam: (page): PageAsked | null => (page.cursor === null ? null : { to: page.to, cursor: page.cursor }),
  });
  const pages = query.data?.pages;
  const diffs = useMemo(
    () => (pages === undefined ? undefined : mergeDiffs(pages.map((page) => page.changed))),
    [pages],
  );
  return {
    diffs,
    to: pages?.[0]?.to ?? to,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    error: query.error,
    more: () => void query.fetchNextPage(),
    retry: () => void (query.isFetchNextPageError ? query.fetchNextPage() : query.refetch()),
  };
}
