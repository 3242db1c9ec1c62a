/** The states of a change in a word each; where nothing stands in its way, nothing is said. */
import type { ReactNode } from 'react';
import { Lozenge, VisuallyHidden } from '../shared/components';
import { useChangeNames } from '../shared/change/names';
import { CONFLICTS_TONES, LEVEL_TONES } from '../shared/change/tones';
import { useUpcomingText } from './text';
import type { UpcomingChange } from './UpcomingView';

export function Risk({ level }: Pick<UpcomingChange, 'level'>): ReactNode {
  const text = useUpcomingText();
  const names = useChangeNames();
  return (
    <Lozenge tone={level === null ? 'neutral' : LEVEL_TONES[level]}>
      {level === null ? null : <VisuallyHidden>{text('upcoming.risk')} </VisuallyHidden>}
      {names(`change.level.${level ?? 'none'}`)}
    </Lozenge>
  );
}

export function Conflicts({ conflicts }: Pick<UpcomingChange, 'conflicts'>): ReactNode {
  const names = useChangeNames();
  if (conflicts === 'none') return null;
  return <Lozenge tone={CONFLICTS_TONES[conflicts]}>{names(`change.conflicts.${conflicts}`)}</Lozenge>;
}
