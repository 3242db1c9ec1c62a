import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { OutputOf } from '../../../../shared/api';
import { ErrorIcon, ErrorState, Skeleton } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { Inspection, Mapping, RowVerdict } from '../types';
import { VerdictLozenge } from '../VerdictLozenge';

export interface PreviewProps {
  readonly query: UseQueryResult<OutputOf<'cmdb.import.preview'>, Error>;
  readonly inspection: Inspection;
  readonly mapping: Mapping;
}

/** The first rows with what would be done with them; what is wrong stands at its cell. */
export function Preview({ query, inspection, mapping }: PreviewProps): ReactNode {
  const text = useImportText();
  const { data, error, isFetching, refetch } = query;
  return (
    <section aria-labelledby="import-preview" aria-busy={isFetching}>
      <h3 id="import-preview">{text('preview.title')}</h3>
      <p className="pl-hint" role="status">
        {text(isFetching ? 'preview.judging' : 'preview.hint')}
      </p>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={5} height={28} />
      ) : data.problems.length > 0 ? (
        <p>{text('preview.problems')}</p>
      ) : (
        <Rows verdicts={data.verdicts} inspection={inspection} mapping={mapping} />
      )}
    </section>
  );
}

interface RowsProps extends Omit<PreviewProps, 'query'> {
  readonly verdicts: readonly RowVerdict[];
}

const columnsOf = (mapping: Mapping): string[] =>
  mapping.kind === 'cis'
    ? mapping.columns.map(({ column }) => column)
    : [mapping.from, ...(mapping.type.is === 'column' ? [mapping.type.column] : []), mapping.to];

function Rows({ verdicts, inspection, mapping }: RowsProps): ReactNode {
  const text = useImportText();
  const all = inspection.import.columns;
  const shown = columnsOf(mapping);
  const byLine = new Map(inspection.sample.map((row) => [row.line, row] as const));
  return (
    <div className="import-scroll" tabIndex={0} role="group" aria-labelledby="import-preview">
      <table className="pl-table import-preview">
        <thead>
          <tr>
            <th scope="col">{text('rows.line')}</th>
            <th scope="col">{text('rows.verdict')}</th>
            {shown.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <tr key={verdict.row}>
              <th scope="row">{verdict.line}</th>
              <td>
                <VerdictLozenge verdict={verdict.verdict} />
                <Reasons verdict={verdict} of={(column) => column === null || !shown.includes(column)} />
              </td>
              {shown.map((column) => (
                <Cell
                  key={column}
                  value={byLine.get(verdict.line)?.cells[all.indexOf(column)] ?? ''}
                  column={column}
                  verdict={verdict}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly value: string;
  readonly column: string;
  readonly verdict: RowVerdict;
}

function Cell({ value, column, verdict }: CellProps): ReactNode {
  const isWrong = verdict.reasons.some((reason) => reason.column === column);
  return (
    <td data-wrong={isWrong}>
      {value}
      <Reasons verdict={verdict} of={(about) => about === column} />
    </td>
  );
}

interface ReasonsProps {
  readonly verdict: RowVerdict;
  readonly of: (column: string | null) => boolean;
}

function Reasons({ verdict, of }: ReasonsProps): ReactNode {
  return verdict.reasons
    .filter(({ column }) => of(column))
    .map(({ code, message }) => (
      <p key={`${code} ${message}`} className="pl-field-error">
        <ErrorIcon /> {message}
      </p>
    ));
}
