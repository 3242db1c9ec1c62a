import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Baseline } from '../../../../src/cmdb/cmdb.shapes';
import { DataTable } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { usePeople } from '../shared/use-people';
import { useBaselineText } from './messages';

/** The moments that have a name, the youngest first. */
export function BaselineList({ baselines }: { readonly baselines: readonly Baseline[] }): ReactNode {
  const text = useBaselineText();
  const format = useFormat();
  const people = usePeople(useMemo(() => baselines.map(({ takenBy }) => takenBy), [baselines]));
  return (
    <div className="baselines-scroll" tabIndex={0} role="group" aria-label={text('baselines.title')}>
      <DataTable
        caption={text('baselines.title')}
        captionHidden
        rows={baselines}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', title: text('list.name'), cell: ({ name }) => name },
          { key: 'at', title: text('list.at'), cell: ({ at }) => format.dateTime(at) },
          { key: 'by', title: text('list.by'), cell: ({ takenBy }) => people.get(takenBy) ?? takenBy },
          {
            key: 'compare',
            title: text('list.compare'),
            cell: ({ id, name }) => (
              <Link to={{ search: `?from=${encodeURIComponent(id)}` }} aria-label={text('list.withNowOf', { name })}>
                {text('list.withNow')}
              </Link>
            ),
          },
        ]}
      />
    </div>
  );
}
