import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { useApiQuery } from '../../shared/query';
import { AdminError } from '../AdminError';
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

/** People who hold a role, and a search box that adds to them: a combobox as the ARIA practices describe it. */
export function PeoplePicker({ role, people, busy = false, onAdd, onRemove }: PeoplePickerProps): ReactNode {
  const text = useText();
  return (
    <div>
      {people.length === 0 ? (
        <p className="ad-hint">{text('people.empty')}</p>
      ) : (
        <ul className="ad-people" aria-label={text('people.in', { role })}>
          {people.map((person) => (
            <li key={person.accountId} className="ad-person">
              {person.displayName}
              <button
                type="button"
                className="ad-remove"
                disabled={busy}
                aria-label={text('people.remove', { name: person.displayName, role })}
                onClick={() => onRemove(person)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <PersonSearch role={role} people={people} busy={busy} onAdd={onAdd} />
    </div>
  );
}

/** Milliseconds without a key before Jira is asked: each question costs the site an invocation. */
const PAUSE = 250;

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const OFFERED = 8;

/** Jira also finds by e-mail address; whose name it is comes first. */
function offered(found: readonly Person[], people: readonly Person[], sought: string): Person[] {
  const isNamed = ({ displayName }: Person): boolean =>
    displayName
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(sought.toLowerCase()));
  const others = found.filter(({ accountId }) => !people.some((one) => one.accountId === accountId));
  return [...others.filter(isNamed), ...others.filter((person) => !isNamed(person))].slice(0, OFFERED);
}

function PersonSearch({ role, people, busy, onAdd }: Omit<PeoplePickerProps, 'onRemove'>): ReactNode {
  const text = useText();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const sought = useSettled(typed.trim());
  const wanted = typed.trim() !== '' && sought !== '';
  const found = useApiQuery('setup.people', { text: sought }, { enabled: wanted });
  const candidates = offered(found.data ?? [], people, sought);
  const open = wanted && found.data !== undefined;
  const choose = (person: Person | undefined): void => {
    if (person === undefined || busy === true) return;
    setTyped('');
    setActive(0);
    onAdd(person);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined && candidates.length > 0) {
      event.preventDefault();
      setActive((active + move + candidates.length) % candidates.length);
    } else if (event.key === 'Enter') {
      // Enter chooses a person; it never sends the form around.
      event.preventDefault();
      if (open) choose(candidates[active]);
    } else if (event.key === 'Escape') setTyped('');
  };
  return (
    <div className="ad-search">
      <input
        className="pl-input"
        role="combobox"
        aria-label={text('people.search', { role })}
        placeholder={text('people.placeholder')}
        aria-expanded={open && candidates.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && candidates.length > 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped('')}
      />
      <ul id={listId} role="listbox" aria-label={text('people.found', { role })} className="ad-found">
        {open
          ? candidates.map((person, index) => (
              <li
                key={person.accountId}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                onMouseDown={(event) => {
                  // Before the box loses the focus, and with it what was typed.
                  event.preventDefault();
                  choose(person);
                }}
              >
                {person.displayName}
              </li>
            ))
          : null}
      </ul>
      <p role="status" className="ad-hint ad-search-note">
        {open && candidates.length === 0 ? text('people.none') : ''}
      </p>
      {found.error === null ? null : <AdminError error={found.error} onRetry={() => void found.refetch()} />}
    </div>
  );
}
