import { BAD_EVERY, bigFile, expectedOf } from '../../../bench/import-rows';
import { imported, type Imported } from './bulk';

/**
 * Enough of them to see that the same is done for the last row as for the first. As many as a data centre has, 10,000, take
 * minutes: `IMPORT_ROWS=10000`.
 */
const MANY = Number(process.env['IMPORT_ROWS'] ?? 2_000);
/** Enough for every kind of bad row, and little enough to die often. */
const FEW = 200;

describe(`${MANY} rows`, () => {
  let calm: Imported;
  let store: readonly string[];
  beforeAll(async () => {
    calm = await imported(MANY);
    store = calm.world.store();
  }, 300_000);

  it('reports every bad row with its reason, and loses none', async () => {
    const { told, world } = calm;
    expect(told).toEqual(expectedOf(MANY));
    expect(told.filter((line) => line.includes('reject'))).toHaveLength(MANY / BAD_EVERY);
    expect(await world.refs()).toHaveLength(MANY - MANY / BAD_EVERY);
  });

  it('changes nothing when the file comes again', async () => {
    const { applied } = await calm.world.import(`${bigFile(MANY)}\n`);
    const [good, bad] = [MANY - MANY / BAD_EVERY, MANY / BAD_EVERY];
    expect(applied.apply?.counts).toEqual({ create: 0, update: 0, unchanged: good, reject: bad });
    expect(differences(calm.world.store(), store)).toEqual([]);
  }, 300_000);

  it('gives the same CMDB when the consumer dies at random points', async () => {
    const troubled = await imported(MANY, 5);
    expect(troubled.deaths).toBeGreaterThan(5);
    expect(differences(troubled.told, calm.told)).toEqual([]);
    expect(differences(troubled.world.store(), store)).toEqual([]);
  }, 300_000);
});

describe(`${FEW} rows`, () => {
  let calm: Imported;
  let store: readonly string[];
  beforeAll(async () => {
    calm = await imported(FEW);
    store = calm.world.store();
  });

  it('are told as they are', () => {
    expect(calm.told).toEqual(expectedOf(FEW));
  });

  it.each(Array.from({ length: 6 }, (_, seed) => seed + 1))(
    'give the same CMDB wherever the consumer dies (%i)',
    async (seed) => {
      const troubled = await imported(FEW, seed);
      expect(troubled.deaths).toBeGreaterThan(3);
      expect(troubled.told).toEqual(calm.told);
      expect(differences(troubled.world.store(), store)).toEqual([]);
    },
  );
});

/** Lines that only one of them has. */
function differences(one: readonly string[], other: readonly string[]): string[] {
  const [left, right] = [new Set(one), new Set(other)];
  const only = (lines: readonly string[], set: ReadonlySet<string>, mark: string): string[] =>
    lines.filter((line) => !set.has(line)).map((line) => `${mark} ${line}`);
  const counts = one.length === other.length ? [] : [`${one.length} and ${other.length} lines`];
  return [...counts, ...only(one, right, '-'), ...only(other, left, '+')].slice(0, 20);
}
