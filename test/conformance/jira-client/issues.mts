/** Issues from creation to deletion: fields, transitions, comments, links, properties, history, search, bulk changes. */
import { z } from 'zod';
import { doc, needed, until, type Tour } from './audit.mjs';

const Linked = z.looseObject({ issuelinks: z.array(z.looseObject({ id: z.string() })) });

export async function issues(tour: Tour): Promise<void> {
  const { jira, audit, projectKey } = tour;
  const projectIdOrKey = projectKey;
  const types = await audit.call('issues.getCreateIssueMetaIssueTypes', () =>
    jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey }),
  );
  const issueTypeId = needed(types.issueTypes?.[0]?.id, 'issue type');
  await audit.call('issues.getCreateIssueMetaIssueTypeId', () =>
    jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey, issueTypeId }),
  );
  const fields = (summary: string) => ({
    project: { key: projectKey },
    issuetype: { id: issueTypeId },
    summary,
    description: doc('Something broke.'),
  });
  const issue = await audit.call('issues.createIssue', () =>
    jira.issues.createIssue({ fields: fields('Made by a third-party client') }),
  );
  const several = await audit.call('issues.createIssues', () =>
    jira.issues.createIssues({ issueUpdates: [{ fields: fields('Another') }, { fields: fields('One more') }] }),
  );
  const key = needed(issue.key, 'key');
  const others = (several.issues ?? []).map((made) => needed(made.key, 'key'));
  await edits(tour, key);
  await comments(tour, key);
  await aroundIt(tour, key, needed(others[0], 'second issue'));
  await search(tour, key, Number(issue.id));
  await bulk(tour, others);
  await audit.call('issues.deleteIssue', () => jira.issues.deleteIssue({ issueIdOrKey: key }));
  await audit.refused('issues.getIssue (deleted)', 404, () => jira.issues.getIssue({ issueIdOrKey: key }));
}

async function edits({ jira, audit }: Tour, issueIdOrKey: string): Promise<void> {
  const { accountId } = await audit.call('myself.getCurrentUser', () => jira.myself.getCurrentUser());
  await audit.call('issues.editIssue', () =>
    jira.issues.editIssue({ issueIdOrKey, fields: { summary: 'Edited', labels: ['conformance'] } }),
  );
  await audit.call('issues.assignIssue', () =>
    jira.issues.assignIssue({ issueIdOrKey, accountId: needed(accountId, 'accountId') }),
  );
  await audit.call('issues.getEditIssueMeta', () => jira.issues.getEditIssueMeta({ issueIdOrKey }));
  const { transitions } = await audit.call('issues.getTransitions', () =>
    jira.issues.getTransitions({ issueIdOrKey, expand: 'transitions.fields' }),
  );
  const free = needed(
    transitions?.find(({ hasScreen }) => hasScreen !== true),
    'transition without a screen',
  );
  await audit.call('issues.doTransition', () =>
    jira.issues.doTransition({ issueIdOrKey, transition: { id: needed(free.id, 'id') } }),
  );
  await audit.call('issues.getIssue', () =>
    jira.issues.getIssue({
      issueIdOrKey,
      fields: ['*all'],
      properties: ['*all'],
      expand: 'names,schema,transitions,changelog,renderedFields,operations,editmeta',
    }),
  );
  const history = await audit.call('issues.getChangeLogs', () => jira.issues.getChangeLogs({ issueIdOrKey }));
  const changelogIds = (history.values ?? []).map(({ id }) => Number(id));
  await audit.call('issues.getChangeLogsByIds', () =>
    jira.issues.getChangeLogsByIds({ issueIdOrKey, changelogIds: changelogIds.slice(0, 1) }),
  );
  await audit.call('issues.getBulkChangelogs', () =>
    jira.issues.getBulkChangelogs({ issueIdsOrKeys: [issueIdOrKey], fieldIds: ['status'] }),
  );
}

async function comments({ jira, audit }: Tour, issueIdOrKey: string): Promise<void> {
  const comment = await audit.call('issueComments.addComment', () =>
    jira.issueComments.addComment({
      issueIdOrKey,
      body: doc('A comment.'),
      visibility: { type: 'role', value: 'Administrators', identifier: null },
    }),
  );
  const id = needed(comment.id, 'comment');
  await audit.call('issueComments.updateComment', () =>
    jira.issueComments.updateComment({ issueIdOrKey, id, body: { body: doc('A better comment.') } }),
  );
  await audit.call('issueComments.getComments', () =>
    jira.issueComments.getComments({ issueIdOrKey, expand: 'renderedBody' }),
  );
  await audit.call('issueComments.getComment', () =>
    jira.issueComments.getComment({ issueIdOrKey, id, expand: 'renderedBody' }),
  );
  await audit.call('issueComments.getCommentsByIds', () => jira.issueComments.getCommentsByIds({ ids: [Number(id)] }));
  await audit.call('issueComments.deleteComment', () => jira.issueComments.deleteComment({ issueIdOrKey, id }));
}

async function aroundIt({ jira, audit }: Tour, issueIdOrKey: string, other: string): Promise<void> {
  const { accountId: me } = await audit.call('myself.getCurrentUser', () => jira.myself.getCurrentUser());
  await audit.call('issueWatchers.getIssueWatchers', () => jira.issueWatchers.getIssueWatchers({ issueIdOrKey }));
  await audit.call('issueWatchers.removeWatcher', () =>
    jira.issueWatchers.removeWatcher({ issueIdOrKey, accountId: needed(me, 'accountId') }),
  );
  const property = { issueIdOrKey, propertyKey: 'conformance' };
  await audit.call('issueProperties.setIssueProperty', () =>
    jira.issueProperties.setIssueProperty({ ...property, body: { seen: true } }),
  );
  await audit.call('issueProperties.getIssuePropertyKeys', () =>
    jira.issueProperties.getIssuePropertyKeys({ issueIdOrKey }),
  );
  await audit.call('issueProperties.getIssueProperty', () => jira.issueProperties.getIssueProperty(property));
  await audit.call('issueProperties.deleteIssueProperty', () => jira.issueProperties.deleteIssueProperty(property));
  await audit.call('issueLinks.linkIssues', () =>
    jira.issueLinks.linkIssues({
      type: { name: 'Relates' },
      inwardIssue: { key: issueIdOrKey },
      outwardIssue: { key: other },
    }),
  );
  const linked = await audit.call('issues.getIssue (links)', () =>
    jira.issues.getIssue({ issueIdOrKey, fields: ['issuelinks'] }),
  );
  const linkId = needed(Linked.parse(linked.fields).issuelinks[0]?.id, 'link');
  await audit.call('issueLinks.getIssueLink', () => jira.issueLinks.getIssueLink({ linkId }));
  await audit.call('issueLinks.deleteIssueLink', () => jira.issueLinks.deleteIssueLink({ linkId }));
}

async function search({ jira, audit, projectKey }: Tour, key: string, id: number): Promise<void> {
  const jql = `project = "${projectKey}" ORDER BY created DESC`;
  await audit.call('issueSearch.searchAndReconsileIssuesUsingJql', () =>
    jira.issueSearch.searchAndReconsileIssuesUsingJql({ jql, fields: ['summary', 'status'], maxResults: 1 }),
  );
  await audit.call('issueSearch.searchAndReconsileIssuesUsingJqlPost', () =>
    jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({ jql, fields: ['*all'], maxResults: 5 }),
  );
  await audit.call('issueSearch.countIssues', () => jira.issueSearch.countIssues({ jql }));
  await audit.call('issueSearch.matchIssues', () =>
    jira.issueSearch.matchIssues({ issueIds: [id], jqls: [`project = "${projectKey}"`, 'status = Missing'] }),
  );
  await audit.call('issueSearch.getIssuePickerResource', () =>
    jira.issueSearch.getIssuePickerResource({ query: 'Edited', currentJQL: `project = "${projectKey}"` }),
  );
  await audit.refused('issueSearch.countIssues (unbounded)', 400, () => jira.issueSearch.countIssues({ jql: '' }));
  await audit.call('issues.bulkFetchIssues', () =>
    jira.issues.bulkFetchIssues({ issueIdsOrKeys: [key, 'NOPE-1'], fields: ['summary', 'status'] }),
  );
  await audit.call('jql.parseJqlQueries', () =>
    jira.jql.parseJqlQueries({
      queries: [jql, 'status WAS Open AND NOT labels IN (a, b)', 'nonsense'],
      validation: 'strict',
    }),
  );
  await audit.call('jiraExpressions.evaluateJSISJiraExpression', () =>
    jira.jiraExpressions.evaluateJSISJiraExpression({
      expression: 'issue.summary',
      context: { issue: { key } },
      expand: 'meta.complexity',
    }),
  );
  await audit.call('labels.getAllLabels', () => jira.labels.getAllLabels({}));
}

async function bulk({ jira, audit }: Tour, keys: readonly string[]): Promise<void> {
  const selectedIssueIdsOrKeys = [...keys];
  const finished = (name: string, taskId: string | undefined) =>
    until(
      () =>
        audit.call(`issueBulkOperations.getBulkOperationProgress (${name})`, () =>
          jira.issueBulkOperations.getBulkOperationProgress({ taskId: needed(taskId, 'task') }),
        ),
      ({ status }) => status === 'COMPLETE',
    );
  const edit = await audit.call('issueBulkOperations.submitBulkEdit', () =>
    jira.issueBulkOperations.submitBulkEdit({
      selectedIssueIdsOrKeys,
      selectedActions: ['labels'],
      editedFieldsInput: {
        labelsFields: [{ fieldId: 'labels', bulkEditMultiSelectFieldOption: 'ADD', labels: [{ name: 'bulk' }] }],
      },
    }),
  );
  await finished('edit', edit.taskId);
  const { transitions } = await audit.call('issues.getTransitions', () =>
    jira.issues.getTransitions({ issueIdOrKey: needed(keys[0], 'issue') }),
  );
  const transitionId = needed(transitions?.find(({ hasScreen }) => hasScreen !== true)?.id, 'transition');
  const moved = await audit.call('issueBulkOperations.submitBulkTransition', () =>
    jira.issueBulkOperations.submitBulkTransition({ bulkTransitionInputs: [{ selectedIssueIdsOrKeys, transitionId }] }),
  );
  await finished('transition', moved.taskId);
  const gone = await audit.call('issueBulkOperations.submitBulkDelete', () =>
    jira.issueBulkOperations.submitBulkDelete({ selectedIssueIdsOrKeys }),
  );
  await finished('delete', gone.taskId);
}
