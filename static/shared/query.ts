/** Queries and commands of the contract as react-query hooks. */
import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { ApiError, call, type InputOf, type OutputOf, type ProcedureName } from './api';

const SECOND = 1000;

/**
 * Every call costs the site an invocation: nothing is fetched again because a window came to the front, and only what may
 * work a second time is repeated.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 30 * SECOND,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.code === 'UNAVAILABLE',
        retryDelay: (failures, error) =>
          error instanceof ApiError && error.retryAfterSeconds !== undefined
            ? error.retryAfterSeconds * SECOND
            : SECOND * 2 ** failures,
      },
    },
  });
}

/** The cache's name of a query: `[procedure, input]`. */
export const queryOf = <N extends ProcedureName>(name: N, input: InputOf<N>) => ({
  queryKey: [name, input] as const,
  queryFn: (): Promise<OutputOf<N>> => call(name, input),
});

export interface ApiQueryOptions<N extends ProcedureName> {
  readonly enabled?: boolean;
  /** Shows the answer to the former input until the new one has its own. */
  readonly keep?: boolean;
  /** Milliseconds between looks, or `false` once there is nothing more to see. */
  readonly poll?: (data: OutputOf<N> | undefined) => number | false;
}

export function useApiQuery<N extends ProcedureName>(
  name: N,
  input: InputOf<N>,
  options: ApiQueryOptions<N> = {},
): UseQueryResult<OutputOf<N>, Error> {
  const { enabled = true, keep = false, poll } = options;
  return useQuery<OutputOf<N>, Error, OutputOf<N>, readonly [N, InputOf<N>]>({
    ...queryOf(name, input),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: poll === undefined ? false : (query) => poll(query.state.data),
  });
}

/** `changes` names the queries that no longer hold once the command has run. */
export function useApiCommand<N extends ProcedureName>(
  name: N,
  options: { readonly changes?: readonly ProcedureName[] } = {},
): UseMutationResult<OutputOf<N>, Error, InputOf<N>> {
  const client = useQueryClient();
  return useMutation<OutputOf<N>, Error, InputOf<N>>({
    mutationFn: (input) => call(name, input),
    onSuccess: () =>
      Promise.all((options.changes ?? []).map((query) => client.invalidateQueries({ queryKey: [query] }))),
  });
}
