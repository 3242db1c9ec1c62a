import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { call, type InputOf, type OutputOf, type ProcedureName } from '../../../shared/api';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursor: string | null;
}

export interface Pages<Row> {
  /** Undefined while the first page is on its way. */
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly more: () => void;
  readonly retry: () => void;
}

type Paged = 'cmdb.relations' | 'cmdb.history';
type RowOf<N extends Paged & ProcedureName> = OutputOf<N>['rows'][number];

/** A list read page by page, as somebody asks for more of it. */
export function usePages<N extends Paged>(
  name: N,
  input: Omit<InputOf<N>, 'cursor'>,
  ask: (cursor: string | null) => Promise<Page<RowOf<N>>>,
): Pages<RowOf<N>> {
  const found = useInfiniteQuery<
    Page<RowOf<N>>,
    Error,
    InfiniteData<Page<RowOf<N>>, string | null>,
    readonly [N, Omit<InputOf<N>, 'cursor'>],
    string | null
  >({
    queryKey: [name, input],
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: null,
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
  });
  return {
    rows: found.data?.pages.flatMap(({ rows }) => rows),
    hasMore: found.hasNextPage,
    loading: found.isFetching,
    error: found.error,
    more: () => void found.fetchNextPage(),
    retry: () => void found.refetch(),
  };
}

/** The relations of a CI from one of its ends. */
export const useRelations = (input: Omit<InputOf<'cmdb.relations'>, 'cursor'>): Pages<RowOf<'cmdb.relations'>> =>
  usePages('cmdb.relations', input, (cursor) => call('cmdb.relations', { ...input, cursor }));

/** What happened to a CI, youngest first. */
export const useHistory = (input: Omit<InputOf<'cmdb.history'>, 'cursor'>): Pages<RowOf<'cmdb.history'>> =>
  usePages('cmdb.history', input, (cursor) => call('cmdb.history', { ...input, cursor }));
