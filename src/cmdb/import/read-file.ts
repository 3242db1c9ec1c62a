/** A file's bytes to rows, with what was found out about how it is written. */
import { readCsv, recordsOf } from './csv';
import { detectDelimiter } from './delimiter';
import { decodeText, detectEncoding } from './encoding';
import { readJson, UnreadableFile } from './json-rows';
import { IMPORT_LIMITS, type FileFormat, type FormatChoice, type SourceTable } from './table';

export { UnreadableFile } from './json-rows';

export interface ReadFile {
  readonly format: FileFormat;
  readonly table: SourceTable;
}

/** Throws `UnreadableFile` when nothing can be made of it. */
export function readFile(bytes: Uint8Array, choice: FormatChoice = {}): ReadFile {
  const encoding = choice.encoding ?? detectEncoding(bytes).encoding;
  const text = decodeText(bytes, encoding);
  if (text.trim() === '') throw new UnreadableFile('empty', 'The file is empty.');
  const kind = choice.kind ?? (looksLikeJson(text) ? 'json' : 'csv');
  const header = choice.header ?? true;
  const guarded = choice.guarded ?? kind === 'csv';
  const delimiter = kind === 'json' ? ',' : (choice.delimiter ?? detectDelimiter(text));
  const format = { kind, encoding, delimiter, header, guarded };
  return { format, table: checked(kind === 'json' ? readJson(text) : readCsv(text, format)) };
}

/** JSON begins with a bracket; so may the first column's name, but then what follows is no JSON. */
function looksLikeJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (/^\s*(?:\[\s*(?:\{|\])|\{\s*(?:"|\}))/.test(text)) return true;
  return recordsOf(text.slice(0, 1_000), ',').length < 2;
}

function checked(table: SourceTable): SourceTable {
  const { rows, columns } = IMPORT_LIMITS;
  if (table.rows.length === 0) throw new UnreadableFile('noRows', 'The file has no rows.');
  if (table.rows.length > rows)
    throw new UnreadableFile(
      'tooManyRows',
      `The file has ${table.rows.length} rows; at most ${rows} can be imported at once.`,
    );
  if (table.columns.length > columns)
    throw new UnreadableFile(
      'tooManyColumns',
      `The file has ${table.columns.length} columns; at most ${columns} are read.`,
    );
  return table;
}
