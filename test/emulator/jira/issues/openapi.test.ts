import { describeWithOpenApi } from '../../../support/openapi';
import {
  ADMIN,
  anApp,
  asApp,
  id,
  incidentSite,
  INCIDENT,
  OPTION,
  paragraph,
  RESOLUTION,
} from '../../../support/jira-site';
import { allIssueOperations } from '../../../../emulator/jira/routes/issue-operations';
import type { Caller } from '../../../../emulator/seams';

/** `[method, path as in the document, path as called, status, body]`, in the order they are sent. */
type Step = readonly [string, string, string, number, unknown?, Caller?];

const app = anApp();
const issue = '/rest/api/3/issue/{issueIdOrKey}';
const at = '/rest/api/3/issue/INC-1';
const frame = { project: { key: 'INC' }, issuetype: { id: INCIDENT }, summary: 'Another' };
const everything = {
  description: paragraph('Since nine.'),
  assignee: { accountId: 'agent-account' },
  labels: ['mail'],
  duedate: '2026-03-09',
  [id('impact')]: { id: OPTION.team },
  [id('areas')]: [{ value: 'Web' }],
  [id('helpers')]: [{ accountId: 'agent-account' }],
};

const STEPS: readonly Step[] = [
  [
    'GET',
    '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes',
    '/rest/api/3/issue/createmeta/INC/issuetypes',
    200,
  ],
  [
    'GET',
    '/rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}',
    `/rest/api/3/issue/createmeta/INC/issuetypes/${INCIDENT}`,
    200,
  ],
  ['POST', '/rest/api/3/issue', '/rest/api/3/issue', 201, { fields: { ...frame, ...everything } }],
  ['POST', '/rest/api/3/issue', '/rest/api/3/issue', 400, { fields: { ...frame, labels: ['a b'] } }],
  [
    'POST',
    '/rest/api/3/issue/bulk',
    '/rest/api/3/issue/bulk',
    201,
    { issueUpdates: [{ fields: frame }, { fields: {} }] },
  ],
  ['PUT', issue, at, 204, { fields: { summary: 'Changed', priority: { id: '1' } } }],
  ['PUT', issue, `${at}?returnIssue=true`, 200, { fields: { summary: 'Changed again' } }],
  ['PUT', `${issue}/assignee`, `${at}/assignee`, 204, { accountId: null }],
  ['GET', `${issue}/editmeta`, `${at}/editmeta`, 200],
  ['GET', `${issue}/transitions`, `${at}/transitions?expand=transitions.fields`, 200],
  [
    'POST',
    `${issue}/comment`,
    `${at}/comment`,
    201,
    { body: paragraph('Hello'), visibility: { type: 'role', value: 'Administrators' } },
  ],
  ['GET', `${issue}/comment`, `${at}/comment?expand=renderedBody,properties`, 200],
  ['GET', `${issue}/comment/{id}`, `${at}/comment/10000`, 200],
  ['PUT', `${issue}/comment/{id}`, `${at}/comment/10000`, 200, { body: paragraph('Hello again') }],
  ['POST', '/rest/api/3/comment/list', '/rest/api/3/comment/list', 200, { ids: [10000] }],
  [
    'POST',
    '/rest/api/3/issueLink',
    '/rest/api/3/issueLink',
    201,
    { type: { name: 'Blocks' }, inwardIssue: { key: 'INC-1' }, outwardIssue: { key: 'INC-2' } },
  ],
  ['GET', '/rest/api/3/issueLink/{linkId}', '/rest/api/3/issueLink/10000', 200],
  ['POST', `${issue}/watchers`, `${at}/watchers`, 204],
  ['GET', `${issue}/watchers`, `${at}/watchers`, 200],
  ['PUT', `${issue}/properties/{propertyKey}`, `${at}/properties/k`, 201, { a: 1 }],
  ['GET', `${issue}/properties`, `${at}/properties`, 200],
  ['GET', `${issue}/properties/{propertyKey}`, `${at}/properties/k`, 200],
  [
    'PUT',
    '/rest/api/3/app/field/{fieldIdOrKey}/value',
    `/rest/api/3/app/field/${app.appId}__${app.environmentId}__static__priority-basis/value`,
    204,
    { updates: [{ issueIds: [10000], value: 'x' }] },
    asApp(app),
  ],
  [
    'POST',
    `${issue}/transitions`,
    `${at}/transitions`,
    204,
    { transition: { id: '31' }, fields: { resolution: { id: RESOLUTION.done } } },
  ],
  [
    'GET',
    issue,
    `${at}?expand=renderedFields,names,schema,operations,editmeta,changelog,transitions&properties=*all`,
    200,
  ],
  ['GET', issue, '/rest/api/3/issue/NOPE-1', 404],
  ['GET', `${issue}/changelog`, `${at}/changelog?maxResults=1`, 200],
  ['POST', `${issue}/changelog/list`, `${at}/changelog/list`, 200, { changelogIds: [10000] }],
  ['POST', '/rest/api/3/changelog/bulkfetch', '/rest/api/3/changelog/bulkfetch', 200, { issueIdsOrKeys: ['INC-1'] }],
  [
    'POST',
    '/rest/api/3/issue/bulkfetch',
    '/rest/api/3/issue/bulkfetch',
    200,
    { issueIdsOrKeys: ['INC-1', 'NOPE-1'], fields: ['*all'] },
  ],
  [
    'GET',
    '/rest/api/3/search/jql',
    '/rest/api/3/search/jql?jql=project%3DINC&fields=*all&maxResults=1&expand=names,schema',
    200,
  ],
  [
    'POST',
    '/rest/api/3/search/jql',
    '/rest/api/3/search/jql',
    200,
    { jql: 'project = INC', fields: ['*navigable'], expand: 'changelog' },
  ],
  [
    'POST',
    '/rest/api/3/search/approximate-count',
    '/rest/api/3/search/approximate-count',
    200,
    { jql: 'project = INC' },
  ],
  ['POST', '/rest/api/3/jql/match', '/rest/api/3/jql/match', 200, { jqls: ['project = INC'], issueIds: [10000] }],
  [
    'POST',
    '/rest/api/3/jql/parse',
    '/rest/api/3/jql/parse?validation=strict',
    200,
    { queries: ['status was New ORDER BY key DESC', 'universe = 42', 'nonsense'] },
  ],
  ['GET', '/rest/api/3/issue/picker', '/rest/api/3/issue/picker?query=Changed', 200],
  ['GET', '/rest/api/3/label', '/rest/api/3/label', 200],
  [
    'POST',
    '/rest/api/3/expression/evaluate',
    '/rest/api/3/expression/evaluate?expand=meta.complexity',
    200,
    { expression: 'issue.summary', context: { issue: { key: 'INC-1' } } },
  ],
  ['GET', '/rest/api/3/bulk/issues/transition', '/rest/api/3/bulk/issues/transition?issueIdsOrKeys=INC-1,INC-2', 200],
  [
    'POST',
    '/rest/api/3/bulk/issues/transition',
    '/rest/api/3/bulk/issues/transition',
    201,
    { bulkTransitionInputs: [{ selectedIssueIdsOrKeys: ['INC-2'], transitionId: '11' }] },
  ],
  ['GET', '/rest/api/3/bulk/queue/{taskId}', '/rest/api/3/bulk/queue/10000', 200],
  ['DELETE', '/rest/api/3/issueLink/{linkId}', '/rest/api/3/issueLink/10000', 204],
  ['DELETE', `${issue}/comment/{id}`, `${at}/comment/10000`, 204],
  ['DELETE', issue, at, 204],
];

describeWithOpenApi('issue operations and the OpenAPI document', (openApi) => {
  it('answers as the document says', async () => {
    const site = incidentSite();
    site.install(app);
    const violations: string[] = [];
    for (const [method, path, url, status, body, caller = ADMIN] of STEPS) {
      const answer = await site.call(`${method} ${url}`, body, caller);
      expect([method, url, answer.status, answer.status === status ? '' : answer.body]).toEqual([
        method,
        url,
        status,
        '',
      ]);
      violations.push(...openApi().violations(method, path, status, answer.body));
    }
    expect(violations).toEqual([]);
  });

  it.each(allIssueOperations.map((operation) => [`${operation.method} ${operation.path}`, operation] as const))(
    '%s needs the scopes it names',
    (_, operation) => {
      expect([...operation.scopes].sort()).toEqual(
        [...(openApi().scopesOf(operation.method, operation.path) ?? ['not in the document'])].sort(),
      );
    },
  );
});
