/** The app as Atlassian's own bundler builds it does what the app built here does. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { APP_ROOT, type Site } from '../../emulator/site';
import { SiteDesk } from '../incident/site-desk';
import { describeWith } from '../support/prerequisite';
import { aSite, invoke } from '../support/site';

const BUNDLE = join(APP_ROOT, 'artifacts', 'bundle');
const HOW = 'node tools/atlassian/bundle.cjs artifacts/bundle';

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
const made = existsSync(join(BUNDLE, 'index.cjs'));
const stale = made && newest(join(APP_ROOT, 'src')) > statSync(join(BUNDLE, 'index.cjs')).mtimeMs;

const Traffic = z.array(
  z.looseObject({
    method: z.string(),
    path: z.string(),
    status: z.int(),
    as: z.string(),
    function: z.string().nullable(),
  }),
);

/** What became of an incident, and everything that the app asked of Jira on the way, set-up included. */
async function incidentOn(site: Site) {
  const desk = await SiteDesk.open(site);
  const key = await desk.create({ impact: 'Department', urgency: 'High' });
  await desk.settle();
  await invoke(site, 'agent', 'incident.override', { issueKey: key, level: 1, reason: 'The CEO waits' }, PANEL);
  await desk.settle();
  await desk.move(key, 'Resolved', desk.resolution());
  await desk.settle();
  const panel = await invoke(site, 'agent', 'incident.panel', { issueKey: key }, PANEL);
  const { status, resolution, priority } = (await desk.issue(key)).fields;
  const calls = Traffic.parse(site.forge.traffic()).map(
    ({ method, path, status: answered, as, function: name }) =>
      `${name ?? 'page'} as ${as}: ${method} ${path} ${answered}`,
  );
  return { panel, status, resolution, priority, seen: await desk.see(key), calls };
}
const PANEL = 'plumbline-panel';

describeWith(
  "the app in Atlassian's bundle",
  {
    present: made && !stale,
    missing: `artifacts/bundle is ${made ? 'older than src' : 'not there'} (${HOW})`,
    neededInCi: true,
  },
  () => {
    let theirs: Site;
    let ours: Site;
    beforeAll(async () => {
      theirs = await aSite({ setUp: true, bundlePath: BUNDLE });
      ours = await aSite({ setUp: true });
    }, 60_000);
    afterAll(async () => {
      await theirs.close();
      await ours.close();
    });

    it('sets up the site and works an incident with the same outcome, call by call', async () => {
      const outcome = await incidentOn(theirs);
      expect(outcome).toMatchObject({
        status: { name: 'Resolved' },
        resolution: { name: 'Done' },
        priority: { name: 'Highest' },
        panel: { ok: true, value: { priority: { basis: 'override', decided: 1 } } },
      });
      expect(outcome).toEqual(await incidentOn(ours));
    }, 60_000);
  },
);
