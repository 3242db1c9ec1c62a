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
] as const;

export function bigFile(rows: number): string {
  const line = (n: number): string => {
    const bad = n % BAD_EVERY === BAD_EVERY - 1 ? BAD[Math.floor(n / BAD_EVERY) % BAD.length] : undefined;
    if (bad !== undefined) return bad.row(n);
    return n % 2 === 0
      ? `Server,host-${n},H${n},10.0.${(n >> 8) & 255}.${n & 255},`
      : `Virtual machine,vm-${n},,,host-${n - 1}`;
  };
  return ['Class,Name,Serial number,IP address,Runs on', ...Array.from({ length: rows }, (_, n) => line(n))].join('\n');
}

/** `row verdict reasons`, as `ImportWorld.told` says it. */
export const expectedOf = (rows: number): string[] =>
  Array.from({ length: rows }, (_, n) => {
    const bad = n % BAD_EVERY === BAD_EVERY - 1 ? BAD[Math.floor(n / BAD_EVERY) % BAD.length] : undefined;
    return bad === undefined ? `${n + 1} create` : `${n + 1} reject ${bad.code}`;
  });

export interface Imported {
  readonly world: ImportWorld;
  readonly told: readonly string[];
  /** How often the consumer died. */
  readonly deaths: number;
}

/** `seed` decides where the consumer dies; without one it lives. */
export async function imported(rows: number, seed?: number): Promise<Imported> {
  const world = new ImportWorld();
  const importId = await world.file(bigFile(rows));
  await world.run(importId, 'dryRun');
  await world.start(importId, 'apply');
  let deaths = 0;
  if (seed !== undefined) {
    const random = dice(seed);
    const next = (): number => world.calls + 1 + Math.floor(random() * rows * 1.5);
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
  return { world, told: await world.told(importId), deaths };
}
