import type { ReactNode } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { call } from '../shared/api';
import { Button, DataTable, ErrorState, Skeleton } from '../shared/components';
import { useFormat } from '../shared/format';
import type { Drill } from './HealthView';
import { useHealthText } from './text';

export interface FindingsProps {
  readonly drill: Drill;
  /** The classes that the gadget was set to; none means all. */
  readonly classes: readonly string[];
  readonly onBack: () => void;
}

/** The CIs behind a number, with what is wrong. */
export function Findings({ drill: { rule, classKey }, classes, onBack }: FindingsProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  const counted = classKey === undefined ? (classes.length === 0 ? {} : { classKeys: [...classes] }) : { classKey };
  const query = useInfiniteQuery({
    queryKey: ['cmdb.healthList', { rule, classKey, classes }],
    initialPageParam: null,
    queryFn: ({ pageParam }: { readonly pageParam: string | null }) =>
      call('cmdb.healthList', { rule, ...counted, cursor: pageParam }),
    getNextPageParam: ({ cursor }): string | null => cursor,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const gone = query.data?.pages.reduce((sum, page) => sum + page.gone, 0) ?? 0;
  const why = (details: readonly string[]): string => {
    if (rule === 'incomplete') return text('health.missing', { names: format.list(details) });
    return rule === 'duplicate' ? text('health.same', { refs: format.list(details) }) : details.join(' ');
  };
  return (
    <section aria-label={text(`health.rule.${rule}`)}>
      <Button onClick={onBack}>{text('health.back')}</Button>
      <h2 className="health-heading">{text(`health.rule.${rule}`)}</h2>
      {query.error === null ? null : <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data === undefined && query.error === null ? <Skeleton lines={5} height={24} /> : null}
      {query.data !== undefined && rows.length + gone === 0 && !query.hasNextPage ? <p>{text('health.none')}</p> : null}
      {rows.length === 0 ? null : (
        <DataTable
          caption={text(`health.rule.${rule}`)}
          captionHidden
          columns={[
            { key: 'ci', title: text('health.ci'), cell: ({ brief }) => <span title={brief.ref}>{brief.name}</span> },
            { key: 'class', title: text('health.class'), cell: ({ brief }) => brief.className },
            { key: 'why', title: text('health.why'), cell: ({ details }) => why(details) },
          ]}
          rows={rows}
          rowKey={({ brief }) => brief.ref}
        />
      )}
      {gone === 0 ? null : <p className="pl-hint">{text('health.gone', { count: gone })}</p>}
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {text('health.more')}
        </Button>
      ) : null}
    </section>
  );
}
