import { download } from './download';

/**
 * Comma-separated values for spreadsheets (RFC 4180). A cell that a spreadsheet would run as a formula is prefixed with an
 * apostrophe: owasp.org/www-community/attacks/CSV_Injection
 */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The byte order mark tells Excel that the file is UTF-8. */
export const downloadCsv = (fileName: string, text: string): void =>
  download(fileName, new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
