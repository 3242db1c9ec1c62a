import type { ReactNode } from 'react';
import type { Assessment, Side } from '../../../src/change/risk.shapes';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { useFormat } from '../../shared/format';
import { useChangeText } from './text';

const SIDES: readonly Side[] = ['likelihood', 'impact'];

interface ContributionsProps {
  readonly assessment: Pick<Assessment, 'contributions' | 'likelihood' | 'impact'>;
  readonly ciName: (ref: string) => string;
}

/** What each factor adds to its side; a side's rows sum to its percentage. */
export function Contributions({ assessment, ciName }: ContributionsProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const points = (value: number): string => format.percent(value / 100);
  return SIDES.map((side) => (
    <table key={side} className="pl-table change-table">
      <caption>
        {text('panel.change.side', {
          side: terms(`change.side.${side}`),
          level: assessment[side].level,
          percent: points(assessment[side].percent),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{text('panel.change.factor')}</th>
          <th scope="col" data-align="end">
            {text('panel.change.adds')}
          </th>
        </tr>
      </thead>
      <tbody>
        {assessment.contributions
          .filter((one) => one.side === side)
          .map((one) => (
            <tr key={one.factor}>
              <th scope="row">
                {terms(`change.factor.${one.factor}`)}
                {one.reasons.map((reason) => (
                  <span key={`${reason.code}${JSON.stringify(reason.params)}`} className="change-reasons">
                    {words.riskReason(reason, ciName)}
                  </span>
                ))}
              </th>
              <td data-align="end">{points(one.points)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  ));
}
