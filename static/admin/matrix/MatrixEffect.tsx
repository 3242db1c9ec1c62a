import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { SiteLink } from '../../shared/components';
import { useIncidentTerms } from '../../shared/incident-terms';
import { useMatrixText } from './messages';

export function MatrixEffect({ effect }: { readonly effect: OutputOf<'incident.lintMatrix'>['effect'] }): ReactNode {
  const text = useMatrixText();
  const terms = useIncidentTerms();
  return (
    <section className="matrix-effect" aria-labelledby="matrix-effect">
      <h3 id="matrix-effect">{text('matrix.effect')}</h3>
      <p>{text('matrix.effect.keep')}</p>
      {effect.every(({ open }) => open.count === 0) ? <p>{text('matrix.effect.none')}</p> : null}
      <ul>
        {effect.map(({ impact, urgency, from, to, open }) => (
          <li key={`${impact}.${urgency}`}>
            {text('matrix.effect.cell', {
              impact: terms(`incident.impact.${impact}`),
              urgency: terms(`incident.urgency.${urgency}`),
              from: terms(`incident.level.${from}`),
              to: terms(`incident.level.${to}`),
            })}
            {' – '}
            {open.count === 0 ? (
              text('matrix.effect.open', { count: 0 })
            ) : (
              <SiteLink to={`/issues/?jql=${encodeURIComponent(open.jql)}`}>
                {text('matrix.effect.open', { count: open.count })}
              </SiteLink>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
