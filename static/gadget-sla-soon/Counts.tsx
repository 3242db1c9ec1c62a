import type { ReactNode } from 'react';
import { ClockIcon, ErrorIcon, PauseIcon, WarningIcon } from '../shared/components';
import { CountLink } from '../shared/gadget/CountLink';
import { useSlaTerms } from '../shared/sla/terms';
import type { Soon } from './SoonView';
import { useSoonText } from './text';

const TILES = [
  ['running', () => <ClockIcon />],
  ['atRisk', () => <WarningIcon />],
  ['breached', () => <ErrorIcon />],
  ['paused', () => <PauseIcon />],
] as const;

/** How all open clocks stand, each number opening its issues. */
export function Counts({ soon }: { readonly soon: Soon }): ReactNode {
  const text = useSoonText();
  const terms = useSlaTerms();
  return (
    <dl className="soon-counts" aria-label={text('soon.counts')}>
      {TILES.map(([state, icon]) => (
        <div key={state} data-state={state}>
          <dt>
            {icon()} {terms(`sla.phase.${state}`)}
          </dt>
          <dd>
            <CountLink of={soon[state]} what={terms(`sla.phase.${state}`)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
