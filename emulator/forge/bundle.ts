/**
 * The app's backend code as one CommonJS file for each handler file, as a deployment would build it. An already built
 * bundle (Atlassian's own bundler writes `<file>.cjs`) is taken as it is.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { AppManifest } from './app-manifest';
import { ManifestError } from './manifest-source';

export interface AppBundle {
  /** Handler file (`index` of `index.resolver`) to code. */
  readonly files: ReadonlyMap<string, BundledFile>;
}

export interface BundledFile {
  readonly name: string;
  readonly code: string;
}

const SOURCE_ENDINGS = ['ts', 'tsx', 'js', 'jsx', 'cjs', 'mjs'];
const BUILT_ENDINGS = ['cjs', 'js'];

export async function bundleApp(manifest: AppManifest, builtBundle?: string): Promise<AppBundle> {
  const names = [...new Set(manifest.functions.map((entry) => entry.file))];
  const files = new Map<string, BundledFile>();
  for (const name of names) {
    const code = builtBundle === undefined ? await bundleFile(manifest, name) : readBuilt(builtBundle, name);
    files.set(name, { name, code });
  }
  return { files };
}

async function bundleFile(manifest: AppManifest, name: string): Promise<string> {
  const source = SOURCE_ENDINGS.map((ending) => join(manifest.directory, 'src', `${name}.${ending}`)).find(existsSync);
  if (source === undefined) {
    throw new ManifestError(
      `${manifest.file} modules.function`,
      `there is no src/${name}.(${SOURCE_ENDINGS.join('|')}) for its handlers`,
    );
  }
  const result = await build({
    entryPoints: [source],
    absWorkingDir: manifest.directory,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    write: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  }).catch((error: unknown) => {
    throw new Error(`${source} does not build: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error(`${source}: the build wrote nothing`);
  return output.text;
}

function readBuilt(path: string, name: string): string {
  if (!existsSync(path)) throw new Error(`${path}: there is no bundle`);
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
  const file = BUILT_ENDINGS.map((ending) => join(path, `${name}.${ending}`)).find(existsSync);
  if (file === undefined) throw new Error(`${path}: there is no ${name}.(${BUILT_ENDINGS.join('|')})`);
  return readFileSync(file, 'utf8');
}
