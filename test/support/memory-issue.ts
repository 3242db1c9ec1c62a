/** An issue in memory that writes its own changelog, and the events that Jira would send of it. */
import type { CommentAuthor, HistoryChange, HistoryComment } from '../../src/sla/history';
import type { IssueHappened } from '../../src/sla/keeping.practice';
import { NOTHING_PUBLISHED, type Publication } from '../../src/sla/publication';

export interface MemoryIssue {
  readonly id: string;
  readonly key: string;
  projectId: string;
  typeId: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly current: Record<string, readonly string[]>;
  readonly changes: HistoryChange[];
  readonly comments: HistoryComment[];
  published: Publication;
}

/** What happens to an issue: a field becomes something, a comment, a move to another project or type. */
export type Step =
  | { readonly do: 'set'; readonly field: 'status' | 'priority' | 'labels' | 'summary'; readonly to: string }
  | { readonly do: 'comment'; readonly by: CommentAuthor }
  | { readonly do: 'move'; readonly projectId: string; readonly typeId: string };

export const anIssue = (createdAt: number, id = '1'): MemoryIssue => ({
  id,
  key: `IT-${id}`,
  projectId: '100',
  typeId: '10',
  createdAt,
  updatedAt: createdAt,
  current: { status: ['1'], priority: ['3'], labels: [], summary: ['x'] },
  changes: [],
  comments: [],
  published: NOTHING_PUBLISHED,
});

export const created = ({ id, projectId, typeId }: MemoryIssue): IssueHappened => ({
  what: 'created',
  issueId: id,
  place: { projectId, typeId },
  changedFields: [],
});

/** Does it, and returns the event that tells of it. */
export function happen(issue: MemoryIssue, step: Step, at: number): IssueHappened {
  const id = String(1_000 + issue.changes.length + issue.comments.length);
  issue.updatedAt = at;
  const event = (changedFields: string[], what: IssueHappened['what'] = 'updated'): IssueHappened => ({
    what,
    issueId: issue.id,
    place: { projectId: issue.projectId, typeId: issue.typeId },
    changedFields,
  });
  if (step.do === 'comment') {
    issue.comments.push({ at, id, by: step.by });
    return event([], 'commented');
  }
  if (step.do === 'move') {
    const fields = [
      ...(issue.projectId === step.projectId ? [] : ['project']),
      ...(issue.typeId === step.typeId ? [] : ['issuetype']),
    ];
    issue.projectId = step.projectId;
    issue.typeId = step.typeId;
    return event(fields);
  }
  const { field, to } = step;
  const from = issue.current[field] ?? [];
  const values = to === '' ? [] : [to];
  if (from.join() !== values.join()) issue.changes.push({ at, id, field, from, to: values });
  issue.current[field] = values;
  return event([field]);
}
