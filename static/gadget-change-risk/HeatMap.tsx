import type { ReactNode } from 'react';
import { SiteLink, VisuallyHidden } from '../shared/components';
import { useChangeNames } from '../shared/change/names';
import { useFormat } from '../shared/format';
import { searchPath } from '../shared/gadget/CountLink';
import { rowsOf, type Cell, type RiskMap } from './risk';
import { useRiskText } from './text';

/** Likelihood against impact. A cell says its level in words and colour, and how many changes are there. */
export function HeatMap({ map }: { readonly map: RiskMap }): ReactNode {
  const text = useRiskText();
  const names = useChangeNames();
  const rows = rowsOf(map);
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={text('risk.caption')} tabIndex={0}>
      <table className="risk-map">
        <caption>
          <VisuallyHidden>{text('risk.caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className="risk-corner">
              {names('change.side.likelihood')}
            </th>
            <th scope="colgroup" colSpan={rows.length}>
              {names('change.side.impact')}
            </th>
          </tr>
          <tr>
            {rows[0]?.cells.map(({ impact }) => (
              <th key={impact} scope="col">
                <Step side={names('change.side.impact')} step={impact} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ likelihood, cells }) => (
            <tr key={likelihood}>
              <th scope="row">
                <Step side={names('change.side.likelihood')} step={likelihood} />
              </th>
              {cells.map((cell) => (
                <td key={cell.impact} data-level={cell.level} data-empty={cell.count === 0}>
                  <Inside cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ENDS = ['risk.lowest', undefined, undefined, undefined, 'risk.highest'] as const;

function Step({ side, step }: { readonly side: string; readonly step: number }): ReactNode {
  const text = useRiskText();
  const format = useFormat();
  const end = ENDS[step - 1];
  return (
    <>
      <VisuallyHidden>{side} </VisuallyHidden>
      {format.number(step)}
      {end === undefined ? null : <span className="risk-end">{text(end)}</span>}
    </>
  );
}

function Inside({ cell: { likelihood, impact, level, count, jql } }: { readonly cell: Cell }): ReactNode {
  const text = useRiskText();
  const names = useChangeNames();
  const format = useFormat();
  const word = names(`change.level.${level}`);
  const inside = (
    <>
      <span className="risk-count">{format.number(count)}</span> <span className="risk-word">{word}</span>
    </>
  );
  if (count === 0) return inside;
  // What is seen begins the link's name, so that who speaks to the screen can say it.
  return (
    <SiteLink to={searchPath(jql)}>
      {inside}
      <VisuallyHidden>{text('risk.where', { likelihood, impact })}</VisuallyHidden>
    </SiteLink>
  );
}
