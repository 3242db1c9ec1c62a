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
      {TILES.map(([state, icon]) => {
        // What is at risk still runs, and is counted there, too.
        const name = state === 'running' ? text('soon.running') : terms(`sla.phase.${state}`);
        return (
          <div key={state} data-state={state}>
            <dt>
              {icon()} {name}
            </dt>
            <dd>
              <CountLink of={soon[state]} what={name} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
