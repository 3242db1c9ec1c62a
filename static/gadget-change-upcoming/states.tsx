/** The states of a change in a word each; where nothing stands in its way, nothing is said. */
import type { ReactNode } from 'react';
import { Lozenge, VisuallyHidden } from '../shared/components';
import { useChangeTerms } from '../shared/change/terms';
import { CONFLICTS_TONES, LEVEL_TONES } from '../shared/change/tones';
import { useUpcomingText } from './text';
import type { UpcomingChange } from './UpcomingView';

export function Risk({ level }: Pick<UpcomingChange, 'level'>): ReactNode {
  const text = useUpcomingText();
  const terms = useChangeTerms();
  return (
    <Lozenge tone={level === null ? 'neutral' : LEVEL_TONES[level]}>
      {level === null ? null : <VisuallyHidden>{text('upcoming.risk')} </VisuallyHidden>}
      {terms(`change.level.${level ?? 'none'}`)}
    </Lozenge>
  );
}

export function Conflicts({ conflicts }: Pick<UpcomingChange, 'conflicts'>): ReactNode {
  const terms = useChangeTerms();
  if (conflicts === 'none') return null;
  return <Lozenge tone={CONFLICTS_TONES[conflicts]}>{terms(`change.conflicts.${conflicts}`)}</Lozenge>;
}
