import type { ReactNode } from 'react';
import { SiteLink, VisuallyHidden } from '../shared/components';
import type { Backlog } from './backlog';
import { useBacklogLabels } from './labels';
import { useBacklogText } from './text';

type Count = Backlog['total'];

/** The step of five a count falls in, relative to the fullest cell; 0 for none. */
export function heatOf(count: number, fullest: number): number {
  return count === 0 ? 0 : Math.min(5, Math.ceil((count / fullest) * 5));
}

export function HeatMap({ backlog }: { readonly backlog: Backlog }): ReactNode {
  const text = useBacklogText();
  const labels = useBacklogLabels();
  const fullest = Math.max(...backlog.rows.flatMap(({ cells }) => cells.map(({ count }) => count)));
  return (
    // Scrolls in a narrow gadget, and then it must be reachable by keyboard.
    <div className="backlog-scroll" role="region" aria-label={text('backlog.caption')} tabIndex={0}>
      <table className="backlog-table">
        <caption>
          <VisuallyHidden>{text('backlog.caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{labels.priority}</th>
            {backlog.buckets.map((bucket) => (
              <th key={bucket.fromDays} scope="col" data-number>
                {labels.bucket(bucket)}
              </th>
            ))}
            <th scope="col" data-number>
              {labels.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {backlog.rows.map(({ level, cells, total }) => (
            <tr key={level}>
              <th scope="row">{labels.row(level)}</th>
              {cells.map((cell, index) => {
                const bucket = backlog.buckets[index];
                const what =
                  bucket === undefined ? labels.row(level) : `${labels.row(level)}, ${labels.bucket(bucket)}`;
                return (
                  <td key={cell.jql} data-heat={heatOf(cell.count, fullest)}>
                    <Number count={cell} what={what} />
                  </td>
                );
              })}
              <td data-total>
                <Number count={total} what={labels.row(level)} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{labels.total}</th>
            {backlog.columns.map((column, index) => {
              const bucket = backlog.buckets[index];
              return (
                <td key={column.jql} data-total>
                  <Number count={column} what={bucket === undefined ? labels.total : labels.bucket(bucket)} />
                </td>
              );
            })}
            <td data-total>
              <Number count={backlog.total} what={labels.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A number that opens exactly the incidents it counts. Nothing to open behind a zero. */
export function Number({ count: { count, jql }, what }: { readonly count: Count; readonly what: string }): ReactNode {
  const text = useBacklogText();
  if (count === 0) return 0;
  return (
    <SiteLink to={`/issues/?jql=${encodeURIComponent(jql)}`} label={text('backlog.link', { count, what })}>
      {count}
    </SiteLink>
  );
}
