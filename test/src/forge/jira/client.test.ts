import { onForge } from '../../../support/forge-globals';
import { onJira } from '../../../support/jira-answers';
import { NeedsAuthenticationError, route } from '@forge/api';
import { z } from 'zod';
import { createJira, nothing } from '../../../../src/forge/jira/client';
import { allByToken, allPages } from '../../../../src/forge/jira/paging';

const Field = z.object({ id: z.string() });
const path = '/rest/api/3/field/customfield_1';

function client() {
  const slept: number[] = [];
  const jira = createJira({
    delaysMs: [200, 800],
    longestRetryAfterSeconds: 5,
    sleep: async (ms) => void slept.push(ms),
  });
  return { slept, jira, get: () => jira.asApp().get(route`/rest/api/3/field/${'customfield_1'}`, Field) };
}

/** Answers one after the other; a number is a status without a body. */
function inTurn(...answers: (number | Response | Error)[]): { readonly count: () => number } {
  let asked = 0;
  onForge(() => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : new Response(null, { status: answer ?? 500 });
  });
  return { count: () => asked };
}

const field = () => Response.json({ id: 'customfield_1', name: 'Impact' });
const timeOut = () => Object.assign(new Error('timed out'), { name: 'TimeoutError' });

describe('a call', () => {
  it('sends JSON as the app or as the user, and parses the answer', async () => {
    const calls = onJira({
      [`GET ${path}`]: { id: 'customfield_1', name: 'Impact' },
      'POST /rest/api/3/issue': { id: '1' },
      [`PUT ${path}`]: new Response(null, { status: 204 }),
    });
    const { jira } = client();
    expect(await jira.asApp().get(route`/rest/api/3/field/${'customfield_1'}`, Field)).toEqual({ id: 'customfield_1' });
    expect(await jira.asUser().post(route`/rest/api/3/issue`, { fields: {} }, Field)).toEqual({ id: '1' });
    expect(await jira.asApp().put(route`/rest/api/3/field/${'customfield_1'}`, { name: 'x' }, nothing)).toBeUndefined();
    expect(calls).toEqual([
      { as: 'app', route: `GET ${path}`, body: undefined },
      { as: 'user', route: 'POST /rest/api/3/issue', body: { fields: {} } },
      { as: 'app', route: `PUT ${path}`, body: { name: 'x' } },
    ]);
  });

  it('takes an answer of another shape for a bug that names the call', async () => {
    inTurn(Response.json({ id: 7 }));
    await expect(client().get()).rejects.toThrow(`GET ${path}: Jira's answer is not what the app expects`);
  });

  it.each([
    [400, 'INVALID_INPUT'],
    [401, 'FORBIDDEN'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [409, 'CONFLICT'],
    [412, 'CONFLICT'],
    [422, 'INVALID_INPUT'],
  ])('%d is %s, at once, with what Jira said', async (status, code) => {
    const asked = inTurn(Response.json({ errorMessages: ['No.'], errors: { summary: 'is too long' } }, { status }));
    await expect(client().get()).rejects.toMatchObject({
      name: 'AppError',
      code,
      status,
      message: 'No. summary: is too long',
      issues: [{ path: 'summary', message: 'is too long' }],
    });
    expect(asked.count()).toBe(1);
  });

  it('a status that only a bug explains is a bug', async () => {
    inTurn(405);
    await expect(client().get()).rejects.toMatchObject({
      name: 'Error',
      message: `GET ${path}: 405: Jira answered 405.`,
    });
  });

  it('leaves the question for consent to the platform', async () => {
    const asked = inTurn(new NeedsAuthenticationError('Authentication Required', 'service', undefined));
    await expect(client().get()).rejects.toBeInstanceOf(NeedsAuthenticationError);
    expect(asked.count()).toBe(1);
  });
});

describe('repeating', () => {
  it.each<[string, (number | Response | Error)[], number[]]>([
    ['a 503', [503, field()], [200]],
    ['two of them', [500, 502, field()], [200, 800]],
    ['a time-out', [timeOut(), field()], [200]],
    [
      'a call that the proxy gave up on',
      [new Response(null, { status: 504, headers: { 'forge-proxy-error': 'TIMEOUT' } }), field()],
      [200],
    ],
    ['a 429', [429, field()], [200]],
    [
      'a 429 with a short Retry-After',
      [new Response(null, { status: 429, headers: { 'Retry-After': '3' } }), field()],
      [3000],
    ],
  ])('gets over %s', async (_what, answers, waits) => {
    inTurn(...answers);
    const { get, slept } = client();
    expect(await get()).toEqual({ id: 'customfield_1' });
    expect(slept).toEqual(waits);
  });

  it.each<[string, (number | Response | Error)[], object, number]>([
    ['a 503 that stays', [503], { code: 'UNAVAILABLE' }, 3],
    ['a time-out that stays', [timeOut()], { code: 'UNAVAILABLE', message: 'Jira did not answer.' }, 3],
    [
      'a long Retry-After',
      [new Response(null, { status: 429, headers: { 'Retry-After': '90' } })],
      { code: 'UNAVAILABLE', retryAfterSeconds: 90 },
      1,
    ],
  ])('gives up on %s', async (_what, answers, failure, tries) => {
    const asked = inTurn(...answers);
    await expect(client().get()).rejects.toMatchObject(failure);
    expect(asked.count()).toBe(tries);
  });

  it('does not repeat a call that the proxy refuses: the manifest lacks a permission', async () => {
    const asked = inTurn(new Response(null, { status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS' } }));
    await expect(client().get()).rejects.toMatchObject({ name: 'PROXY_ERR', errorCode: 'BLOCKED_EGRESS' });
    expect(asked.count()).toBe(1);
  });

  it('does not repeat a bug', async () => {
    const asked = inTurn(new TypeError('x is not a function'));
    await expect(client().get()).rejects.toThrow('x is not a function');
    expect(asked.count()).toBe(1);
  });

  it.each([
    ['a POST that failed half-way', 503, false, 1],
    ['a POST that may be sent twice', 503, true, 2],
    ['a POST that was turned away', 429, false, 2],
  ])('%s is sent the right number of times', async (_what, status, repeatable, tries) => {
    const asked = inTurn(status, Response.json({ id: '1' }, { status: 201 }));
    const answer = client()
      .jira.asApp()
      .post(route`/rest/api/3/issue`, {}, Field, { repeatable });
    if (tries === 1) await expect(answer).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    else expect(await answer).toEqual({ id: '1' });
    expect(asked.count()).toBe(tries);
  });
});

describe('paging', () => {
  const at = (startAt: number) => route`/rest/api/3/field/search?startAt=${startAt}`;

  it.each([
    [
      'isLast',
      [
        { values: [{ id: 'a' }, { id: 'b' }], isLast: false },
        { values: [{ id: 'c' }], isLast: true },
      ],
    ],
    [
      'total',
      [
        { values: [{ id: 'a' }, { id: 'b' }], total: 3 },
        { values: [{ id: 'c' }], total: 3 },
      ],
    ],
  ])('reads to the end by %s', async (_how, [first, second]) => {
    onJira({
      'GET /rest/api/3/field/search?startAt=0': first ?? {},
      'GET /rest/api/3/field/search?startAt=2': second ?? {},
    });
    expect((await allPages(client().jira.asApp(), at, Field)).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('ends at an empty page that calls itself not the last', async () => {
    onJira({ 'GET /rest/api/3/field/search?startAt=0': { values: [], isLast: false } });
    expect(await allPages(client().jira.asApp(), at, Field)).toEqual([]);
  });

  it('follows tokens across empty pages', async () => {
    const pages: Record<string, { items: number[]; nextPageToken?: string }> = {
      first: { items: [1], nextPageToken: 'x' },
      x: { items: [], nextPageToken: 'y' },
      y: { items: [2] },
    };
    expect(await allByToken(async (token) => pages[token ?? 'first'] ?? { items: [] })).toEqual([1, 2]);
  });

  it('does not turn in circles', async () => {
    await expect(allByToken(async () => ({ items: [1], nextPageToken: 'x' }))).rejects.toThrow(
      'Jira repeats a page token',
    );
  });
});
