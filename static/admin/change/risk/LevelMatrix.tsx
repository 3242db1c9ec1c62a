import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { Select } from '../../../shared/components';
import { useFindings } from '../../sla/draft/findings';
import { LEVELS, type RiskLevel, type RiskRules } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import type { SectionProps } from './section';

/** The most likely at the top, the widest impact at the right: risk grows towards the corner. */
const ROWS = [4, 3, 2, 1, 0] as const;
const COLUMNS = [0, 1, 2, 3, 4] as const;
type At = (typeof COLUMNS)[number];

function withLevel({ matrix }: RiskRules, row: At, column: At, level: RiskLevel): RiskRules['matrix'] {
  const next: RiskRules['matrix'] = structuredClone(matrix);
  next[row][column] = level;
  return next;
}

export function LevelMatrix({ rules, base, onChange }: SectionProps & { readonly base: RiskRules }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const findings = useFindings();
  const options = LEVELS.map((value) => ({ value, label: terms(`change.level.${value}`) }));
  const cell = (row: At, column: At): ReactNode => {
    const path = `matrix.${row}.${column}`;
    const said = findings.at(path);
    const level = rules.matrix[row][column];
    return (
      <td key={column} data-path={path} data-risk={level} data-changed={level !== base.matrix[row][column]}>
        <Select
          aria-label={text('matrix.cell', { likelihood: row + 1, impact: column + 1 })}
          aria-invalid={said.length > 0}
          aria-describedby={said.length > 0 ? `said-${path}` : undefined}
          value={level}
          options={options}
          onChange={(chosen) => onChange({ ...rules, matrix: withLevel(rules, row, column, chosen) })}
        />
        <Said path={path} id={`said-${path}`} />
      </td>
    );
  };
  return (
    <fieldset className="sla-section">
      <legend>{text('matrix.title')}</legend>
      <p className="pl-hint">{text('matrix.hint')}</p>
      <Said path="matrix" />
      <div className="change-scroll">
        <table className="change-matrix">
          <caption className="pl-hidden">{text('matrix.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{`${terms('change.side.likelihood')} \\ ${terms('change.side.impact')}`}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {text('matrix.impact', { level: column + 1 })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{text('matrix.likelihood', { level: row + 1 })}</th>
                {COLUMNS.map((column) => cell(row, column))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}
