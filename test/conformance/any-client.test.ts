/** What any client of Jira's REST API meets when it asks wrongly, or too much. */
import { z } from 'zod';
import { accountIdOf } from '../../emulator/seed/people';
import type { Site } from '../../emulator/site';
import { aSite, jiraAs } from '../support/site';

const ErrorBody = z.strictObject({ errorMessages: z.array(z.string()), errors: z.record(z.string(), z.string()) });
const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;
const ADMIN = basic('admin@acme.example:admin');
/** Asks for nothing else here, so that limits start afresh. */
const AGENT = basic('agent@acme.example:agent');

let site: Site;
let address: string;

beforeAll(async () => {
  site = await aSite();
  address = await site.listen(0);
  const project = { key: 'IT', name: 'IT', projectTypeKey: 'business', leadAccountId: accountIdOf('admin') };
  await jiraAs(site, 'admin').post('/rest/api/3/project', project, z.json());
}, 60_000);
afterAll(() => site.close());
afterEach(() => site.forge.clearFaults());

function ask(route: string, authorization?: string, body?: string): Promise<Response> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) };
  return fetch(address + path, { method, headers, ...(body === undefined ? {} : { body }) });
}
const messagesOf = async (response: Response): Promise<string[]> =>
  ErrorBody.parse(await response.json()).errorMessages;

describe('who asks', () => {
  it.each([
    ['a wrong token', basic('admin@acme.example:wrong')],
    ['an unknown address', basic('nobody@acme.example:nobody')],
    ['an address without a token', basic('admin@acme.example')],
    ['another kind of credentials', 'Bearer admin'],
    ['something that is no credentials', 'admin'],
  ])('%s is refused, even where anybody may read', async (_case, authorization) => {
    for (const route of ['GET /rest/api/3/myself', 'GET /rest/api/3/serverInfo']) {
      const response = await ask(route, authorization);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'OAuth realm="Jira"']);
      expect(await messagesOf(response)).toEqual(['Client must be authenticated to access this resource.']);
    }
  });

  it.each([
    ['GET /rest/api/3/serverInfo', 200],
    ['GET /rest/api/3/project/search', 200],
    ['GET /rest/api/3/issue/IT-1', 404],
    ['GET /rest/api/3/myself', 401],
    ['GET /rest/api/3/label', 401],
    ['GET /rest/api/3/role', 401],
    ['POST /rest/api/3/issueLinkType', 401],
  ])('nobody in particular gets for %s the status %i', async (route, status) => {
    expect((await ask(route, undefined, route.startsWith('POST') ? '{}' : undefined)).status).toBe(status);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET /rest/api/3/attachment/1'],
    ['DELETE /rest/api/3/myself'],
    ['GET /rest/api/3/search?jql=project%3DIT'],
    ['GET /rest/api/2/myself'],
    ['GET /rest/agile/1.0/board'],
  ])('%s is refused by name', async (route) => {
    const response = await ask(route, ADMIN);
    expect(response.status).toBe(501);
    expect(await messagesOf(response)).toEqual([`${route.split('?')[0] ?? ''} is not implemented by the emulator.`]);
  });
});

describe('bodies', () => {
  it.each([['{"fields": {'], ['fields=summary'], ['{"fields": {}} trailing']])('%s is no JSON', async (body) => {
    const response = await ask('POST /rest/api/3/issue', ADMIN, body);
    expect(response.status).toBe(400);
    expect((await messagesOf(response))[0]).toMatch(/^There was an error parsing JSON\. /);
  });

  it('what is missing is named', async () => {
    const response = await ask('POST /rest/api/3/issue', ADMIN, JSON.stringify({ fields: { project: { key: 'IT' } } }));
    expect(response.status).toBe(400);
    expect(ErrorBody.parse(await response.json()).errors).toHaveProperty('issuetype');
  });
});

describe('JQL', () => {
  it.each([
    ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['ORDER BY created', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['universe = 42', "Field 'universe' does not exist or you do not have permission to view it."],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['summary = mail', "The operator '=' is not supported by the 'summary' field."],
    ['assignee IN somebody()', "Unable to find JQL function 'somebody()'."],
    ['project =', 'Error in the JQL Query: Expecting either a value, list or function before the end of the query.'],
    ["project = 'IT", "Error in the JQL Query: The quoted string 'IT' has not been completed. (line 1, character 11)"],
  ])('%j is refused as Jira does', async (jql, message) => {
    const response = await ask('POST /rest/api/3/search/jql', ADMIN, JSON.stringify({ jql }));
    expect(response.status).toBe(400);
    expect(await messagesOf(response)).toEqual([message]);
  });
});

describe('too much', () => {
  /** All are on their way before the first is answered; over a socket that is up to the machine's speed. */
  const atOnce = async (count: number, path: string, init: RequestInit = {}): Promise<Response[]> =>
    Promise.all(
      Array.from({ length: count }, () =>
        site.server.fetch(new Request(address + path, { ...init, headers: { authorization: AGENT } })),
      ),
    );

  it.each([
    ['a hundred reads a second', 120, 100, '/rest/api/3/myself', {}, 'jira-burst-based', '1'],
    [
      'twenty writes to an issue in two seconds',
      30,
      20,
      '/rest/api/3/issue/IT-1',
      { method: 'PUT', body: '{"fields":{}}' },
      'jira-per-issue-on-write',
      '2',
    ],
  ])('above %s Jira says when to come back', async (_case, sent, admitted, path, init, reason, seconds) => {
    const refused = (await atOnce(sent, path, init)).filter(({ status }) => status === 429);
    expect(refused).toHaveLength(sent - admitted);
    const [first] = refused;
    if (first === undefined) throw new Error('nothing was refused');
    const { headers } = first;
    expect([headers.get('retry-after'), headers.get('ratelimit-reason')]).toEqual([seconds, reason]);
    expect(await messagesOf(first)).toEqual(['Rate limit exceeded.']);
  });

  it('the app meets the same refusal when it is injected, as often as wanted', async () => {
    site.forge.addFault({ kind: 'jira', status: 429, retryAfterSeconds: 7, path: 'myself', times: 1 });
    const call = {
      accountId: accountIdOf('agent'),
      method: 'GET',
      path: '/rest/api/3/myself',
      headers: [],
      body: undefined,
    };
    const refused = await site.forge.fetchProduct(call);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await messagesOf(refused)).toHaveLength(1);
    expect((await site.forge.fetchProduct(call)).status).toBe(200);
  });
});
