/** Every operation, and every answer of a broad run, against Jira Cloud's own OpenAPI document. */
import { z } from 'zod';
import { operations } from '../../emulator/jira';
import type { Operation } from '../../emulator/jira/http';
import { applySetUp } from '../../emulator/seed/apply-set-up';
import type { Site } from '../../emulator/site';
import { describeWithOpenApi } from '../support/openapi';
import { operationOf } from '../support/operations';
import { aSite } from '../support/site';
import { tourByJiraClient } from './jira-client-run';
import { wholeLife } from './whole-life';

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** The client has no calls for these and the app needs none; the suite of the configuration holds them against the document. */
const NOT_IN_THE_RUN = [
  'DELETE /rest/api/3/dashboard/{dashboardId}/gadget/{gadgetId}',
  'DELETE /rest/api/3/dashboard/{id}',
  'DELETE /rest/api/3/resolution/{id}',
  'DELETE /rest/api/3/screens/{screenId}',
  'GET /rest/api/3/bulk/issues/transition',
  'GET /rest/api/3/dashboard/gadgets',
  'GET /rest/api/3/dashboard/{dashboardId}/gadget',
  'GET /rest/api/3/field/{fieldId}/context/defaultValue',
  'GET /rest/api/3/issuetype/project',
  'GET /rest/api/3/priority',
  'GET /rest/api/3/project',
  'GET /rest/api/3/resolution',
  'GET /rest/api/3/workflow/search',
  'POST /rest/api/3/issue/{issueIdOrKey}/watchers',
  'POST /rest/api/3/resolution',
  'POST /rest/api/3/task/{taskId}/cancel',
  'PUT /rest/api/3/dashboard/{dashboardId}/gadget/{gadgetId}',
  'PUT /rest/api/3/dashboard/{id}',
  'PUT /rest/api/3/field/{fieldId}/context/defaultValue',
  'PUT /rest/api/3/resolution/default',
  'PUT /rest/api/3/resolution/move',
  'PUT /rest/api/3/resolution/{id}',
  'PUT /rest/api/3/screens/{screenId}',
];

/** Writes down what Jira answers from here on, whoever asks: the app, its frames, or a client. */
function listen(site: Site): Answer[] {
  const answers: Answer[] = [];
  const { jira } = site;
  const request = jira.request.bind(jira);
  jest.spyOn(jira, 'request').mockImplementation(async (asked, caller) => {
    const { method, url } = asked;
    const response = await request(asked, caller);
    const text = await response.clone().text();
    const body: unknown = text === '' ? undefined : z.json().parse(JSON.parse(text));
    answers.push({ method, path: new URL(url).pathname, status: response.status, body });
    return response;
  });
  return answers;
}

describeWithOpenApi('the OpenAPI document', (openApi) => {
  it('knows every operation, with the same classic scopes', () => {
    const scopesBy = (scopesOf: (operation: Operation) => readonly string[] | undefined) =>
      Object.fromEntries(operations.map((o) => [`${o.method} ${o.path}`, scopesOf(o)?.toSorted()]));
    expect(scopesBy(({ scopes }) => scopes)).toEqual(scopesBy(({ method, path }) => openApi().scopesOf(method, path)));
  });

  describe('describes every answer', () => {
    let site: Site;
    let answers: Answer[];

    beforeAll(async () => {
      site = await aSite();
      answers = listen(site);
      await applySetUp(site, { projectKey: 'IT', projectName: 'IT' });
      await wholeLife(site);
      await tourByJiraClient(site);
    }, 180_000);
    afterAll(() => site.close());

    it('of set-up, of an incident’s life, of the app’s pages and of a third-party client', () => {
      const violations = answers.flatMap(({ method, path, status, body }) => {
        const operation = operationOf(method, path);
        return operation === undefined
          ? [`${method} ${path} answered ${status}, but is no operation`]
          : openApi().violations(method, operation.path, status, body);
      });
      expect([...new Set(violations)]).toEqual([]);
    });

    it('over every operation but those named', () => {
      const reached = new Set(answers.map(({ method, path }) => operationOf(method, path)));
      const missed = operations.filter((operation) => !reached.has(operation));
      expect(missed.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(NOT_IN_THE_RUN);
    });
  });
});
