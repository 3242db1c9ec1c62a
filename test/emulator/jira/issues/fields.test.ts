import {
  ADMIN,
  AGENT,
  FIELDS,
  id,
  incidentSite,
  INCIDENT,
  OPTION,
  paragraph,
  STRANGER,
  SUBTASK,
  type ErrorBody,
  type FieldName,
} from '../../../support/jira-site';

const NOT_ON_SCREEN = (field: string): string =>
  `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
const ADF_EXPECTED = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';

const isCustom = (name: string): name is FieldName => name in FIELDS;
const fieldNamed = (name: string): string => (isCustom(name) ? id(name) : name);

describe('setting a field', () => {
  const accepted: readonly (readonly [string, unknown, unknown])[] = [
    ['summary', 'Mail is slow', 'Mail is slow'],
    ['description', paragraph('Since nine.'), paragraph('Since nine.')],
    ['description', null, null],
    ['priority', { name: 'highest' }, expect.objectContaining({ id: '1', name: 'Highest' })],
    [
      'assignee',
      { accountId: 'agent-account' },
      expect.objectContaining({ accountId: 'agent-account', displayName: 'Agent Person' }),
    ],
    ['assignee', { accountId: null }, null],
    ['duedate', '2026-02-28', '2026-02-28'],
    ['labels', ['b', 'a', 'a'], ['a', 'b']],
    ['impact', { value: 'Team' }, expect.objectContaining({ id: OPTION.team, value: 'Team' })],
    ['impact', { id: OPTION.enterprise }, expect.objectContaining({ value: 'Enterprise' })],
    ['notes', paragraph('ok'), paragraph('ok')],
    [
      'areas',
      [{ value: 'Web' }, { id: OPTION.mail }],
      [expect.objectContaining({ value: 'Web' }), expect.objectContaining({ value: 'Mail' })],
    ],
    ['areas', [], null],
    ['team', { name: 'jira-administrators' }, expect.objectContaining({ name: 'jira-administrators' })],
    ['count', 2.5, 2.5],
    ['day', '2024-02-29', '2024-02-29'],
    ['moment', '2026-03-02T10:30:00.000+0100', '2026-03-02T09:30:00.000+0000'],
    ['reason', 'Waiting', 'Waiting'],
    ['reason', '', null],
    ['helper', { accountId: 'agent-account' }, expect.objectContaining({ accountId: 'agent-account' })],
    ['helpers', [{ accountId: 'agent-account' }], [expect.objectContaining({ accountId: 'agent-account' })]],
    ['tags', ['x'], ['x']],
    ['link', 'https://acme.example/', 'https://acme.example/'],
  ];
  it.each(accepted)('%s takes %j', async (name, value, shown) => {
    const site = incidentSite();
    const key = await site.incident();
    const field = fieldNamed(name);
    expect(await site.edit(key, { [field]: value })).toMatchObject({ status: 204 });
    expect((await site.fields(key))[field]).toEqual(shown);
  });

  const refused: readonly (readonly [string, unknown, string])[] = [
    ['summary', '', 'You must specify a summary of the issue.'],
    ['summary', 'two\nlines', 'The summary is invalid because it contains newline characters.'],
    ['summary', 'x'.repeat(256), 'Summary must be less than 255 characters.'],
    ['description', 'plain text', ADF_EXPECTED],
    ['description', { type: 'doc', version: 1, content: [{ type: 'blink', content: [] }] }, ADF_EXPECTED],
    ['notes', 'plain text', ADF_EXPECTED],
    ['priority', { id: '99' }, 'The priority selected is invalid.'],
    ['assignee', { accountId: 'nobody' }, "User 'nobody' does not exist."],
    ['assignee', { accountId: 'stranger-account' }, "User 'stranger-account' cannot be assigned issues."],
    ['reporter', null, 'Reporter is required.'],
    ['duedate', '2026-02-30', 'Error parsing date string: 2026-02-30'],
    ['labels', ['two words'], "The label 'two words' contains spaces which is invalid."],
    ['labels', 'one', 'data was not an array'],
    ['impact', { id: '1' }, "Option id '1' is not valid"],
    ['impact', { id: OPTION.mail }, `Option id '${OPTION.mail}' is not valid`],
    ['impact', { id: OPTION.retired }, `Option id '${OPTION.retired}' is not valid`],
    ['impact', { value: 'Galaxy' }, "Option value 'Galaxy' is not valid"],
    ['impact', 'Team', 'data was not an object'],
    ['areas', { value: 'Web' }, 'data was not an array'],
    ['count', '2', 'Operation value must be a number'],
    ['day', 'tomorrow', 'Error parsing date string: tomorrow'],
    ['moment', '2026-03-02 10:30', 'Error parsing time: 2026-03-02 10:30'],
    ['reason', 7, 'Operation value must be a string'],
    ['helper', { accountId: 'nobody' }, "User 'nobody' does not exist."],
    ['link', 'not a url', 'Not a valid URL'],
    ['hidden', 'x', NOT_ON_SCREEN(id('hidden'))],
    ['resolution', { name: 'Done' }, NOT_ON_SCREEN('resolution')],
    ['status', { name: 'Closed' }, NOT_ON_SCREEN('status')],
    ['customfield_99999', 'x', NOT_ON_SCREEN('customfield_99999')],
  ];
  it.each(refused)('%s refuses %j', async (name, value, message) => {
    const site = incidentSite();
    const key = await site.incident();
    const before = await site.fields(key);
    const field = fieldNamed(name);
    expect(await site.edit(key, { [field]: value, labels: name === 'labels' ? value : ['kept-out'] })).toMatchObject({
      status: 400,
      body: { errorMessages: [], errors: { [field]: message } },
    });
    expect(await site.fields(key)).toEqual(before);
    expect(await site.history(key)).toEqual([]);
  });
});

describe('update operations', () => {
  it('adds to, removes from and sets lists', async () => {
    const site = incidentSite();
    const key = await site.incident({ labels: ['a', 'b'], [id('areas')]: [{ value: 'Web' }] });
    const update = {
      labels: [{ add: 'c' }, { remove: 'a' }],
      [id('areas')]: [{ add: { value: 'Mail' } }, { remove: { value: 'Web' } }],
    };
    expect(await site.call(`PUT /rest/api/3/issue/${key}`, { update })).toMatchObject({ status: 204 });
    expect(await site.fields(key)).toMatchObject({ labels: ['b', 'c'], [id('areas')]: [{ value: 'Mail' }] });
    expect(await site.history(key)).toEqual(['labels: a b → b c', 'Areas: Web → Mail']);
  });

  it('names the operations a field has when asked for another', async () => {
    const site = incidentSite();
    const key = await site.incident();
    const answer = await site.call<ErrorBody>(`PUT /rest/api/3/issue/${key}`, { update: { summary: [{ add: 'x' }] } });
    expect(answer.body.errors['summary']).toBe(
      "Field with id 'summary' and name 'Summary' does not support operation 'add' Supported operation(s) are: 'set'",
    );
  });

  it('takes comments and links along with an edit', async () => {
    const site = incidentSite();
    const [key, other] = [await site.incident(), await site.incident()];
    const update = {
      comment: [{ add: { body: paragraph('On it.') } }],
      issuelinks: [{ add: { type: { name: 'Blocks' }, outwardIssue: { key: other } } }],
    };
    expect(await site.call(`PUT /rest/api/3/issue/${key}`, { update })).toMatchObject({ status: 204 });
    const fields = await site.fields(key);
    expect(fields['comment']).toMatchObject({ total: 1, comments: [{ body: paragraph('On it.') }] });
    expect(fields['issuelinks']).toMatchObject([{ type: { outward: 'blocks' }, outwardIssue: { key: other } }]);
  });
});

describe('creating', () => {
  const frame = { project: { key: 'INC' }, issuetype: { id: INCIDENT }, summary: 'x' };
  it.each([
    ['no summary', { ...frame, summary: undefined }, { summary: 'You must specify a summary of the issue.' }],
    ['no project', { ...frame, project: undefined }, { project: 'Specify a valid project ID or key' }],
    ['unknown project', { ...frame, project: { key: 'NOPE' } }, { project: 'Specify a valid project ID or key' }],
    ['no type', { ...frame, issuetype: undefined }, { issuetype: 'Specify an issue type' }],
    [
      'a type of another project',
      { ...frame, issuetype: { name: 'Epic' } },
      { issuetype: 'The issue type selected is invalid.' },
    ],
    [
      'a sub-task without parent',
      { ...frame, issuetype: { id: SUBTASK } },
      { parent: 'Issue type is a sub-task but parent issue key or id not specified.' },
    ],
    [
      'two bad fields',
      { ...frame, labels: ['a b'], duedate: 'x' },
      { labels: "The label 'a b' contains spaces which is invalid.", duedate: 'Error parsing date string: x' },
    ],
  ])('refuses %s', async (_, fields, errors) => {
    const site = incidentSite();
    expect(await site.call('POST /rest/api/3/issue', { fields })).toMatchObject({ status: 400, body: { errors } });
    expect(site.published).toEqual([]);
  });

  it('fills in reporter, priority, creator and status, and counts keys up', async () => {
    const site = incidentSite();
    expect(await site.incident({}, AGENT)).toBe('INC-1');
    expect(await site.incident()).toBe('INC-2');
    expect(await site.fields('INC-1')).toMatchObject({
      reporter: { accountId: 'agent-account' },
      creator: { accountId: 'agent-account' },
      priority: { name: 'Medium' },
      status: { name: 'New' },
      assignee: null,
      resolution: null,
      labels: [],
    });
  });

  it('uses the default value of a field’s context', async () => {
    const site = incidentSite();
    const value = JSON.stringify({ type: 'option.single', optionId: OPTION.team });
    site.jira.site.db.prepare('UPDATE field_context SET default_value = ? WHERE field_id = ?').run(value, id('impact'));
    expect((await site.fields(await site.incident()))[id('impact')]).toMatchObject({ value: 'Team' });
    expect((await site.fields(await site.incident({ [id('impact')]: null })))[id('impact')]).toBeNull();
  });

  it('is refused to people without the permission, and hidden from them', async () => {
    const site = incidentSite();
    const key = await site.incident();
    expect(await site.call('POST /rest/api/3/issue', { fields: frame }, STRANGER)).toMatchObject({ status: 400 });
    expect(await site.call(`GET /rest/api/3/issue/${key}`, undefined, STRANGER)).toMatchObject({
      status: 404,
      body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
    });
  });

  it('in bulk makes the good ones and says which were bad', async () => {
    const site = incidentSite();
    const issueUpdates = [{ fields: frame }, { fields: { ...frame, summary: '' } }, { fields: frame }];
    const { status, body } = await site.call('POST /rest/api/3/issue/bulk', { issueUpdates }, ADMIN);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      issues: [{ key: 'INC-1' }, { key: 'INC-2' }],
      errors: [
        {
          status: 400,
          failedElementNumber: 1,
          elementErrors: { errors: { summary: 'You must specify a summary of the issue.' } },
        },
      ],
    });
  });
});
