import type { ReactNode } from 'react';
import { Lozenge, type Tone } from '../../../shared/components';
import { useImportText } from './messages';
import type { Verdict } from './types';

const TONES: Readonly<Record<Verdict, Tone>> = {
  create: 'success',
  update: 'information',
  unchanged: 'neutral',
  reject: 'danger',
};

export function VerdictLozenge({ verdict }: { readonly verdict: Verdict }): ReactNode {
  const text = useImportText();
  return <Lozenge tone={TONES[verdict]}>{text(`verdict.${verdict}`)}</Lozenge>;
}
