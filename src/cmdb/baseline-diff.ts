/**
 * History and baselines: what a change changed, what a CI was at a moment, and how two moments differ. A CI is compared by
 * path, as history entries keep it; null means “not filled”.
 */
import type { CiRef } from '../contract/ids';
import { toEpoch, type Instant } from '../kernel/time';
import { COMMON_FIELDS, type CiContent, type CiSnapshot, type HistoryEntry, type RelationEnds } from './model';
import { relationPath } from './relation-path';

type Json = CiSnapshot[string];

/** The CI by path, with the relations that it is the source of. Only what is filled is in it. */
export function snapshotOf(ci: CiContent, relations: Iterable<Pick<RelationEnds, 'type' | 'to'>> = []): CiSnapshot {
  const entries: [string, Json][] = [
    ['classKey', ci.classKey],
    ...COMMON_FIELDS.map((field): [string, Json] => [field, ci[field]]),
    ...Object.entries(ci.attributes).map(([key, value]): [string, Json] => [`attributes.${key}`, value]),
    ['identifiers', ci.identifiers.length === 0 ? null : ci.identifiers],
    ['redundancy', ci.redundancy],
    ...[...relations].map((relation): [string, Json] => [relationPath(relation), true]),
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

export type SnapshotChange = Pick<HistoryEntry, 'before' | 'after'>;

/** Only what differs; undefined when nothing does. A CI that was not, or is no more, is null. */
export function diffSnapshots(before: CiSnapshot | null, after: CiSnapshot | null): SnapshotChange | undefined {
  if (before === null || after === null) return before === after ? undefined : { before, after };
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = paths.filter((path) => !sameJson(before[path] ?? null, after[path] ?? null)).sort();
  if (changed.length === 0) return undefined;
  const pick = (from: CiSnapshot): CiSnapshot => Object.fromEntries(changed.map((path) => [path, from[path] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/** What a history entry says of a change of a CI's own content. */
export const diffCi = (before: CiContent | null, after: CiContent | null): SnapshotChange | undefined =>
  diffSnapshots(before === null ? null : snapshotOf(before), after === null ? null : snapshotOf(after));

/** The same value, in whatever order the keys of objects stand. */
export const sameJson = (a: Json, b: Json): boolean => a === b || canonical(a) === canonical(b);

const canonical = (value: Json): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  );

/** The CI after a change, of which undefined paths stay as they were. */
export function applied(snapshot: CiSnapshot | null, { before, after }: SnapshotChange): CiSnapshot | null {
  if (after === null) return null;
  // An entry that creates carries everything: whatever had been there before was another CI of this ref.
  const base = before === null ? {} : (snapshot ?? {});
  return Object.fromEntries(Object.entries({ ...base, ...after }).filter(([, value]) => value !== null));
}

/** The CI before a change: for going back from the present, when the beginning of the history is no longer kept. */
export const undone = (snapshot: CiSnapshot | null, { before, after }: SnapshotChange): CiSnapshot | null =>
  applied(snapshot, { before: after, after: before });

/**
 * What the CI was just after everything that happened up to a moment, from its whole history, oldest first; null while it
 * did not exist. Entries of one instant apply in the order given.
 */
export function stateAt(history: Iterable<HistoryEntry>, at: Instant): CiSnapshot | null {
  let state: CiSnapshot | null = null;
  for (const entry of history) if (Date.parse(entry.at) <= toEpoch(at)) state = applied(state, entry);
  return state;
}

/** The same from the present and what happened after the moment, newest first. */
export function stateBefore(
  present: CiSnapshot | null,
  newestFirst: Iterable<HistoryEntry>,
  at: Instant,
): CiSnapshot | null {
  let state = present;
  for (const entry of newestFirst) if (Date.parse(entry.at) > toEpoch(at)) state = undone(state, entry);
  return state;
}

/** A path's value at the two moments. */
export interface PathDiff {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

export interface CiDifference {
  readonly ref: CiRef;
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly lines: readonly PathDiff[];
}

/** How a CI differs between two moments, by path; undefined when it does not. */
export function differenceOf(
  ref: CiRef,
  before: CiSnapshot | null,
  after: CiSnapshot | null,
): CiDifference | undefined {
  const change = diffSnapshots(before, after);
  if (change === undefined) return undefined;
  const paths = [...new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})])].sort();
  const kind = before === null ? 'created' : after === null ? 'deleted' : 'changed';
  const value = (from: CiSnapshot | null, path: string): Json => from?.[path] ?? null;
  return {
    ref,
    kind,
    lines: paths.map((path) => ({ path, before: value(change.before, path), after: value(change.after, path) })),
  };
}

export interface SetDifference {
  /** By ref. */
  readonly differences: readonly CiDifference[];
  readonly counts: {
    readonly created: number;
    readonly changed: number;
    readonly deleted: number;
    readonly same: number;
  };
}

/** How two states of a set of CIs differ. */
export function diffSets(before: ReadonlyMap<CiRef, CiSnapshot>, after: ReadonlyMap<CiRef, CiSnapshot>): SetDifference {
  const refs = [...new Set([...before.keys(), ...after.keys()])].sort();
  const differences = refs.flatMap((ref) => differenceOf(ref, before.get(ref) ?? null, after.get(ref) ?? null) ?? []);
  const count = (kind: CiDifference['kind']): number => differences.filter((one) => one.kind === kind).length;
  return {
    differences,
    counts: {
      created: count('created'),
      changed: count('changed'),
      deleted: count('deleted'),
      same: refs.length - differences.length,
    },
  };
}
