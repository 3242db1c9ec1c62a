import { BAD_EVERY, bigFile, expectedOf, imported, type Imported } from './bulk';

/** Small enough for every run of the tests; a site takes 10,000 the same way. */
const ROWS = 200;

let calm: Imported;
let everything: Awaited<ReturnType<Imported['world']['everything']>>;
beforeAll(async () => {
  calm = await imported(ROWS);
  everything = await calm.world.everything();
}, 60_000);

it('reports every bad row of a big file with its reason, and loses none', async () => {
  const { told, world } = calm;
  expect(told).toEqual(expectedOf(ROWS));
  expect(told.filter((line) => line.includes('reject'))).toHaveLength(ROWS / BAD_EVERY);
  expect(await world.refs()).toHaveLength(ROWS - ROWS / BAD_EVERY);
}, 60_000);

it('changes nothing when the file comes again', async () => {
  const { world } = await imported(ROWS);
  const { applied } = await world.import(`${bigFile(ROWS)}\n`);
  expect(applied.apply?.counts).toEqual({
    create: 0,
    update: 0,
    unchanged: ROWS - ROWS / BAD_EVERY,
    reject: ROWS / BAD_EVERY,
  });
  expect(await world.everything()).toEqual(everything);
}, 60_000);

it.each([1, 2, 3, 4])(
  'gives the same CMDB when the consumer dies at random points (%i)',
  async (seed) => {
    const troubled = await imported(ROWS, seed);
    expect(troubled.deaths).toBeGreaterThan(0);
    expect(troubled.told).toEqual(calm.told);
    expect(await troubled.world.everything()).toEqual(everything);
  },
  120_000,
);
