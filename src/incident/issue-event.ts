/** The part of Jira's issue events that incident management uses. */
import { z } from 'zod';
import type { IssueEvent } from './priority.practice';

/** developer.atlassian.com/platform/forge/events-reference/jira/#issue-events */
export const IssueEventBody = z
  .looseObject({
    eventType: z.string(),
    issue: z.looseObject({
      id: z.string(),
      fields: z.looseObject({
        issuetype: z.looseObject({ id: z.string() }),
        project: z.looseObject({ id: z.string() }),
      }),
    }),
    changelog: z.looseObject({ items: z.array(z.looseObject({ fieldId: z.string().optional() })) }).optional(),
  })
  .transform(({ eventType, issue: { id, fields }, changelog }): IssueEvent => ({
    issueId: id,
    issueTypeId: fields.issuetype.id,
    projectId: fields.project.id,
    changedFields:
      eventType === 'avi:jira:created:issue'
        ? undefined
        : changelog?.items.flatMap(({ fieldId }) => (fieldId === undefined ? [] : [fieldId])),
  }));

export const ISSUE_EVENTS = ['avi:jira:created:issue', 'avi:jira:updated:issue'];
