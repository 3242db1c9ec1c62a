import type { Site } from '../../../emulator/site';
import { aSite } from '../../support/site';
import { ImportDesk } from './desk';

let site: Site;
let desk: ImportDesk;
beforeAll(async () => {
  site = await aSite({ setUp: true });
}, 60_000);
beforeEach(async () => {
  await site.reset();
  desk = new ImportDesk(site);
});
afterAll(() => site.close());

const SERVERS =
  'Name;Serial number;IP address;Runs on\nweb-01;S1;10.0.0.1;\nweb-02;S2;10.0.0.2;\nvm-01;;10.0.0.3;web-01\n';

describe('an import', () => {
  it('goes from file to CMDB, and the same file again changes nothing', async () => {
    const first = await desk.import(SERVERS, { classKey: 'server' });
    expect(first.dryRun.dryRun?.counts).toEqual({ create: 3, update: 0, unchanged: 0, reject: 0 });
    expect(first.applied.apply).toMatchObject({
      state: 'done',
      counts: { create: 3, update: 0, unchanged: 0, reject: 0 },
      differing: 0,
    });
    const before = await desk.everything();
    const again = await desk.import(SERVERS, { classKey: 'server' });
    expect(again.applied.apply?.counts).toEqual({ create: 0, update: 0, unchanged: 3, reject: 0 });
    expect(await desk.everything()).toEqual(before);
  });
});
