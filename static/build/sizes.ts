export interface SurfaceSize {
  readonly surface: string;
  /** Gzipped bytes of the page, its scripts and styles as first loaded. */
  readonly initial: number;
  /** Gzipped bytes of what is loaded on demand. */
  readonly lazy: number;
  readonly files: number;
  readonly budget: number;
  readonly note?: string;
}

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

const COLUMNS: readonly (readonly [title: string, cell: (size: SurfaceSize) => string])[] = [
  ['surface', (size) => size.surface],
  ['first load (gzip)', (size) => kb(size.initial)],
  ['budget', (size) => kb(size.budget)],
  ['on demand', (size) => kb(size.lazy)],
  ['files', (size) => String(size.files)],
  ['', (size) => (size.initial > size.budget ? 'OVER BUDGET' : (size.note ?? ''))],
];

export function describeSizes(sizes: readonly SurfaceSize[]): string {
  const rows = [COLUMNS.map(([title]) => title), ...sizes.map((size) => COLUMNS.map(([, cell]) => cell(size)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** One sentence for each surface that loads more than it may. */
export function overBudget(sizes: readonly SurfaceSize[]): string[] {
  return sizes
    .filter((size) => size.initial > size.budget)
    .map((size) => `${size.surface}: first load is ${kb(size.initial)} gzipped, its budget is ${kb(size.budget)}.`);
}
