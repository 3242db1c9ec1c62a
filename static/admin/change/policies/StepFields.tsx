import type { ReactNode } from 'react';
import { Button, Select } from '../../../shared/components';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField } from '../../sla/parts/Place';
import { replacedAt, withoutAt, type Source, type Step } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import { SourceFields } from './SourceFields';

export interface StepFieldsProps {
  readonly step: Step;
  readonly at: string;
  readonly onChange: (step: Step) => void;
  readonly onDelete: () => void;
}

const NEEDS = ['any', 'all', 'atLeast'] as const satisfies readonly Step['need']['kind'][];

const needOf = (kind: Step['need']['kind']): Step['need'] => (kind === 'atLeast' ? { kind, count: 2 } : { kind });

export function StepFields({ step, at, onChange, onDelete }: StepFieldsProps): ReactNode {
  const text = useChangeText();
  const { need, sources } = step;
  const set = (next: Source[]): void => onChange({ ...step, sources: next });
  return (
    <fieldset className="change-step" data-path={at}>
      <legend>{step.name}</legend>
      <Said path={at} />
      <div className="change-grid">
        <PlacedField path={`${at}.name`} label={text('steps.name')} required>
          {(control) => (
            <input
              {...control}
              className="pl-input"
              maxLength={80}
              value={step.name}
              onChange={({ target }) => onChange({ ...step, name: target.value })}
            />
          )}
        </PlacedField>
        <PlacedField path={`${at}.need`} label={text('steps.need')} exactly>
          {(control) => (
            <Select
              {...control}
              value={need.kind}
              options={NEEDS.map((value) => ({ value, label: text(`need.${value}`) }))}
              onChange={(kind) => onChange({ ...step, need: needOf(kind) })}
            />
          )}
        </PlacedField>
        {need.kind === 'atLeast' ? (
          <PlacedField path={`${at}.need.count`} label={text('steps.count')}>
            {(control) => (
              <NumberInput
                {...control}
                className="change-number"
                value={need.count}
                onChange={(count) => onChange({ ...step, need: { ...need, count } })}
              />
            )}
          </PlacedField>
        ) : null}
      </div>
      <div role="group" aria-label={text('steps.sources', { name: step.name })} data-path={`${at}.sources`}>
        <Said path={`${at}.sources`} />
        {sources.map((source, index) => (
          <SourceFields
            key={`${index}-${source.from}`}
            source={source}
            at={`${at}.sources.${index}`}
            onChange={(next) => set(replacedAt(sources, index, next))}
            onDelete={sources.length > 1 ? () => set(withoutAt(sources, index)) : undefined}
          />
        ))}
      </div>
      <div className="ad-actions">
        <Button
          appearance="subtle"
          disabled={sources.length >= 10}
          onClick={() => set([...sources, { from: 'role', role: 'cabMember' }])}
        >
          {text('sources.add')}
        </Button>
        <Button appearance="subtle" onClick={onDelete}>
          {text('list.delete', { name: step.name })}
        </Button>
      </div>
    </fieldset>
  );
}
