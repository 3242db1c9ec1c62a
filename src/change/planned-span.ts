/** When a change is to happen, as far as its issue says so in a usable way. */
import type { Instant } from '../kernel/time';
import { toEpoch } from '../kernel/time';
import type { Span } from './change.shapes';

/** A window of more than a year is a mistake, and would have to be compared with every change of that year. */
export const LONGEST_CHANGE_DAYS = 366;
export const LONGEST_CHANGE_MS = LONGEST_CHANGE_DAYS * 86_400_000;

/** Null unless both ends are there, the end comes after the start, and no more than 366 days lie between. */
export function spanBetween(from: Instant | undefined, to: Instant | undefined): Span | null {
  if (from === undefined || to === undefined) return null;
  const length = toEpoch(to) - toEpoch(from);
  return length > 0 && length <= LONGEST_CHANGE_MS ? { from, to } : null;
}
