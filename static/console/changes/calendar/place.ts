/** Where things go: shares of a day or of the span shown, and lanes side by side for what happens at once. */
import { localOf } from '../../../shared/zoned';
import { addDays, type Day } from './days';

export interface Timed {
  readonly from: string;
  readonly to: string;
}

/** From 0 to 1. */
export interface Share {
  readonly start: number;
  readonly end: number;
}

const MINUTES_A_DAY = 1_440;

/** What of a day it takes, by the clock on the wall; undefined when it is on other days. */
export function shareOfDay({ from, to }: Timed, day: Day, zone: string): Share | undefined {
  const [first, last] = [localOf(Date.parse(from), zone), localOf(Date.parse(to), zone)];
  const [start, end] = [`${day}T00:00`, `${addDays(day, 1)}T00:00`];
  if (first >= end || last <= start) return undefined;
  return { start: first <= start ? 0 : shareAt(first), end: last >= end ? 1 : shareAt(last) };
}

function shareAt(local: string): number {
  const [hour = 0, minute = 0] = local.slice(11).split(':').map(Number);
  return (hour * 60 + minute) / MINUTES_A_DAY;
}

export function shareOfSpan({ from, to }: Timed, span: Timed): Share | undefined {
  const [start, end] = [Date.parse(span.from), Date.parse(span.to)];
  const [first, last] = [Math.max(Date.parse(from), start), Math.min(Date.parse(to), end)];
  if (first >= last) return undefined;
  return { start: (first - start) / (end - start), end: (last - start) / (end - start) };
}

export interface Laned<T> {
  readonly item: T;
  readonly share: Share;
  readonly lane: number;
  /** Of those that it happens together with, directly or through others. */
  readonly lanes: number;
}

/** Each in the first lane that is free; those that share time share the width. */
export function inLanes<T>(items: readonly (readonly [T, Share])[], least = 0): Laned<T>[] {
  const sorted = [...items].sort(([, a], [, b]) => a.start - b.start || b.end - a.end);
  const placed: Laned<T>[] = [];
  let group: { item: T; share: Share; lane: number }[] = [];
  let ends: number[] = [];
  const close = (): void => {
    placed.push(...group.map((one) => ({ ...one, lanes: ends.length })));
    group = [];
    ends = [];
  };
  for (const [item, share] of sorted) {
    if (ends.every((end) => end <= share.start)) close();
    const free = ends.findIndex((end) => end <= share.start);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(share.end, share.start + least);
    group.push({ item, share, lane });
  }
  close();
  return placed;
}
