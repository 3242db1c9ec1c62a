import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../shared/api';
import { Button, ErrorState, Skeleton } from '../shared/components';
import { useText } from './text';

export interface AdminErrorProps {
  readonly error: Error;
  readonly onRetry?: () => void;
}

/** Who is no administrator is told whom to ask, and an app out of reach is called that; the rest says what went wrong. */
export function AdminError({ error, onRetry }: AdminErrorProps): ReactNode {
  const text = useText();
  const code = error instanceof ApiError ? error.code : 'INTERNAL';
  if (code !== 'FORBIDDEN' && code !== 'UNAVAILABLE')
    return onRetry === undefined ? <ErrorState error={error} /> : <ErrorState error={error} onRetry={onRetry} />;
  return (
    <div className="ad-note" data-tone={code === 'FORBIDDEN' ? 'warning' : 'danger'} role="alert">
      <strong>{text(`admin.error.${code}`)}</strong>
      <p>{text(`admin.error.${code}.next`)}</p>
      <p className="ad-hint">{error.message}</p>
      {onRetry === undefined ? null : <Button onClick={onRetry}>{text('admin.retry')}</Button>}
    </div>
  );
}

export interface AdminLoadedProps<T> {
  readonly query: UseQueryResult<T, Error>;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** A query's states in the words of this page. */
export function AdminLoaded<T>({ query, lines = 6, children }: AdminLoadedProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <AdminError error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton lines={lines} />;
}
