/** The attainment as lines of text in columns. */
import type { AttainmentRow } from './attainment';

const HEAD = ['Service level', 'Priority', 'Met', 'Breached', 'Open', 'Attained'] as const;

export function attainmentTable(rows: readonly AttainmentRow[]): string[] {
  const definitions = [...new Set(rows.map(({ definition }) => definition))];
  const body = definitions.flatMap((name) => {
    const some = rows.filter(({ definition }) => definition === name);
    const sum = (of: 'met' | 'breached' | 'open'): number => some.reduce((total, row) => total + row[of], 0);
    const total = { definition: name, priority: 'All', met: sum('met'), breached: sum('breached'), open: sum('open') };
    return [...some, total].map(cellsOf);
  });
  const widths = HEAD.map((head, column) => Math.max(head.length, ...body.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

function cellsOf({ definition, priority, met, breached, open }: AttainmentRow): string[] {
  const share = met + breached === 0 ? '–' : `${((100 * met) / (met + breached)).toFixed(1)} %`;
  return [definition, priority, String(met), String(breached), String(open), share];
}
