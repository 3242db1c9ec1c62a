import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ForgeHost } from '../../../emulator/forge/host';
import { created, DESK, MINUTE, openDesk, START, updated } from './desk';

/** A copy of the fixture app whose files a test may change. */
const folder = mkdtempSync(join(tmpdir(), 'app-'));
const manifestPath = join(folder, 'manifest.yml');
const manifest = readFileSync(DESK, 'utf8');
mkdirSync(folder, { recursive: true });
cpSync(dirname(DESK), folder, { recursive: true });
symlinkSync(join(__dirname, '..', '..', '..', 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => writeFileSync(manifestPath, manifest));

const bundle = { manifestPath, bundlePath: join(folder, 'bundle.js') };
writeFileSync(bundle.bundlePath, '');
const useBundle = (code: string): void => writeFileSync(bundle.bundlePath, code);
const EXPORTS = ['onEvent', 'gate', 'sweep', 'worker', 'hook', 'staticHook']
  .map((name) => `exports.${name} = async () => undefined;`)
  .join('\n');
const answering = (answer: string): string => `${EXPORTS}\nexports.resolver = async () => '${answer}';`;

describe('an installation', () => {
  it('has an account, an id and a version; another one after a removal has another id', async () => {
    const told: string[] = [];
    const desk = await openDesk({
      onLifecycle: (event, { installationId }) => told.push(`${event} ${installationId}`),
    });
    const first = desk.host.app();
    await desk.call('remember', { key: 'k', value: 'v' });
    expect(await desk.recall('k')).toBe('v');
    await desk.host.uninstall();
    expect(desk.host.app()).toBeUndefined();
    await desk.host.install();
    const second = desk.host.app();
    expect(second).toMatchObject({
      accountId: first?.accountId,
      environmentId: first?.environmentId,
      version: '1.1.0',
    });
    expect(second?.installationId).not.toBe(first?.installationId);
    // The data of the first installation is kept out of the second's reach.
    expect(await desk.recall('k')).toBeNull();
    expect(told).toEqual([
      `installed ${first?.installationId}`,
      `uninstalled ${first?.installationId}`,
      `installed ${second?.installationId}`,
    ]);
    await desk.host.close();
  });

  it('is found again after a restart', async () => {
    const desk = await openDesk();
    await desk.call('remember', { key: 'k', value: 'v' });
    const { installationId } = desk.host.app() ?? {};
    await desk.host.close();
    const again = await openDesk({ db: desk.db });
    expect(again.host.app()?.installationId).toBe(installationId);
    expect(await again.recall('k')).toBe('v');
    await again.host.close();
  });

  it('that has ended runs nothing any more', async () => {
    const desk = await openDesk();
    const app = desk.host.app();
    await desk.call('push', { events: [{ body: { name: 'a' }, delayInSeconds: 60 }] });
    desk.host.publish(updated());
    await desk.host.uninstall();
    desk.host.publish(created({ issue: { key: 'DESK-1' } }));
    app?.postFunction('aftermath', {});
    expect(desk.host.nextDue()).toBeUndefined();
    desk.host.resetMeter();
    await desk.host.advanceTo(START + 60 * MINUTE);
    expect(desk.host.meter()['functions']).toEqual({});
    await expect(desk.call('echo')).rejects.toThrow('The app is not installed.');
    await expect(app?.validate('gate-rule', { configuration: { open: true } })).resolves.toMatchObject({
      result: false,
    });
    await desk.host.close();
  });

  it('may do nothing in Jira for a while, when asked to', async () => {
    const desk = await openDesk();
    desk.host.addFault({ kind: 'permissionsSettleAfter', seconds: 90 });
    expect(await desk.call('jiraError', { as: 'app' })).toMatchObject({ status: 403 });
    expect(await desk.call('jiraError', { as: 'user' })).toMatchObject({ status: 200 });
    await desk.host.advanceTo(START + 90_000);
    expect(await desk.call('jiraError', { as: 'app' })).toMatchObject({ status: 200 });
    await desk.host.close();
  });
});

describe('an upgrade', () => {
  const events = z.array(z.object({ type: z.string() }));

  it('takes new code and is a minor version, which the app isn’t told', async () => {
    useBundle(answering('old'));
    const desk = await openDesk(bundle);
    await desk.host.drain();
    expect(await desk.call('any')).toBe('old');
    useBundle(answering('new'));
    await desk.host.upgrade();
    expect(await desk.call('any')).toBe('new');
    expect(desk.host.app()?.version).toBe('1.2.0');
    expect(events.parse(desk.host.events()).map(({ type }) => type)).toEqual(['avi:forge:installed:app']);
    await desk.host.close();
  });

  it('is a major version, which the app is told, when the app may do more', async () => {
    useBundle(answering('old'));
    const desk = await openDesk(bundle);
    await desk.host.drain();
    writeFileSync(manifestPath, manifest.replace('    - read:jira-work', '    - read:jira-work\n    - read:jira-user'));
    await desk.host.upgrade('admin');
    expect(desk.host.app()).toMatchObject({
      version: '2.0.0',
      scopes: ['storage:app', 'read:jira-work', 'read:jira-user', 'write:jira-work'],
    });
    expect(desk.host.events()[0]).toMatchObject({
      type: 'avi:forge:upgraded:app',
      payload: { upgraderAccountId: 'admin', app: { version: '2.0.0' } },
    });
    await desk.host.close();
  });

  it('starts the schedules anew only when they changed', async () => {
    useBundle(answering('old'));
    const desk = await openDesk(bundle);
    await desk.host.advanceTo(START + 7 * MINUTE);
    await desk.host.upgrade();
    expect(desk.host.nextDue()).toBe(START + 10 * MINUTE);
    writeFileSync(manifestPath, manifest.replace('interval: hour', 'interval: day'));
    await desk.host.upgrade();
    expect(desk.host.nextDue()).toBe(START + 12 * MINUTE);
    await desk.host.close();
  });

  it('that doesn’t load leaves the old version running', async () => {
    useBundle(answering('old'));
    const desk = await openDesk(bundle);
    useBundle('throw new Error("broken")');
    await expect(desk.host.upgrade()).rejects.toThrow('index does not load: Error: broken');
    expect(await desk.call('any')).toBe('old');
    expect(desk.host.app()?.version).toBe('1.1.0');
    await desk.host.close();
  });
});

describe('an app that cannot run', () => {
  it.each([
    [
      'a handler that is not exported',
      `${EXPORTS}`,
      'function resolver: index has no export resolver (handler index.resolver)',
    ],
    ['code that throws', 'throw new TypeError("bad start")', 'index does not load: TypeError: bad start'],
    ['code that is none', 'const = 1', 'index does not load: '],
  ])('with %s does not start', async (_, code, message) => {
    useBundle(code);
    await expect(openDesk(bundle)).rejects.toThrow(message);
  });

  it('with a mistake in its source says where', async () => {
    const source = join(folder, 'src', 'index.ts');
    const good = readFileSync(source, 'utf8');
    writeFileSync(source, `${good}\nexport * from './nowhere';`);
    const desk = await openDesk();
    const open = ForgeHost.open({
      db: desk.db,
      clock: desk.clock,
      jira: { request: async () => new Response() },
      manifestPath,
      siteUrl: '',
      cloudId: '',
      appName: '',
      evaluateFilter: () => true,
    });
    await expect(open).rejects.toThrow(/index\.ts does not build: .*Could not resolve "\.\/nowhere"/s);
    writeFileSync(source, good);
    await desk.host.close();
  });
});

describe('a web trigger', () => {
  const Urls = z.object({
    url: z.string(),
    same: z.boolean(),
    all: z.array(z.object({ moduleKey: z.string(), url: z.string() })),
  });

  it('has a URL that stays, and turns a request into a call', async () => {
    const desk = await openDesk();
    const { url, same, all } = Urls.parse(await desk.call('webTrigger', { key: 'open-hook' }));
    expect(url).toMatch(/^http:\/\/localhost:8080\/x1\/[\w-]{27}$/);
    expect([same, all]).toEqual([true, [{ moduleKey: 'open-hook', url }]]);
    const at = `${url}/hello/world?apples=green,red`;
    const answer = await desk.host.handleWebTrigger(
      at,
      new Request(at, { method: 'POST', body: 'ping', headers: { 'x-a': 'b' } }),
    );
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/json']);
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      body: 'ping',
      userPath: '/hello/world',
      queryParameters: { apples: ['green', 'red'] },
      headers: { 'x-a': ['b'] },
    });
    const broken = await desk.host.handleWebTrigger(url, new Request(url, { method: 'POST', body: 'broken' }));
    expect(broken.status).toBe(500);
    await desk.call('deleteWebTrigger', { url });
    expect((await desk.host.handleWebTrigger(url, new Request(url))).status).toBe(404);
    await desk.host.close();
  });

  it('of the static kind gives only what its manifest says', async () => {
    const desk = await openDesk();
    const { url } = Urls.parse(await desk.call('webTrigger', { key: 'closed-hook' }));
    const fine = await desk.host.handleWebTrigger(url, new Request(url, { method: 'POST', body: 'fine' }));
    expect([fine.status, fine.headers.get('content-type'), await fine.text()]).toEqual([202, 'text/plain', 'taken']);
    expect((await desk.host.handleWebTrigger(url, new Request(url, { method: 'POST', body: 'other' }))).status).toBe(
      500,
    );
    await expect(desk.call('webTrigger', { key: 'panel' })).rejects.toThrow('Failed to get web trigger URL');
    await desk.host.close();
  });
});
