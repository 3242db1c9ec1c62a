import type { ReactNode } from 'react';
import { Button, Combobox, Field, Select } from '../../../shared/components';
import { nameOf, usePeople } from '../../sla/definitions/people';
import { PlacedField } from '../../sla/parts/Place';
import type { Source } from '../documents';
import { useChangeText } from '../messages';

export interface SourceFieldsProps {
  readonly source: Source;
  readonly at: string;
  readonly onChange: (source: Source) => void;
  /** Undefined for the last one of a step. */
  readonly onDelete: (() => void) | undefined;
}

const KINDS = ['role', 'group', 'people', 'ciOwners', 'serviceOwners'] as const satisfies readonly Source['from'][];

const ROLES = [
  'changeManager',
  'cabMember',
  'serviceOwner',
  'configurationManager',
  'releaseManager',
  'incidentManager',
  'problemManager',
  'serviceDeskAgent',
] as const satisfies readonly Extract<Source, { from: 'role' }>['role'][];

function sourceOf(from: Source['from']): Source {
  switch (from) {
    case 'role':
      return { from, role: 'changeManager' };
    case 'group':
      return { from, groupId: '', name: '' };
    case 'people':
      return { from, people: [] };
    case 'ciOwners':
    case 'serviceOwners':
      return { from };
  }
}

export function SourceFields({ source, at, onChange, onDelete }: SourceFieldsProps): ReactNode {
  const text = useChangeText();
  return (
    <div className="change-source" data-path={at}>
      <Field label={text('sources.kind')}>
        {(control) => (
          <Select
            {...control}
            value={source.from}
            options={KINDS.map((value) => ({ value, label: text(`source.${value}`) }))}
            onChange={(from) => onChange(sourceOf(from))}
          />
        )}
      </Field>
      <Who source={source} at={at} onChange={onChange} />
      {onDelete === undefined ? null : (
        <Button
          appearance="subtle"
          aria-label={text('list.delete', { name: text(`source.${source.from}`) })}
          onClick={onDelete}
        >
          ×
        </Button>
      )}
    </div>
  );
}

function Who({ source, at, onChange }: Omit<SourceFieldsProps, 'onDelete'>): ReactNode {
  const text = useChangeText();
  switch (source.from) {
    case 'role':
      return (
        <PlacedField path={at} label={text('source.role')}>
          {(control) => (
            <Select
              {...control}
              value={source.role}
              options={ROLES.map((value) => ({ value, label: text(`role.${value}`) }))}
              onChange={(role) => onChange({ ...source, role })}
            />
          )}
        </PlacedField>
      );
    case 'group':
      return (
        <PlacedField path={at} label={text('sources.groupId')} hint={text('sources.groupId.hint')}>
          {(control) => (
            <input
              {...control}
              className="pl-input"
              value={source.groupId}
              onChange={({ target }) => onChange({ ...source, groupId: target.value, name: target.value })}
            />
          )}
        </PlacedField>
      );
    case 'people':
      return <People source={source} at={at} onChange={onChange} />;
    case 'ciOwners':
    case 'serviceOwners':
      return <p className="pl-hint">{text(`source.${source.from}.hint`)}</p>;
  }
}

interface PeopleProps {
  readonly source: Extract<Source, { from: 'people' }>;
  readonly at: string;
  readonly onChange: (source: Source) => void;
}

function People({ source, at, onChange }: PeopleProps): ReactNode {
  const text = useChangeText();
  const { typed, setTyped, found, remember } = usePeople();
  const without = (gone: string): void =>
    onChange({ ...source, people: source.people.filter((accountId) => accountId !== gone) });
  return (
    <div>
      <PlacedField path={at} label={text('sources.people')}>
        {(control) => (
          <Combobox
            {...control}
            text={typed}
            onText={setTyped}
            options={found.filter(({ value }) => !source.people.some((accountId) => accountId === value))}
            onChoose={(person) => {
              remember(person);
              setTyped('');
              onChange({ ...source, people: [...source.people, person.value] });
            }}
            placeholder={text('sources.search')}
            listLabel={text('sources.found')}
            none={text('sources.none')}
          />
        )}
      </PlacedField>
      <ul className="ad-people">
        {source.people.map((accountId) => (
          <li key={accountId} className="ad-person">
            {nameOf(accountId)}
            <button
              type="button"
              className="ad-remove"
              aria-label={text('list.delete', { name: nameOf(accountId) })}
              onClick={() => without(accountId)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
