import fc from 'fast-check';
import { ADMIN, incidentSite, STRANGER, type ErrorBody } from '../../../support/jira-site';

interface Found {
  readonly issues: { readonly id: string; readonly key?: string; readonly fields?: Record<string, unknown> }[];
  readonly isLast: boolean;
  readonly nextPageToken?: string;
  readonly names?: Record<string, string>;
}

async function siteWith(summaries: readonly string[]) {
  const site = incidentSite();
  const search = async (body: object) => (await site.call<Found>('POST /rest/api/3/search/jql', body)).body;
  for (const summary of summaries) await site.incident({ summary });
  return { ...site, search };
}

describe('search', () => {
  it('answers ids alone unless fields are asked for', async () => {
    const site = await siteWith(['one', 'two']);
    expect((await site.search({ jql: 'project = INC order by key' })).issues).toEqual([
      { id: '10000' },
      { id: '10001' },
    ]);
    const { issues, names } = await site.search({
      jql: 'project = INC order by key desc',
      fields: ['summary'],
      expand: 'names',
    });
    expect(issues).toMatchObject([
      { key: 'INC-2', fields: { summary: 'two' } },
      { key: 'INC-1', fields: { summary: 'one' } },
    ]);
    expect(names).toEqual({ summary: 'Summary' });
  });

  it('selects fields by group, by name and by exclusion', async () => {
    const site = await siteWith(['one']);
    const fieldsFor = async (fields: string[]) =>
      Object.keys((await site.search({ jql: 'key = INC-1', fields })).issues[0]?.fields ?? {});
    expect(await fieldsFor(['*all', '-comment'])).not.toContain('comment');
    expect(await fieldsFor(['*all'])).toContain('comment');
    expect(await fieldsFor(['*navigable'])).not.toContain('comment');
    expect(await fieldsFor(['status', 'summary'])).toEqual(['summary', 'status']);
  });

  it.each([['GET'], ['POST']])('pages with tokens (%s)', async (method) => {
    const site = await siteWith(['a', 'b', 'c', 'd', 'e']);
    const found: string[] = [];
    let token: string | undefined;
    do {
      const query = `jql=${encodeURIComponent('project = INC order by summary desc')}&maxResults=2${token === undefined ? '' : `&nextPageToken=${token}`}`;
      const body = {
        jql: 'project = INC order by summary desc',
        maxResults: 2,
        ...(token === undefined ? {} : { nextPageToken: token }),
      };
      const answer = await (method === 'GET'
        ? site.call<Found>(`GET /rest/api/3/search/jql?${query}`)
        : site.call<Found>('POST /rest/api/3/search/jql', body));
      expect(answer.body.isLast).toBe(answer.body.nextPageToken === undefined);
      found.push(...answer.body.issues.map((issue) => issue.id));
      token = answer.body.nextPageToken;
    } while (token !== undefined);
    expect(found).toEqual(['10004', '10003', '10002', '10001', '10000']);
  });

  it.each([
    ['', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['order by created', 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.'],
    ['universe = 42', "Field 'universe' does not exist or you do not have permission to view it."],
  ])('refuses the query %j', async (jql, message) => {
    const site = await siteWith([]);
    for (const route of ['POST /rest/api/3/search/jql', 'POST /rest/api/3/search/approximate-count']) {
      const { status, body } = await site.call<ErrorBody>(route, { jql });
      expect([status, body.errorMessages]).toEqual([400, [message]]);
    }
  });

  it('shows nobody what they may not browse', async () => {
    const site = await siteWith(['secret']);
    expect(
      (await site.call<Found>('POST /rest/api/3/search/jql', { jql: 'summary ~ secret' }, STRANGER)).body.issues,
    ).toEqual([]);
    expect(
      (await site.call('POST /rest/api/3/search/approximate-count', { jql: 'summary ~ secret' }, ADMIN)).body,
    ).toEqual({ count: 1 });
  });

  it('finds by id exactly what is asked for, in the order asked for', async () => {
    const site = await siteWith(['a', 'b', 'c', 'd', 'e', 'f']);
    const some = fc.uniqueArray(fc.integer({ min: 10000, max: 10005 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, async (ids) => {
        const jql = `id in (${ids.join(', ')}) order by id asc`;
        const expected = [...ids].sort((a, b) => a - b).map((number) => ({ id: String(number) }));
        expect((await site.search({ jql })).issues).toEqual(expected);
        expect((await site.call('POST /rest/api/3/search/approximate-count', { jql })).body).toEqual({
          count: ids.length,
        });
      }),
      { numRuns: 40 },
    );
  });

  it('says which issues queries match', async () => {
    const site = await siteWith(['apple', 'pear']);
    const { body } = await site.call('POST /rest/api/3/jql/match', {
      jqls: ['summary ~ apple', 'broken = value', 'project = INC'],
      issueIds: [10000, 10001],
    });
    expect(body).toEqual({
      matches: [
        { matchedIssues: [10000], errors: [] },
        { matchedIssues: [], errors: ['Invalid JQL: broken = value'] },
        { matchedIssues: [10000, 10001], errors: [] },
      ],
    });
  });

  it('takes queries apart and says what is wrong with them', async () => {
    const site = await siteWith([]);
    const queries = ['project = INC ORDER BY key DESC', 'universe = 42'];
    const { body } = await site.call('POST /rest/api/3/jql/parse?validation=strict', { queries });
    expect(body).toEqual({
      queries: [
        {
          query: queries[0],
          structure: {
            where: {
              field: { name: 'project', encodedName: 'project' },
              operator: '=',
              operand: { value: 'INC', encodedValue: 'INC' },
            },
            orderBy: { fields: [{ field: { name: 'key', encodedName: 'key' }, direction: 'desc' }] },
          },
        },
        {
          query: queries[1],
          errors: ["Field 'universe' does not exist or you do not have permission to view it."],
        },
      ],
    });
  });

  it('suggests issues and lists labels', async () => {
    const site = await siteWith([]);
    await site.incident({ summary: 'Printer <3', labels: ['b', 'a'] });
    expect((await site.call('GET /rest/api/3/issue/picker?query=print')).body).toMatchObject({
      sections: [{ issues: [{ key: 'INC-1', summaryText: 'Printer <3', summary: 'Printer &#60;3' }] }],
    });
    expect((await site.call('GET /rest/api/3/label')).body).toMatchObject({ total: 2, values: ['a', 'b'] });
  });
});
