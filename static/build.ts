/**
 * Builds every front end: one resource per surface, from static/<surface>/ into static/dist/<surface>/, then the pages of
 * the local host. A folder with an index.html is a surface. Each build ends with the table of what a visitor loads first,
 * held against the budgets; a broken budget fails the build.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSurface } from './build/bundle';
import { inputsHash, readStamp, writeStamp } from './build/stamp';
import { describeSizes, overBudget, type SurfaceSize } from './build/sizes';
import { surfaces, type Surface } from './build/surfaces';

const root = path.resolve(__dirname, '..');

async function buildUnlessUnchanged(surface: Surface): Promise<SurfaceSize> {
  const hash = inputsHash(root, surface);
  const stamp = readStamp(surface);
  if (stamp?.hash === hash) return { ...stamp.size, note: 'unchanged' };
  const size = await buildSurface(root, surface);
  writeStamp(surface, { hash, size });
  return { ...size, note: 'built' };
}

async function buildHostPages(): Promise<string> {
  const file = path.join(root, 'emulator/host/build.ts');
  if (!existsSync(file)) return 'Host pages: emulator/host/build.ts does not exist, nothing to build.';
  const host: unknown = await import(pathToFileURL(file).href);
  const build = exported(host, 'buildHost');
  if (!isAction(build)) throw new Error('emulator/host/build.ts does not export buildHost()');
  await build();
  return 'Host pages: built.';
}

/** A CommonJS module's exports arrive under `default` when it is imported natively. */
function exported(module: unknown, name: string): unknown {
  if (typeof module !== 'object' || module === null) return undefined;
  const own: unknown = Object.getOwnPropertyDescriptor(module, name)?.value ?? Reflect.get(module, name);
  return own ?? exported(Reflect.get(module, 'default'), name);
}

const isAction = (value: unknown): value is () => unknown => typeof value === 'function';

async function main(): Promise<void> {
  const sizes: SurfaceSize[] = [];
  for (const surface of surfaces(path.join(root, 'static'))) sizes.push(await buildUnlessUnchanged(surface));
  console.log(describeSizes(sizes));
  console.log(await buildHostPages());
  const broken = overBudget(sizes);
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? (cause.stack ?? cause.message) : cause);
  process.exitCode = 1;
});
