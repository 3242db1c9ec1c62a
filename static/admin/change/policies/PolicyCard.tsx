import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { Button } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useFindings } from '../../sla/draft/findings';
import { NumberInput } from '../../sla/parts/NumberInput';
import { PlacedField } from '../../sla/parts/Place';
import { Switch } from '../../sla/parts/Switch';
import { freeKey, LEVELS, replacedAt, TYPES, withoutAt, type Policy, type Step } from '../documents';
import { useChangeText } from '../messages';
import { Said } from '../Said';
import { Checks } from './Checks';
import { StepFields } from './StepFields';

export interface PolicyCardProps {
  readonly policy: Policy;
  readonly index: number;
  readonly count: number;
  readonly onChange: (policy: Policy) => void;
  readonly onMove: (to: number) => void;
  readonly onDelete: () => void;
}

/** Closed it is one line; what is wrong within opens it. */
export function PolicyCard({ policy, index, count, onChange, onMove, onDelete }: PolicyCardProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const format = useFormat();
  const at = `policies.${index}`;
  const found = useFindings().under(at);
  const { name } = policy;
  return (
    <details className="change-card" data-path={at} open={found.length > 0 ? true : undefined}>
      <summary>
        {text('policies.summary', { n: index + 1, name })}{' '}
        <span className="pl-hint">
          {text('policies.covers', {
            types: format.list(policy.types.map((type) => terms(`change.type.${type}`))),
            levels: format.list(policy.levels.map((level) => terms(`change.level.${level}`))),
            steps: policy.steps.length,
          })}
        </span>
      </summary>
      <Said path={at} />
      <Scope policy={policy} at={at} onChange={onChange} />
      <Steps policy={policy} at={at} onChange={onChange} />
      <Expiry policy={policy} at={at} onChange={onChange} />
      <div className="ad-actions">
        <Button appearance="subtle" disabled={index === 0} onClick={() => onMove(index - 1)}>
          {text('list.up', { name })}
        </Button>
        <Button appearance="subtle" disabled={index === count - 1} onClick={() => onMove(index + 1)}>
          {text('list.down', { name })}
        </Button>
        <Button appearance="subtle" onClick={onDelete}>
          {text('list.delete', { name })}
        </Button>
      </div>
    </details>
  );
}

interface PartProps {
  readonly policy: Policy;
  readonly at: string;
  readonly onChange: (policy: Policy) => void;
}

function Scope({ policy, at, onChange }: PartProps): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  return (
    <>
      <PlacedField path={`${at}.name`} label={text('policies.name')} required>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={80}
            value={policy.name}
            onChange={({ target }) => onChange({ ...policy, name: target.value })}
          />
        )}
      </PlacedField>
      <Checks
        path={`${at}.types`}
        label={text('policies.types')}
        options={TYPES.map((value) => ({ value, label: terms(`change.type.${value}`) }))}
        chosen={policy.types}
        onChange={(types) => onChange({ ...policy, types })}
      />
      <Checks
        path={`${at}.levels`}
        label={text('policies.levels')}
        options={LEVELS.map((value) => ({ value, label: terms(`change.level.${value}`) }))}
        chosen={policy.levels}
        onChange={(levels) => onChange({ ...policy, levels })}
      />
    </>
  );
}

function Steps({ policy, at, onChange }: PartProps): ReactNode {
  const text = useChangeText();
  const { steps } = policy;
  const set = (next: Step[]): void => onChange({ ...policy, steps: next });
  const fresh = (): Step => ({
    key: freeKey('step', steps),
    name: text('steps.newName'),
    sources: [{ from: 'role', role: 'changeManager' }],
    need: { kind: 'any' },
  });
  return (
    <div role="group" aria-label={text('steps.title', { name: policy.name })} data-path={`${at}.steps`}>
      <Said path={`${at}.steps`} />
      {steps.length === 0 ? <p className="pl-hint">{text('steps.none')}</p> : null}
      {steps.map((step, index) => (
        <StepFields
          key={step.key}
          step={step}
          at={`${at}.steps.${index}`}
          onChange={(next) => set(replacedAt(steps, index, next))}
          onDelete={() => set(withoutAt(steps, index))}
        />
      ))}
      <Button appearance="subtle" disabled={steps.length >= 5} onClick={() => set([...steps, fresh()])}>
        {text('steps.add')}
      </Button>
    </div>
  );
}

function Expiry({ policy, at, onChange }: PartProps): ReactNode {
  const text = useChangeText();
  const { expiresAfterHours: hours } = policy;
  return (
    <>
      <Switch
        label={text('policies.expires')}
        checked={hours !== null}
        onChange={(on) => onChange({ ...policy, expiresAfterHours: on ? 720 : null })}
      />
      {hours === null ? (
        <Said path={`${at}.expiresAfterHours`} />
      ) : (
        <PlacedField path={`${at}.expiresAfterHours`} label={text('policies.hours')} hint={text('policies.hours.hint')}>
          {(control) => (
            <NumberInput
              {...control}
              className="change-number"
              value={hours}
              onChange={(next) => onChange({ ...policy, expiresAfterHours: next })}
            />
          )}
        </PlacedField>
      )}
    </>
  );
}
