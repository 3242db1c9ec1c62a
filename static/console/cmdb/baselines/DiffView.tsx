import { useMemo, type ReactNode } from 'react';
import type { CatalogueState, CiDiff } from '../../../../src/cmdb/cmdb.shapes';
import { Button, EmptyState, ErrorState, Skeleton } from '../../../shared/components';
import { csv, downloadCsv } from '../../../shared/csv';
import { useFormat } from '../../../shared/format';
import { useClassPathWords } from '../shared/path-words';
import { usePeople } from '../shared/use-people';
import { DiffTable } from './DiffTable';
import { countsOf } from './merge';
import { useBaselineText } from './messages';
import { accountsIn, useDiffCsv } from './diff-words';
import { useDiff, type Comparison } from './use-diff';

export interface DiffViewProps extends Comparison {
  readonly catalogue: CatalogueState;
}

const NOTHING: readonly CiDiff[] = [];

/** The CIs that were added, removed or changed between two moments, as far as they were read. */
export function DiffView({ catalogue, ...comparison }: DiffViewProps): ReactNode {
  const text = useBaselineText();
  const format = useFormat();
  const found = useDiff(comparison);
  const diffs = found.diffs ?? NOTHING;
  const people = usePeople(useMemo(() => accountsIn(diffs, catalogue), [diffs, catalogue]));
  const wordsOf = useClassPathWords(catalogue, people);
  const rowsOf = useDiffCsv(catalogue, wordsOf);
  if (found.diffs === undefined)
    return found.error === null ? (
      <Skeleton lines={6} height={28} />
    ) : (
      <ErrorState error={found.error} onRetry={found.retry} />
    );
  const span = [comparison.from, found.to].map((at) => (at ?? '').slice(0, 10)).join('-to-');
  const isWhole = !found.hasMore;
  return (
    <section aria-labelledby="baselines-diff">
      <h3 id="baselines-diff">{text('diff.title')}</h3>
      <p className="pl-hint">
        {text('diff.span', {
          from: format.dateTime(comparison.from),
          to: found.to === null ? text('compare.now') : format.dateTime(found.to),
        })}
      </p>
      {diffs.length === 0 && isWhole ? (
        <EmptyState title={text('diff.none')}>{text('diff.none.why')}</EmptyState>
      ) : (
        <div className="cmdb-actions baselines-counts">
          <span role="status">{text(isWhole ? 'diff.counts' : 'diff.partly', { ...countsOf(diffs) })}</span>
          <Button
            disabled={diffs.length === 0}
            onClick={() => downloadCsv(`cmdb-changes-${span}.csv`, csv(rowsOf(diffs)))}
          >
            {text(isWhole ? 'diff.csv' : 'diff.csvPartly')}
          </Button>
        </div>
      )}
      {diffs.length === 0 ? null : <DiffTable catalogue={catalogue} diffs={diffs} wordsOf={wordsOf} />}
      {found.error === null ? null : <ErrorState error={found.error} onRetry={found.retry} />}
      {found.hasMore && found.error === null ? (
        <Button disabled={found.loadingMore} onClick={found.more}>
          {text('diff.more')}
        </Button>
      ) : null}
    </section>
  );
}
