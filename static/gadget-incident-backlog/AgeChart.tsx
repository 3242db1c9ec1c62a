import type { ReactNode } from 'react';
import type { Backlog } from './backlog';
import { HeatMap } from './HeatMap';
import { useBacklogLabels } from './labels';
import { useBacklogText } from './text';

const WIDTH = 480;
const BAR = 28;
const GAP = 12;
const LABEL = 110;
const NUMBER = 40;

/** Bars by age, stacked by priority; the table with the same numbers follows for those who can't see it. */
export function AgeChart({ backlog }: { readonly backlog: Backlog }): ReactNode {
  const text = useBacklogText();
  const labels = useBacklogLabels();
  const longest = Math.max(...backlog.columns.map(({ count }) => count));
  const scale = (WIDTH - LABEL - NUMBER) / longest;
  const height = backlog.buckets.length * (BAR + GAP);
  return (
    <figure className="backlog-chart">
      <ul className="backlog-legend" aria-hidden="true">
        {backlog.rows.map(({ level }) => (
          <li key={level} data-level={level ?? 'other'}>
            {labels.row(level)}
          </li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={text('backlog.chart')}>
        {backlog.buckets.map((bucket, column) => {
          let x = LABEL;
          const y = column * (BAR + GAP);
          return (
            <g key={bucket.fromDays}>
              <text x={LABEL - 8} y={y + BAR / 2} textAnchor="end" dominantBaseline="central">
                {labels.bucket(bucket)}
              </text>
              {backlog.rows.map(({ level, cells }) => {
                const width = (cells[column]?.count ?? 0) * scale;
                const start = x;
                x += width;
                return <rect key={level} x={start} y={y} width={width} height={BAR} data-level={level ?? 'other'} />;
              })}
              <text x={x + 6} y={y + BAR / 2} dominantBaseline="central">
                {backlog.columns[column]?.count}
              </text>
            </g>
          );
        })}
      </svg>
      <div className="pl-hidden-until-focus">
        <HeatMap backlog={backlog} />
      </div>
    </figure>
  );
}
