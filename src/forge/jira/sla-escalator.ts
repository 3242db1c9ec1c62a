/** Escalations' actions in Jira. */
import { route } from '@forge/api';
import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import { AppError } from '../../kernel/errors';
import type { FixedAction } from '../../sla/fixed-action';
import type { Escalator, IssueSeen } from '../../sla/sla.ports';
import type { SiteMap } from '../../setup/site-map';
import { nothing, type Jira, type JiraClient } from './client';
import { hasMarkedComment, markerProperty } from './marked-comments';

/** The comment property that tells the app's comments apart. */
const MARKER = 'plumbline.escalation';

const Actors = z.object({
  actors: z
    .array(
      z.object({
        actorUser: z.object({ accountId: z.string() }).optional(),
        actorGroup: z.object({ groupId: z.string() }).optional(),
      }),
    )
    .default([]),
});
const Members = z.object({ values: z.array(z.object({ accountId: z.string(), active: z.boolean().optional() })) });

export function jiraEscalator(jira: Jira): Escalator {
  const app = (): JiraClient => jira.asApp();
  const membersOf = async (groupId: string): Promise<string[]> => {
    const page = await app().get(route`/rest/api/3/group/member?groupId=${groupId}&maxResults=${50}`, Members);
    return page.values.filter(({ active }) => active !== false).map(({ accountId }) => accountId);
  };
  return {
    act: (site, issue, action, marker) => act(app(), site, issue, action, marker),
    hasComment: (issueId, marker) => hasMarkedComment(app(), issueId, MARKER, marker),
    async peopleInRole(projectId, roleId) {
      try {
        const { actors } = await app().get(route`/rest/api/3/project/${projectId}/role/${roleId}`, Actors);
        const people = actors.flatMap(({ actorUser }) => actorUser?.accountId ?? []);
        const groups = actors.flatMap(({ actorGroup }) => actorGroup?.groupId ?? []);
        return [...people, ...(await Promise.all(groups.map(membersOf))).flat()];
      } catch (cause) {
        // A role that somebody deleted has nobody in it.
        if (cause instanceof AppError && (cause.code === 'NOT_FOUND' || cause.code === 'FORBIDDEN')) return [];
        throw cause;
      }
    },
  };
}

async function act(
  app: JiraClient,
  site: SiteMap,
  { id, key, typeId }: IssueSeen,
  action: FixedAction,
  marker: string,
): Promise<void> {
  switch (action.do) {
    case 'comment': {
      const properties = [markerProperty(MARKER, marker)];
      await app.post(route`/rest/api/3/issue/${id}/comment`, { body: bodyOf(action), properties }, nothing);
      return;
    }
    case 'assign':
      return app.put(route`/rest/api/3/issue/${id}/assignee`, { accountId: action.accountId }, nothing);
    case 'raisePriority': {
      // An incident's priority follows the matrix, unless it is overridden with a reason.
      const reasonField = typeId === site.issueTypes.incident ? site.fields.priorityOverrideReason : undefined;
      const reason = reasonField === undefined ? {} : { [reasonField]: action.reason };
      const fields = { priority: { id: action.priorityId }, ...reason };
      return app.put(route`/rest/api/3/issue/${id}`, { fields }, nothing);
    }
    case 'label':
      return app.put(route`/rest/api/3/issue/${id}`, { update: { labels: [{ add: action.label }] } }, nothing);
    case 'link': {
      // Jira takes the same link twice for one.
      const link = { type: { id: action.linkTypeId }, inwardIssue: { key }, outwardIssue: { key: action.to } };
      await app.post(route`/rest/api/3/issueLink`, link, nothing, { repeatable: true });
      return;
    }
  }
}

function bodyOf({ text, mention }: Extract<FixedAction, { do: 'comment' }>): Json {
  const people = mention.flatMap((id): Json[] => [
    { type: 'mention', attrs: { id } },
    { type: 'text', text: ' ' },
  ]);
  return { version: 1, type: 'doc', content: [{ type: 'paragraph', content: [...people, { type: 'text', text }] }] };
}
