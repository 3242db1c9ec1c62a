import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { APP_ID, openDesk, START, type Desk } from './desk';

const aNumber: unknown = expect.any(Number);
const aText: unknown = expect.any(String);
const textWith = (part: string): unknown => expect.stringContaining(part);
const near = (value: number): unknown => expect.closeTo(value, -3);

describe('a function called from a page', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.host.close());

  const messages = (): unknown[] => desk.host.logs().map(({ message }) => message);

  it('gets the payload, the frame’s context, and the account only from the platform', async () => {
    const answer = await desk.call('echo', { n: 1, accountId: 'mallory' });
    expect(answer).toMatchObject({
      payload: { n: 1, accountId: 'mallory' },
      context: {
        accountId: 'anna',
        cloudId: '99999999-8888-4777-8666-555555555555',
        siteUrl: 'http://localhost:8080',
        moduleKey: 'panel',
        environmentType: 'DEVELOPMENT',
        locale: 'en_US',
        timezone: 'Etc/UTC',
        extension: { issue: { key: 'DESK-1' } },
        installContext: 'ari:cloud:jira::site/99999999-8888-4777-8666-555555555555',
      },
    });
  });

  it('knows the app it belongs to', async () => {
    const answer = await desk.call('context');
    expect(answer).toMatchObject({
      appVersion: '1.1.0',
      moduleKey: 'panel',
      scopes: ['storage:app', 'read:jira-work', 'write:jira-work'],
      remaining: aNumber,
    });
    expect(answer).toMatchObject({ remaining: near(25_000) });
  });

  it('may answer nothing', async () => {
    await expect(desk.call('nothing')).resolves.toBeUndefined();
  });

  it('throws to the page what it threw, and leaves a line in the log', async () => {
    await expect(desk.call('throw', { message: 'no desk' })).rejects.toMatchObject({
      name: 'TypeError',
      message: 'no desk',
    });
    expect(messages()).toEqual([expect.stringMatching(/^TypeError: no desk\n {4}at /)]);
  });

  it('is refused for a module without a resolver, and for a payload above 500 KB', async () => {
    const other = { accountId: 'anna', moduleKey: 'gate-rule', functionKey: 'echo', payload: {}, context: {} };
    await expect(desk.host.invokeResolver(other)).rejects.toThrow('The app has no module gate-rule with a resolver.');
    await expect(desk.call('echo', { text: 'x'.repeat(500 * 1024) })).rejects.toMatchObject({
      name: 'PayloadTooLarge',
    });
  });

  it('reads the site’s clock, which stands still', async () => {
    expect(await desk.call('now')).toEqual({
      now: START,
      iso: '2026-03-02T09:00:00.000Z',
      own: true,
      text: 'string',
      month: 'March',
    });
    await desk.host.advanceTo(START + 86_400_000);
    expect(await desk.call('now')).toMatchObject({ iso: '2026-03-03T09:00:00.000Z' });
  });

  it('waits in no time while the clock stands still, in the right order', async () => {
    const before = performance.now();
    expect(await desk.call('sleep')).toMatchObject({ order: [10_000, 20_000, 30_000], now: START });
    expect(performance.now() - before).toBeLessThan(5_000);
    // A time-out never beats the call it is set against.
    expect(await desk.call('race')).toBe('call');
  });

  it('keeps its module’s memory between calls, and loses it when it is killed', async () => {
    expect([await desk.call('memory'), await desk.call('memory')]).toEqual([1, 2]);
    desk.host.addFault({ kind: 'kill', functionKey: 'resolver', afterCalls: 1 });
    await expect(desk.call('recall', { key: 'a' })).rejects.toThrow(
      'The function resolver was killed after 1 calls (injected fault).',
    );
    expect(await desk.call('memory')).toBe(1);
  });

  it('gets objects of its own realm out of answers', async () => {
    expect(await desk.call('write', { fields: {} })).toEqual({ created: { key: 'DESK-1' }, plain: true });
  });

  it('may use Node’s harmless modules only', async () => {
    expect(await desk.call('module', { name: 'node:crypto' })).toBe('object');
    await expect(desk.call('module', { name: 'left-pad' })).rejects.toThrow("Cannot find module 'left-pad'");
  });

  it('cannot bring the site down with what a timer throws', async () => {
    expect(await desk.call('throwLater')).toBe('still here');
    expect(messages().join('\n')).toContain('Uncaught: Error: thrown in a timer');
  });

  it('cannot bring the site down with a rejection that nobody waits for', async () => {
    // In a process of its own: jest takes such rejections for failures of the test.
    const script = join(__dirname, 'fixtures', 'unhandled-rejection.ts');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], {
      cwd: join(__dirname, '..', '..', '..'),
    });
    expect(stdout).toContain('still here');
    expect(stdout).toContain('Uncaught: Error: nobody waits');
  }, 30_000);

  it('can do nothing more once it has returned', async () => {
    expect(await desk.call('late')).toBe('returned');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await desk.recall('late')).toBeNull();
    expect(messages().join('\n')).toContain('resolver made a call after it had returned');
  });

  it('writes 100 lines at most into the log, and 200 KB', async () => {
    await desk.call('log', { lines: 130 });
    expect(desk.host.logs().filter(({ source }) => source === 'app')).toHaveLength(100);
    expect(messages().filter((line) => String(line).startsWith('Log limit reached'))).toHaveLength(1);
    await desk.call('log', { lines: 3, width: 90 * 1024 });
    expect(desk.host.logs().filter(({ source }) => source === 'app')).toHaveLength(102);
  });

  it.each<[string, string, unknown]>([
    ['a declared host', 'https://api.weather.example/today', { status: 200, body: 'sunny' }],
    [
      'another host',
      'https://weather.example.evil/',
      {
        name: 'REQUEST_EGRESS_ALLOWLIST_ERR',
        message: textWith('not included in the external fetch backend permissions'),
      },
    ],
    [
      'a declared host without TLS',
      'http://api.weather.example/',
      { name: 'REQUEST_EGRESS_ALLOWLIST_ERR', message: aText },
    ],
    ['no URL at all', 'nonsense', { name: 'TypeError', message: aText }],
  ])('reaches %s as the manifest allows', async (_, url, answer) => {
    await desk.host.close();
    desk = await openDesk({ outbound: async () => new Response('sunny') });
    expect(await desk.call('fetch', { url })).toEqual(answer);
  });

  it('is metered', async () => {
    desk.host.resetMeter();
    await desk.call('jira', { as: 'app', key: 'DESK-1' });
    await desk.call('remember', { key: 'k', value: 'v' });
    await desk.call('log', { lines: 1 });
    await expect(desk.call('throw', {})).rejects.toThrow();
    const meter = desk.host.meter();
    expect(meter['functions']).toEqual({
      resolver: {
        invocations: 4,
        failures: 1,
        gbSeconds: aNumber,
        kvsRequests: 1,
        kvsReadBytes: 0,
        kvsWrittenBytes: aNumber,
        logBytes: 'line 0 '.length,
        jiraCalls: 1,
        jiraPoints: 2,
      },
    });
    await desk.host.fetchProduct({
      accountId: 'anna',
      method: 'get',
      path: '/rest/api/3/myself',
      headers: [],
      body: undefined,
    });
    expect(desk.host.meter()['total']).toMatchObject({ jiraCalls: 2, invocations: 4 });
    desk.host.resetMeter();
    expect(desk.host.meter()['functions']).toEqual({});
  });

  it('answers 501 for what this host lacks', async () => {
    expect(await desk.call('confluence')).toEqual({
      status: 501,
      body: textWith('This host does not implement fpp/confluence /wiki/rest/api/content.'),
    });
  });

  it('acts in Jira as the app or as the user, within the manifest’s scopes', async () => {
    expect(await desk.call('jira', { as: 'app', key: 'A B' })).toEqual({ status: 200, body: '{"key":"DESK-1"}' });
    await desk.call('jira', { as: 'user', key: 'DESK-1' });
    await desk.call('anonymous');
    const scopes = ['storage:app', 'read:jira-work', 'write:jira-work'];
    expect(desk.seen.map(({ method, path, caller }) => ({ method, path, caller }))).toEqual([
      {
        method: 'GET',
        path: '/rest/api/3/issue/A%20B?fields=summary',
        caller: {
          accountId: desk.host.app()?.accountId,
          app: { appId: APP_ID, as: 'app', scopes, functionKey: 'resolver' },
        },
      },
      {
        method: 'GET',
        path: '/rest/api/3/issue/DESK-1?fields=summary',
        caller: { accountId: 'anna', app: { appId: APP_ID, as: 'user', scopes, functionKey: 'resolver' } },
      },
      { method: 'GET', path: '/rest/api/3/serverInfo', caller: { accountId: null } },
    ]);
    expect(desk.seen[0]?.headers.get('x-desk')).toBe('yes');
    expect(desk.host.traffic()[0]).toEqual({
      at: '2026-03-02T09:00:00.000Z',
      method: 'GET',
      path: '/rest/api/3/issue/A%20B',
      query: { fields: ['summary'] },
      body: null,
      status: 200,
      answer: { key: 'DESK-1' },
      function: 'resolver',
      as: 'app',
      accountId: desk.host.app()?.accountId,
      points: 2,
      injected: false,
    });
  });

  it('may not act for somebody else unless a scope allows impersonation', async () => {
    await expect(desk.call('jira', { as: 'user', accountId: 'bert', key: 'DESK-1' })).rejects.toThrow(
      'Authentication Required',
    );
    expect(desk.seen).toEqual([]);
  });

  it('is the front end’s fetchProduct too, as the user and without a function', async () => {
    const answer = await desk.host.fetchProduct({
      accountId: 'anna',
      method: 'post',
      path: '/rest/api/3/issue',
      headers: [],
      body: '{}',
    });
    expect(await answer.json()).toEqual({ key: 'DESK-1' });
    expect(answer.headers.has('x-emulator-points')).toBe(false);
    expect(desk.seen[0]).toMatchObject({
      method: 'POST',
      body: '{}',
      caller: { accountId: 'anna', app: { as: 'user' } },
    });
    expect(desk.host.traffic()[0]).toMatchObject({ function: null, as: 'user', body: {} });
  });
});
