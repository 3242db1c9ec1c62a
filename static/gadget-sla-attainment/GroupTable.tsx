import type { ReactNode } from 'react';
import type { Attainment } from './attainment';
import type { Grouping } from './configuration';
import { useGroupName } from './group-name';
import { OutcomeCells, OutcomeHeadings } from './OutcomeCells';
import { useAttainmentText } from './text';

interface GroupTableProps {
  readonly attainment: Attainment;
  readonly groupBy: Grouping;
  readonly target: number;
}

export function GroupTable({ attainment: { groups, total }, groupBy, target }: GroupTableProps): ReactNode {
  const text = useAttainmentText();
  const nameOf = useGroupName(groupBy);
  const caption = text('attainment.groups', { by: text(`attainment.by.${groupBy}`) });
  return (
    <div className="pl-gadget-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="pl-table attainment-table">
        <caption className="pl-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{text(`attainment.by.${groupBy}`)}</th>
            <OutcomeHeadings />
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{nameOf(group)}</th>
              <OutcomeCells outcome={group} what={nameOf(group)} target={target} />
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
