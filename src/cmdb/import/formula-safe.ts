/**
 * Spreadsheets run a cell that starts with `=`, `+`, `-`, `@`, a tab or a line break as a formula
 * (owasp.org/www-community/attacks/CSV_Injection). Such a cell is written with an apostrophe before it. So that the way
 * back is exact, a cell that is an apostrophe followed by such a text gets one more, and reading takes away exactly one.
 */
const RISKY = /^'*[=+\-@\t\r\n＝＋－＠]/;
const ESCAPED = /^'+[=+\-@\t\r\n＝＋－＠]/;

export const formulaSafe = (cell: string): string => (RISKY.test(cell) ? `'${cell}` : cell);

/** The inverse of `formulaSafe`; any other cell is left as it is. */
export const withoutApostrophe = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);
