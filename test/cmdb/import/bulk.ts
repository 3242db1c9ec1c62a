/** A big file with bad rows among the good ones, imported by a consumer that dies at random points. */
import { bigFile } from '../../../bench/import-rows';
import { dice } from '../../../bench/landscape';
import { ImportWorld, Killed } from './memory';

export interface Imported {
  readonly world: ImportWorld;
  readonly importId: string;
  readonly told: readonly string[];
  /** How often the consumer died, in the dry run and in the import. */
  readonly deaths: number;
}

/** `seed` decides where the consumer dies; without one it lives. */
export async function imported(rows: number, seed?: number): Promise<Imported> {
  const world = new ImportWorld();
  const importId = await world.file(bigFile(rows));
  const deaths =
    (await troubled(world, importId, 'dryRun', rows / 4, seed)) +
    (await troubled(world, importId, 'apply', rows, seed));
  return { world, importId, told: await world.told(importId), deaths };
}

/** How often it died; `apart` is the most calls of the storage between two deaths. */
async function troubled(
  world: ImportWorld,
  importId: string,
  run: 'dryRun' | 'apply',
  apart: number,
  seed: number | undefined,
): Promise<number> {
  await world.start(importId, run);
  let deaths = 0;
  if (seed !== undefined) {
    const random = dice(seed);
    const next = (): number => world.calls + 1 + Math.floor(random() * apart);
    let dies = next();
    world.fault = (call) => {
      if (call < dies) return undefined;
      dies = next();
      deaths += 1;
      return { when: random() < 0.5 ? 'before' : 'after', cause: new Killed() };
    };
  }
  await world.drain();
  world.fault = () => undefined;
  return deaths;
}
