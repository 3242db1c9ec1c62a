import fc from 'fast-check';
import {
  ADMIN,
  AGENT,
  id,
  incidentSite,
  NOW,
  OPTION,
  paragraph,
  STATUS,
  type IncidentSite,
} from '../../../support/jira-site';

interface Item {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toString: string | null;
}
interface History {
  readonly id: string;
  readonly created: string | number;
  readonly author?: { readonly accountId: string };
  readonly items: readonly Item[];
}

const historiesOf = async (site: IncidentSite, key: string): Promise<readonly History[]> =>
  (await site.call<{ values: History[] }>(`GET /rest/api/3/issue/${key}/changelog?maxResults=100`)).body.values;

describe('changelog items', () => {
  const cases: readonly (readonly [string, unknown, unknown, Omit<Item, 'field' | 'fieldId'>])[] = [
    ['summary', 'a', 'b', { from: null, fromString: 'a', to: null, toString: 'b' }],
    ['description', paragraph('a'), paragraph('b'), { from: null, fromString: 'a', to: null, toString: 'b' }],
    ['priority', { id: '1' }, { id: '2' }, { from: '1', fromString: 'Highest', to: '2', toString: 'High' }],
    [
      'assignee',
      { accountId: 'agent-account' },
      null,
      { from: 'agent-account', fromString: 'Agent Person', to: null, toString: null },
    ],
    ['labels', ['a'], ['b', 'a'], { from: null, fromString: 'a', to: null, toString: 'a b' }],
    [
      'duedate',
      '2026-01-02',
      '2026-01-03',
      { from: '2026-01-02', fromString: '2026-01-02 00:00:00.0', to: '2026-01-03', toString: '2026-01-03 00:00:00.0' },
    ],
    [
      id('impact'),
      { value: 'Team' },
      { value: 'Enterprise' },
      { from: OPTION.team, fromString: 'Team', to: OPTION.enterprise, toString: 'Enterprise' },
    ],
    [
      id('areas'),
      [{ value: 'Web' }],
      [{ value: 'Web' }, { value: 'Mail' }],
      { from: `[${OPTION.web}]`, fromString: 'Web', to: `[${OPTION.web}, ${OPTION.mail}]`, toString: 'Web,Mail' },
    ],
    [id('count'), 1, 2.5, { from: null, fromString: '1', to: null, toString: '2.5' }],
    [id('day'), '2026-01-02', null, { from: '2026-01-02', fromString: '2/Jan/26', to: null, toString: null }],
    [
      id('moment'),
      '2026-01-02T15:04:00.000+0000',
      null,
      { from: '2026-01-02T15:04:00.000+0000', fromString: '2/Jan/26 3:04 PM', to: null, toString: null },
    ],
    [
      id('helpers'),
      [],
      [{ accountId: 'agent-account' }],
      { from: null, fromString: null, to: '[agent-account]', toString: '[Agent Person]' },
    ],
  ];
  it.each(cases)('%s from %j to %j', async (field, before, after, expected) => {
    const site = incidentSite();
    const key = await site.incident({ [field]: before });
    await site.edit(key, { [field]: after });
    const [history, ...more] = await historiesOf(site, key);
    expect(more).toEqual([]);
    expect(history?.items).toEqual([expect.objectContaining({ fieldId: field, ...expected })]);
  });

  it('make one entry of one edit, and none of an edit that changes nothing', async () => {
    const site = incidentSite();
    const key = await site.incident({ labels: ['a'], [id('impact')]: { value: 'Team' } });
    await site.edit(key, { summary: 'Other', priority: { id: '1' } }, AGENT);
    const { updated } = await site.fields(key);
    site.clock.jumpTo(NOW + 1000);
    await site.edit(key, { summary: 'Other', labels: ['a'], [id('impact')]: { id: OPTION.team }, description: null });
    expect(await historiesOf(site, key)).toMatchObject([
      {
        author: { accountId: 'agent-account' },
        created: '2026-03-02T09:00:00.000+0000',
        items: [{ field: 'summary' }, { field: 'priority' }],
      },
    ]);
    expect((await site.fields(key))['updated']).toBe(updated);
  });

  it('are told in the viewer’s time zone', async () => {
    const site = incidentSite();
    site.jira.site.db
      .prepare("UPDATE user_account SET time_zone = 'Asia/Kolkata' WHERE account_id = 'admin-account'")
      .run();
    const key = await site.incident();
    expect((await site.fields(key))['created']).toBe('2026-03-02T14:30:00.000+0530');
  });

  it('note links at both ends', async () => {
    const site = incidentSite();
    const [a, b] = [await site.incident(), await site.incident()];
    const link = { type: { name: 'Blocks' }, inwardIssue: { key: a }, outwardIssue: { key: b } };
    expect(await site.call('POST /rest/api/3/issueLink', link)).toMatchObject({ status: 201 });
    expect(await site.history(a)).toEqual([`Link: ∅ → This issue blocks ${b}`]);
    expect(await site.history(b)).toEqual([`Link: ∅ → This issue is blocked by ${a}`]);
    await site.call('DELETE /rest/api/3/issueLink/10000');
    expect(await site.history(a)).toContain(`Link: This issue blocks ${b} → ∅`);
  });
});

describe('reading histories', () => {
  const busySite = async () => {
    const site = incidentSite();
    const keys = [await site.incident(), await site.incident()] as const;
    for (const [step, key] of [keys[0], keys[1], keys[0]].entries()) {
      site.clock.jumpTo(NOW + (step + 1) * 1000);
      await site.edit(key, step === 2 ? { priority: { id: '1' } } : { summary: `step ${step}` });
    }
    return { site, keys };
  };

  it('pages through one issue', async () => {
    const { site, keys } = await busySite();
    const { body } = await site.call(`GET /rest/api/3/issue/${keys[0]}/changelog?maxResults=1&startAt=1`);
    expect(body).toMatchObject({
      startAt: 1,
      maxResults: 1,
      total: 2,
      isLast: true,
      values: [{ items: [{ field: 'priority' }] }],
    });
  });

  it('fetches many issues, oldest change first, as epoch milliseconds', async () => {
    const { site, keys } = await busySite();
    const fetch = async (more: object) =>
      (
        await site.call<{ issueChangeLogs: { issueId: string; changeHistories: History[] }[]; nextPageToken?: string }>(
          'POST /rest/api/3/changelog/bulkfetch',
          { issueIdsOrKeys: keys, ...more },
        )
      ).body;
    const all = await fetch({});
    expect(
      all.issueChangeLogs.map((log) => [log.issueId, log.changeHistories.map((history) => history.created)]),
    ).toEqual([
      ['10000', [NOW + 1000, NOW + 3000]],
      ['10001', [NOW + 2000]],
    ]);
    expect(all.nextPageToken).toBeUndefined();
    const first = await fetch({ maxResults: 2 });
    const second = await fetch({ maxResults: 2, nextPageToken: first.nextPageToken });
    expect(second.issueChangeLogs).toMatchObject([{ issueId: '10000', changeHistories: [{ created: NOW + 3000 }] }]);
    expect((await fetch({ fieldIds: ['priority'] })).issueChangeLogs).toMatchObject([
      { issueId: '10000', changeHistories: [{ items: [{ fieldId: 'priority' }] }] },
    ]);
  });

  it.each([
    ['no issues', { issueIdsOrKeys: [] }],
    ['too many issues', { issueIdsOrKeys: Array.from({ length: 1001 }, (_, n) => String(n)) }],
    ['too many fields', { issueIdsOrKeys: ['INC-1'], fieldIds: Array.from({ length: 11 }, (_, n) => `f${n}`) }],
    ['a token of somebody’s making', { issueIdsOrKeys: ['INC-1'], nextPageToken: 'zzz' }],
  ])('refuses %s', async (_, body) => {
    const { site } = await busySite();
    expect(await site.call('POST /rest/api/3/changelog/bulkfetch', body)).toMatchObject({ status: 400 });
  });
});

/** What somebody may do to an incident; several at once are one edit. */
const aChange = fc.record(
  {
    summary: fc.constantFrom('a', 'b', 'c'),
    priority: fc.constantFrom('1', '2', '3').map((priority) => ({ id: priority })),
    assignee: fc.constantFrom(null, { accountId: 'agent-account' }, { accountId: 'admin-account' }),
    labels: fc.subarray(['x', 'y', 'z']),
    [id('impact')]: fc.constantFrom(null, { id: OPTION.team }, { id: OPTION.enterprise }),
    [id('count')]: fc.constantFrom(null, 1, 2),
    [id('reason')]: fc.constantFrom(null, 'r', 's'),
  },
  { requiredKeys: [] },
);
const aStep = fc.oneof(
  aChange.map((fields) => ({ fields })),
  fc.constantFrom('11', '21', '51').map((transition) => ({ transition })),
);

/** Each field's changelog text, as the issue itself has it now. */
function textsOf(fields: Record<string, unknown>): Record<string, string | null> {
  const at = (field: string, key: string): string | null => {
    const value = fields[field];
    const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
    return typeof part === 'string' ? part : null;
  };
  const plain = (field: string): string | null => {
    const value = fields[field];
    return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : null;
  };
  return {
    summary: plain('summary'),
    status: at('status', 'id'),
    priority: at('priority', 'id'),
    assignee: at('assignee', 'accountId'),
    labels: (fields['labels'] as string[]).join(' '),
    [id('impact')]: at(id('impact'), 'id'),
    [id('count')]: plain(id('count')),
    [id('reason')]: plain(id('reason')),
  };
}

it('replaying the changelog over the issue as created gives the issue as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 1, maxLength: 8 }), async (steps) => {
      const site = incidentSite();
      const key = await site.incident();
      const texts = textsOf(await site.fields(key));
      for (const step of steps) {
        if ('fields' in step) await site.edit(key, step.fields, ADMIN);
        else await site.transition(key, step.transition);
      }
      for (const { items } of await historiesOf(site, key)) {
        for (const item of items) {
          const before = item.from ?? item.fromString;
          expect(texts[item.fieldId]).toBe(before);
          texts[item.fieldId] = item.to ?? item.toString;
        }
      }
      expect(texts).toEqual(textsOf(await site.fields(key)));
      expect(texts['status']).not.toBe(STATUS.resolved);
    }),
    { numRuns: 25 },
  );
});
