import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** Said behind the label, smaller: what tells it from others. */
  readonly hint?: string;
  /** Before the label. */
  readonly icon?: ReactNode;
}

export interface ComboboxProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What may be chosen now; the owner filters by `text`. */
  readonly options: readonly ComboboxOption[];
  readonly onChoose: (option: ComboboxOption) => void;
  /** Said when nothing matches. */
  readonly none: string;
  readonly listLabel: string;
  readonly id?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string | undefined;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string | undefined;
}

/** More rows than this are found by typing, not by scrolling. */
const SHOWN = 50;

/** A text box with a list of what fits, as the ARIA practices describe it: arrows move, Enter chooses, Escape closes. */
export function Combobox({
  text,
  onText,
  options,
  onChoose,
  none,
  listLabel,
  'aria-invalid': invalid,
  ...rest
}: ComboboxProps): ReactNode {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const shown = options.slice(0, SHOWN);
  const current = Math.min(active, shown.length - 1);
  const choose = (option: ComboboxOption | undefined): void => {
    if (option === undefined) return;
    setOpen(false);
    setActive(0);
    onChoose(option);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (shown.length > 0) setActive((current + move + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      // Enter chooses; it never sends the form around.
      event.preventDefault();
      if (open) choose(shown[current]);
    } else if (event.key === 'Escape') setOpen(false);
  };
  return (
    <div className="pl-combobox">
      <input
        className="pl-input"
        role="combobox"
        aria-expanded={open && shown.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && shown.length > 0 ? `${listId}-${current}` : undefined}
        aria-invalid={invalid}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setOpen(true);
          setActive(0);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
        {...rest}
      />
      <ul id={listId} role="listbox" aria-label={listLabel} className="pl-combobox-list" hidden={!open}>
        {open
          ? shown.map((option, index) => (
              <Choice
                key={option.value}
                id={`${listId}-${index}`}
                option={option}
                active={index === current}
                onChoose={() => choose(option)}
              />
            ))
          : null}
      </ul>
      <p role="status" className="pl-hint pl-combobox-none">
        {open && shown.length === 0 ? none : ''}
      </p>
    </div>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly option: ComboboxOption;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function Choice({ id, option, active, onChoose }: ChoiceProps): ReactNode {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // jsdom lays nothing out and has no such method.
    if (active) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      onMouseDown={(event) => {
        // Before the box loses the focus, which closes the list.
        event.preventDefault();
        onChoose();
      }}
    >
      {option.icon === undefined ? (
        option.label
      ) : (
        <span className="pl-combobox-label">
          {option.icon}
          {option.label}
        </span>
      )}
      {option.hint === undefined ? null : <span className="pl-combobox-hint">{option.hint}</span>}
    </li>
  );
}
