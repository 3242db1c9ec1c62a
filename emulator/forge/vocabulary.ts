/** The scopes and events that mean something here. A manifest that names others would wait for what never comes. */

/**
 * Jira's classic scopes and the one for storage. Granular scopes are not told apart here.
 * https://developer.atlassian.com/platform/forge/manifest-reference/scopes-product-jira/
 */
export const SCOPES = [
  'storage:app',
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'manage:jira-configuration',
  'manage:jira-project',
  'manage:jira-webhook',
  'manage:jira-data-provider',
] as const;

/** https://developer.atlassian.com/platform/forge/events-reference/jira/ */
export const EVENTS = [
  'avi:forge:installed:app',
  'avi:forge:upgraded:app',
  'avi:jira:created:issue',
  'avi:jira:updated:issue',
  'avi:jira:assigned:issue',
  'avi:jira:deleted:issue',
  'avi:jira:commented:issue',
  'avi:jira:mentioned:issue',
  'avi:jira:mentioned:comment',
  'avi:jira:deleted:comment',
  'avi:jira:created:issuelink',
  'avi:jira:deleted:issuelink',
  'avi:jira:created:project',
  'avi:jira:updated:project',
  'avi:jira:deleted:project',
] as const;
