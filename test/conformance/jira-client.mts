/**
 * Drives a site with jira.js, a third-party client whose schemas were corrected against live sites, in its strict
 * audit mode: any field too many, too few or of another kind is a finding. Prints one JSON line for each call.
 *
 *   AUDIT_SCHEMAS=true tsx test/conformance/jira-client.mts http://localhost:8080 PROJECT
 */
import { createCloudClient } from 'jira.js';

const [host, projectKey] = process.argv.slice(2);
if (host === undefined || projectKey === undefined) throw new Error('usage: jira-client.mts <site> <project key>');

const jira = createCloudClient({ host, auth: { type: 'basic', email: 'admin@acme.example', apiToken: 'admin' } });
const doc = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

let findings = 0;
async function call<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    const value = await run();
    console.log(JSON.stringify({ call: name, ok: true }));
    return value;
  } catch (error) {
    findings += 1;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    console.log(JSON.stringify({ call: name, ok: false, message: message.slice(0, 1500) }));
    return undefined;
  }
}

await call('serverInfo.getServerInfo', () => jira.serverInfo.getServerInfo());
const me = await call('myself.getCurrentUser', () => jira.myself.getCurrentUser());
const accountId = me?.accountId ?? '';
await call('users.getUser', () => jira.users.getUser({ accountId }));
await call('users.getUserGroups', () => jira.users.getUserGroups({ accountId }));
await call('userSearch.findUsers', () => jira.userSearch.findUsers({ query: 'a' }));
await call('userSearch.findAssignableUsers', () => jira.userSearch.findAssignableUsers({ project: projectKey }));
await call('groups.findGroups', () => jira.groups.findGroups({ query: 'jira' }));
await call('groups.getUsersFromGroup', () => jira.groups.getUsersFromGroup({ groupname: 'jira-administrators' }));
await call('permissions.getMyPermissions', () =>
  jira.permissions.getMyPermissions({ permissions: 'BROWSE_PROJECTS,ADMINISTER' }),
);
await call('permissions.getBulkPermissions', () =>
  jira.permissions.getBulkPermissions({ accountId, globalPermissions: ['ADMINISTER'], projectPermissions: [] }),
);
await call('projects.searchProjects', () => jira.projects.searchProjects({}));
const project = await call('projects.getProject', () => jira.projects.getProject({ projectIdOrKey: projectKey }));
await call('projects.getAllStatuses', () => jira.projects.getAllStatuses({ projectIdOrKey: projectKey }));
await call('projectRoles.getAllProjectRoles', () => jira.projectRoles.getAllProjectRoles());
await call('projectRoles.getProjectRoles', () => jira.projectRoles.getProjectRoles({ projectIdOrKey: projectKey }));
await call('issueTypes.getIssueAllTypes', () => jira.issueTypes.getIssueAllTypes());
await call('issueTypeSchemes.getAllIssueTypeSchemes', () => jira.issueTypeSchemes.getAllIssueTypeSchemes({}));
await call('issueTypeScreenSchemes.getIssueTypeScreenSchemes', () =>
  jira.issueTypeScreenSchemes.getIssueTypeScreenSchemes({}),
);
await call('issueFields.getFields', () => jira.issueFields.getFields());
const fields = await call('issueFields.getFieldsPaginated', () =>
  jira.issueFields.getFieldsPaginated({ query: 'Impact' }),
);
const impact = fields?.values?.find((field) => field.name === 'Impact')?.id;
if (impact !== undefined) {
  const contexts = await call('issueCustomFieldContexts.getContextsForField', () =>
    jira.issueCustomFieldContexts.getContextsForField({ fieldId: impact }),
  );
  const contextId = contexts?.values?.[0]?.id;
  if (contextId !== undefined) {
    await call('issueCustomFieldOptions.getOptionsForContext', () =>
      jira.issueCustomFieldOptions.getOptionsForContext({ fieldId: impact, contextId: Number(contextId) }),
    );
  }
}
const screens = await call('screens.getScreens', () => jira.screens.getScreens({}));
const screenId = screens?.values?.[0]?.id;
if (screenId !== undefined) {
  const tabs = await call('screenTabs.getAllScreenTabs', () => jira.screenTabs.getAllScreenTabs({ screenId }));
  const tabId = tabs?.[0]?.id;
  if (tabId !== undefined)
    await call('screenTabFields.getAllScreenTabFields', () =>
      jira.screenTabFields.getAllScreenTabFields({ screenId, tabId }),
    );
}
await call('screenSchemes.getScreenSchemes', () => jira.screenSchemes.getScreenSchemes({}));
await call('status.search', () => jira.status.search({}));
await call('workflowStatuses.getStatuses', () => jira.workflowStatuses.getStatuses());
await call('workflows.searchWorkflows', () => jira.workflows.searchWorkflows({}));
await call('workflows.workflowCapabilities', () => jira.workflows.workflowCapabilities({}));
await call('workflowSchemes.getAllWorkflowSchemes', () => jira.workflowSchemes.getAllWorkflowSchemes({}));
await call('issuePriorities.searchPriorities', () => jira.issuePriorities.searchPriorities({}));
await call('issueLinkTypes.getIssueLinkTypes', () => jira.issueLinkTypes.getIssueLinkTypes());
await call('permissionSchemes.getAllPermissionSchemes', () => jira.permissionSchemes.getAllPermissionSchemes({}));
await call('dashboards.getDashboardsPaginated', () => jira.dashboards.getDashboardsPaginated({}));
await call('labels.getAllLabels', () => jira.labels.getAllLabels({}));

const types = await call('issues.getCreateIssueMetaIssueTypes', () =>
  jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: projectKey }),
);
const typeId = types?.issueTypes?.[0]?.id;
if (typeId !== undefined) {
  await call('issues.getCreateIssueMetaIssueTypeId', () =>
    jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: projectKey, issueTypeId: typeId }),
  );
}
if (project !== undefined && typeId !== undefined) {
  const fields = (summary: string) => ({
    project: { key: projectKey },
    issuetype: { id: typeId },
    summary,
    description: doc('Something broke.'),
  });
  const issue = await call('issues.createIssue', () =>
    jira.issues.createIssue({ fields: fields('Made by a third-party client') }),
  );
  const other = await call('issues.createIssue (second)', () =>
    jira.issues.createIssue({ fields: fields('Another one') }),
  );
  const key = issue?.key ?? '';
  await call('issues.getIssue', () =>
    jira.issues.getIssue({ issueIdOrKey: key, expand: 'names,schema,transitions,changelog,renderedFields' }),
  );
  await call('issues.editIssue', () =>
    jira.issues.editIssue({
      issueIdOrKey: key,
      fields: { summary: 'Edited by a third-party client', labels: ['conformance'] },
    }),
  );
  await call('issues.assignIssue', () => jira.issues.assignIssue({ issueIdOrKey: key, accountId }));
  await call('issues.getEditIssueMeta', () => jira.issues.getEditIssueMeta({ issueIdOrKey: key }));
  await call('issues.getChangeLogs', () => jira.issues.getChangeLogs({ issueIdOrKey: key }));
  await call('issues.getBulkChangelogs', () => jira.issues.getBulkChangelogs({ issueIdsOrKeys: [key] }));
  await call('issues.getTransitions', () =>
    jira.issues.getTransitions({ issueIdOrKey: key, expand: 'transitions.fields' }),
  );
  await call('issues.bulkFetchIssues', () =>
    jira.issues.bulkFetchIssues({ issueIdsOrKeys: [key], fields: ['summary', 'status'] }),
  );
  const comment = await call('issueComments.addComment', () =>
    jira.issueComments.addComment({ issueIdOrKey: key, body: doc('A comment.') }),
  );
  await call('issueComments.getComments', () => jira.issueComments.getComments({ issueIdOrKey: key }));
  if (comment?.id !== undefined) {
    const id = comment.id;
    await call('issueComments.updateComment', () =>
      jira.issueComments.updateComment({ issueIdOrKey: key, id, body: doc('A better comment.') }),
    );
  }
  await call('issueWatchers.getIssueWatchers', () => jira.issueWatchers.getIssueWatchers({ issueIdOrKey: key }));
  await call('issueProperties.setIssueProperty', () =>
    jira.issueProperties.setIssueProperty({ issueIdOrKey: key, propertyKey: 'conformance', body: { seen: true } }),
  );
  await call('issueProperties.getIssueProperty', () =>
    jira.issueProperties.getIssueProperty({ issueIdOrKey: key, propertyKey: 'conformance' }),
  );
  await call('issueLinks.linkIssues', () =>
    jira.issueLinks.linkIssues({
      type: { name: 'Relates' },
      inwardIssue: { key },
      outwardIssue: { key: other?.key ?? '' },
    }),
  );
  await call('issueSearch.searchAndReconsileIssuesUsingJqlPost', () =>
    jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
      jql: `project = "${projectKey}" ORDER BY created DESC`,
      fields: ['*all'],
      maxResults: 5,
    }),
  );
  await call('issueSearch.countIssues', () => jira.issueSearch.countIssues({ jql: `project = "${projectKey}"` }));
  await call('jql.parseJqlQueries', () =>
    jira.jql.parseJqlQueries({ queries: [`project = "${projectKey}"`], validation: 'strict' }),
  );
  await call('jiraExpressions.evaluateJSISJiraExpression', () =>
    jira.jiraExpressions.evaluateJSISJiraExpression({ expression: 'issue.summary', context: { issue: { key } } }),
  );
  await call('issues.deleteIssue', () => jira.issues.deleteIssue({ issueIdOrKey: other?.key ?? '' }));
  await call('issues.deleteIssue (first)', () => jira.issues.deleteIssue({ issueIdOrKey: key }));
}
console.log(JSON.stringify({ findings }));
