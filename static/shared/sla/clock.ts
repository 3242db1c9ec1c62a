/** A clock as it stands between two answers of the server. */
import type { OutputOf } from '../api';

export type Clock = Extract<OutputOf<'sla.panel'>, { kind: 'clocks' }>['clocks'][number];

/** What a person is told about a clock, the most pressing first. `atRisk`: a warning was reached and time is left. */
export type Phase = 'breached' | 'met' | 'paused' | 'atRisk' | 'outsideHours' | 'holiday' | 'running';

export interface LiveClock {
  readonly phase: Phase;
  readonly elapsedMs: number;
  /** Negative when overrun. */
  readonly remainingMs: number;
}

/** `sinceMs`: how long ago, by a clock that is never set, the server gave its answer. */
export function clockAt(clock: Clock, asOf: string, sinceMs: number): LiveClock {
  const counted = countedSince(clock, asOf, sinceMs);
  const elapsedMs = clock.elapsedMs + counted;
  const remainingMs = clock.remainingMs - counted;
  return { phase: phaseOf(clock, remainingMs), elapsedMs, remainingMs };
}

/** Elapsed grows with the wall clock until `countsUntil`; what comes after, only the server knows. */
function countedSince({ countsUntil }: Clock, asOf: string, sinceMs: number): number {
  if (countsUntil === null) return 0;
  return Math.max(0, Math.min(sinceMs, Date.parse(countsUntil) - Date.parse(asOf)));
}

function phaseOf(clock: Clock, remainingMs: number): Phase {
  if (clock.state === 'breached') return 'breached';
  if (!clock.open) return 'met';
  if (clock.halted === 'paused') return 'paused';
  if (remainingMs < 0) return 'breached';
  if (clock.reached.length > 0) return 'atRisk';
  if (clock.halted === 'outside-hours') return 'outsideHours';
  return clock.halted === 'holiday' ? 'holiday' : 'running';
}

/** Whether its numbers change from second to second. */
export const counts = (clock: Clock): boolean => clock.countsUntil !== null;

/**
 * How long after `asOf` something happens that only the server can tell the outcome of: a warning, a breach, the end or
 * the beginning of working hours. `undefined` when nothing is to come by itself.
 */
export function nextMoment(clocks: readonly Clock[], asOf: string): number | undefined {
  const from = Date.parse(asOf);
  const moments = clocks
    .filter(({ open }) => open)
    .flatMap(({ countsUntil, resumesAt, next }) => [countsUntil, resumesAt, next?.at])
    .flatMap((moment) => (typeof moment === 'string' ? [Date.parse(moment) - from] : []))
    .filter((ms) => ms > 0);
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** Names a cycle of a clock on its issue. */
export const clockId = ({ definition, cycle }: Clock): string => `${definition.key}:${cycle}`;
