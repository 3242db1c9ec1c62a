import { z } from 'zod';
import { createHostServer, pagesAreBuilt } from '../../../emulator/host/server';
import type { Site } from '../../../emulator/site';
import { addDemoProject, ADMIN, openFixtureSite } from './fixture';

let site: Site;
beforeAll(async () => {
  site = await openFixtureSite();
  await addDemoProject(site);
}, 60_000);
afterAll(() => site.close());

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly host?: string;
}

function ask(
  path: string,
  { method = 'GET', headers = {}, body, host = 'localhost:8080' }: Ask = {},
): Promise<Response> {
  return site.server.fetch(
    new Request(`http://${host}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
}

async function json<T extends z.ZodType>(answer: Response | Promise<Response>, schema: T): Promise<z.output<T>> {
  return schema.parse(await (await answer).json());
}

const Users = z.array(z.object({ accountId: z.string() })).min(1);

async function accountOf(query: string): Promise<string> {
  const [user] = await json(
    ask(`/rest/api/3/user/search?query=${query}`, { headers: { authorization: ADMIN } }),
    Users,
  );
  if (user === undefined) throw new Error(`nobody is called ${query}`);
  return user.accountId;
}

const ORIGIN = { origin: 'http://localhost:8080' };

/** A browser that has opened the site: its session is the first administrator's. */
async function cookie(): Promise<Record<string, string>> {
  const set = (await ask('/')).headers.get('set-cookie') ?? '';
  return { cookie: set.split(';')[0] ?? '' };
}

describe('two origins on one port', () => {
  it('gives the site’s session to scripts of nobody and sends it along only from the site', async () => {
    const set = (await ask('/jira/projects')).headers.get('set-cookie');
    expect(set).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  it.each([
    ['/rest/api/3/myself', 404],
    ['/_emulator/clock', 404],
    ['/__bridge/open', 404],
    ['/', 200],
    ['/elsewhere', 404],
    ['/cdn/pages/index.html', 200],
    ['/bridge.js', 200],
    ['/tokens.css', 200],
    ['/cdn/pages/../manifest.yml', 404],
    ['/cdn/pages/%2e%2e%2fmanifest.yml', 404],
    ['/cdn/secrets/index.html', 404],
  ])('the resource origin answers %s with %i and no cookie', async (path, status) => {
    const answer = await ask(path, { host: '127.0.0.1:8080', headers: { authorization: ADMIN } });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null]);
  });

  it.each(['evil.example', 'localhost.evil.example:8080', '[::1]:8080'])('refuses to be %s', async (host) => {
    expect((await ask('/', { host })).status).toBe(421);
  });

  it('puts the bridge first and sends Forge’s content security policy with pages of the app', async () => {
    const answer = await ask('/cdn/pages/index.html', { host: '127.0.0.1:8080' });
    const html = await answer.text();
    expect(html.indexOf('<script src="/bridge.js" data-site="http://localhost:8080"></script>')).toBeGreaterThan(0);
    expect(html.indexOf('bridge.js')).toBeLessThan(html.indexOf('page.js'));
    const lines = (answer.headers.get('content-security-policy') ?? '').split('; ');
    const policy = new Map(lines.map((line) => [line.split(' ')[0], line]));
    expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'self' http://localhost:8080");
    expect(policy.get('style-src')).toContain("'unsafe-inline'");
    expect(policy.get('script-src')).not.toContain("'unsafe");
    expect(policy.get('report-uri')).toBeUndefined();
  });
});

describe('REST for scripts and for the pages', () => {
  const myself = (headers: Record<string, string>): Promise<Response> => ask('/rest/api/3/myself', { headers });

  it('knows a client by its email address and token', async () => {
    expect(await (await myself({ authorization: ADMIN })).json()).toMatchObject({ emailAddress: 'admin@acme.example' });
  });
  it('knows the pages by their session', async () => {
    expect(await (await myself(await cookie())).json()).toMatchObject({ emailAddress: 'admin@acme.example' });
  });
  it.each([
    ['nobody', {}],
    ['a wrong token', { authorization: `Basic ${Buffer.from('admin@acme.example:wrong').toString('base64')}` }],
    ['a made-up session', { cookie: 'plumbline.session=00000000-0000-4000-8000-000000000000' }],
  ])('refuses %s', async (_who, headers: Record<string, string>) => expect((await myself(headers)).status).toBe(401));

  it('does not fall back to the session when the credentials are wrong', async () => {
    const headers = { ...(await cookie()), authorization: 'Basic bm9ib2R5Ondyb25n' };
    expect((await myself(headers)).status).toBe(401);
  });

  it.each([
    ['the site', 'http://localhost:8080', 204],
    ['the app’s frames', 'http://127.0.0.1:8080', 403],
    ['another site', 'https://evil.example', 403],
    ['nowhere', undefined, 403],
  ])('lets a session change things only from the site: %s', async (_who, origin, status) => {
    const headers = {
      ...(await cookie()),
      'content-type': 'application/json',
      ...(origin === undefined ? {} : { origin }),
    };
    const answer = await ask('/rest/api/3/issue/DEMO-1', {
      method: 'PUT',
      headers,
      body: { fields: { summary: 'Changed' } },
    });
    expect(answer.status).toBe(status);
  });

  it('switches users', async () => {
    const accountId = await accountOf('agent');
    const answer = await ask('/__host/session', {
      method: 'POST',
      headers: { ...(await cookie()), ...ORIGIN },
      body: { accountId },
    });
    const switched = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(await (await myself({ cookie: switched })).json()).toMatchObject({ emailAddress: 'agent@acme.example' });
  });
});

describe('frames', () => {
  const Opened = z.object({ frame: z.string(), context: z.record(z.string(), z.unknown()) });
  const LOCATION = 'http://localhost:8080/browse/DEMO-1';
  const open = async (headers: Record<string, string>, placement: object, moduleKey = 'panel'): Promise<Response> =>
    ask('/__bridge/open', {
      method: 'POST',
      headers: { ...headers, ...ORIGIN },
      body: { moduleKey, location: LOCATION, placement },
    });
  const panel = { kind: 'issuePanel', issueKey: 'DEMO-1', isNewToIssue: false };

  it('gives an issue panel Forge’s context, made by the server', async () => {
    const { context } = await json(open(await cookie(), panel), Opened);
    expect(context).toMatchObject({
      moduleKey: 'panel',
      siteUrl: 'http://localhost:8080',
      locale: 'en-US',
      timezone: 'Europe/Berlin',
      extension: {
        type: 'jira:issuePanel',
        issue: { key: 'DEMO-1', type: 'Task' },
        project: { key: 'DEMO', type: 'software' },
        isNewToIssue: false,
        location: LOCATION,
      },
    });
  });

  it('runs the app’s resolver as the session’s user with that context', async () => {
    const headers = await cookie();
    const { frame, context } = await json(open(headers, panel), Opened);
    const answer = await ask('/__bridge/invoke', {
      method: 'POST',
      headers: { ...headers, ...ORIGIN },
      body: { frame, functionKey: 'echo', payload: { n: 1 } },
    });
    expect(await answer.json()).toMatchObject({
      ok: true,
      value: { payload: { n: 1 }, accountId: context['accountId'], extension: { issue: { key: 'DEMO-1' } } },
    });
  });

  it('passes on what the app throws', async () => {
    const headers = await cookie();
    const { frame } = await json(open(headers, panel), Opened);
    const answer = await ask('/__bridge/invoke', {
      method: 'POST',
      headers: { ...headers, ...ORIGIN },
      body: { frame, functionKey: 'fail' },
    });
    expect(await answer.json()).toMatchObject({ ok: false, message: 'the resolver refused' });
  });

  it.each([
    [
      'an issue that does not exist',
      { kind: 'issuePanel', issueKey: 'DEMO-999', isNewToIssue: false },
      'panel',
      404,
      'issueKey: DEMO-999',
    ],
    ['a module that does not exist', { kind: 'page' }, 'nothing', 404, 'moduleKey: the app has no module nothing'],
    ['a place that does not exist', { kind: 'sidebar' }, 'panel', 400, 'placement.kind'],
    ['a modal of a frame that is gone', { kind: 'modal', parentFrame: 'x', modal: {} }, 'panel', 409, 'reload'],
  ])('refuses %s', async (_what, placement, moduleKey, status, message) => {
    const answer = await open(await cookie(), placement, moduleKey);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(message)]);
  });

  it('does not lend a frame to another session’s user', async () => {
    const { frame } = await json(open(await cookie(), panel), Opened);
    const accountId = await accountOf('customer');
    const other = await ask('/__host/session', {
      method: 'POST',
      headers: { ...(await cookie()), ...ORIGIN },
      body: { accountId },
    });
    const headers = { cookie: (other.headers.get('set-cookie') ?? '').split(';')[0] ?? '', ...ORIGIN };
    expect(
      (await ask('/__bridge/invoke', { method: 'POST', headers, body: { frame, functionKey: 'echo' } })).status,
    ).toBe(409);
  });

  it('is closed to pages of other origins', async () => {
    const headers = { ...(await cookie()), origin: 'http://127.0.0.1:8080' };
    expect((await ask('/__bridge/open', { method: 'POST', headers, body: {} })).status).toBe(403);
  });
});

describe('web triggers', () => {
  const invoke = (functionKey: string): Promise<Response> =>
    ask('/_emulator/invoke', { method: 'POST', body: { accountId: 'someone', moduleKey: 'panel', functionKey } });
  const hook = async (): Promise<string> => {
    const { value } = await json(invoke('hookUrl'), z.object({ value: z.string() }));
    return new URL(value).pathname;
  };

  it('answer at the address that the app is given, to anybody', async () => {
    const answer = await ask(`${await hook()}/orders?a=1&a=2`, { method: 'POST', body: 'paid' });
    expect([answer.status, await answer.json()]).toEqual([
      202,
      { method: 'POST', body: 'paid', userPath: '/orders', queryParameters: { a: ['1', '2'] }, cookie: null },
    ]);
  });

  it('neither see the site’s session nor act as the site', async () => {
    const answer = await ask(await hook(), { headers: await cookie() });
    expect(await answer.json()).toMatchObject({ cookie: null });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toBe('sandbox');
  });

  it.each(['/x1/unknown', '/x1/'])('answer 404 at %s', async (path) => expect((await ask(path)).status).toBe(404));
});

describe('the control API', () => {
  const post = (path: string, body: unknown, headers = {}): Promise<Response> =>
    ask(`/_emulator${path}`, { method: 'POST', body, headers });

  it('moves the clock by an ISO duration, by the calendar', async () => {
    const before = await json(ask('/_emulator/clock'), z.object({ now: z.string() }));
    const after = await json(post('/clock', { advance: 'P1DT2H' }), z.unknown());
    expect(after).toEqual({ now: new Date(Date.parse(before.now) + 26 * 3_600_000).toISOString(), mode: 'manual' });
  });

  it('sets the clock and its mode', async () => {
    expect(await (await post('/clock', { set: '2027-01-01T00:00:00Z' })).json()).toEqual({
      now: '2027-01-01T00:00:00.000Z',
      mode: 'manual',
    });
    expect(await (await post('/clock', { mode: 'running' })).json()).toMatchObject({ mode: 'running' });
    expect(await (await post('/clock', { mode: 'manual' })).json()).toMatchObject({ mode: 'manual' });
  });

  it.each([
    ['/clock', { set: '2020-01-01T00:00:00Z' }, 'set: the clock never goes backwards'],
    ['/clock', { advance: '-PT1H' }, 'advance: the clock never goes backwards'],
    ['/clock', { advance: 'an hour' }, 'advance: "an hour" is not an ISO 8601 duration'],
    ['/clock', { advance: 'P999999Y' }, 'advance: P999999Y from now is beyond what a calendar can hold'],
    ['/clock', { set: 'tomorrow' }, 'set: is not an ISO 8601 instant'],
    ['/clock', {}, 'body: expects exactly one of'],
    ['/clock', { advance: 'PT1H', mode: 'manual' }, 'body: expects exactly one of'],
    ['/clock', { mode: 'fast' }, 'mode: '],
    ['/clock', '{', 'body: is not JSON'],
    ['/faults', { kind: 'flood' }, 'kind: there is no fault "flood"'],
    ['/invoke', { moduleKey: 'panel', functionKey: 'echo' }, 'accountId: '],
  ])('answers 400 to POST %s %j, naming the place', async (path, body, message) => {
    const answer = await post(path, body);
    const { error } = await json(answer, z.object({ error: z.object({ name: z.string(), message: z.string() }) }));
    expect([answer.status, error.name]).toEqual([400, 'BadRequest']);
    expect(error.message).toContain(message);
  });

  it('invokes a resolver for benchmarks, and says what it threw', async () => {
    const invocation = { accountId: 'someone', moduleKey: 'panel', payload: { n: 2 }, context: {} };
    expect(await (await post('/invoke', { ...invocation, functionKey: 'echo' })).json()).toMatchObject({
      ok: true,
      value: { payload: { n: 2 } },
    });
    expect(await (await post('/invoke', { ...invocation, functionKey: 'fail' })).json()).toMatchObject({
      ok: false,
      error: { message: 'the resolver refused' },
    });
  });

  it('counts and resets', async () => {
    const invocations = async (): Promise<unknown> =>
      (await json(ask('/_emulator/meter'), z.object({ total: z.object({ invocations: z.number() }) }))).total
        .invocations;
    await post('/invoke', { accountId: 'someone', moduleKey: 'panel', functionKey: 'echo' });
    expect(await invocations()).toBeGreaterThan(0);
    expect((await post('/meter/reset', undefined)).status).toBe(204);
    expect(await invocations()).toBe(0);
  });

  it('keeps faults until they are cleared', async () => {
    expect((await post('/faults', { kind: 'jira', status: 503 })).status).toBe(201);
    expect(await (await ask('/_emulator/faults')).json()).toMatchObject([{ kind: 'jira', status: 503 }]);
    expect((await ask('/_emulator/faults', { method: 'DELETE' })).status).toBe(204);
    expect(await (await ask('/_emulator/faults')).json()).toEqual([]);
  });

  it.each(['/_emulator/traffic', '/_emulator/logs', '/_emulator/queues', '/_emulator/events', '/_emulator/storage'])(
    'shows %s',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  it('refuses the unknown by name', async () => {
    const answer = await ask('/_emulator/moon');
    expect([answer.status, await answer.json()]).toEqual([
      501,
      { error: { name: 'NotImplemented', message: 'GET /_emulator/moon does not exist.' } },
    ]);
  });

  it('is closed to pages of other sites', async () => {
    expect((await post('/reset', undefined, { origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('a site without the app', () => {
  it('says so to whoever asks for it', async () => {
    const bare = await openFixtureSite();
    const post = (path: string): Promise<Response> =>
      bare.server.fetch(new Request(`http://localhost${path}`, { method: 'POST' }));
    expect((await post('/_emulator/uninstall')).status).toBe(204);
    for (const path of ['/_emulator/uninstall', '/_emulator/upgrade']) {
      const answer = await post(path);
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('The app is not installed.')]);
    }
    expect((await post('/x1/any')).status).toBe(404);
    expect((await post('/_emulator/install')).status).toBe(204);
    expect((await post('/_emulator/upgrade')).status).toBe(204);
    await bare.close();
  });
});

describe('a clock that starts to run', () => {
  it('wakes the app: what is due but waited while the clock stood still runs by itself', async () => {
    const waiting = await openFixtureSite();
    await addDemoProject(waiting);
    const heard = (): boolean => JSON.stringify(waiting.forge.logs()).includes('heard of DEMO-1');
    expect(heard()).toBe(false);
    const answer = await waiting.server.fetch(
      new Request('http://localhost/_emulator/clock', { method: 'POST', body: '{"mode":"running"}' }),
    );
    expect([answer.status, heard()]).toEqual([200, true]);
    await waiting.close();
  });
});

describe('health', () => {
  it.each([
    ['GET', 'localhost:8080'],
    ['HEAD', 'localhost:8080'],
    ['GET', '127.0.0.1:8080'],
    ['HEAD', '127.0.0.1:8080'],
  ])('%s / of %s answers 200', async (method, host) => {
    const answer = await ask('/', { method, host });
    expect([answer.status, (await answer.text()) === '']).toEqual([200, method === 'HEAD']);
  });

  it('sends who opened the resource origin to the site', async () => {
    const answer = await ask('/', { host: '127.0.0.1:8080' });
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('<a href="http://localhost:8080">http://localhost:8080</a>');
  });

  it('says what to run when the pages are not built', async () => {
    const unbuilt = createHostServer(site, { build: '/nowhere' });
    const answer = await unbuilt.fetch(new Request('http://localhost:8080/browse/DEMO-1'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('Run &quot;npm run build&quot; and reload');
    expect(pagesAreBuilt('/nowhere')).toBe(false);
    const rest = await unbuilt.fetch(
      new Request('http://localhost:8080/rest/api/3/myself', { headers: { authorization: ADMIN } }),
    );
    expect(rest.status).toBe(200);
  });

  it('says in the frame which page of the app is missing', async () => {
    const answer = await ask('/cdn/pages/other.html', { host: '127.0.0.1:8080' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('The app has no file other.html in its resource pages.');
  });
});

describe('the pages', () => {
  it('come with their first data, and a policy that lets in only the app’s frames', async () => {
    const answer = await ask('/browse/DEMO-1');
    const html = await answer.text();
    const data = /<script type="application\/json" id="bootstrap">([\s\S]*?)<\/script>/.exec(html)?.[1];
    expect(JSON.parse(data ?? '')).toMatchObject({
      resourceOrigin: 'http://127.0.0.1:8080',
      user: { email: 'admin@acme.example' },
      app: { name: 'Plumbline' },
    });
    expect(answer.headers.get('content-security-policy')).toContain('frame-src http://127.0.0.1:8080;');
  });

  it('tells the issue view its screen and its panels, and keeps an added panel', async () => {
    const headers = { ...(await cookie()), ...ORIGIN };
    const place = async (): Promise<unknown> => (await ask('/__host/issue/DEMO-1', { headers })).json();
    expect(await place()).toMatchObject({
      panels: [{ moduleKey: 'panel', pinned: false, added: false }, { moduleKey: 'fixed' }],
    });
    expect(await place()).toHaveProperty('tabs.0.fields', expect.arrayContaining(['summary']));
    await ask('/__host/issue/DEMO-1/panel', { method: 'POST', headers, body: { moduleKey: 'panel' } });
    expect(await place()).toMatchObject({
      panels: [{ moduleKey: 'panel', pinned: false, added: true }, { added: false }],
    });
    await ask('/__host/issue/DEMO-1/panel/panel', { method: 'DELETE', headers });
    expect(await place()).toMatchObject({ panels: [{ added: false }, { added: false }] });
    expect((await ask('/__host/issue/DEMO-999', { headers })).status).toBe(404);
  });
});
