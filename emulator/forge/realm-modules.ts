/**
 * Node's built-in modules inside the app's realm. What opens sockets, files or processes can be required, as libraries
 * do at their top, but refuses to be used: the one way out of this host is `fetch`, which the manifest bounds.
 */
import { createRequire, isBuiltin } from 'node:module';
import type { RealmTimers } from './timers';

const USABLE = new Set([
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
    if (USABLE.has(plain)) return load(`node:${plain}`);
    if (isBuiltin(plain)) return unusable(plain, load(`node:${plain}`));
    throw new Error(`Cannot find module '${name}': it is neither in the bundle nor one of Node's own.`);
  };
}

/** The module's names, each of which says on use that it can't be used here. */
function unusable(name: string, real: unknown): object {
  const names = typeof real === 'object' && real !== null ? Object.keys(real) : [];
  return Object.fromEntries(names.map((member) => [member, refusing(`${name}.${member}`)]));
}

function refusing(what: string): unknown {
  const refuse = (): never => {
    throw new Error(`The app uses ${what}, which this host does not provide.`);
  };
  return new Proxy(function refused() {}, {
    apply: refuse,
    construct: refuse,
    get: (target, name, receiver): unknown =>
      typeof name === 'symbol' || name in target ? Reflect.get(target, name, receiver) : refusing(`${what}.${name}`),
  });
}
