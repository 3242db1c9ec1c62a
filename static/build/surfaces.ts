import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface Surface {
  readonly name: string;
  readonly folder: string;
  readonly outDir: string;
  readonly budget: number;
}

const KB = 1000;

/** What a visitor may load before anything shows, gzipped: panels, fields and gadgets come several to a page, full pages alone. */
function budgetOf(name: string): number {
  if (name === 'issue-panel' || name === 'ci-picker') return 100 * KB;
  if (name.startsWith('gadget-')) return 110 * KB;
  return 150 * KB;
}

/** Every folder of `staticFolder` with an index.html. */
export function surfaces(staticFolder: string): Surface[] {
  return readdirSync(staticFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'dist')
    .filter((entry) => existsSync(path.join(staticFolder, entry.name, 'index.html')))
    .map(({ name }) => ({
      name,
      folder: path.join(staticFolder, name),
      outDir: path.join(staticFolder, 'dist', name),
      budget: budgetOf(name),
    }));
}
