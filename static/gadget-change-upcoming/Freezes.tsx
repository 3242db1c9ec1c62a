import type { ReactNode } from 'react';
import { Lozenge, PauseIcon } from '../shared/components';
import { useSpan } from '../shared/change/names';
import { useUpcomingText } from './text';
import type { Upcoming } from './UpcomingView';

interface FreezesProps {
  readonly freezes: Upcoming['freezes'];
  readonly asOf: string;
  readonly days: number;
}

/** When nothing may be changed: what is planned has to keep clear of it. */
export function Freezes({ freezes, asOf, days }: FreezesProps): ReactNode {
  const text = useUpcomingText();
  const spanOf = useSpan();
  const scope = useScope();
  if (freezes.length === 0) return <p className="upcoming-about">{text('upcoming.freezes.none', { days })}</p>;
  return (
    <section className="upcoming-freezes" aria-labelledby="upcoming-freezes">
      <h2 id="upcoming-freezes">
        <PauseIcon /> {text('upcoming.freezes')}
      </h2>
      <ul>
        {freezes.map((freeze) => (
          <li key={`${freeze.window} ${freeze.from}`}>
            <strong>{freeze.name}</strong> · {scope(freeze.scope)}
            {Date.parse(freeze.from) <= Date.parse(asOf) ? (
              <>
                {' '}
                <Lozenge tone="danger">{text('upcoming.freezes.now')}</Lozenge>
              </>
            ) : null}
            <span className="upcoming-about">{spanOf(freeze)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How much a window holds for. */
export function useScope(): (scope: Upcoming['freezes'][number]['scope']) => string {
  const text = useUpcomingText();
  return (scope) => {
    switch (scope.on) {
      case 'site':
        return text('upcoming.scope.site');
      case 'classes':
        return text('upcoming.scope.classes', { count: scope.keys.length });
      case 'services':
      case 'cis':
        return text(`upcoming.scope.${scope.on}`, { count: scope.refs.length });
    }
  };
}
