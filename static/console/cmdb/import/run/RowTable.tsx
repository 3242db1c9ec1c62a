import { useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { DataTable, ErrorIcon, type Column } from '../../../../shared/components';
import { useImportText } from '../messages';
import { usePathWords } from '../../shared/path-words';
import { ciPath } from '../../shared/paths';
import { usePeople } from '../../shared/use-people';
import type { RowVerdict } from '../types';
import { VerdictLozenge } from '../VerdictLozenge';

export interface RowTableProps {
  readonly rows: readonly RowVerdict[];
  /** What a dry run would create has no page yet. */
  readonly applied: boolean;
  readonly catalogue: CatalogueState;
}

/** Rows with their verdicts: what would change, or why not. */
export function RowTable({ rows, applied, catalogue }: RowTableProps): ReactNode {
  const text = useImportText();
  const people = usePeople(useMemo(() => accountsIn(rows), [rows]));
  const columns: readonly Column<RowVerdict>[] = [
    { key: 'line', title: text('rows.line'), align: 'end', cell: ({ line }) => line },
    {
      key: 'verdict',
      title: text('rows.verdict'),
      cell: ({ verdict, foreseen }) => (
        <>
          <VerdictLozenge verdict={verdict} />
          {foreseen === undefined ? null : (
            <p className="pl-hint">{text('rows.foreseen', { verdict: text(`verdict.${foreseen}`) })}</p>
          )}
        </>
      ),
    },
    { key: 'ci', title: text('rows.ci'), cell: (row) => <Named row={row} applied={applied} /> },
    { key: 'what', title: text('rows.what'), cell: (row) => <What row={row} catalogue={catalogue} people={people} /> },
  ];
  return (
    <div className="import-scroll import-rows" tabIndex={0} role="group" aria-labelledby="import-rows">
      <DataTable
        caption={text('rows.title')}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ row }) => String(row)}
      />
    </div>
  );
}

/** A CI that is there can be looked at. */
function Named({ row, applied }: { readonly row: RowVerdict; readonly applied: boolean }): ReactNode {
  const { ref, name, verdict } = row;
  const called = name ?? ref ?? '–';
  const isThere =
    ref !== null && (verdict === 'update' || verdict === 'unchanged' || (applied && verdict === 'create'));
  return isThere ? <Link to={ciPath(ref)}>{called}</Link> : called;
}

/** Accounts that the rows speak of. */
const accountsIn = (rows: readonly RowVerdict[]): string[] =>
  rows.flatMap(({ changes }) =>
    changes
      .filter(({ path }) => path === 'owner')
      .flatMap(({ before, after }) => [before, after].filter((account) => typeof account === 'string')),
  );

interface WhatProps {
  readonly row: RowVerdict;
  readonly catalogue: CatalogueState;
  readonly people: ReadonlyMap<string, string>;
}

function What({ row, catalogue, people }: WhatProps): ReactNode {
  const text = useImportText();
  const words = usePathWords(catalogue, row.classKey ?? '', people);
  const { reasons, changes, withheld, pending } = row;
  return (
    <ul className="import-what">
      {reasons.map(({ code, column, message }) => (
        <li key={`${code} ${column} ${message}`} className="import-reason">
          <ErrorIcon /> {column === null ? message : text('rows.reason', { column, message })}
        </li>
      ))}
      {changes.map(({ path, before, after }) => (
        <li key={path}>
          <span className="import-path">{words.label(path)}:</span>{' '}
          {before === null ? null : (
            <>
              <del>{words.value(path, before)}</del> →{' '}
            </>
          )}
          <ins>{words.value(path, after)}</ins>
        </li>
      ))}
      {withheld.map(({ path, before, keptFrom }) => (
        <li key={`kept ${path}`}>
          {text('rows.withheld', { path: words.label(path), value: words.value(path, before), source: keptFrom })}
        </li>
      ))}
      {pending.map(({ column, name, withRow }) => (
        <li key={`pending ${column} ${name}`}>{text('rows.pending', { column, name, row: withRow })}</li>
      ))}
    </ul>
  );
}
