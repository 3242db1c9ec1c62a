/** What the issue view asks, and what has to be asked again after a change. */
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { z } from 'zod';
import { site } from '../app/bootstrap';
import { get, send, type Method } from '../app/http';
import { Comment, FieldMeta, History, Issue, Transition, User, type FieldMetas } from '../app/jira-types';
import { rememberUser } from '../fields/people';
import { tellApp } from '../frame/commands';

const EditMeta = z.object({ fields: z.record(z.string(), FieldMeta) });
const Transitions = z.object({ transitions: z.array(Transition) });
const Comments = z.object({ comments: z.array(Comment), total: z.number() });
const Histories = z.object({ values: z.array(History), total: z.number() });
const Watchers = z.object({ watchers: z.array(User), watchCount: z.number(), isWatching: z.boolean() });
const Place = z.object({
  tabs: z.array(z.object({ name: z.string(), fields: z.array(z.string()) })),
  panels: z.array(z.object({ moduleKey: z.string(), pinned: z.boolean(), added: z.boolean() })),
});
export type Place = z.output<typeof Place>;

const path = (key: string): string => `/rest/api/3/issue/${encodeURIComponent(key)}`;

function useIssueQuery<T extends z.ZodType>(
  key: string,
  part: string,
  schema: T,
  address: string,
  enabled = true,
): UseQueryResult<z.output<T>> {
  return useQuery({ queryKey: ['issue', key, part], queryFn: () => get(schema, address), enabled });
}

export function useIssue(key: string): UseQueryResult<Issue> {
  return useQuery({
    queryKey: ['issue', key, 'bean'],
    queryFn: async () => {
      const issue = await get(Issue, `${path(key)}?expand=names,schema`);
      for (const value of Object.values(issue.fields).flat()) {
        const user = User.safeParse(value);
        if (user.success) rememberUser(user.data);
      }
      return issue;
    },
  });
}

export function useEditMeta(key: string): FieldMetas {
  return useIssueQuery(key, 'editmeta', EditMeta, `${path(key)}/editmeta`).data?.fields ?? {};
}

export const useTransitions = (key: string): readonly Transition[] =>
  useIssueQuery(key, 'transitions', Transitions, `${path(key)}/transitions?expand=transitions.fields`).data
    ?.transitions ?? [];
export const usePlace = (key: string): UseQueryResult<Place> =>
  useIssueQuery(key, 'place', Place, `/__host/issue/${encodeURIComponent(key)}`);
export const useComments = (key: string): UseQueryResult<z.output<typeof Comments>> =>
  useIssueQuery(key, 'comments', Comments, `${path(key)}/comment?maxResults=500&orderBy=-created`);
export const useHistory = (key: string, enabled: boolean): UseQueryResult<z.output<typeof Histories>> =>
  useIssueQuery(key, 'history', Histories, `${path(key)}/changelog?maxResults=1000`, enabled);
export const useWatchers = (key: string): UseQueryResult<z.output<typeof Watchers>> =>
  useIssueQuery(key, 'watchers', Watchers, `${path(key)}/watchers`);

const Changed = z.object({ id: z.string(), fields: z.object({ project: z.object({ id: z.string() }) }) });

/** Changes the issue, then shows it anew and tells the app's frames, as Jira does. */
export function useChangeIssue(key: string): (method: Method, below: string, body?: unknown) => Promise<unknown> {
  const queries = useQueryClient();
  return useCallback(
    async (method, below, body) => {
      const answer = await send(method, path(key) + below, body);
      await queries.invalidateQueries({ queryKey: ['issue', key] });
      const issue = Changed.safeParse(queries.getQueryData(['issue', key, 'bean']));
      if (issue.success) {
        const changeType = below.startsWith('/comment') ? 'commented' : 'updated';
        const changes = [{ changeType, atlassianId: site.user?.accountId }];
        void tellApp('JIRA_ISSUE_CHANGED', {
          issueId: issue.data.id,
          projectId: issue.data.fields.project.id,
          changes,
        });
      }
      return answer;
    },
    [key, queries],
  );
}
