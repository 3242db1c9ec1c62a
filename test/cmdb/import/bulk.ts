/** A big file with bad rows among the good ones, imported by a consumer that dies at random points. */
import { dice } from '../../../bench/landscape';
import { ImportWorld, Killed } from './memory';

/** One row in twenty is bad, each for another reason in turn. */
export const BAD_EVERY = 20;
const BAD = [
  { row: (n: number) => `Server,bad-ip-${n},,999.1.1.1,`, code: 'invalid' },
  { row: (n: number) => `Spaceship,bad-class-${n},,,`, code: 'unknownClass' },
  { row: (n: number) => `Server,,NONAME-${n},,`, code: 'invalid' },
  { row: (n: number) => `Application,lost-${n},,,nowhere-${n}`, code: 'unknownCi' },
  { row: (n: number) => `Server,short-${n}`, code: 'ragged' },
  { row: (n: number) => `Server,host-${rackOf(n)},H${rackOf(n)},10.9.9.9,`, code: 'duplicate' },
  { row: (n: number) => `Virtual machine,falls-${n},,,bad-ip-${n - 6 * BAD_EVERY}`, code: 'rejectedRow' },
] as const;

/** The first host of each twenty rows, on which most of their machines run. */
const rackOf = (n: number): number => n - (n % BAD_EVERY);

const badRow = (n: number): (typeof BAD)[number] | undefined =>
  n % BAD_EVERY === BAD_EVERY - 1 ? BAD[Math.floor(n / BAD_EVERY) % BAD.length] : undefined;

export function bigFile(rows: number): string {
  const line = (n: number): string => {
    const bad = badRow(n);
    if (bad !== undefined) return bad.row(n);
    return n % 2 === 0
      ? `Server,host-${n},H${n},10.0.${(n >> 8) & 255}.${n & 255},`
      : `Virtual machine,vm-${n},,,host-${n % 4 === 1 ? n - 1 : rackOf(n)}`;
  };
  return ['Class,Name,Serial number,IP address,Runs on', ...Array.from({ length: rows }, (_, n) => line(n))].join('\n');
}

/** `row verdict reasons`, as `ImportWorld.told` says it. */
export const expectedOf = (rows: number): string[] =>
  Array.from({ length: rows }, (_, n) => {
    const bad = badRow(n);
    return bad === undefined ? `${n + 1} create` : `${n + 1} reject ${bad.code}`;
  });

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
