/**
 * A history as the moments at which something happened. What happens at one instant is one moment: states are judged by
 * what holds after all of it, so that a status passed through within the same millisecond is nobody's status.
 */
import type { CommentAuthor, FieldState, HistoryChange, HistoryComment, IssueHistory, StatusCategory } from './history';

export interface Snapshot {
  readonly fields: FieldState;
  readonly category: StatusCategory;
  readonly lastCommentBy: Exclude<CommentAuthor, 'app'> | undefined;
}

export interface Moment {
  readonly at: number;
  /** Undefined at creation. */
  readonly before: Snapshot | undefined;
  readonly after: Snapshot;
  readonly changes: readonly HistoryChange[];
  readonly comments: readonly HistoryComment[];
}

const known = new WeakMap<IssueHistory, readonly Moment[]>();

/** Oldest first, beginning with the creation; what is told to have been before it counts as being at it. */
export function momentsOf(history: IssueHistory): readonly Moment[] {
  const cached = known.get(history);
  if (cached !== undefined) return cached;
  const moments = build(history);
  known.set(history, moments);
  return moments;
}

function build(history: IssueHistory): Moment[] {
  const { createdAt } = history;
  const groups = new Map<number, { changes: HistoryChange[]; comments: HistoryComment[] }>();
  const groupAt = (at: number) => {
    const key = Math.max(at, createdAt);
    const group = groups.get(key) ?? { changes: [], comments: [] };
    groups.set(key, group);
    return group;
  };
  groupAt(createdAt);
  for (const change of history.changes) groupAt(change.at).changes.push(change);
  for (const comment of history.comments) groupAt(comment.at).comments.push(comment);

  const moments: Moment[] = [];
  let before: Snapshot | undefined;
  for (const [at, { changes, comments }] of [...groups].sort(([left], [right]) => left - right)) {
    const after = snapshot(history, before, changes, comments);
    moments.push({ at, before, after, changes, comments });
    before = after;
  }
  return moments;
}

function snapshot(
  { initial, statusCategories }: IssueHistory,
  before: Snapshot | undefined,
  changes: readonly HistoryChange[],
  comments: readonly HistoryComment[],
): Snapshot {
  const was = before?.fields ?? initial;
  const fields =
    changes.length === 0 ? was : { ...was, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
  const status = fields['status']?.[0];
  const last = comments.findLast(({ by }) => by !== 'app')?.by;
  return {
    fields,
    category: (status === undefined ? undefined : statusCategories[status]) ?? 'indeterminate',
    lastCommentBy: last === undefined || last === 'app' ? before?.lastCommentBy : last,
  };
}
