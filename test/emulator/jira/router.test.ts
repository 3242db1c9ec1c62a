import { createRateLimiter, RATE_LIMITS } from '../../../emulator/jira/rate-limit';
import { ADMIN, ANONYMOUS, AGENT, aSite, anApp, asApp } from './site';

const basic = (text: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});

describe('who calls', () => {
  const site = aSite();
  it.each([
    ['no credentials', {}, { accountId: null }],
    ['an email and its token', basic('agent@acme.example:agent'), { accountId: 'agent-account' }],
    ['the email in capitals', basic('AGENT@ACME.EXAMPLE:agent'), { accountId: 'agent-account' }],
  ])('%s', (_name, headers, caller) => {
    expect(site.jira.authenticate(new Request('http://localhost/', { headers }))).toEqual(caller);
  });

  it.each([
    ['a wrong token', basic('agent@acme.example:nope')],
    ['an unknown person', basic('nobody@acme.example:agent')],
    ['something that is not Basic', { authorization: 'Bearer abc' }],
  ])('%s is refused', (_name, headers) => {
    expect(site.jira.authenticate(new Request('http://localhost/', { headers }))).toMatchObject({ status: 401 });
  });
});

describe('what is answered', () => {
  const site = aSite();
  it.each([
    ['an operation', 'GET /rest/api/3/permissions', ADMIN, 200],
    ['the latest version is version 3', 'GET /rest/api/latest/serverInfo', ADMIN, 200],
    ['version 2 is another API', 'GET /rest/api/2/serverInfo', ADMIN, 501],
    ['an anonymous call to an open operation', 'GET /rest/api/3/serverInfo', ANONYMOUS, 200],
    ['an anonymous call to a closed operation', 'GET /rest/api/3/permissions', ANONYMOUS, 401],
    ['a method REST does not have', 'PATCH /rest/api/3/permissions', ADMIN, 405],
    ['a path that is not percent-encoding', 'GET /rest/api/3/%ZZ/1', ADMIN, 501],
  ])('%s', async (_name, route, caller, status) => {
    expect((await site.call(route, undefined, caller)).status).toBe(status);
  });

  it('an unknown route is refused by name', async () => {
    expect(await site.call('GET /rest/api/3/plans/plan')).toMatchObject({
      status: 501,
      body: { errorMessages: ['GET /rest/api/3/plans/plan is not implemented by the emulator.'], errors: {} },
    });
  });

  it('malformed JSON is a bad request', async () => {
    expect(await site.call('POST /rest/api/3/permissions/check', '{"accountId":')).toMatchObject({ status: 400 });
  });
});

describe('an app', () => {
  it('needs the scopes of the operation', async () => {
    const site = aSite();
    const app = anApp({ scopes: ['read:jira-work'] });
    site.install(app);
    expect(await site.call('GET /rest/api/3/permissions', undefined, asApp(app))).toMatchObject({
      status: 401,
      body: { code: 401, message: 'Unauthorized; scope does not match' },
    });
    expect(
      await site.call('GET /rest/api/3/mypermissions?permissions=BROWSE_PROJECTS', undefined, asApp(app)),
    ).toMatchObject({ status: 200 });
  });

  it('acting for a user can do no more than the user', async () => {
    const site = aSite();
    const app = anApp();
    site.install(app);
    const forAgent = { accountId: 'agent-account', app: { appId: app.appId, as: 'user' as const, scopes: app.scopes } };
    const answer = await site.call<{ permissions: Record<string, { havePermission: boolean }> }>(
      'GET /rest/api/3/mypermissions?permissions=ADMINISTER',
      undefined,
      forAgent,
    );
    expect(answer.body.permissions['ADMINISTER']?.havePermission).toBe(false);
  });
});

describe('rate limits', () => {
  const path = 'GET /rest/api/3/serverInfo';

  it('a caller who waits for each answer is never refused for speed', async () => {
    const site = aSite();
    for (let count = 0; count < 3 * RATE_LIMITS.burst.GET; count += 1)
      expect((await site.call(path, undefined, AGENT)).status).toBe(200);
  });

  it('more than a hundred calls at once are too many', async () => {
    const site = aSite();
    const answers = await Promise.all(
      Array.from({ length: RATE_LIMITS.burst.GET + 5 }, () => site.call(path, undefined, AGENT)),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.headers.get('ratelimit-reason')).toBe('jira-burst-based');
  });

  it('an app is told its points', async () => {
    const site = aSite();
    const app = anApp();
    site.install(app);
    const caller = asApp(app);
    const first = await site.call(path, undefined, caller);
    expect(first.headers.get('x-emulator-points')).toBe('1');
    expect(first.headers.get('x-ratelimit-remaining')).toBe(String(RATE_LIMITS.pointsPerHour - 1));
  });

  it('are spent until the hour is over, by the app alone', () => {
    const { jira, clock } = aSite();
    const limiter = createRateLimiter(jira.site);
    const call = { caller: asApp(anApp()), method: 'GET' as const };
    expect(limiter.admit(call)).toBeUndefined();
    expect(limiter.finish(call, RATE_LIMITS.pointsPerHour - 1)).toMatchObject({
      'x-ratelimit-remaining': '1',
      'x-ratelimit-nearlimit': 'true',
    });
    expect(limiter.admit(call)).toBeUndefined();
    limiter.finish(call, 1);
    expect(limiter.admit(call)).toMatchObject({ status: 429 });
    expect(limiter.admit(call)?.headers.get('retry-after')).toBe('3600');
    expect(limiter.admit({ caller: AGENT, method: 'GET' })).toBeUndefined();
    clock.jumpTo(clock.now() + 3_600_000);
    expect(limiter.admit(call)).toBeUndefined();
  });

  it('twenty writes to one issue in two seconds are the most', () => {
    let now = 0;
    const limiter = createRateLimiter(aSite().jira.site, () => now);
    const write = { caller: AGENT, method: 'PUT' as const, issue: 'INC-1' };
    for (let count = 0; count < 20; count += 1) expect(limiter.admit(write)).toBeUndefined();
    expect(limiter.admit(write)?.headers.get('retry-after')).toBe('2');
    expect(limiter.admit({ ...write, issue: 'INC-2' })).toBeUndefined();
    now += 2_001;
    expect(limiter.admit(write)).toBeUndefined();
  });
});
