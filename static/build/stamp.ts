/** A surface is built again only when something it is made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Surface } from './surfaces';

const Stamp = z.object({
  hash: z.string(),
  size: z.object({ surface: z.string(), initial: z.number(), lazy: z.number(), files: z.number(), budget: z.number() }),
});
type Stamp = z.output<typeof Stamp>;

/** Beside the surface's folder and not in it: what is in the folder is uploaded. */
const stampFile = (surface: Surface): string => `${surface.outDir}.stamp.json`;

export function readStamp(surface: Surface): Stamp | undefined {
  if (!existsSync(stampFile(surface)) || !existsSync(path.join(surface.outDir, 'index.html'))) return undefined;
  const stamp = Stamp.safeParse(JSON.parse(readFileSync(stampFile(surface), 'utf8')));
  return stamp.success && stamp.data.size.budget === surface.budget ? stamp.data : undefined;
}

export function writeStamp(surface: Surface, stamp: Stamp): void {
  writeFileSync(stampFile(surface), JSON.stringify(stamp));
}

/** Of the surface's own folder, the folders of static/ that are no surface, src/ (the contract), and the locked packages. */
export function inputsHash(root: string, surface: Surface): string {
  const staticFolder = path.join(root, 'static');
  const shared = readdirSync(staticFolder)
    .filter((name) => name !== 'dist' && !existsSync(path.join(staticFolder, name, 'index.html')))
    .map((name) => path.join(staticFolder, name));
  const hash = createHash('sha256');
  for (const place of [surface.folder, ...shared, path.join(root, 'src'), path.join(root, 'package-lock.json')]) {
    for (const file of filesUnder(place))
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(place: string): string[] {
  if (!existsSync(place)) return [];
  const entries = readdirSync(path.dirname(place), { withFileTypes: true }).find(
    (entry) => entry.name === path.basename(place),
  );
  if (entries?.isFile() === true) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
