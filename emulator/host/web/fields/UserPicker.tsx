/** Type a part of a name, choose with the arrow keys or the mouse. */
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { CloseIcon } from '../ui/icons';
import { Avatar } from '../ui/parts';
import { nameOf, searchUsers, type UserScope } from './people';

interface PickerProps {
  readonly id: string;
  readonly label: string;
  readonly scope: UserScope;
  readonly selected: readonly string[];
  readonly multiple: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly onChange: (accountIds: readonly string[]) => void;
}

export function UserPicker({ id, label, scope, selected, multiple, invalid, describedBy, onChange }: PickerProps) {
  const [text, setText] = useState<string>();
  const [active, setActive] = useState(0);
  const list = useId();
  const open = text !== undefined;
  const found = useQuery({
    queryKey: ['users', scope, text],
    queryFn: () => searchUsers(text ?? '', scope),
    enabled: open,
  });
  const options = (found.data ?? []).filter(({ accountId }) => !multiple || !selected.includes(accountId));
  const single = !multiple && selected[0] !== undefined ? nameOf(selected[0]) : '';

  const choose = (accountId: string): void => {
    onChange(multiple ? [...selected, accountId] : [accountId]);
    setText(undefined);
    setActive(0);
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown') {
      if (!open) setText('');
      else setActive(Math.min(active + 1, options.length - 1));
      return true;
    }
    if (key === 'ArrowUp') {
      setActive(Math.max(active - 1, 0));
      return open;
    }
    const option = options[active];
    if (key === 'Enter' && open && option !== undefined) {
      choose(option.accountId);
      return true;
    }
    if (key !== 'Escape' || !open) return false;
    setText(undefined);
    return true;
  };

  return (
    <div className="combo" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setText(undefined)}>
      {multiple && selected.length > 0 && (
        <ul className="chips" aria-label={`Chosen for ${label}`}>
          {selected.map((accountId) => (
            <li key={accountId} className="chip">
              <Avatar name={nameOf(accountId)} /> {nameOf(accountId)}
              <button
                type="button"
                aria-label={`Remove ${nameOf(accountId)}`}
                onClick={() => onChange(selected.filter((other) => other !== accountId))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        className={invalid ? 'text-input invalid' : 'text-input'}
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && options[active] !== undefined ? `${list}-${active}` : undefined}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        placeholder={multiple ? 'Add a person' : 'Search for a person'}
        value={text ?? single}
        onFocus={(event) => event.target.select()}
        onClick={() => !open && setText('')}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          if (!multiple && event.target.value === '') onChange([]);
        }}
        onKeyDown={(event) => {
          if (!onKey(event.key)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {open && (
        <ul id={list} role="listbox" aria-label={label} className="combo-list">
          {options.map((user, index) => (
            <li
              key={user.accountId}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === active}
              className="combo-option"
              onPointerDown={(event) => {
                event.preventDefault();
                choose(user.accountId);
              }}
            >
              {user.displayName} <small>{user.emailAddress ?? ''}</small>
            </li>
          ))}
          {options.length === 0 && (
            <li role="option" aria-selected={false} aria-disabled="true" className="combo-option">
              {found.isFetching ? 'Searching…' : found.isError ? 'The search failed.' : 'Nobody found.'}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
