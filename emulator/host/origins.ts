/**
 * One port, two origins. The site and the app's frames must not share an origin, as they do not on Atlassian's
 * servers (the app's resources come from a CDN). The names `localhost` and `127.0.0.1` reach the same socket and are
 * different origins to a browser: one of them is the site, the other serves the app's resources and nothing else.
 */
export const LOOPBACK_NAMES = ['localhost', '127.0.0.1'] as const;
export type LoopbackName = (typeof LOOPBACK_NAMES)[number];

export interface Origins {
  readonly site: string;
  readonly resources: string;
}

interface Host {
  readonly name: LoopbackName;
  readonly port: string;
}

/** The `Host` header taken apart; `undefined` for any other name, which also stops DNS rebinding. */
export function parseHost(header: string | null | undefined): Host | undefined {
  const [given = '', port = '80', ...rest] = (header ?? '').toLowerCase().split(':');
  const name = LOOPBACK_NAMES.find((known) => known === given);
  return name !== undefined && rest.length === 0 && /^\d{1,5}$/.test(port) ? { name, port } : undefined;
}

export function originsFor(siteName: LoopbackName, port: string): Origins {
  const resourceName = siteName === 'localhost' ? '127.0.0.1' : 'localhost';
  return { site: originOf(siteName, port), resources: originOf(resourceName, port) };
}

const originOf = (name: LoopbackName, port: string): string => new URL(`http://${name}:${port}`).origin;
