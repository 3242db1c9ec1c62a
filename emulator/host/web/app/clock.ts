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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useClock = (): ClockState => useSyncExternalStore(subscribe, () => state);

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

type Wish = { readonly advance: string } | { readonly set: string } | { readonly mode: ClockState['mode'] };

let moves = 0;

/** Goes up whenever the clock was moved: frames of the app that show the past are opened anew. */
export const useClockMoves = (): number => useSyncExternalStore(subscribe, () => moves);

export async function moveClock(wish: Wish): Promise<void> {
  state = parseClock(await send('POST', '/_emulator/clock', wish));
  seenAt = performance.now();
  if (!('mode' in wish)) moves += 1;
  for (const listener of listeners) listener();
}

/** Where the site is while it works its way through what falls due. */
export const clockOnTheWay = async (): Promise<number> =>
  Date.parse(parseClock(await send('GET', '/_emulator/clock')).now);
