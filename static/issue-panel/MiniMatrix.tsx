import type { ReactNode } from 'react';
import { VisuallyHidden } from '../shared/components';
import { IMPACTS, URGENCIES, useIncidentTerms } from '../shared/incident-terms';
import type { IncidentPanel } from './panel';
import { usePanelText } from './text';

/** Where the incident stands among the sixteen possibilities. */
export function MiniMatrix({ panel }: { readonly panel: IncidentPanel }): ReactNode {
  const text = usePanelText();
  const terms = useIncidentTerms();
  return (
    <table className="panel-matrix">
      <caption>
        <VisuallyHidden>{text('panel.matrix')}</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <td />
          {URGENCIES.map((urgency) => (
            <th key={urgency} scope="col">
              <VisuallyHidden>{`${terms('incident.urgency')} `}</VisuallyHidden>
              {terms(`incident.urgency.${urgency}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {IMPACTS.map((impact) => (
          <tr key={impact}>
            <th scope="row">
              <VisuallyHidden>{`${terms('incident.impact')} `}</VisuallyHidden>
              {terms(`incident.impact.${impact}`)}
            </th>
            {URGENCIES.map((urgency) => {
              const level = panel.matrix[impact][urgency];
              const here = impact === panel.impact && urgency === panel.urgency;
              return (
                <td key={urgency} data-level={level} data-here={here} aria-current={here ? 'true' : undefined}>
                  {level}
                  {here ? <VisuallyHidden>{` (${text('panel.matrix.current', { level })})`}</VisuallyHidden> : null}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
