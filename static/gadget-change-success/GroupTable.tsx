import type { ReactNode } from 'react';
import { ShareBar } from '../shared/charts/ShareBar';
import { useFormat } from '../shared/format';
import { CountLink } from '../shared/gadget/CountLink';
import type { Grouping } from './configuration';
import { useGroupName } from './group-name';
import { shareOf, type Group, type Success } from './success';
import { useSuccessText } from './text';

interface GroupTableProps {
  readonly success: Success;
  readonly groupBy: Grouping;
  readonly target: number;
}

export function GroupTable({ success, groupBy, target }: GroupTableProps): ReactNode {
  const text = useSuccessText();
  const nameOf = useGroupName(groupBy);
  const caption = text('success.groups', { by: text(`success.by.${groupBy}`) });
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="pl-table success-table">
        <caption className="pl-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text(`success.by.${groupBy}`)}</th>
            <th scope="col" data-align="end">
              {text('success.ended')}
            </th>
            <th scope="col" data-align="end">
              {text('success.succeeded')}
            </th>
            <th scope="col" data-align="end">
              {text('success.rate')}
            </th>
          </tr>
        </thead>
        <tbody>
          {success.groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{nameOf(group)}</th>
              <Cells of={group} what={nameOf(group)} target={target} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('success.total')}</th>
            <Cells of={success} what={text('success.total')} target={target} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface CellsProps {
  readonly of: Pick<Group, 'closed' | 'succeeded'>;
  readonly what: string;
  readonly target: number;
}

function Cells({ of: { closed, succeeded }, what, target }: CellsProps): ReactNode {
  const text = useSuccessText();
  const format = useFormat();
  const share = shareOf(succeeded, closed);
  return (
    <>
      <td data-align="end">
        <CountLink of={closed} what={`${text('success.ended')}, ${what}`} />
      </td>
      <td data-align="end">
        <CountLink of={succeeded} what={`${text('success.succeeded')}, ${what}`} />
      </td>
      <td data-align="end" className="success-bar">
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
