import type { ReactNode, SelectHTMLAttributes } from 'react';
import { useSharedText } from '../messages';

export interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface SelectProps<V extends string> extends Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  'value' | 'onChange'
> {
  readonly options: readonly Option<V>[];
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
}

/** The platform's own select: the keyboard, screen readers and phones know it. */
export function Select<V extends string>({ options, value, onChange, ...rest }: SelectProps<V>): ReactNode {
  const text = useSharedText();
  return (
    <select
      className="pl-input"
      value={value ?? ''}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      {...rest}
    >
      {value === undefined ? (
        <option value="" disabled>
          {text('shared.choose')}
        </option>
      ) : null}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
