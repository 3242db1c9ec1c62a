import {
  ADMIN,
  AGENT,
  id,
  incidentSite,
  OPTION,
  paragraph,
  RESOLUTION,
  STRANGER,
  type ErrorBody,
} from '../../../support/jira-site';

interface CommentBody {
  readonly id: string;
  readonly [more: string]: unknown;
}

const commented = async () => {
  const site = incidentSite();
  const key = await site.incident();
  const url = `/rest/api/3/issue/${key}/comment`;
  const add = (body: object, caller = AGENT) => site.call<CommentBody>(`POST ${url}`, body, caller);
  return { site, key, url, add };
};

describe('comments', () => {
  it('are written, read, edited and deleted', async () => {
    const { site, url, add } = await commented();
    const { status, body } = await add({ body: paragraph('First.') });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      body: paragraph('First.'),
      author: { accountId: 'agent-account' },
      created: '2026-03-02T09:00:00.000+0000',
    });
    expect(await site.call(`PUT ${url}/${body.id}`, { body: paragraph('Second.') }, ADMIN)).toMatchObject({
      status: 200,
      body: {
        body: paragraph('Second.'),
        author: { accountId: 'agent-account' },
        updateAuthor: { accountId: 'admin-account' },
      },
    });
    expect((await site.call(`GET ${url}?expand=renderedBody`)).body).toMatchObject({
      total: 1,
      comments: [{ renderedBody: '<p>Second.</p>' }],
    });
    expect(await site.call(`DELETE ${url}/${body.id}`)).toMatchObject({ status: 204 });
    expect(await site.call(`GET ${url}/${body.id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['nothing', {}, 'Comment body can not be empty!'],
    ['a string', { body: 'hello' }, 'Comment body is not valid!'],
    [
      'an unknown node',
      { body: { type: 'doc', version: 1, content: [{ type: 'marquee' }] } },
      'Comment body is not valid!',
    ],
    ['an empty document', { body: { type: 'doc', version: 1, content: [] } }, 'Comment body can not be empty!'],
  ])('refuse %s', async (_, body, message) => {
    const { site, add } = await commented();
    expect(await add(body)).toMatchObject({ status: 400, body: { errors: { comment: message } } });
    expect(site.published).toHaveLength(1);
  });

  it('are kept to a role or a group', async () => {
    const { site, url, add } = await commented();
    expect(
      await add({ body: paragraph('Secret.'), visibility: { type: 'role', value: 'Administrators' } }, ADMIN),
    ).toMatchObject({
      status: 201,
      body: { visibility: { type: 'role', value: 'Administrators', identifier: '10002' } },
    });
    expect((await site.call(`GET ${url}`, undefined, AGENT)).body).toMatchObject({ total: 0 });
    expect((await site.call(`GET ${url}`)).body).toMatchObject({ total: 1 });
    const refused = await site.call<ErrorBody>(
      `POST ${url}`,
      { body: paragraph('x'), visibility: { type: 'role', value: 'Administrators' } },
      AGENT,
    );
    expect(refused.body.errors).toEqual({ roleLevel: 'You are currently not a member of the role: Administrators.' });
  });

  it('page in either order', async () => {
    const { site, url, add } = await commented();
    for (const text of ['a', 'b', 'c']) await add({ body: paragraph(text) });
    expect((await site.call(`GET ${url}?startAt=1&maxResults=1&orderBy=-created`)).body).toMatchObject({
      startAt: 1,
      total: 3,
      comments: [{ body: paragraph('b') }],
    });
    expect(await site.call(`GET ${url}?orderBy=author`)).toMatchObject({ status: 400 });
  });
});

describe('events', () => {
  it('tell what happened after it did, and who did it', async () => {
    const site = incidentSite();
    const key = await site.incident();
    const other = await site.incident();
    site.published.length = 0;
    await site.edit(key, { assignee: { accountId: 'agent-account' } }, AGENT);
    await site.transition(key, '31', { fields: { resolution: { id: RESOLUTION.done } } });
    await site.call(`POST /rest/api/3/issue/${key}/comment`, { body: paragraph('Hi') });
    await site.call('POST /rest/api/3/issueLink', {
      type: { name: 'Blocks' },
      inwardIssue: { key },
      outwardIssue: { key: other },
    });
    await site.call('DELETE /rest/api/3/issueLink/10000');
    await site.call(`DELETE /rest/api/3/issue/${key}/comment/10000`);
    await site.call(`DELETE /rest/api/3/issue/${key}`);
    expect(
      site.published.map((event) => [event.type, event.payload['jiraEventTypeName'], event.actor.accountId]),
    ).toEqual([
      ['avi:jira:updated:issue', 'issue_assigned', 'agent-account'],
      ['avi:jira:assigned:issue', undefined, 'agent-account'],
      ['avi:jira:updated:issue', 'issue_resolved', 'admin-account'],
      ['avi:jira:commented:issue', undefined, 'admin-account'],
      ['avi:jira:created:issuelink', undefined, 'admin-account'],
      ['avi:jira:deleted:issuelink', undefined, 'admin-account'],
      ['avi:jira:deleted:comment', undefined, 'admin-account'],
      ['avi:jira:deleted:issue', undefined, 'admin-account'],
    ]);
    expect(site.published[2]?.payload).toMatchObject({
      eventType: 'avi:jira:updated:issue',
      atlassianId: 'admin-account',
      issue: { key, fields: { status: { name: 'Resolved' }, assignee: { accountId: 'agent-account' } } },
      changelog: {
        items: [
          { field: 'resolution', fromString: null, toString: 'Done' },
          { field: 'status', fromString: 'New', toString: 'Resolved' },
        ],
      },
      associatedStatuses: { associatedStatuses: [{ name: 'Resolved' }, { name: 'New' }] },
    });
    expect(site.published[4]?.payload).toMatchObject({
      id: '10000',
      sourceIssueId: '10000',
      destinationIssueId: '10001',
      issueLinkType: { name: 'Blocks' },
    });
  });
});

describe('watchers, properties, links, deletion', () => {
  it('lets people watch', async () => {
    const { site, key } = await commented();
    const url = `/rest/api/3/issue/${key}/watchers`;
    expect(await site.call(`POST ${url}`, undefined, AGENT)).toMatchObject({ status: 204 });
    expect((await site.call(`GET ${url}`)).body).toMatchObject({ watchCount: 2, isWatching: true });
    expect(await site.call(`POST ${url}`, '"stranger-account"')).toMatchObject({ status: 400 });
    expect(await site.call(`DELETE ${url}?accountId=agent-account`, undefined, AGENT)).toMatchObject({ status: 204 });
    expect((await site.call(`GET ${url}`)).body).toMatchObject({
      watchCount: 1,
      watchers: [{ accountId: 'admin-account' }],
    });
  });

  it('keeps issue properties', async () => {
    const { site, key } = await commented();
    const url = `/rest/api/3/issue/${key}/properties`;
    expect(await site.call(`PUT ${url}/a.b`, { n: 1 })).toMatchObject({ status: 201 });
    expect(await site.call(`PUT ${url}/a.b`, { n: 2 })).toMatchObject({ status: 200 });
    expect((await site.call(`GET ${url}/a.b`)).body).toEqual({ key: 'a.b', value: { n: 2 } });
    expect((await site.call(`GET ${url}`)).body).toMatchObject({ keys: [{ key: 'a.b' }] });
    expect((await site.issue(key, '?properties=*all&fields=summary'))['properties']).toEqual({ 'a.b': { n: 2 } });
    expect(await site.call(`PUT ${url}/long`, JSON.stringify('x'.repeat(32_767)))).toMatchObject({ status: 400 });
    expect(await site.call(`PUT ${url}/long`, JSON.stringify('x'.repeat(32_766)))).toMatchObject({ status: 201 });
    expect(await site.call(`DELETE ${url}/a.b`)).toMatchObject({ status: 204 });
    expect(await site.call(`GET ${url}/a.b`)).toMatchObject({ status: 404 });
    expect(await site.call(`PUT ${url}/x`, '1', STRANGER)).toMatchObject({ status: 404 });
  });

  it('shows links from both ends and makes none twice', async () => {
    const { site, key } = await commented();
    const other = await site.incident();
    const link = { type: { name: 'Blocks' }, inwardIssue: { key }, outwardIssue: { key: other } };
    for (let time = 0; time < 2; time += 1)
      expect(await site.call('POST /rest/api/3/issueLink', link)).toMatchObject({ status: 201 });
    expect((await site.fields(key))['issuelinks']).toMatchObject([
      { outwardIssue: { key: other }, type: { outward: 'blocks' } },
    ]);
    expect((await site.fields(other))['issuelinks']).toMatchObject([
      { inwardIssue: { key }, type: { inward: 'is blocked by' } },
    ]);
    expect((await site.call('GET /rest/api/3/issueLink/10000')).body).toMatchObject({
      inwardIssue: { key },
      outwardIssue: { key: other },
    });
    expect(await site.call('POST /rest/api/3/issueLink', { ...link, type: { name: 'Nope' } })).toMatchObject({
      status: 404,
    });
  });

  it('deletes an issue with its sub-tasks only when told to', async () => {
    const { site, key } = await commented();
    await site.incident({ issuetype: { name: 'Sub-task' }, parent: { key } });
    expect((await site.fields(key))['subtasks']).toMatchObject([{ key: 'INC-2' }]);
    expect(await site.call(`DELETE /rest/api/3/issue/${key}`, undefined, AGENT)).toMatchObject({ status: 403 });
    expect(await site.call(`DELETE /rest/api/3/issue/${key}`)).toMatchObject({ status: 400 });
    expect(await site.call(`DELETE /rest/api/3/issue/${key}?deleteSubtasks=true`)).toMatchObject({ status: 204 });
    expect(await site.call('GET /rest/api/3/issue/INC-2')).toMatchObject({ status: 404 });
  });

  it('edits, moves and deletes in bulk, by the same rules as one at a time', async () => {
    const { site, key } = await commented();
    const other = await site.incident();
    const bulk = async (path: string, body: object) => {
      const { body: task } = await site.call<{ taskId: string }>(`POST /rest/api/3/bulk/issues/${path}`, body);
      return (await site.call(`GET /rest/api/3/bulk/queue/${task.taskId}`)).body;
    };
    const selectedIssueIdsOrKeys = [key, other, 'INC-99'];
    const editedFieldsInput = {
      singleSelectFields: [{ fieldId: id('impact'), option: { optionId: Number(OPTION.team) } }],
      labelsFields: [{ fieldId: 'labels', bulkEditMultiSelectFieldOption: 'ADD', labels: [{ name: 'x' }] }],
    };
    expect(
      await bulk('fields', { selectedIssueIdsOrKeys, selectedActions: [id('impact'), 'labels'], editedFieldsInput }),
    ).toMatchObject({
      status: 'COMPLETE',
      totalIssueCount: 3,
      processedAccessibleIssues: [10000, 10001],
      invalidOrInaccessibleIssueCount: 1,
    });
    expect(await site.fields(other)).toMatchObject({ labels: ['x'], [id('impact')]: { value: 'Team' } });
    const offered = async (keys: string) =>
      (await site.call<object>(`GET /rest/api/3/bulk/issues/transition?issueIdsOrKeys=${keys}`)).body;
    const together = await offered(`${key},${other}`);
    expect(together).toMatchObject({ availableTransitions: [{ issues: [key, other] }] });
    expect(JSON.stringify(together)).toContain('"transitionId":11');
    await site.transition(other, '51');
    expect(JSON.stringify(await offered(`${key},${other}`))).not.toContain('"transitionId":11');
    expect(await site.call('GET /rest/api/3/bulk/issues/transition?issueIdsOrKeys=INC-99')).toMatchObject({
      status: 400,
    });
    expect(
      await bulk('transition', {
        bulkTransitionInputs: [{ selectedIssueIdsOrKeys: [key, other], transitionId: '11' }],
      }),
    ).toMatchObject({
      processedAccessibleIssues: [10000],
      failedAccessibleIssues: { '10001': ["Transition id '11' is not valid for this issue."] },
    });
    expect(await bulk('delete', { selectedIssueIdsOrKeys: [key, other] })).toMatchObject({
      processedAccessibleIssues: [10000, 10001],
    });
  });
});
