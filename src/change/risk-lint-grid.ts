/** The matrix and the cuts of a draft, as far as they can be read: also those of another size or form, from elsewhere. */
import { z } from 'zod';
import { error, warning } from '../sla/finding';
import { RISK_LEVELS, RiskLevel, type Finding } from './change.shapes';
import { LEVEL_WORDS } from './risk-words';
import type { Side } from './risk.shapes';

const LooseGrid = z.array(z.array(z.unknown()));
type Cell = number | undefined;

/** More likelihood or more impact must not lower the risk: with neighbours in order the whole matrix is. */
export function lintMatrix(draft: unknown): Finding[] {
  const read = LooseGrid.safeParse(draft);
  if (!read.success) return [error('matrix', 'unreadable', 'The matrix takes five rows of five levels.')];
  const grid = read.data.map((row) => row.map(rankOf));
  return [...sizes(read.data), ...unknownLevels(read.data), ...inversions(grid), ...missingLevels(grid)];
}

function rankOf(cell: unknown): Cell {
  const level = RiskLevel.safeParse(cell);
  return level.success ? RISK_LEVELS.indexOf(level.data) : undefined;
}

function sizes(rows: readonly (readonly unknown[])[]): Finding[] {
  const message = (what: string, count: number): string => `${what} of five, the matrix has ${count} here.`;
  const wrong = rows.flatMap((row, index) =>
    row.length === 5
      ? []
      : [error(`matrix.${index}`, 'matrix-size', message('Instead of one level for each impact', row.length))],
  );
  return rows.length === 5
    ? wrong
    : [error('matrix', 'matrix-size', message('Instead of one row for each likelihood', rows.length)), ...wrong];
}

const unknownLevels = (rows: readonly (readonly unknown[])[]): Finding[] =>
  rows.flatMap((row, likelihood) =>
    row.flatMap((cell, impact) =>
      rankOf(cell) === undefined
        ? [
            error(
              `matrix.${likelihood}.${impact}`,
              'unknown-level',
              `${cellWords(likelihood, impact)} has no risk level. Choose one.`,
            ),
          ]
        : [],
    ),
  );

function inversions(grid: readonly (readonly Cell[])[]): Finding[] {
  return grid.flatMap((row, likelihood) =>
    row.flatMap((_, impact) => [
      ...inversion(grid, [likelihood, impact], [likelihood - 1, impact], 'likelihood'),
      ...inversion(grid, [likelihood, impact], [likelihood, impact - 1], 'impact'),
    ]),
  );
}

type Place = readonly [likelihood: number, impact: number];

function inversion(grid: readonly (readonly Cell[])[], more: Place, less: Place, side: Side): Finding[] {
  const [higher, lower] = [grid[more[0]]?.[more[1]], grid[less[0]]?.[less[1]]];
  if (higher === undefined || lower === undefined || higher >= lower) return [];
  const message =
    `More ${side} must not lower the risk: ${cellWords(...more)} is ${nameOf(higher)}, but ${cellWords(...less)} is ` +
    `${nameOf(lower)}. Raise the first or lower the second.`;
  return [error(`matrix.${more.join('.')}`, 'not-monotonic', message)];
}

function missingLevels(grid: readonly (readonly Cell[])[]): Finding[] {
  const there = new Set(grid.flat());
  return RISK_LEVELS.flatMap((level, rank) =>
    there.has(rank)
      ? []
      : [
          warning(
            'matrix',
            'risk-unreachable',
            `No cell is ${LEVEL_WORDS[level]}: what approval policies ask for at this level never happens.`,
          ),
        ],
  );
}

const cellWords = (likelihood: number, impact: number): string => `likelihood ${likelihood + 1} × impact ${impact + 1}`;

const nameOf = (rank: number): string => {
  const level = RISK_LEVELS[rank];
  return level === undefined ? String(rank) : LEVEL_WORDS[level];
};

const LooseCuts = z.array(z.number());
/** Another common form: each level with its own range of whole numbers, both ends included. */
const Bands = z.array(z.object({ from: z.number(), to: z.number() }));

export function lintCuts(draft: unknown, side: Side): Finding[] {
  const at = `cuts.${side}`;
  const bands = Bands.safeParse(draft);
  if (bands.success && bands.data.length > 0)
    return [
      error(at, 'cuts-form', 'Give the four percentages at which the levels 2 to 5 begin.'),
      ...lintBands(bands.data, at),
    ];
  const cuts = LooseCuts.safeParse(draft);
  if (!cuts.success || cuts.data.length !== 4)
    return [error(at, 'cuts-form', 'Give the four percentages at which the levels 2 to 5 begin.')];
  const order = disorder(cuts.data, at);
  return order.length > 0 ? order : emptyLevels(cuts.data, at);
}

function lintBands(bands: readonly { readonly from: number; readonly to: number }[], at: string): Finding[] {
  return bands.flatMap(({ from, to }, index) => {
    const path = `${at}.${index}`;
    const before = bands[index - 1];
    if (to < from) return [error(path, 'range-inverted', `The range ends at ${to}, before it begins at ${from}.`)];
    if (before === undefined) return [];
    if (from <= before.to)
      return [error(path, 'range-overlap', `${from} lies in two levels: the one before goes up to ${before.to}.`)];
    if (from > before.to + 1) return [error(path, 'range-gap', `${between(before.to + 1, from - 1)} in no level.`)];
    return [];
  });
}

const between = (first: number, last: number): string => (first === last ? `${first} lies` : `${first} to ${last} lie`);

const disorder = (cuts: readonly number[], at: string): Finding[] =>
  cuts.flatMap((cut, index) => {
    const before = cuts[index - 1];
    if (before === undefined || cut >= before) return [];
    const message = `Level ${index + 2} begins at ${cut} %, before level ${index + 1} at ${before} %. Put them in order.`;
    return [error(`${at}.${index}`, 'cuts-order', message)];
  });

/** Percentages that are judged are whole and from 0 to 100. */
function emptyLevels(cuts: readonly number[], at: string): Finding[] {
  const reached = new Set(Array.from({ length: 101 }, (_, percent) => levelAt(percent, cuts)));
  return [1, 2, 3, 4, 5].flatMap((level) =>
    reached.has(level)
      ? []
      : [
          error(
            `${at}.${Math.max(0, level - 2)}`,
            'level-unreachable',
            `No percentage from 0 to 100 gets level ${level}. ${remedy(level, cuts)}`,
          ),
        ],
  );
}

function remedy(level: number, cuts: readonly number[]): string {
  if (level === 1) return 'Let level 2 begin above 0 %.';
  if ((cuts[level - 2] ?? 0) > 100) return `Let it begin at 100 % or below.`;
  return `Leave at least one whole percentage between its beginning and that of level ${level + 1}.`;
}

export const levelAt = (percent: number, cuts: readonly number[]): number =>
  1 + cuts.filter((cut) => percent >= cut).length;
