import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState, Select } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { useArrival } from '../parts/FindingList';
import { PlacedField, Said } from '../parts/Place';
import { Switch } from '../parts/Switch';
import { replacedAt, type Definition } from '../policy';
import { ActionList } from './ActionList';
import { ConditionGroup } from './ConditionGroup';
import { GoalList } from './GoalList';
import { ReopenSection } from './ReopenSection';
import { ScopeSection } from './ScopeSection';
import { ThresholdList } from './ThresholdList';

/** The definition that the address names. */
export function DefinitionEditor(): ReactNode {
  const text = useSlaText();
  const { key } = useParams();
  const { policy, change } = usePolicy();
  const index = policy.definitions.findIndex((definition) => definition.key === key);
  const definition = policy.definitions[index];
  useArrival();
  if (definition === undefined) {
    return (
      <EmptyState title={text('definition.gone')} action={<Link to="/sla/definitions">{text('definition.back')}</Link>}>
        {text('definition.gone.next')}
      </EmptyState>
    );
  }
  const edit = (next: Definition): void =>
    change((now) => ({ ...now, definitions: replacedAt(now.definitions, index, next) }));
  return <Editor key={definition.key} definition={definition} path={`definitions.${index}`} onChange={edit} />;
}

export interface DefinitionPartProps {
  readonly definition: Definition;
  readonly path: string;
  readonly onChange: (definition: Definition) => void;
}

const GROUPS = ['start', 'pause', 'stop'] as const;

function Editor(props: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { definition, path, onChange } = props;
  return (
    <article className="sla-editor sla-definition" aria-labelledby="definition-title">
      <Link to="/sla/definitions">{text('definition.back')}</Link>
      <h3 id="definition-title">{definition.name.trim() || text('policy.unnamed')}</h3>
      <Said path={path} exactly />
      <Said path={`${path}.key`} />
      <Basics {...props} />
      <ScopeSection {...props} />
      {GROUPS.map((group) => (
        <ConditionGroup
          key={group}
          group={group}
          path={`${path}.${group}`}
          conditions={definition[group]}
          onChange={(conditions) => onChange({ ...definition, [group]: conditions })}
        />
      ))}
      <GoalList {...props} />
      <ReopenSection {...props} />
      <ThresholdList {...props} />
      <fieldset className="sla-section">
        <legend>{text('definition.breach')}</legend>
        <p className="pl-hint">{text('definition.breach.hint')}</p>
        <ActionList
          path={`${path}.onBreach`}
          label={text('definition.breach')}
          actions={definition.onBreach}
          onChange={(onBreach) => onChange({ ...definition, onBreach })}
        />
      </fieldset>
    </article>
  );
}

const KINDS = ['sla', 'ola', 'uc'] as const;

function Basics({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { key, name, description, enabled, kind } = definition;
  return (
    <>
      <Switch
        label={text('definition.enabled')}
        checked={enabled}
        onChange={(next) => onChange({ ...definition, enabled: next })}
      />
      <div className="sla-row">
        <PlacedField path={`${path}.name`} label={text('policy.name')} hint={text('policy.key', { key })} required>
          {(control) => (
            <input
              {...control}
              className="pl-input"
              value={name}
              onChange={(event) => onChange({ ...definition, name: event.target.value })}
            />
          )}
        </PlacedField>
        <PlacedField path={`${path}.kind`} label={text('definition.kind')} hint={text(`definition.kind.${kind}.hint`)}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              options={KINDS.map((one) => ({ value: one, label: text(`definition.kind.${one}`) }))}
              onChange={(next) => onChange(withKind(definition, next))}
            />
          )}
        </PlacedField>
      </div>
      {kind === 'sla' ? null : <Support definition={definition} path={path} onChange={onChange} />}
      <PlacedField path={`${path}.description`} label={text('definition.description')}>
        {(control) => (
          <textarea
            {...control}
            className="pl-input"
            rows={2}
            maxLength={500}
            value={description}
            onChange={(event) => onChange({ ...definition, description: event.target.value })}
          />
        )}
      </PlacedField>
    </>
  );
}

/** An agreement with the customer has no party and supports no other. */
const withKind = (definition: Definition, kind: Definition['kind']): Definition =>
  kind === 'sla' ? { ...definition, kind, party: '', supports: null } : { ...definition, kind };

function Support({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { policy } = usePolicy();
  const { kind, party, supports } = definition;
  const slas = policy.definitions.filter((other) => other.kind === 'sla' || other.key === supports);
  return (
    <div className="sla-row">
      <PlacedField path={`${path}.party`} label={text(kind === 'uc' ? 'definition.party.uc' : 'definition.party.ola')}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={80}
            value={party}
            onChange={(event) => onChange({ ...definition, party: event.target.value })}
          />
        )}
      </PlacedField>
      <PlacedField
        path={`${path}.supports`}
        label={text('definition.supports')}
        hint={text('definition.supports.hint')}
      >
        {(control) => (
          <Select
            {...control}
            value={supports ?? ''}
            options={[
              { value: '', label: text('definition.supports.none') },
              ...slas.map(({ key, name }) => ({ value: key, label: name })),
            ]}
            onChange={(next) => onChange({ ...definition, supports: next === '' ? null : next })}
          />
        )}
      </PlacedField>
    </div>
  );
}
