/** The part of Jira's issue events that keeping changes uses. */
import { z } from 'zod';
import type { ChangeHappened } from './keeping.practice';

const HAPPENED = {
  'avi:jira:created:issue': 'created',
  'avi:jira:updated:issue': 'updated',
  'avi:jira:deleted:issue': 'deleted',
} as const;

export const CHANGE_EVENTS = Object.keys(HAPPENED);

/** developer.atlassian.com/platform/forge/events-reference/jira/#issue-events */
export const ChangeEventBody = z
  .looseObject({
    eventType: z.enum(['avi:jira:created:issue', 'avi:jira:updated:issue', 'avi:jira:deleted:issue']),
    issue: z.looseObject({
      id: z.string(),
      fields: z.looseObject({
        issuetype: z.looseObject({ id: z.string() }),
        project: z.looseObject({ id: z.string() }),
      }),
    }),
    changelog: z
      .looseObject({
        items: z.array(z.looseObject({ fieldId: z.string().optional(), field: z.string().optional() })),
      })
      .optional(),
  })
  .transform(({ eventType, issue: { id, fields }, changelog }): ChangeHappened => ({
    what: HAPPENED[eventType],
    issueId: id,
    projectId: fields.project.id,
    typeId: fields.issuetype.id,
    changedFields: changelog?.items.flatMap(({ fieldId, field }) => fieldId ?? field ?? []) ?? [],
  }));
