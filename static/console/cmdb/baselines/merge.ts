/** A CI that changed again and again stands on several pages of a comparison: here it becomes one row. */
import type { CiDiff } from '../../../../src/cmdb/cmdb.shapes';

type Line = CiDiff['lines'][number];

/** A CI closed to the reader is numbered anew on each page, so equal numbers of two pages need not be the same CI. */
const RESTRICTED = /(?:^|\.)restricted-\d+$/;

/** The differences of all pages, which come oldest first, in the order in which their CIs first changed. */
export function mergeDiffs(pages: readonly (readonly CiDiff[])[]): CiDiff[] {
  const byRef = new Map<string, CiDiff | null>();
  for (const diff of pages.flat()) {
    const earlier = byRef.get(diff.ref);
    byRef.set(diff.ref, earlier == null ? diff : joined(earlier, diff));
  }
  return [...byRef.values()].filter((diff) => diff !== null);
}

/** What two differences, one after the other, amount to; null when everything is as it was. */
function joined(earlier: CiDiff, later: CiDiff): CiDiff | null {
  const wasThere = earlier.kind !== 'created';
  const isThere = later.kind !== 'deleted';
  if (!wasThere && !isThere) return null;
  const kind = !wasThere ? 'created' : !isThere ? 'deleted' : 'changed';
  const lines = joinedLines(earlier.lines, later.lines);
  return kind === 'changed' && lines.length === 0 ? null : { ...later, kind, lines };
}

function joinedLines(earlier: readonly Line[], later: readonly Line[]): Line[] {
  const all = [...earlier, ...later];
  const told = all.filter(({ path }) => !RESTRICTED.test(path));
  const paths = [...new Set(told.map(({ path }) => path))].sort();
  const common = paths.flatMap((path): Line[] => {
    const first = told.find((line) => line.path === path);
    const last = told.findLast((line) => line.path === path);
    if (first === undefined || last === undefined || isSame(first.before, last.after)) return [];
    return [{ path, before: first.before, after: last.after }];
  });
  return [...common, ...all.filter(({ path }) => RESTRICTED.test(path))];
}

const isSame = (before: Line['before'], after: Line['after']): boolean =>
  JSON.stringify(before) === JSON.stringify(after) && !(typeof before === 'string' && RESTRICTED.test(before));

export interface DiffCounts {
  readonly created: number;
  readonly deleted: number;
  readonly changed: number;
}

export function countsOf(diffs: readonly CiDiff[]): DiffCounts {
  const count = (kind: CiDiff['kind']): number => diffs.filter((diff) => diff.kind === kind).length;
  return { created: count('created'), deleted: count('deleted'), changed: count('changed') };
}
