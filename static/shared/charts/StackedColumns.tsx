import { useId, useRef, type ReactNode, type RefObject } from 'react';
import { line } from 'd3-shape';
import { ChartLegend, LEGEND_ROW, legendPlaces, type ChartPart, type LegendItem } from './ChartLegend';
import { columnScale, countScale, labelEvery, shareScale, wholeTicks, type Frame } from './scales';
import { SvgLink } from './SvgLink';
import { useWidth } from './useWidth';
import './charts.css';

export interface ColumnPart {
  /** Chooses its colour and pattern: `data-part` of charts.css. */
  readonly part: ChartPart;
  readonly count: number;
  /** The path that opens what it counts. */
  readonly to: string | undefined;
  readonly label: string;
}

export interface ChartColumn {
  readonly key: string;
  readonly label: string;
  readonly parts: readonly ColumnPart[];
  /** The line's height here, from 0 to 1; null where there is nothing to divide by. */
  readonly share: number | null;
  readonly shareLabel: string;
}

export interface StackedColumnsProps {
  /** Names the chart for those who can't see it; the table with the same numbers is the surface's to offer. */
  readonly name: string;
  readonly columns: readonly ChartColumn[];
  readonly target: { readonly share: number; readonly label: string };
  readonly legend: readonly LegendItem[];
  readonly formatCount: (count: number) => string;
  readonly formatShare: (share: number) => string;
  /** Where the drawing can be had for export. */
  readonly drawing: RefObject<SVGSVGElement>;
}

const HEIGHT = 250;
const LEGEND = 28;

/** Counts stacked by column on the left axis, a share as a line on the right, and the target it is held against. */
export function StackedColumns({ drawing, ...drawn }: StackedColumnsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 560);
  const places = legendPlaces(drawn.legend, width);
  const more = (places.at(-1)?.row ?? 0) * LEGEND_ROW;
  const height = HEIGHT + more;
  const frame: Frame = { width, height, left: 32, right: 44, top: LEGEND + 12 + more, bottom: 24 };
  return (
    <div ref={box} className="pl-chart">
      <svg
        ref={drawing}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="group"
        aria-label={drawn.name}
      >
        <ChartLegend places={places} />
        <Axes {...drawn} frame={frame} />
        <Columns {...drawn} frame={frame} />
        <ShareLine {...drawn} frame={frame} />
      </svg>
    </div>
  );
}

type Drawn = Omit<StackedColumnsProps, 'drawing'> & { readonly frame: Frame };

const highestOf = (columns: readonly ChartColumn[]): number =>
  Math.max(0, ...columns.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0)));

function Axes({ columns, target, formatCount, formatShare, frame }: Drawn): ReactNode {
  const counts = countScale(highestOf(columns), frame);
  const shares = shareScale(frame);
  const { left, right, width } = frame;
  return (
    <g aria-hidden="true">
      {wholeTicks(counts, 4).map((tick) => (
        <g key={tick}>
          <line className="pl-chart-grid" x1={left} x2={width - right} y1={counts(tick)} y2={counts(tick)} />
          <text x={left - 6} y={counts(tick)} textAnchor="end" dominantBaseline="central">
            {formatCount(tick)}
          </text>
        </g>
      ))}
      {[0, 0.5, 1].map((tick) => (
        <text key={tick} x={width - right + 6} y={shares(tick)} dominantBaseline="central">
          {formatShare(tick)}
        </text>
      ))}
      <line
        className="pl-chart-target"
        x1={left}
        x2={width - right}
        y1={shares(target.share)}
        y2={shares(target.share)}
      />
    </g>
  );
}

function Columns({ columns, frame }: Drawn): ReactNode {
  const hatch = useId();
  const counts = countScale(highestOf(columns), frame);
  const across = columnScale(
    columns.map(({ key }) => key),
    frame,
  );
  const every = labelEvery(across.step(), 40);
  return (
    <>
      <Hatching id={hatch} />
      {columns.map(({ key, label, parts }, index) => {
        const x = across(key) ?? 0;
        let below = 0;
        return (
          <g key={key}>
            {parts.map(({ part, count, to, label: what }) => {
              const bottom = counts(below);
              below += count;
              const box = { x, y: counts(below), width: across.bandwidth(), height: bottom - counts(below) };
              return count === 0 ? null : (
                <SvgLink key={part} to={to} label={what}>
                  <rect {...box} data-part={part} />
                  {part === 'good' ? null : <rect {...box} fill={`url(#${hatch}${part})`} />}
                </SvgLink>
              );
            })}
            {index % every === 0 ? (
              <text x={x + across.bandwidth() / 2} y={frame.height - 6} textAnchor="middle" aria-hidden="true">
                {label}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}

/** Told apart without colour, too. */
function Hatching({ id }: { readonly id: string }): ReactNode {
  const pattern = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' } as const;
  return (
    <>
      <pattern id={`${id}fair`} {...pattern}>
        <line className="pl-chart-hatch" x1="0" x2="6" y1="3" y2="3" />
      </pattern>
      <pattern id={`${id}bad`} {...pattern} patternTransform="rotate(45)">
        <line className="pl-chart-hatch" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
      <pattern id={`${id}undone`} {...pattern} patternTransform="rotate(45)">
        <path className="pl-chart-hatch" d="M0 0V6M0 0H6" />
      </pattern>
    </>
  );
}

function ShareLine({ columns, frame }: Drawn): ReactNode {
  const shares = shareScale(frame);
  const across = columnScale(
    columns.map(({ key }) => key),
    frame,
  );
  const middle = ({ key }: ChartColumn): number => (across(key) ?? 0) + across.bandwidth() / 2;
  const path = line<ChartColumn>()
    .defined(({ share }) => share !== null)
    .x(middle)
    .y(({ share }) => shares(share ?? 0));
  return (
    <g className="pl-chart-share">
      <path d={path([...columns]) ?? undefined} aria-hidden="true" />
      {columns.map((column) =>
        column.share === null ? null : (
          <circle
            key={column.key}
            cx={middle(column)}
            cy={shares(column.share)}
            r="4"
            role="img"
            aria-label={column.shareLabel}
          >
            <title>{column.shareLabel}</title>
          </circle>
        ),
      )}
    </g>
  );
}
