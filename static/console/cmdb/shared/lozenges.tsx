import type { ReactNode } from 'react';
import type { CiBrief } from '../../../../src/cmdb/cmdb.shapes';
import type { Criticality } from '../../../../src/cmdb/model';
import { stateTone } from '../../../shared/cmdb/state-tone';
import { Lozenge } from '../../../shared/components';
import { LEVEL_TONES } from '../../../shared/incident-terms';
import { useCmdbText } from './messages';

type State = Pick<CiBrief, 'stateName' | 'inService' | 'retired'>;

/** The lifecycle state in its class's own word. */
export function StateLozenge({ ci }: { readonly ci: State }): ReactNode {
  return <Lozenge tone={stateTone(ci)}>{ci.stateName}</Lozenge>;
}

/** 1 is the most critical; nothing where it was never said. */
export function CriticalityLozenge({ criticality }: { readonly criticality: Criticality | null }): ReactNode {
  const text = useCmdbText();
  if (criticality === null) return null;
  return <Lozenge tone={LEVEL_TONES[criticality]}>{text(`cmdb.criticality.${criticality}`)}</Lozenge>;
}
