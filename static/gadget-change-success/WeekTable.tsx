import type { ReactNode } from 'react';
import { useChangeNames } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { useWeekName } from './rows';
import { OUTCOMES, successOf, type Outcomes, type Success } from './success';
import { useSuccessText } from './text';

/** The chart's numbers as a table. */
export function WeekTable({ success: { weeks, outcomes } }: { readonly success: Success }): ReactNode {
  const text = useSuccessText();
  const names = useChangeNames();
  const weekName = useWeekName();
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={text('success.chart')} tabIndex={0}>
      <table className="pl-table success-table">
        <caption className="pl-hidden">{text('success.chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('success.week')}</th>
            {OUTCOMES.map((outcome) => (
              <th key={outcome} scope="col" data-align="end">
                {names(`change.outcome.${outcome}`)}
              </th>
            ))}
            <th scope="col" data-align="end">
              {text('success.rate')}
            </th>
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.week}>
              <th scope="row">{weekName(week)}</th>
              <OutcomeCells outcomes={week} what={weekName(week)} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('success.total')}</th>
            <OutcomeCells outcomes={outcomes} what={text('success.total')} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function OutcomeCells({ outcomes, what }: { readonly outcomes: Outcomes; readonly what: string }): ReactNode {
  const names = useChangeNames();
  const format = useFormat();
  const share = successOf(outcomes);
  return (
    <>
      {OUTCOMES.map((outcome) => (
        <td key={outcome} data-align="end">
          <CountLink of={outcomes[outcome]} what={`${names(`change.outcome.${outcome}`)}, ${what}`} />
        </td>
      ))}
      <td data-align="end">{share === null ? '–' : format.percent(share)}</td>
    </>
  );
}
