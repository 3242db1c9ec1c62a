/** All operations on issues and what belongs to them. */
import type { Operation } from '../http';
import { appFieldOperations } from './app-fields';
import { bulkIssueOperations } from './bulk-issues';
import { changelogOperations } from './changelogs';
import { commentOperations } from './comments';
import { createMetadataOperations } from './create-metadata';
import { expressionOperations } from './expressions';
import { issueLinkOperations } from './issue-links';
import { issuePropertyOperations } from './issue-properties';
import { issueTransitionOperations } from './issue-transitions';
import { issueOperations } from './issues';
import { jqlParseOperations } from './jql-parse';
import { searchOperations } from './search';
import { watcherOperations } from './watchers';

export const allIssueOperations: readonly Operation[] = [
  ...issueOperations,
  ...issueTransitionOperations,
  ...createMetadataOperations,
  ...commentOperations,
  ...changelogOperations,
  ...issueLinkOperations,
  ...issuePropertyOperations,
  ...watcherOperations,
  ...searchOperations,
  ...jqlParseOperations,
  ...bulkIssueOperations,
  ...appFieldOperations,
  ...expressionOperations,
];
