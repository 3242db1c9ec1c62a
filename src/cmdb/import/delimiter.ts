/**
 * Which character separates the columns. Each candidate reads the beginning of the file with its quotes; the one under
 * which most rows have the same number of columns, and more than one, wins. Counting characters would take the commas
 * inside quoted texts for columns.
 */
import { recordsOf } from './csv';

export const DELIMITERS = [',', ';', '\t', '|', '^', ':'] as const;

const SAMPLE_CHARACTERS = 64 * 1024;
const SAMPLE_ROWS = 200;

interface Score {
  readonly delimiter: string;
  readonly columns: number;
  /** Share of rows that have the most common number of columns. */
  readonly agreement: number;
}

/** A comma when the file has one column only. */
export function detectDelimiter(text: string): string {
  const sample = sampleOf(text);
  const scores = DELIMITERS.map((delimiter) => scoreOf(sample, delimiter)).filter(({ columns }) => columns > 1);
  const [best] = scores.sort((a, b) => rank(b) - rank(a) || b.columns - a.columns);
  return best?.delimiter ?? ',';
}

/** Colons and carets stand in times and addresses, so that they need to fit better than the others. */
const rank = ({ delimiter, agreement }: Score): number =>
  Math.round(agreement * 20) - (delimiter === ':' || delimiter === '^' ? 2 : 0);

/** Whole lines: the last one may be cut. */
function sampleOf(text: string): string {
  if (text.length <= SAMPLE_CHARACTERS) return text;
  const end = Math.max(text.lastIndexOf('\n', SAMPLE_CHARACTERS), text.lastIndexOf('\r', SAMPLE_CHARACTERS));
  return text.slice(0, end > 0 ? end : SAMPLE_CHARACTERS);
}

function scoreOf(text: string, delimiter: string): Score {
  const widths = recordsOf(text, delimiter)
    .slice(0, SAMPLE_ROWS)
    .map(({ cells }) => cells.length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [columns, rows] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { delimiter, columns, agreement: widths.length === 0 ? 0 : rows / widths.length };
}
