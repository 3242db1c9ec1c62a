import type { ReactNode } from 'react';
import { Button } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { nextKey } from '../keys';
import { useSlaText } from '../messages';
import { NumberInput } from '../parts/NumberInput';
import { Place, PlacedField, Said } from '../parts/Place';
import { replacedAt, withoutAt, type Threshold } from '../policy';
import { ActionList } from './ActionList';
import type { DefinitionPartProps } from './DefinitionEditor';

/** Warnings before the breach, each at a share of the target. */
export function ThresholdList({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { base } = usePolicy();
  const { thresholds } = definition;
  const set = (next: Threshold[]): void => onChange({ ...definition, thresholds: next });
  const before = base.definitions.find(({ key }) => key === definition.key)?.thresholds ?? [];
  const add = (): void => {
    const key = nextKey(
      'warning',
      [...before, ...thresholds].map((threshold) => threshold.key),
    );
    const percent = [80, 50, 90, 95, 25].find((share) => !thresholds.some((one) => one.percent === share)) ?? 99;
    // In the order in which they are reached.
    set([...thresholds, { key, percent, actions: [] }].sort((one, other) => one.percent - other.percent));
  };
  return (
    <Place path={`${path}.thresholds`}>
      <fieldset className="sla-section">
        <legend>{text('definition.thresholds')}</legend>
        <p className="pl-hint">{text('definition.thresholds.hint')}</p>
        <Said path={`${path}.thresholds`} exactly />
        <ul className="sla-rows">
          {thresholds.map((threshold, index) => (
            <ThresholdRow
              key={threshold.key}
              threshold={threshold}
              path={`${path}.thresholds.${index}`}
              onChange={(next) => set(replacedAt(thresholds, index, next))}
              onRemove={() => set(withoutAt(thresholds, index))}
            />
          ))}
        </ul>
        <Button disabled={thresholds.length >= 5} onClick={add}>
          {text('definition.thresholds.add')}
        </Button>
      </fieldset>
    </Place>
  );
}

interface ThresholdRowProps {
  readonly threshold: Threshold;
  readonly path: string;
  readonly onChange: (threshold: Threshold) => void;
  readonly onRemove: () => void;
}

function ThresholdRow({ threshold, path, onChange, onRemove }: ThresholdRowProps): ReactNode {
  const text = useSlaText();
  const name = text('threshold.name', { percent: Number.isFinite(threshold.percent) ? threshold.percent : 0 });
  return (
    <li className="sla-goal">
      <Place path={path}>
        <div className="sla-goal-head">
          <PlacedField path={`${path}.percent`} label={text('threshold.percent')} required>
            {(control) => (
              <NumberInput
                {...control}
                className="sla-amount"
                value={threshold.percent}
                onChange={(percent) => onChange({ ...threshold, percent })}
              />
            )}
          </PlacedField>
          <Button appearance="subtle" aria-label={text('policy.delete.named', { name })} onClick={onRemove}>
            {text('policy.delete')}
          </Button>
        </div>
        <Said path={path} exactly />
        <Said path={`${path}.key`} />
        <ActionList
          path={`${path}.actions`}
          label={name}
          actions={threshold.actions}
          onChange={(actions) => onChange({ ...threshold, actions })}
        />
      </Place>
    </li>
  );
}
