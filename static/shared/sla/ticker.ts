/**
 * One timer for every countdown of a frame. It goes by `performance.now()`: the computer's own date may be wrong or be
 * set while the frame is open.
 */
import { useSyncExternalStore } from 'react';

const SECOND = 1000;

let now = performance.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = performance.now();
    timer = setInterval(() => {
      now = performance.now();
      for (const each of listeners) each();
    }, SECOND);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const nothingToTell = (): (() => void) => () => undefined;

/** Milliseconds that pass evenly, read once a second while `ticking`. */
export const useMonotonic = (ticking: boolean): number =>
  useSyncExternalStore(ticking ? subscribe : nothingToTell, () => now);

/** Where a moment of the recent past lies on that scale. Only the difference between two dates is used. */
export const monotonicAt = (moment: number): number => performance.now() - Math.max(0, Date.now() - moment);

/** This moment on that scale; what it is the moment of is named for the sake of hooks that depend on it. */
export const monotonicNow = (..._of: readonly unknown[]): number => performance.now();
