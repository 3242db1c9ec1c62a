import type { ReactNode } from 'react';
import { SiteLink, VisuallyHidden } from '../shared/components';
import type { Backlog } from './backlog';
import { useBacklogLabels } from './labels';
import { useBacklogText } from './text';

type Count = Backlog['total'];

/** The count each of the five steps begins at. Fixed: a few incidents stay pale however empty the rest of the table is. */
const STEPS = [1, 3, 6, 11, 21] as const;

/** The step a count falls in; 0 for none. */
export const heatOf = (count: number): number => STEPS.filter((from) => count >= from).length;

export function HeatMap({ backlog }: { readonly backlog: Backlog }): ReactNode {
  return (
    <>
      <HeatTable backlog={backlog} />
      <HeatLegend />
    </>
  );
}

/** What the colours say; the numbers themselves stand in the cells. */
function HeatLegend(): ReactNode {
  const text = useBacklogText();
  return (
    <div className="backlog-heat">
      <span id="backlog-heat">{text('backlog.heat')}</span>
      <ul aria-labelledby="backlog-heat">
        {STEPS.map((from, index) => {
          const next = STEPS[index + 1];
          return (
            <li key={from} data-heat={index + 1}>
              {next === undefined
                ? text('backlog.heat.over', { from })
                : text('backlog.heat.between', { from, to: next - 1 })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function HeatTable({ backlog }: { readonly backlog: Backlog }): ReactNode {
  const text = useBacklogText();
  const labels = useBacklogLabels();
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
                  <td key={cell.jql} data-heat={heatOf(cell.count)}>
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
