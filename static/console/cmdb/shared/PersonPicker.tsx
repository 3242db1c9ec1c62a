import { useState, type ReactNode } from 'react';
import { Combobox, type FieldControl } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useCmdbText } from './messages';
import { useSettled } from './use-settled';

export interface Person {
  readonly accountId: string;
  readonly name: string;
}

export interface PersonPickerProps extends Partial<FieldControl> {
  readonly label: string;
  readonly person: Person | null;
  readonly onChange: (person: Person | null) => void;
}

/** One person of the site: who it is now as a removable tag, or a search box by name. */
export function PersonPicker({ label, person, onChange, ...control }: PersonPickerProps): ReactNode {
  const text = useCmdbText();
  if (person === null) return <PersonSearch label={label} onChoose={onChange} {...control} />;
  return (
    <ul className="pl-tags" aria-label={label}>
      <li className="pl-tag">
        {person.name}
        <button type="button" aria-label={`${text('cmdb.remove')}: ${person.name}`} onClick={() => onChange(null)}>
          ×
        </button>
      </li>
    </ul>
  );
}

interface PersonSearchProps extends Partial<FieldControl> {
  readonly label: string;
  readonly onChoose: (person: Person) => void;
}

function PersonSearch({ label, onChoose, ...control }: PersonSearchProps): ReactNode {
  const text = useCmdbText();
  const [typed, setTyped] = useState('');
  const sought = useSettled(typed.trim());
  const found = useApiQuery('cmdb.people', { text: sought }, { enabled: sought !== '', keep: true });
  const people = typed.trim() === '' ? [] : (found.data?.people ?? []);
  const waiting = sought !== typed.trim() || found.isFetching;
  const none = found.error?.message ?? text(waiting ? 'cmdb.searching' : 'cmdb.people.none');
  return (
    <Combobox
      {...control}
      aria-label={control.id === undefined ? label : undefined}
      listLabel={label}
      placeholder={text('cmdb.people.search')}
      text={typed}
      onText={setTyped}
      options={people.map(({ accountId, name }) => ({ value: accountId, label: name }))}
      onChoose={({ value }) => {
        const person = people.find(({ accountId }) => accountId === value);
        if (person !== undefined) onChoose(person);
      }}
      none={typed.trim() === '' ? '' : none}
    />
  );
}
