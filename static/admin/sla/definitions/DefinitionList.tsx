import { useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, EmptyState, Lozenge } from '../../../shared/components';
import { useFormat } from '../../../shared/format';
import { useFindings } from '../draft/findings';
import { usePolicy } from '../draft/policy-draft';
import { newKey } from '../keys';
import { useSlaText } from '../messages';
import { CreateForm } from '../parts/CreateForm';
import { Switch } from '../parts/Switch';
import { replacedAt, withoutAt, type Definition } from '../policy';
import { newDefinition } from './new-definition';
import { ReportingZone } from './ReportingZone';
import { useScopeWords } from './words';

export function DefinitionList(): ReactNode {
  const text = useSlaText();
  const format = useFormat();
  const { policy, vocabulary, change } = usePolicy();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<{ readonly name: string; readonly others: readonly string[] }>();
  const keys = policy.definitions.map(({ key }) => key);
  const add = (definition: Definition): void => {
    change((now) => ({ ...now, definitions: [...now.definitions, definition] }));
    void navigate(`/sla/definitions/${definition.key}`);
  };
  const duplicate = (definition: Definition): void => {
    const name = text('policy.copyOf', { name: definition.name });
    // Two definitions of the same issues would both count them: the copy waits for its own scope.
    add({ ...definition, key: newKey(name, keys, 'definition'), name, enabled: false });
  };
  const remove = (index: number, { key, name }: Definition): void => {
    const others = policy.definitions.filter(({ supports }) => supports === key).map((other) => other.name);
    setRefused(others.length === 0 ? undefined : { name, others });
    if (others.length === 0) change((now) => ({ ...now, definitions: withoutAt(now.definitions, index) }));
  };
  const create = (name: string): void => {
    const goal = text('definition.newGoal');
    add(newDefinition({ key: newKey(name, keys, 'definition'), name, goal, policy, vocabulary }));
  };
  return (
    <section aria-labelledby="definitions-title" className="sla-definition">
      <h3 id="definitions-title">{text('definition.list')}</h3>
      <p className="ad-hint">{text('definition.list.intro')}</p>
      {refused === undefined ? null : (
        <div role="alert" className="ad-note" data-tone="warning">
          {text('definition.inUse', { name: refused.name, others: format.list(refused.others) })}
        </div>
      )}
      {policy.definitions.length === 0 ? (
        <EmptyState title={text('definition.list.none')}>{text('definition.list.none.next')}</EmptyState>
      ) : (
        <ul className="sla-cards">
          {policy.definitions.map((definition, index) => (
            <DefinitionCard
              key={definition.key}
              definition={definition}
              path={`definitions.${index}`}
              onChange={(next) => change((now) => ({ ...now, definitions: replacedAt(now.definitions, index, next) }))}
              onDuplicate={() => duplicate(definition)}
              onRemove={() => remove(index, definition)}
            />
          ))}
        </ul>
      )}
      <CreateForm
        label={text('definition.new')}
        hint={text('definition.new.hint')}
        action={text('definition.create')}
        onCreate={create}
      />
      <ReportingZone />
    </section>
  );
}

interface DefinitionCardProps {
  readonly definition: Definition;
  readonly path: string;
  readonly onChange: (definition: Definition) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

function DefinitionCard({ definition, path, onChange, onDuplicate, onRemove }: DefinitionCardProps): ReactNode {
  const text = useSlaText();
  const scope = useScopeWords();
  const { key, kind, party, enabled, goals } = definition;
  const name = definition.name.trim() || text('policy.unnamed');
  return (
    <li className="sla-card">
      <div>
        <h4>
          <Link to={`/sla/definitions/${key}`}>{name}</Link>{' '}
          <Lozenge tone={kind === 'sla' ? 'information' : 'discovery'}>{text(`definition.kind.${kind}.short`)}</Lozenge>{' '}
          <FoundLozenges path={path} />
        </h4>
        <p>{scope(definition.scope)}</p>
        <p className="pl-hint">
          {text('definition.goals.count', { count: goals.length })}
          {party.trim() === '' ? null : ` · ${party}`}
        </p>
      </div>
      <div className="sla-card-actions">
        <Switch
          label={text('definition.enabled.named', { name })}
          labelHidden
          checked={enabled}
          onChange={(next) => onChange({ ...definition, enabled: next })}
        />
        <Button appearance="subtle" aria-label={text('policy.duplicate.named', { name })} onClick={onDuplicate}>
          {text('policy.duplicate')}
        </Button>
        <Button appearance="subtle" aria-label={text('policy.delete.named', { name })} onClick={onRemove}>
          {text('policy.delete')}
        </Button>
      </div>
    </li>
  );
}

function FoundLozenges({ path }: { readonly path: string }): ReactNode {
  const text = useSlaText();
  const found = useFindings().under(path);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  const warnings = found.length - errors;
  return (
    <>
      {errors === 0 ? null : <Lozenge tone="danger">{text('policy.errors', { count: errors })}</Lozenge>}{' '}
      {warnings === 0 ? null : <Lozenge tone="warning">{text('policy.warnings', { count: warnings })}</Lozenge>}
    </>
  );
}
