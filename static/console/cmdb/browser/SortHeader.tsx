import type { ReactNode } from 'react';
import type { CiSort } from '../../../../src/cmdb/cmdb.shapes';
import { ArrowDownIcon, ArrowUpIcon } from '../../../shared/components';
import { useBrowserText } from './messages';

export interface SortHeaderProps {
  readonly column: 'name' | 'class' | 'state' | 'criticality' | 'environment' | 'owner' | 'updated';
  readonly sort: CiSort;
  readonly onSort: ((sort: CiSort) => void) | null;
}

/** A column's title; those that the store keeps an order by are buttons. */
export function SortHeader({ column, sort, onSort }: SortHeaderProps): ReactNode {
  const text = useBrowserText();
  const title = text(`list.column.${column}`);
  if (onSort === null || (column !== 'name' && column !== 'updated'))
    return (
      <th scope="col" data-column={column}>
        {title}
      </th>
    );
  const active = sort.by === column;
  // What was changed last is looked for more often than what was not.
  const next = { by: column, descending: active ? !sort.descending : column === 'updated' };
  return (
    <th scope="col" data-column={column} aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="cmdb-sort" onClick={() => onSort(next)}>
        {title}
        {active ? sort.descending ? <ArrowDownIcon /> : <ArrowUpIcon /> : null}
      </button>
    </th>
  );
}
