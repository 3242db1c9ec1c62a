import type { ReactNode } from 'react';
import { Lozenge } from '../shared/components';
import { useChangeNames } from '../shared/change/names';
import { LEVEL_TONES } from '../shared/change/tones';
import { CountLink } from '../shared/gadget/CountLink';
import { byScore, type RiskMap } from './risk';
import { useRiskText } from './text';

/** The cells with changes in them, the riskiest first. */
export function RiskTable({ map }: { readonly map: RiskMap }): ReactNode {
  const text = useRiskText();
  const names = useChangeNames();
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={text('risk.caption')} tabIndex={0}>
      <table className="pl-table risk-table">
        <caption className="pl-hidden">{text('risk.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('risk.level')}</th>
            <th scope="col" data-align="end">
              {names('change.side.likelihood')}
            </th>
            <th scope="col" data-align="end">
              {names('change.side.impact')}
            </th>
            <th scope="col" data-align="end">
              {text('risk.score')}
            </th>
            <th scope="col" data-align="end">
              {text('risk.changes')}
            </th>
          </tr>
        </thead>
        <tbody>
          {byScore(map)
            .filter(({ count }) => count > 0)
            .map((cell) => {
              const { likelihood, impact, level } = cell;
              const word = names(`change.level.${level}`);
              return (
                <tr key={`${likelihood}.${impact}`}>
                  <th scope="row">
                    <Lozenge tone={LEVEL_TONES[level]}>{word}</Lozenge>
                  </th>
                  <td data-align="end">{likelihood}</td>
                  <td data-align="end">{impact}</td>
                  <td data-align="end">{likelihood * impact}</td>
                  <td data-align="end">
                    <CountLink of={cell} what={text('risk.cell', { level: word, likelihood, impact })} />
                  </td>
                </tr>
              );
            })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {text('risk.unassessed')}
            </th>
            <td data-align="end">
              <CountLink of={map.unassessed} what={text('risk.unassessed')} />
            </td>
          </tr>
          <tr>
            <th scope="row" colSpan={4}>
              {text('risk.total')}
            </th>
            <td data-align="end">
              <CountLink of={map.total} what={text('risk.total')} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
