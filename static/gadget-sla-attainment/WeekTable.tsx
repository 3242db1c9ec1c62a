import type { ReactNode } from 'react';
import type { Attainment } from './attainment';
import { OutcomeCells, OutcomeHeadings } from './OutcomeCells';
import { useWeekName } from './rows';
import { useAttainmentText } from './text';

/** The chart's numbers as a table. */
export function WeekTable({
  attainment: { weeks, total },
  target,
}: {
  readonly attainment: Attainment;
  readonly target: number;
}): ReactNode {
  const text = useAttainmentText();
  const weekName = useWeekName();
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={text('attainment.chart')} tabIndex={0}>
      <table className="pl-table attainment-table">
        <caption className="pl-hidden">{text('attainment.chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('attainment.week')}</th>
            <OutcomeHeadings />
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.week}>
              <th scope="row">{weekName(week)}</th>
              <OutcomeCells outcome={week} what={weekName(week)} target={target} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('attainment.total')}</th>
            <OutcomeCells outcome={total} what={text('attainment.total')} target={target} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
