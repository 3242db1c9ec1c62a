import type { ReactNode } from 'react';
import type { Option } from '../../../shared/components';
import { Said } from '../Said';

export interface ChecksProps<V extends string> {
  readonly path: string;
  readonly label: string;
  readonly options: readonly Option<V>[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: V[]) => void;
}

/** Any of a few, kept in the order in which they are offered. */
export function Checks<V extends string>({ path, label, options, chosen, onChange }: ChecksProps<V>): ReactNode {
  return (
    <fieldset className="change-checks" data-path={path}>
      <legend>{label}</legend>
      {options.map(({ value, label: name }) => (
        <label key={value} className="ad-choice">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) =>
              onChange(
                options
                  .map((one) => one.value)
                  .filter((one) => (one === value ? target.checked : chosen.includes(one))),
              )
            }
          />
          <span>{name}</span>
        </label>
      ))}
      <Said path={path} />
    </fieldset>
  );
}
