/**
 * Node's built-in modules inside the app's realm. What opens sockets, files or processes is refused: on this host the
 * one way out is `fetch`, which the manifest bounds.
 */
import { createRequire } from 'node:module';
import type { RealmTimers } from './timers';

const ALLOWED = new Set([
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'crypto',
  'diagnostics_channel',
  'events',
  'path',
  'path/posix',
  'perf_hooks',
  'punycode',
  'querystring',
  'stream',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'url',
  'util',
  'util/types',
  'zlib',
]);

export function realmRequire(timers: RealmTimers): (name: string) => unknown {
  const load: (name: string) => unknown = createRequire(__filename);
  return (name) => {
    const plain = name.replace(/^node:/, '');
    if (plain === 'timers') return timers.globals;
    if (plain === 'timers/promises') return timers.promises;
    if (ALLOWED.has(plain)) return load(`node:${plain}`);
    throw new Error(
      `The app requires '${name}', which this host does not provide (it provides ${[...ALLOWED].join(', ')}).`,
    );
  };
}
