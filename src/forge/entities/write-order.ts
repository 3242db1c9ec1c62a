import { performance } from 'node:perf_hooks';

let last = 0;

/**
 * Goes up with each call, as text too: microseconds since 1970 of the runtime, also where the clock of what is written
 * stands. Tells apart, and puts in order, what is written in one millisecond.
 */
export function nextWrite(): string {
  last = Math.max(last + 1, Math.floor((performance.timeOrigin + performance.now()) * 1000));
  return last.toString(36).padStart(11, '0');
}
