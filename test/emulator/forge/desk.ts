/** A site with the fixture app on it: a manual clock, a database in memory, and a Jira that answers what a test says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { SiteClock } from '../../../emulator/clock';
import { openDatabase } from '../../../emulator/database';
import { bundleApp } from '../../../emulator/forge/bundle';
import { ForgeHost, type ForgeHostOptions } from '../../../emulator/forge/host';
import { loadManifest } from '../../../emulator/forge/manifest';
import type { Json, JsonObject } from '../../../emulator/json';
import type { Caller, ProductEvent } from '../../../emulator/seams';

export const START = Date.parse('2026-03-02T09:00:00.000Z');
export const MINUTE = 60_000;
export const APP_ID = '11111111-2222-4333-8444-555555555555';
export const DESK = join(__dirname, 'fixtures', 'desk', 'manifest.yml');

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: Headers;
  readonly caller: Caller;
}

export interface Desk {
  readonly host: ForgeHost;
  readonly clock: SiteClock;
  readonly db: Database;
  readonly seen: SeenRequest[];
  /** Calls a function of the panel as `anna`. */
  call(functionKey: string, payload?: Json): Promise<Json | undefined>;
  /** What the app kept in its storage. */
  recall(key: string): Promise<Json>;
}

/** Bundled once for all the sites of a test file. */
const built = mkdtempSync(join(tmpdir(), 'desk-'));
process.on('exit', () => rmSync(built, { recursive: true, force: true }));
const bundled = bundleApp(loadManifest(DESK)).then(({ files }) => {
  for (const { name, code } of files.values()) writeFileSync(join(built, `${name}.js`), code);
});

export async function openDesk(options: Partial<ForgeHostOptions> = {}): Promise<Desk> {
  const clock = options.clock ?? new SiteClock('manual', START);
  const db = options.db ?? openDatabase(':memory:');
  const seen: SeenRequest[] = [];
  await bundled;
  const host = await ForgeHost.open({
    db,
    clock,
    jira: {
      async request(request, caller) {
        const url = new URL(request.url);
        seen.push({
          method: request.method,
          path: url.pathname + url.search,
          body: await request.text(),
          headers: request.headers,
          caller,
        });
        return Response.json({ key: 'DESK-1' }, { status: 200, headers: { 'x-emulator-points': '2' } });
      },
    },
    manifestPath: DESK,
    bundlePath: built,
    siteUrl: 'http://localhost:8080',
    cloudId: '99999999-8888-4777-8666-555555555555',
    appName: 'Desk',
    evaluateFilter: (expression, event) => {
      if (JSON.stringify(event).includes('"poison"')) throw new Error(`cannot evaluate ${expression}`);
      return JSON.stringify(event).includes('"DESK-1"');
    },
    ...options,
  });
  await host.install('admin');
  const call = (functionKey: string, payload: Json = {}) =>
    host.invokeResolver({
      accountId: 'anna',
      moduleKey: 'panel',
      functionKey,
      payload,
      context: { extension: { issue: { key: 'DESK-1' } }, accountId: 'mallory' },
    });
  return { host, clock, db, seen, call, recall: async (key) => (await call('recall', { key })) ?? null };
}

export const updated = (
  payload: JsonObject = {},
  actor: ProductEvent['actor'] = { accountId: 'anna' },
): ProductEvent => ({
  type: 'avi:jira:updated:issue',
  payload: { issue: { key: 'DESK-1' }, ...payload },
  actor,
});

export const created = (payload: JsonObject): ProductEvent => ({
  type: 'avi:jira:created:issue',
  payload,
  actor: { accountId: 'anna' },
});
