import { useEffect, useMemo, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../api';
import { ErrorState, Skeleton } from '../components';
import { useFormat } from '../format';
import { monotonicNow, useMonotonic } from '../sla/ticker';
import { useGadgetText } from './text';

export interface GadgetLoadedProps<T extends { readonly asOf: string }> {
  readonly query: UseQueryResult<T, Error>;
  readonly children: (data: T) => ReactNode;
}

/**
 * A gadget is looked at without being touched: while Jira refuses, it says so, when it tries again, and how old the
 * numbers are that it still shows.
 */
export function GadgetLoaded<T extends { readonly asOf: string }>({
  query,
  children,
}: GadgetLoadedProps<T>): ReactNode {
  const { data, error, failureReason } = query;
  if (data !== undefined)
    return (
      <>
        {failureReason === null ? null : <Stale query={query} asOf={data.asOf} why={failureReason} />}
        {children(data)}
      </>
    );
  if (failureReason === null) return <Skeleton lines={6} height={24} />;
  if (error !== null && delayAfter(error) === undefined)
    return <ErrorState error={error} onRetry={() => void query.refetch()} />;
  return (
    <div className="pl-state">
      <p role="alert">
        <Why error={failureReason} />
      </p>
      <NextTry query={query} why={failureReason} />
    </div>
  );
}

function Why({ error }: { readonly error: Error }): ReactNode {
  return useGadgetText()('gadget.retrying', { why: error.message });
}

function Stale({
  query,
  asOf,
  why,
}: {
  readonly query: UseQueryResult<unknown, Error>;
  readonly asOf: string;
  readonly why: Error;
}): ReactNode {
  const text = useGadgetText();
  const format = useFormat();
  return (
    <div className="pl-gadget-stale">
      <p role="alert">{text('gadget.retrying.stale', { at: format.dateTime(asOf), why: why.message })}</p>
      <NextTry query={query} why={why} />
    </div>
  );
}

/** Seconds Jira asked us to wait; `undefined` where waiting does not help. */
const delayAfter = (error: Error): number | undefined =>
  error instanceof ApiError && error.code === 'UNAVAILABLE' ? error.retryAfterSeconds : undefined;

/** The seconds count down to the next try: the query's own while it still tries, ours once it has given up. */
function NextTry({ query, why }: { readonly query: UseQueryResult<unknown, Error>; readonly why: Error }): ReactNode {
  const text = useGadgetText();
  const { failureCount, isFetching, refetch } = query;
  const tries = Math.max(0, failureCount - 1);
  // Why the try failed, and which it was, mark the moment it failed.
  const from = useMemo(() => monotonicNow(why, tries), [why, tries]);
  const now = useMonotonic(true);
  const delay = delayAfter(why) ?? (isFetching ? 2 ** tries : undefined);
  useEffect(() => {
    if (isFetching || delay === undefined) return undefined;
    const timer = setTimeout(() => void refetch(), delay * 1000);
    return () => clearTimeout(timer);
  }, [isFetching, delay, refetch, from]);
  if (delay === undefined) return null;
  const seconds = Math.ceil(delay - Math.max(0, now - from) / 1000);
  return <p>{seconds > 0 ? text('gadget.retrying.next', { seconds }) : text('gadget.retrying.now')}</p>;
}
