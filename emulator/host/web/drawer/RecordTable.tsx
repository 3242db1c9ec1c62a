import { useState, type ReactNode } from 'react';
import { formatInstant, formatNumber } from '../app/format';
import { Button } from '../ui/parts';
import type { Column, Row } from './records';

const SHOWN_AT_FIRST = 100;
const KB = 1024;

export function RecordTable({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}) {
  const [limit, setLimit] = useState(SHOWN_AT_FIRST);
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, kind }) => (
              <th key={key} scope="col" className={isNumeric(kind) ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.key} className={isNumeric(column.kind) ? 'number' : undefined}>
                  <Cell column={column} value={row[column.key]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > limit && (
        <Button appearance="subtle" onClick={() => setLimit(limit + SHOWN_AT_FIRST)}>
          Show {Math.min(SHOWN_AT_FIRST, rows.length - limit)} more of {formatNumber(rows.length)}
        </Button>
      )}
    </div>
  );
}

const isNumeric = (kind: Column['kind']): boolean => kind === 'number' || kind === 'bytes';

function Cell({ column, value }: { readonly column: Column; readonly value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return '';
  if (column.kind === 'bytes' && typeof value === 'number') return formatBytes(value);
  if (column.kind === 'instant' && (typeof value === 'string' || typeof value === 'number'))
    return <span className="nowrap">{formatInstant(value)}</span>;
  if (column.kind === 'json') return <JsonValue value={value} />;
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function JsonValue({ value }: { readonly value: unknown }) {
  const text = JSON.stringify(value, null, 2);
  if (text.length < 60) return <code>{JSON.stringify(value)}</code>;
  return (
    <details>
      <summary>{formatBytes(text.length)}</summary>
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}

export function formatBytes(bytes: number): string {
  if (bytes < KB) return `${bytes} B`;
  return bytes < KB * KB
    ? `${formatNumber(Math.round(bytes / KB))} KB`
    : `${formatNumber(Math.round((bytes / KB / KB) * 10) / 10)} MB`;
}
