import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField } from '../../sla/parts/Place';
import { SIDES, type RiskRules, type Side } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import type { SectionProps } from './section';

const PLACES = [0, 1, 2, 3] as const;

function withCut({ cuts }: RiskRules, side: Side, place: (typeof PLACES)[number], cut: number): RiskRules['cuts'] {
  const next: RiskRules['cuts'] = structuredClone(cuts);
  next[side][place] = cut;
  return next;
}

export function Cuts({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  return (
    <fieldset className="sla-section">
      <legend>{text('cuts.title')}</legend>
      <p className="pl-hint">{text('cuts.hint')}</p>
      {SIDES.map((side) => (
        <div key={side} role="group" aria-labelledby={`cuts-${side}`} data-path={`cuts.${side}`}>
          <h3 id={`cuts-${side}`}>{terms(`change.side.${side}`)}</h3>
          <Said path={`cuts.${side}`} />
          <div className="change-grid">
            {PLACES.map((place) => (
              <PlacedField key={place} path={`cuts.${side}.${place}`} label={text('cuts.level', { level: place + 2 })}>
                {(control) => (
                  <NumberInput
                    {...control}
                    className="change-number"
                    value={rules.cuts[side][place]}
                    onChange={(cut) => onChange({ ...rules, cuts: withCut(rules, side, place, cut) })}
                  />
                )}
              </PlacedField>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
