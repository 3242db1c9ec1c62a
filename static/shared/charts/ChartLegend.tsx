import type { ReactNode } from 'react';

/** How a part of a column came out, from best to worst: chooses its colour and its pattern. */
export type ChartPart = 'good' | 'fair' | 'bad' | 'undone';

export interface LegendItem {
  readonly key: ChartPart | 'share' | 'target';
  readonly label: string;
}

/** About this wide is a letter of the small body font; only the space between items depends on it. */
const LETTER = 6.6;
const MARK = 18;
const GAP = 14;
export const LEGEND_ROW = 20;

interface Placed extends LegendItem {
  readonly x: number;
  readonly row: number;
}

/** From left to right, and on to another row where the width is used up. */
export function legendPlaces(items: readonly LegendItem[], width: number): Placed[] {
  let x = 0;
  let row = 0;
  return items.map((item) => {
    const needed = MARK + item.label.length * LETTER;
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const place = { ...item, x, row };
    x += needed + GAP;
    return place;
  });
}

/** Drawn inside the chart, so that an exported picture explains itself. */
export function ChartLegend({ places }: { readonly places: readonly Placed[] }): ReactNode {
  return (
    <g aria-hidden="true">
      {places.map(({ key, label, x, row }) => (
        <g key={key} transform={`translate(${x}, ${4 + row * LEGEND_ROW})`}>
          <Mark of={key} />
          <text x={MARK} y={6} dominantBaseline="central">
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}

const STROKES = {
  fair: 'M0 4H12M0 9H12',
  bad: 'M0 8 8 0M4 12 12 4',
  undone: 'M0 8 8 0M4 12 12 4M4 0 12 8M0 4 8 12',
} as const;

function Mark({ of }: { readonly of: LegendItem['key'] }): ReactNode {
  switch (of) {
    case 'good':
    case 'fair':
    case 'bad':
    case 'undone':
      return (
        <>
          <rect width="12" height="12" data-part={of} />
          {of === 'good' ? null : <path className="pl-chart-hatch" d={STROKES[of]} />}
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
