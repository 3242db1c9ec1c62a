import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { CiRow, CiSort } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Skeleton, VisuallyHidden } from '../../../shared/components';
import { CiLink } from '../shared/CiLink';
import { CriticalityLozenge, StateLozenge } from '../shared/lozenges';
import { useCmdbText } from '../shared/messages';
import { usePeople } from '../shared/use-people';
import { useFormat } from '../../../shared/format';
import { useBrowserText } from './messages';
import { SortHeader } from './SortHeader';
import type { CiList } from './use-ci-list';

export interface CiTableProps {
  readonly list: CiList;
  readonly sort: CiSort;
  /** Null where the order is by how well a CI fits the words. */
  readonly onSort: ((sort: CiSort) => void) | null;
  /** Names the list, so that coming back finds the place that was looked at. */
  readonly place: string;
}

const ROW_HEIGHT = 44;
const COLUMNS = ['name', 'class', 'state', 'criticality', 'environment', 'owner', 'updated'] as const;

/** Where lists were left, by name, while the page lives. */
const places = new Map<string, number>();

/** Only the rows in sight are in the document; the next page is asked for when its place comes into sight. */
export function CiTable({ list, sort, onSort, place }: CiTableProps): ReactNode {
  const text = useBrowserText();
  const names = usePeople(useMemo(() => list.rows.map(({ owner }) => owner), [list.rows]));
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, hasMore } = list;
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    initialOffset: () => places.get(place) ?? 0,
  });
  useEffect(() => {
    const element = scroller.current;
    return () => {
      if (element !== null) places.set(place, element.scrollTop);
    };
  }, [place]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.start ?? 0;
  const end = items.at(-1)?.end ?? 0;
  const wanted = hasMore && (items.at(-1)?.index ?? 0) >= rows.length;
  useEffect(() => {
    if (wanted && !list.loading && list.error === null && !list.rare) list.more();
  }, [wanted, list]);
  return (
    <div ref={scroller} className="cmdb-list" tabIndex={0} role="region" aria-label={text('list.caption')}>
      <table className="pl-table cmdb-list-table" aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <caption>
          <VisuallyHidden>{text('list.caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <SortHeader key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={first} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            return row === undefined ? (
              <MoreRow key={key} list={list} />
            ) : (
              <Row key={row.ref} row={row} index={index} owner={row.owner === null ? null : names.get(row.owner)} />
            );
          })}
          <Spacer height={virtual.getTotalSize() - end} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }): ReactNode {
  return height <= 0 ? null : (
    <tr aria-hidden className="cmdb-list-spacer">
      <td colSpan={COLUMNS.length} style={{ height }} />
    </tr>
  );
}

interface RowProps {
  readonly row: CiRow;
  readonly index: number;
  /** Null without an owner, undefined while the name is not known. */
  readonly owner: string | null | undefined;
}

function Row({ row, index, owner }: RowProps): ReactNode {
  const cmdb = useCmdbText();
  const format = useFormat();
  return (
    // The header is the first row.
    <tr className="cmdb-list-row" aria-rowindex={index + 2}>
      <th scope="row">
        <CiLink ci={row} />
        <span className="cmdb-list-ref">{row.ref}</span>
      </th>
      <td>{row.className}</td>
      <td>
        <StateLozenge ci={row} />
      </td>
      <td>
        <CriticalityLozenge criticality={row.criticality} />
      </td>
      <td>{row.environment === null ? '' : cmdb(`cmdb.environment.${row.environment}`)}</td>
      <td>{owner ?? (row.owner === null ? '' : '…')}</td>
      <td>{format.date(row.updatedAt)}</td>
    </tr>
  );
}

/** Stands where the next page will: coming, broken off, or worth a question. */
function MoreRow({ list }: { readonly list: CiList }): ReactNode {
  const text = useBrowserText();
  return (
    <tr className="cmdb-list-row">
      <td colSpan={COLUMNS.length}>
        {list.error !== null && !list.loading ? (
          <span className="cmdb-actions" role="alert">
            {list.error.message}
            <Button onClick={list.more}>{text('list.again')}</Button>
          </span>
        ) : list.rare && !list.loading ? (
          <span className="cmdb-actions" role="status">
            {text('list.rare')}
            <Button onClick={list.more}>{text('list.further')}</Button>
          </span>
        ) : (
          <Skeleton lines={1} height={20} />
        )}
      </td>
    </tr>
  );
}
