/**
 * An issue's history as the clocks read it: what every field had at creation and each change since, in Jira's own ids.
 * Instants are epoch milliseconds. Everything else about a clock follows from this, so that duplicated, late and
 * reordered events can't leave a trace.
 */

/** Value ids by field id (`status`, `priority`, `assignee`, `customfield_10045` …); no values means unset. */
export type FieldState = Readonly<Record<string, readonly string[]>>;

export interface HistoryChange {
  readonly at: number;
  /** The changelog entry's id: the order among equal instants. */
  readonly id: string;
  readonly field: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** How Jira called the new value, for sentences. */
  readonly toText?: string;
}

export type CommentAuthor = 'agent' | 'customer' | 'app';

export interface HistoryComment {
  readonly at: number;
  readonly id: string;
  readonly by: CommentAuthor;
}

export type StatusCategory = 'new' | 'indeterminate' | 'done';

export interface IssueHistory {
  readonly issueId: string;
  readonly key: string;
  readonly createdAt: number;
  /** At creation. */
  readonly initial: FieldState;
  /** Oldest first, each once. */
  readonly changes: readonly HistoryChange[];
  readonly comments: readonly HistoryComment[];
  /** By status id. A status that is not there counts as work in progress. */
  readonly statusCategories: Readonly<Record<string, StatusCategory>>;
}

/** What Jira tells of an issue: changes and comments in any order, repeated or not. */
export interface ToldHistory {
  readonly issueId: string;
  readonly key: string;
  readonly createdAt: number;
  /** The fields as they are now: at the least those that conditions and goals ask for. */
  readonly current: FieldState;
  readonly changes: readonly HistoryChange[];
  readonly comments: readonly HistoryComment[];
  readonly statusCategories: Readonly<Record<string, StatusCategory>>;
}

/**
 * Rewinds the current values through the changelog to those at creation: what a field had before its first change is what
 * that change says it came from.
 */
export function historyFrom(told: ToldHistory): IssueHistory {
  const changes = inOrder(told.changes, changeKey);
  const initial: Record<string, readonly string[]> = { ...told.current };
  for (const change of changes.toReversed()) initial[change.field] = change.from;
  const { issueId, key, createdAt, statusCategories } = told;
  return {
    issueId,
    key,
    createdAt,
    initial,
    changes,
    comments: inOrder(told.comments, ({ id }) => id),
    statusCategories,
  };
}

/** One changelog entry has an item per field, and several items for fields that take several values one by one. */
const changeKey = ({ id, field, from, to }: HistoryChange): string => JSON.stringify([id, field, from, to]);

function inOrder<T extends { readonly at: number; readonly id: string }>(
  told: readonly T[],
  keyOf: (one: T) => string,
): readonly T[] {
  const each = new Map(told.map((one) => [keyOf(one), one]));
  return [...each]
    .toSorted(
      ([leftKey, left], [rightKey, right]) =>
        left.at - right.at || byId(left.id, right.id) || (leftKey < rightKey ? -1 : 1),
    )
    .map(([, one]) => one);
}

/** Jira's ids are numbers as text: 999 comes before 1000. */
function byId(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : Number(left > right));
}
