/** CSV to rows. Every row that has any text comes out, a broken one with its reason. */
import { CsvError, parse } from 'csv-parse/sync';
import { withoutApostrophe } from './formula-safe';
import type { RowReason, SourceRow, SourceTable } from './table';

export interface CsvFormat {
  readonly delimiter: string;
  readonly header: boolean;
  readonly guarded: boolean;
}

const LINE_ENDS = ['\r\n', '\n', '\r'];

interface RawRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly problem?: RowReason;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

export function readCsv(text: string, { delimiter, header, guarded }: CsvFormat): SourceTable {
  const records = recordsOf(text, delimiter).filter(({ cells }) => !isBlank(cells));
  const first = header ? records.shift() : undefined;
  const columns = columnNames(first?.cells ?? [], header ? 0 : widest(records));
  const rows = records.map(({ cells, line, problem }, index): SourceRow => {
    const bare = guarded ? cells.map(withoutApostrophe) : cells;
    const fault = problem ?? raggedness(cells, columns);
    return { number: index + 1, line, cells: bare, ...(fault === undefined ? {} : { problem: fault }) };
  });
  return { columns, rows };
}

const widest = (records: readonly RawRecord[]): number =>
  records.reduce((most, { cells }) => Math.max(most, cells.length), 0);

/** Names that differ: an empty one is called by its place, a repeated one is numbered. */
export function columnNames(given: readonly string[], atLeast = 0): string[] {
  const taken = new Set<string>();
  return Array.from({ length: Math.max(given.length, atLeast) }, (_, at) => {
    const name = (given[at] ?? '').trim() || `Column ${at + 1}`;
    let unique = name;
    for (let copy = 2; taken.has(unique); copy += 1) unique = `${name} (${copy})`;
    taken.add(unique);
    return unique;
  });
}

/** Cells after the last column are no fault while they are empty: spreadsheets write them. */
function raggedness(cells: readonly string[], columns: readonly string[]): RowReason | undefined {
  const filled = cells.findLastIndex((cell) => cell !== '') + 1;
  if (cells.length === columns.length || (cells.length > columns.length && filled <= columns.length)) return undefined;
  const message = `The row has ${count(cells.length, 'cell')}, the file has ${count(columns.length, 'column')}.`;
  return { code: 'ragged', column: null, message };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** After so many quotes without an end the rest of a file is given up as one broken row. */
const RECOVERIES = 20;

/**
 * A quote that is never closed would swallow the rest of the file, or all up to the next stray quote. Then only the line
 * it opens on is broken, and reading goes on with the next.
 */
export function recordsOf(text: string, delimiter: string): RawRecord[] {
  const records: RawRecord[] = [];
  let rest: Uint8Array = new TextEncoder().encode(text);
  let linesBefore = 0;
  for (let recovery = 0; ; recovery += 1) {
    const end = readUntilBroken(rest, delimiter, linesBefore, records);
    if (end === undefined) return records;
    const broken = lineAt(rest.subarray(end.bytes), recovery >= RECOVERIES);
    const line = end.lines + 1 + broken.leading;
    records.push({ cells: [broken.text], line, problem: unclosed(line) });
    linesBefore = line;
    rest = rest.subarray(end.bytes + broken.bytes);
  }
}

const unclosed = (line: number): RowReason => ({
  code: 'quoteNotClosed',
  column: null,
  message: `A quote is opened on line ${line} and never closed.`,
});

interface Position {
  readonly bytes: number;
  /** Line ends before it. */
  readonly lines: number;
}

/** Adds the records to `into`; answers with the end of the last good one when the quotes after it are broken. */
function readUntilBroken(
  bytes: Uint8Array,
  delimiter: string,
  linesBefore: number,
  into: RawRecord[],
): Position | undefined {
  let end: Position = { bytes: 0, lines: linesBefore };
  let broken = false;
  try {
    parse(bytes, {
      ...options(delimiter),
      relax_quotes: true,
      on_record: (cells: string[], info) => {
        if (broken) return null;
        const { leading, lines } = breaksIn(bytes, end.bytes, info.bytes);
        const manyLines = cells.some((cell) => /[\r\n]/.test(cell));
        broken = manyLines && !isWellQuoted(bytes.subarray(end.bytes, info.bytes), delimiter);
        if (broken) return null;
        into.push({ cells, line: end.lines + leading + 1 });
        end = { bytes: info.bytes, lines: end.lines + lines };
        return null;
      },
    });
  } catch (cause) {
    if (cause instanceof CsvError && cause.code === 'CSV_QUOTE_NOT_CLOSED') return end;
    throw cause;
  }
  return broken ? end : undefined;
}

const options = (delimiter: string) => ({
  delimiter,
  record_delimiter: LINE_ENDS,
  relax_column_count: true,
  skip_empty_lines: true,
});

/** Whether the quotes of a record that spans lines are closed where a cell ends, and not by a stray quote in another row. */
function isWellQuoted(record: Uint8Array, delimiter: string): boolean {
  try {
    parse(record, options(delimiter));
    return true;
  } catch {
    return false;
  }
}

const LF = 10;
const CR = 13;

/** Line ends between two places, and how many of them stand before any text. */
function breaksIn(bytes: Uint8Array, from: number, to: number): { leading: number; lines: number } {
  let lines = 0;
  let leading: number | undefined;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at];
    if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) lines += 1;
    else if (byte !== CR) leading ??= lines;
  }
  return { leading: leading ?? 0, lines };
}

/** The first line with text, or all of it. `leading` is how many line ends stand before it. */
function lineAt(bytes: Uint8Array, whole: boolean): { text: string; bytes: number; leading: number } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const blank = /^[\r\n]*/.exec(text)?.[0] ?? '';
  const line = whole
    ? text.slice(blank.length)
    : (/^[^\r\n]*(?:\r\n|\n|\r)?/.exec(text.slice(blank.length))?.[0] ?? '');
  const leading = blank.match(/\r\n|\n|\r/g)?.length ?? 0;
  const shown = line.replace(/[\r\n]+$/, '');
  return { text: shown, bytes: new TextEncoder().encode(blank + line).length, leading };
}
