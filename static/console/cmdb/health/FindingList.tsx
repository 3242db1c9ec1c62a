import { useState, type ReactNode } from 'react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { HealthClassRow, HealthRow, HealthRule } from '../../../../src/cmdb/cmdb.shapes';
import { call } from '../../../shared/api';
import { Button, CheckIcon, DataTable, ErrorState, Skeleton } from '../../../shared/components';
import { usePlatform } from '../../../shared/context';
import { useFormat } from '../../../shared/format';
import { CiLink } from '../shared/CiLink';
import { StateLozenge } from '../shared/lozenges';
import { useHealthText } from './messages';

export interface FindingListProps {
  readonly rule: HealthRule;
  /** The class whose CIs are listed; undefined for all. */
  readonly of: Pick<HealthClassRow, 'classKey' | 'className'> | undefined;
  /** Configuration managers attest any CI, owners theirs. */
  readonly editable: boolean;
}

/** The CIs behind a figure, with what is wrong, in the place of the figures by class. */
export function FindingList({ rule, of, editable }: FindingListProps): ReactNode {
  const text = useHealthText();
  const format = useFormat();
  const classKey = of?.classKey;
  const { accountId } = usePlatform();
  const query = useInfiniteQuery({
    queryKey: ['cmdb.healthList', { rule, classKey }],
    initialPageParam: null,
    queryFn: ({ pageParam }: { readonly pageParam: string | null }) =>
      call('cmdb.healthList', { rule, ...(classKey === undefined ? {} : { classKey }), cursor: pageParam }),
    getNextPageParam: ({ cursor }): string | null => cursor,
  });
  if (query.data === undefined)
    return query.error === null ? (
      <Skeleton lines={6} height={28} />
    ) : (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    );
  const rows = query.data.pages.flatMap((page) => page.rows);
  const gone = query.data.pages.reduce((sum, page) => sum + page.gone, 0);
  const mayAttest = ({ brief }: HealthRow): boolean => editable || brief.owner === accountId;
  const title = text('list.title', { rule: text(`rule.${rule}`), of: of?.className ?? text('health.allClasses') });
  const why = (details: readonly string[]): string => {
    if (rule === 'incomplete') return text('list.missing', { names: format.list(details) });
    return rule === 'duplicate' ? text('list.same', { refs: format.list(details) }) : details.join(' ');
  };
  return (
    <section aria-labelledby="health-list" className="health-list">
      <p className="health-back">
        <Link to="/cmdb/health">{text('list.back')}</Link>
      </p>
      <h3 id="health-list">{title}</h3>
      {rows.length + gone === 0 && !query.hasNextPage ? <p>{text('list.none')}</p> : null}
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'ci', title: text('list.ci'), cell: ({ brief }) => <CiLink ci={brief} /> },
          { key: 'class', title: text('health.class'), cell: ({ brief }) => brief.className },
          { key: 'state', title: text('list.state'), cell: ({ brief }) => <StateLozenge ci={brief} /> },
          { key: 'why', title: text('list.why'), cell: ({ details }) => why(details) },
          ...(rule === 'stale'
            ? [
                {
                  key: 'attest',
                  title: text('list.attestation'),
                  cell: (row: HealthRow) => (mayAttest(row) ? <Attest row={row} /> : null),
                },
              ]
            : []),
        ]}
        rows={rows}
        rowKey={({ brief }) => brief.ref}
      />
      {gone === 0 ? null : <p className="pl-hint">{text('list.gone', { count: gone })}</p>}
      {query.error === null ? null : <ErrorState error={query.error} />}
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {text('list.more')}
        </Button>
      ) : null}
    </section>
  );
}

/** Says that what stands there is true as it is now: its version is asked for when the button is pressed. */
function Attest({ row: { brief } }: { readonly row: HealthRow }): ReactNode {
  const text = useHealthText();
  const [done, setDone] = useState(false);
  const attest = useMutation({
    mutationFn: async () => {
      const { version } = await call('cmdb.get', { ref: brief.ref });
      return call('cmdb.attest', { ref: brief.ref, expectedVersion: version });
    },
    onSuccess: () => setDone(true),
  });
  if (done)
    return (
      <span role="status">
        <CheckIcon /> {text('list.attested')}
      </span>
    );
  return (
    <>
      <Button
        disabled={attest.isPending}
        aria-label={text('list.attestOne', { name: brief.name })}
        onClick={() => attest.mutate()}
      >
        {text('list.attest')}
      </Button>
      {attest.error === null ? null : (
        <p className="pl-field-error" role="alert">
          {attest.error.message}
        </p>
      )}
    </>
  );
}
