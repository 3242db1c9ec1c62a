import type { ReactNode } from 'react';
import { ShareBar } from '../shared/charts/ShareBar';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import { attainmentOf, type Outcome } from './attainment';
import { useAttainmentText } from './text';

interface OutcomeCellsProps {
  readonly outcome: Outcome;
  readonly what: string;
  readonly target: number;
}

export function OutcomeHeadings(): ReactNode {
  const text = useAttainmentText();
  return (
    <>
      <th scope="col" data-align="end">
        {text('attainment.met')}
      </th>
      <th scope="col" data-align="end">
        {text('attainment.breached')}
      </th>
      <th scope="col" data-align="end">
        {text('attainment.share')}
      </th>
    </>
  );
}

export function OutcomeCells({ outcome, what, target }: OutcomeCellsProps): ReactNode {
  const text = useAttainmentText();
  const format = useFormat();
  const share = attainmentOf(outcome);
  return (
    <>
      <td data-align="end">
        <CountLink of={outcome.met} what={`${text('attainment.met')}, ${what}`} />
      </td>
      <td data-align="end">
        <CountLink of={outcome.breached} what={`${text('attainment.breached')}, ${what}`} />
      </td>
      <td data-align="end" className="attainment-bar">
        {share === null ? (
          '–'
        ) : (
          <>
            <ShareBar share={share} target={target} /> <span>{format.percent(share)}</span>
          </>
        )}
      </td>
    </>
  );
}
