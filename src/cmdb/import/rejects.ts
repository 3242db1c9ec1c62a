/** Rejected rows as they stood in the file, with the line and the reasons before them, to be put right and imported again. */
import { stringify } from 'csv-stringify/sync';
import { formulaSafe } from './formula-safe';
import type { ImportJob } from './import.ports';
import type { ResultPorts } from './results';
import { rowsPage } from './rows-page';
import type { SourceTable } from './table';
import type { RowVerdict } from './verdict';

/** An answer to the browser has at most 5 MB; a page of results names at most a few hundred rows. */
const MOST_CHARACTERS = 1_500_000;

export async function rejectsPage(
  job: ImportJob,
  run: 'dryRun' | 'apply',
  cursor: string | null,
  table: SourceTable,
  ports: ResultPorts,
): Promise<{ csv: string; rows: number; cursor: string | null }> {
  const header = cursor === null ? line(['Line', 'Reasons', ...table.columns]) : '';
  let csv = header;
  let rows = 0;
  let next: string | null = cursor;
  do {
    const page = await rowsPage(job, { run, verdict: 'reject', differing: false, cursor: next }, ports);
    csv += page.rows.map((verdict) => rejectLine(verdict, table)).join('');
    rows += page.rows.length;
    next = page.cursor;
  } while (next !== null && csv.length < MOST_CHARACTERS);
  return { csv: cursor === null ? `\ufeff${csv}` : csv, rows, cursor: next };
}

function rejectLine({ row, line: number, reasons }: RowVerdict, table: SourceTable): string {
  const cells = table.rows[row - 1]?.cells ?? [];
  const why = reasons.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join(' ');
  return line([String(number), why, ...cells]);
}

/** Separated by commas, with the line ends that RFC 4180 asks for. */
const line = (cells: readonly string[]): string => stringify([cells.map(formulaSafe)], { record_delimiter: '\r\n' });
