import type { ReactNode } from 'react';
import { Menu } from '../shared/Menu';
import { useBrowserText } from './messages';

export interface ChoiceMenuProps<V extends string | number> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: V[]) => void;
}

/** Several values of a short list; none chosen means all of them. */
export function ChoiceMenu<V extends string | number>({
  label,
  options,
  chosen,
  onChange,
}: ChoiceMenuProps<V>): ReactNode {
  const text = useBrowserText();
  const names = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
  const [only] = names;
  return (
    <Menu
      active={chosen.length > 0}
      label={
        chosen.length === 0
          ? label
          : text('filter.chosen', { label, first: only ?? String(chosen[0]), more: chosen.length - 1 })
      }
    >
      {() => (
        <fieldset className="cmdb-choices">
          <legend className="pl-hidden">{label}</legend>
          {options.map((option) => (
            <label key={option.value}>
              <input
                type="checkbox"
                checked={chosen.includes(option.value)}
                onChange={({ target }) =>
                  onChange(
                    target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
                  )
                }
              />
              {option.label}
            </label>
          ))}
        </fieldset>
      )}
    </Menu>
  );
}
