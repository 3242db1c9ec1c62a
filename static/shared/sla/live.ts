import { useEffect, useMemo } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { counts, nextMoment, type Clock } from './clock';
import { monotonicAt, useMonotonic } from './ticker';

/** How long ago the answer came, read once a second while one of its clocks counts. */
export function useSince(answeredAt: number, clocks: readonly Clock[]): number {
  const arrival = useMemo(() => monotonicAt(answeredAt), [answeredAt]);
  return Math.max(0, useMonotonic(clocks.some(counts)) - arrival);
}

type Asking = Pick<UseQueryResult, 'refetch' | 'dataUpdatedAt'>;

/** The server has passed the moment when it is asked. */
const MARGIN = 300;
const SOONEST = 2_000;
/** Browsers hold a delay in 32 bits, and a look at an hour costs little. */
const LATEST = 3_600_000;
/** Between looks for a computer that slept, and how far its clocks may drift apart unslept. */
const CHECK = 30_000;
const DRIFT = 5_000;
const STALE = 60_000;

/** Asks again when a warning, a breach, or the end of working hours has come, and when somebody looks after a while away. */
export function useMoments(query: Asking, clocks: readonly Clock[], asOf: string | undefined): void {
  const { refetch, dataUpdatedAt } = query;
  const moment = asOf === undefined ? undefined : nextMoment(clocks, asOf);
  useEffect(() => {
    if (moment === undefined) return undefined;
    const timer = setTimeout(() => void refetch(), Math.min(LATEST, Math.max(SOONEST, moment + MARGIN)));
    return () => clearTimeout(timer);
  }, [moment, dataUpdatedAt, refetch]);
  useEffect(() => {
    if (dataUpdatedAt === 0) return undefined;
    const arrival = monotonicAt(dataUpdatedAt);
    const slept = (): boolean => Date.now() - dataUpdatedAt - (performance.now() - arrival) > DRIFT;
    const looked = (): void => {
      if (document.visibilityState === 'visible' && Date.now() - dataUpdatedAt > STALE) void refetch();
    };
    const check = setInterval(() => (slept() ? void refetch() : undefined), CHECK);
    document.addEventListener('visibilitychange', looked);
    return () => {
      clearInterval(check);
      document.removeEventListener('visibilitychange', looked);
    };
  }, [dataUpdatedAt, refetch]);
}
