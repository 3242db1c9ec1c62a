import { useState, type ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { call } from '../../../../shared/api';
import { Badge, Button, ErrorState, Skeleton } from '../../../../shared/components';
import { useFormat } from '../../../../shared/format';
import { useImportText } from '../messages';
import { VERDICTS, type RunView, type Verdict } from '../types';
import { RowTable } from './RowTable';

export interface RunRowsProps {
  readonly importId: string;
  readonly kind: 'dryRun' | 'apply';
  readonly run: RunView;
  readonly catalogue: CatalogueState;
}

export type RowFilter = Verdict | 'all' | 'differing';

/** A run's rows, all of them or those of one verdict. */
export function RunRows({ importId, kind, run, catalogue }: RunRowsProps): ReactNode {
  const text = useImportText();
  // What is wrong is what people come to look for.
  const [filter, setFilter] = useState<RowFilter>(run.counts.reject > 0 ? 'reject' : 'all');
  return (
    <section aria-labelledby="import-rows">
      <h3 id="import-rows">{text('rows.title')}</h3>
      <FilterButtons run={run} filter={filter} onFilter={setFilter} />
      <Rows importId={importId} kind={kind} run={run} filter={filter} catalogue={catalogue} />
    </section>
  );
}

interface FilterButtonsProps {
  readonly run: RunView;
  readonly filter: RowFilter;
  readonly onFilter: (filter: RowFilter) => void;
}

function FilterButtons({ run, filter, onFilter }: FilterButtonsProps): ReactNode {
  const text = useImportText();
  const format = useFormat();
  const counts: readonly (readonly [RowFilter, string, number])[] = [
    ['all', text('rows.all'), run.done],
    ...VERDICTS.map((verdict) => [verdict, text(`verdict.${verdict}`), run.counts[verdict]] as const),
    ...(run.differing > 0 ? [['differing', text('rows.differing'), run.differing] as const] : []),
  ];
  return (
    <div className="cmdb-actions" role="group" aria-label={text('rows.filter')}>
      {counts.map(([key, name, count]) => (
        <Button key={key} aria-pressed={filter === key} onClick={() => onFilter(key)}>
          {name} <Badge>{format.number(count)}</Badge>
        </Button>
      ))}
    </div>
  );
}

function Rows({ importId, kind, run, filter, catalogue }: RunRowsProps & { readonly filter: RowFilter }): ReactNode {
  const text = useImportText();
  const query = useInfiniteQuery({
    queryKey: ['cmdb.import.rows', { importId, kind, filter, startedAt: run.startedAt, done: run.done }],
    initialPageParam: null,
    queryFn: ({ pageParam }: { readonly pageParam: string | null }) =>
      call('cmdb.import.rows', {
        importId,
        run: kind,
        ...(filter === 'all' || filter === 'differing' ? {} : { verdict: filter }),
        differing: filter === 'differing',
        cursor: pageParam,
      }),
    getNextPageParam: ({ cursor }): string | null => cursor,
  });
  if (query.data === undefined)
    return query.error === null ? (
      <Skeleton lines={6} height={28} />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  const rows = query.data.pages.flatMap((page) => page.rows);
  return (
    <>
      {rows.length === 0 && !query.hasNextPage ? (
        <p>{text('rows.none')}</p>
      ) : (
        <RowTable rows={rows} applied={kind === 'apply'} catalogue={catalogue} />
      )}
      {query.error === null ? null : <ErrorState error={query.error} />}
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {text(query.isFetchingNextPage ? 'rows.loading' : 'rows.more')}
        </Button>
      ) : null}
    </>
  );
}
