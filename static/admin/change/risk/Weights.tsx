import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { PlacedField } from '../../sla/parts/Place';
import { NumberInput } from '../../sla/parts/NumberInput';
import { FACTORS_OF, SIDES, type Side } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import type { SectionProps } from './section';

export function Weights({ rules, onChange }: SectionProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const shareOf = (side: Side, weight: number): string => {
    const sum = FACTORS_OF[side].reduce((total, factor) => total + rules.weights[factor], 0);
    return sum > 0 && Number.isFinite(weight)
      ? text('weights.share', { percent: Math.round((100 * weight) / sum) })
      : '';
  };
  return (
    <fieldset className="sla-section">
      <legend>{text('weights.title')}</legend>
      <p className="pl-hint">{text('weights.hint')}</p>
      {SIDES.map((side) => (
        <div key={side} role="group" aria-labelledby={`weights-${side}`} data-path={`weights.${side}`}>
          <h3 id={`weights-${side}`}>{terms(`change.side.${side}`)}</h3>
          <Said path={`weights.${side}`} />
          <div className="change-grid">
            {FACTORS_OF[side].map((factor) => (
              <PlacedField
                key={factor}
                path={`weights.${factor}`}
                label={terms(`change.factor.${factor}`)}
                hint={shareOf(side, rules.weights[factor])}
              >
                {(control) => (
                  <NumberInput
                    {...control}
                    className="change-number"
                    value={rules.weights[factor]}
                    onChange={(weight) => onChange({ ...rules, weights: { ...rules.weights, [factor]: weight } })}
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
