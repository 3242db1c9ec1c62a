import type { OutputOf } from '../shared/api';

export type RiskMap = OutputOf<'change.heatMap'>;

export interface Cell {
  /** 1 to 5. */
  readonly likelihood: number;
  readonly impact: number;
  readonly level: RiskMap['cells'][number][number]['level'];
  readonly count: number;
  readonly jql: string;
}

/** Likely above unlikely, as such maps are read; impact grows to the right. */
export const rowsOf = ({ cells }: RiskMap): { likelihood: number; cells: Cell[] }[] =>
  cells
    .map((row, above) => ({
      likelihood: above + 1,
      cells: row.map((cell, before) => ({ ...cell, likelihood: above + 1, impact: before + 1 })),
    }))
    .reverse();

/** From the highest score to the lowest. */
export const byScore = (map: RiskMap): Cell[] =>
  rowsOf(map)
    .flatMap(({ cells }) => cells)
    .sort((one, other) => other.likelihood * other.impact - one.likelihood * one.impact || other.impact - one.impact);
