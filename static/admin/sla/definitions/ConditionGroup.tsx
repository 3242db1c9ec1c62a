import type { ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { replacedAt, withoutAt, type Condition } from '../policy';
import { EVENTS, newCondition, STATES } from './condition';
import { ConditionRow } from './ConditionRow';

export interface ConditionGroupProps {
  readonly group: 'start' | 'pause' | 'stop';
  readonly path: string;
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: Condition[]) => void;
}

/** What starts, pauses or stops the clock: any one of these sentences. */
export function ConditionGroup({ group, path, conditions, onChange }: ConditionGroupProps): ReactNode {
  const text = useSlaText();
  const kinds = group === 'pause' ? STATES : [...EVENTS, ...STATES];
  return (
    <Place path={path}>
      <fieldset className="sla-section">
        <legend>{text(`definition.${group}`)}</legend>
        <p className="pl-hint">{text(`definition.${group}.hint`)}</p>
        <Said path={path} exactly />
        {conditions.length === 0 ? <p>{text(`definition.${group}.none`)}</p> : null}
        <ul className="sla-rows sla-any">
          {conditions.map((condition, index) => (
            <li key={index}>
              <span className="sla-or">{text(index === 0 ? `condition.first.${group}` : 'condition.or')}</span>
              <ConditionRow
                condition={condition}
                kinds={kinds}
                path={`${path}.${index}`}
                label={text('condition.label', { group: text(`definition.${group}`), number: index + 1 })}
                onChange={(next) => onChange(replacedAt(conditions, index, next))}
                onRemove={() => onChange(withoutAt(conditions, index))}
              />
            </li>
          ))}
        </ul>
        <Button onClick={() => onChange([...conditions, newCondition('status')])}>
          {text(`definition.${group}.add`)}
        </Button>
      </fieldset>
    </Place>
  );
}
