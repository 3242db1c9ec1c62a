/** The site's time as the pages know it: the last answer of the control API, carried on while the clock runs. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { parseClock, site, type ClockState } from './bootstrap';
import { send } from './http';

let state: ClockState = site.clock;
let seenAt = performance.now();
const listeners = new Set<() => void>();

export function siteNow(): number {
  const at = Date.parse(state.now);
  return state.mode === 'running' ? at + (performance.now() - seenAt) : at;
}

export const useClock = (): ClockState =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );

/** Renders again every `interval` milliseconds and whenever the clock was moved. */
export function useSiteNow(interval: number): number {
  useClock();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return siteNow();
}

export async function moveClock(
  wish: { advance: string } | { set: string } | { mode: ClockState['mode'] },
): Promise<void> {
  state = parseClock(await send('POST', '/_emulator/clock', wish));
  seenAt = performance.now();
  for (const listener of listeners) listener();
}
