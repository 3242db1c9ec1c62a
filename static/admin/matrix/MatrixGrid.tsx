import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { Select } from '../../shared/components';
import { IMPACTS, LEVELS, URGENCIES, useIncidentTerms, type Level } from '../../shared/incident-terms';
import type { Cells } from './matrix-state';
import { useMatrixText } from './messages';

export interface MatrixGridProps {
  readonly draft: Cells;
  readonly base: Cells;
  /** What somebody else saved meanwhile. */
  readonly theirs: Cells | undefined;
  readonly findings: OutputOf<'incident.lintMatrix'>['findings'];
  readonly onChange: (draft: Cells) => void;
}

type Impact = (typeof IMPACTS)[number];
type Urgency = (typeof URGENCIES)[number];

export function MatrixGrid({ draft, base, theirs, findings, onChange }: MatrixGridProps): ReactNode {
  const text = useMatrixText();
  const terms = useIncidentTerms();
  const options = LEVELS.map((level) => ({ value: String(level), label: terms(`incident.level.${level}`) }));
  const set = (impact: Impact, urgency: Urgency, level: Level): void =>
    onChange({ ...draft, [impact]: { ...draft[impact], [urgency]: level } });

  const cell = (impact: Impact, urgency: Urgency): ReactNode => {
    const level = draft[impact][urgency];
    const other = theirs?.[impact][urgency];
    // Both cells of an inversion are marked; the words stand at the first.
    const concerned = findings.filter(({ cells }) => cells.includes(`${impact}.${urgency}`));
    const said = concerned.filter(({ cells }) => cells[0] === `${impact}.${urgency}`);
    const noteId = `matrix-${impact}-${urgency}`;
    return (
      <td key={urgency} data-level={level} data-changed={level !== base[impact][urgency]}>
        <Select
          aria-label={text('matrix.cell', {
            impact: terms(`incident.impact.${impact}`),
            urgency: terms(`incident.urgency.${urgency}`),
          })}
          aria-invalid={concerned.length > 0}
          aria-describedby={said.length > 0 ? noteId : undefined}
          value={String(level)}
          options={options}
          onChange={(value) => {
            const chosen = LEVELS.find((one) => String(one) === value);
            if (chosen !== undefined) set(impact, urgency, chosen);
          }}
        />
        {other === undefined || other === level ? null : (
          <p className="pl-hint">{text('matrix.conflict.theirs', { level: terms(`incident.level.${other}`) })}</p>
        )}
        {said.length === 0 ? null : (
          <div id={noteId} className="pl-field-error">
            {said.map(({ message }) => (
              <p key={message}>{message}</p>
            ))}
          </div>
        )}
      </td>
    );
  };

  return (
    <table className="matrix-grid" aria-labelledby="matrix-title">
      <thead>
        <tr>
          <th scope="col">{`${terms('incident.impact')} \\ ${terms('incident.urgency')}`}</th>
          {URGENCIES.map((urgency) => (
            <th key={urgency} scope="col">
              {terms(`incident.urgency.${urgency}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {IMPACTS.map((impact) => (
          <tr key={impact}>
            <th scope="row">{terms(`incident.impact.${impact}`)}</th>
            {URGENCIES.map((urgency) => cell(impact, urgency))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
