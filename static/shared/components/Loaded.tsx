import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorState } from './ErrorState';
import { Skeleton } from './Skeleton';

export interface LoadedProps<T> {
  readonly query: UseQueryResult<T, Error>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A query's three states: its shape while it loads, what went wrong, or what it answered. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton />;
}
