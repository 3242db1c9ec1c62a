import type { ReactNode } from 'react';
import { ApiError } from '../api';
import { useSharedText } from '../messages';
import { Button } from './Button';

export interface ErrorStateProps {
  readonly error: Error;
  readonly onRetry?: () => void;
}

/** What went wrong, what to do next, and for a bug the reference that finds it in the log. */
export function ErrorState({ error, onRetry }: ErrorStateProps): ReactNode {
  const text = useSharedText();
  const code = error instanceof ApiError ? error.code : 'INTERNAL';
  const reference = error instanceof ApiError ? error.reference : undefined;
  return (
    <div className="pl-state" role="alert">
      <h2 className="pl-state-title">{text('shared.error.title')}</h2>
      <p>{error.message}</p>
      <p>{text(`shared.error.next.${code}`)}</p>
      {reference === undefined ? null : <p>{text('shared.error.reference', { reference })}</p>}
      {onRetry === undefined ? null : <Button onClick={onRetry}>{text('shared.retry')}</Button>}
    </div>
  );
}
