/** What a site in a directory keeps from one start to the next, and what `reset` brings back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, openDatabase } from '../../../emulator/database';
import { Site } from '../../../emulator/site';
import { addDemoProject, asAdmin, buildPages } from './fixture';

const MANIFEST = join(__dirname, 'fixture', 'manifest.yml');
const START = Date.parse('2026-03-02T09:00:00Z');

let directory: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'site-'));
  await buildPages();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const summary = (site: Site): Promise<unknown> => asAdmin(site, 'GET', '/rest/api/3/issue/DEMO-1?fields=summary');
const rename = (site: Site): Promise<unknown> =>
  asAdmin(site, 'PUT', '/rest/api/3/issue/DEMO-1', { fields: { summary: 'Renamed' } });

describe.each(['memory', 'a directory'])('reset of a site in %s', (place) => {
  it('brings back what was there, and the time', async () => {
    const data = place === 'memory' ? ':memory:' : join(directory, 'reset');
    const site = await Site.open({ data, manifestPath: MANIFEST, clock: { mode: 'manual', startAt: START } });
    await addDemoProject(site);
    await site.forge.drain();
    site.markStart();
    const before = [await summary(site), site.clock.iso(), site.forge.events()];
    await rename(site);
    await site.forge.advanceTo(START + 3_600_000);
    site.clock.switchTo('running');
    await Promise.all([site.reset(), site.reset()]);
    expect([await summary(site), site.clock.iso(), site.forge.events()]).toEqual(before);
    expect(site.clock.mode).toBe('manual');
    await rename(site);
    await site.close();
  });
});

describe('a site in a directory', () => {
  it('keeps its issues, its waiting events and its time, also when it is killed', async () => {
    const data = join(directory, 'kept');
    const first = await Site.open({ data, manifestPath: MANIFEST, clock: { mode: 'manual', startAt: START } });
    await first.forge.drain();
    await first.forge.advanceTo(START + 86_400_000);
    await addDemoProject(first);
    const waiting = first.forge.events().filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(2);
    // A killed process writes nothing more; only its lock goes.
    const image = first.db.serialize();
    const killed = join(directory, 'killed');
    openDatabase(killed).close();
    writeFileSync(join(killed, 'site.sqlite'), image);
    await first.close();

    for (const place of [data, killed]) {
      const again = await Site.open({ data: place, manifestPath: MANIFEST });
      expect(again.clock.iso()).toBe(new Date(START + 86_400_000).toISOString());
      expect(again.clock.mode).toBe('manual');
      expect(await summary(again)).toMatchObject({ key: 'DEMO-1' });
      await again.forge.drain();
      expect(again.forge.events().filter(({ state }) => state === 'success')).toHaveLength(2);
      await again.close();
    }
  });

  it('is for one site at a time', async () => {
    const data = join(directory, 'one');
    const db = openDatabase(data);
    expect(() => openDatabase(data)).toThrow(`${data} can't be opened: another site is running on it`);
    db.close();
    openDatabase(data).close();
  });

  it('says so when the place is none', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(() => openDatabase(file)).toThrow(DataError);
  });
});
