/** `view.createHistory()`: the part of the page's address behind the app's own, kept in step both ways. */
import { z } from 'zod';

export interface RelativeLocation {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state?: unknown;
  readonly key: string;
}

export type Action = 'POP' | 'PUSH' | 'REPLACE';
export type HistoryListener = (location: RelativeLocation, action: Action) => unknown;

/** What the page gives: where it is, and how to move. */
export interface PageHistory {
  readonly location: () => RelativeLocation;
  readonly action: () => Action;
  readonly move: (address: string, state: unknown, replace: boolean) => void;
  readonly go: (delta: number) => void;
  readonly listen: (listener: HistoryListener) => () => void;
}

const Descriptor = z.union([
  z.string(),
  z.object({
    pathname: z.string().optional(),
    search: z.string().optional(),
    hash: z.string().optional(),
    state: z.unknown().optional(),
  }),
]);

function moverOf(page: PageHistory, replace: boolean): (to: unknown, state?: unknown) => void {
  return (to, state) => {
    const descriptor = Descriptor.parse(to);
    if (typeof descriptor === 'string') page.move(descriptor, state, replace);
    else {
      const { pathname = page.location().pathname, search = '', hash = '' } = descriptor;
      page.move(pathname + search + hash, descriptor.state ?? state, replace);
    }
  };
}

export function bridgeHistory(page: PageHistory): Record<string, unknown> {
  return {
    action: page.action(),
    location: page.location(),
    push: moverOf(page, false),
    replace: moverOf(page, true),
    go: (delta: unknown) => page.go(z.number().parse(delta)),
    goBack: () => page.go(-1),
    goForward: () => page.go(1),
    listen: (listener: unknown) =>
      page.listen(z.custom<HistoryListener>((value) => typeof value === 'function').parse(listener)),
  };
}
