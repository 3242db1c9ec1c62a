/**
 * Arithmetic of time: half-open intervals `[from, to)` in epoch milliseconds. Two that only touch do not meet, so that a
 * change may begin in the millisecond in which another ends.
 */
import { toEpoch, instant } from '../kernel/time';
import type { Span } from './change.shapes';

export interface Interval {
  readonly from: number;
  readonly to: number;
}

export const intervalOf = ({ from, to }: Span): Interval => ({
  from: toEpoch(instant(from)),
  to: toEpoch(instant(to)),
});
export const spanOf = ({ from, to }: Interval): Span => ({ from: instant(from), to: instant(to) });

/** What both have; undefined when they do not meet. */
export function common(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from < to ? { from, to } : undefined;
}

/** In order and apart: what meets or touches is made one, what is empty falls out. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const one of intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || one.from > last.to) merged.push({ from: one.from, to: one.to });
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
  }
  return merged;
}

/** What of an interval a union leaves over, in order. */
export function remainder(whole: Interval, taken: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let at = whole.from;
  for (const { from, to } of taken) {
    if (from >= whole.to) break;
    if (from > at) left.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < whole.to) left.push({ from: at, to: whole.to });
  return left;
}

/**
 * Finds those that meet an interval without looking at all of them: a balanced tree over the order of beginnings, each
 * part knowing its latest end. A question costs the logarithm of how many there are, and what it finds.
 */
export class IntervalIndex<T extends Interval> {
  readonly #items: readonly T[];
  /** By place in the order: the latest end within the subtree whose root is there. */
  readonly #latest: Float64Array;

  constructor(items: Iterable<T>) {
    this.#items = [...items].sort((a, b) => a.from - b.from || a.to - b.to);
    this.#latest = new Float64Array(this.#items.length);
    this.#measure(0, this.#items.length);
  }

  /** In the order of their beginnings. */
  meeting(span: Interval): T[] {
    const found: T[] = [];
    if (span.from < span.to) this.#collect(0, this.#items.length, span, found);
    return found;
  }

  #measure(low: number, high: number): number {
    if (low >= high) return -Infinity;
    const middle = (low + high) >>> 1;
    const own = this.#items[middle]?.to ?? -Infinity;
    const latest = Math.max(own, this.#measure(low, middle), this.#measure(middle + 1, high));
    this.#latest[middle] = latest;
    return latest;
  }

  #collect(low: number, high: number, span: Interval, found: T[]): void {
    if (low >= high) return;
    const middle = (low + high) >>> 1;
    const root = this.#items[middle];
    if (root === undefined || (this.#latest[middle] ?? -Infinity) <= span.from) return;
    this.#collect(low, middle, span, found);
    if (root.from >= span.to) return;
    if (root.to > span.from && root.from < root.to) found.push(root);
    this.#collect(middle + 1, high, span, found);
  }
}
