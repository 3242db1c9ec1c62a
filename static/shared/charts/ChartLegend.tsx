import type { ReactNode } from 'react';

export interface LegendItem {
  readonly key: 'good' | 'bad' | 'share' | 'target';
  readonly label: string;
}

/** About this wide is a letter of the small body font; only the space between items depends on it. */
const LETTER = 6.6;
const MARK = 18;
const GAP = 14;

/** Drawn inside the chart, so that an exported picture explains itself. */
export function ChartLegend({ items }: { readonly items: readonly LegendItem[] }): ReactNode {
  const widthOf = ({ label }: LegendItem): number => MARK + label.length * LETTER + GAP;
  const before = (index: number): number => items.slice(0, index).reduce((sum, item) => sum + widthOf(item), 0);
  return (
    <g aria-hidden="true">
      {items.map(({ key, label }, index) => (
        <g key={key} transform={`translate(${before(index)}, 4)`}>
          <Mark of={key} />
          <text x={MARK} y={6} dominantBaseline="central">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

function Mark({ of }: { readonly of: LegendItem['key'] }): ReactNode {
  switch (of) {
    case 'good':
    case 'bad':
      return (
        <>
          <rect width="12" height="12" data-part={of} />
          {of === 'bad' ? <path className="pl-chart-hatch" d="M0 8 8 0M4 12 12 4" /> : null}
        </>
      );
    case 'share':
      return (
        <g className="pl-chart-share">
          <path d="M0 6H12" />
          <circle cx="6" cy="6" r="3" />
        </g>
      );
    case 'target':
      return <line className="pl-chart-target" x1="0" x2="14" y1="6" y2="6" />;
  }
}
