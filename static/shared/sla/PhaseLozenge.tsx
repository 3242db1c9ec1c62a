import type { ReactNode } from 'react';
import { CheckIcon, ClockIcon, ErrorIcon, Lozenge, MoonIcon, PauseIcon, WarningIcon, type Tone } from '../components';
import type { Phase } from './clock';
import { useSlaTerms } from './terms';

const LOOKS: Readonly<Record<Phase, readonly [Tone, () => ReactNode]>> = {
  running: ['information', () => <ClockIcon />],
  atRisk: ['warning', () => <WarningIcon />],
  paused: ['neutral', () => <PauseIcon />],
  met: ['success', () => <CheckIcon />],
  breached: ['danger', () => <ErrorIcon />],
  outsideHours: ['neutral', () => <MoonIcon />],
  holiday: ['neutral', () => <MoonIcon />],
};

/** A clock's state by picture, word and colour. */
export function PhaseLozenge({ phase }: { readonly phase: Phase }): ReactNode {
  const terms = useSlaTerms();
  const [tone, icon] = LOOKS[phase];
  return (
    <Lozenge tone={tone}>
      {icon()} {terms(`sla.phase.${phase}`)}
    </Lozenge>
  );
}
