import { useState, type FormEvent, type ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { Button, ErrorState, Field, Skeleton } from '../../shared/components';
import { useApiQuery } from '../../shared/query';
import { useText } from '../text';

export type Person = OutputOf<'setup.people'>[number];

export interface PeoplePickerProps {
  /** The role's name, said in every label: there are eight of these on a page. */
  readonly role: string;
  readonly people: readonly Person[];
  readonly busy?: boolean;
  readonly onAdd: (person: Person) => void;
  readonly onRemove: (person: Person) => void;
}

export function PeoplePicker({ role, people, busy = false, onAdd, onRemove }: PeoplePickerProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  const found = useApiQuery('setup.people', { text: sought }, { enabled: sought !== '' });
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setSought(typed.trim());
  };
  const candidates = (found.data ?? []).filter(({ accountId }) => !people.some((one) => one.accountId === accountId));
  return (
    <div>
      <ul className="ad-people" aria-label={role}>
        {people.length === 0 ? <li>{text('people.empty')}</li> : null}
        {people.map((person) => (
          <li key={person.accountId} className="ad-person">
            {person.displayName}
            <Button
              appearance="subtle"
              disabled={busy}
              aria-label={text('people.remove', { name: person.displayName, role })}
              onClick={() => onRemove(person)}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={search}>
        <Field label={text('people.search', { role })}>
          {(control) => (
            <input {...control} className="pl-input" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Field>
        <Button type="submit" disabled={typed.trim() === ''}>
          {text('people.find')}
        </Button>
      </form>
      {found.isFetching ? <Skeleton lines={1} /> : null}
      {found.error === null ? null : <ErrorState error={found.error} />}
      {found.data !== undefined && candidates.length === 0 ? <p role="status">{text('people.none')}</p> : null}
      <ul className="ad-found">
        {candidates.map((person) => (
          <li key={person.accountId}>
            <Button appearance="subtle" disabled={busy} onClick={() => onAdd(person)}>
              {text('people.add', { name: person.displayName, role })}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
