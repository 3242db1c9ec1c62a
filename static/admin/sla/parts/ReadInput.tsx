import { useState, type ReactNode } from 'react';
import type { FieldControl } from '../../../shared/components';

export interface ReadInputProps extends Partial<FieldControl> {
  /** NaN while what is typed can't be read. */
  readonly value: number;
  readonly read: (text: string) => number;
  readonly write: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly className?: string;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly 'aria-label'?: string;
  readonly disabled?: boolean;
}

/** A text box for a value with several spellings: what is typed stays as typed until the box is left. */
export function ReadInput({ value, read, write, onChange, className = '', ...rest }: ReadInputProps): ReactNode {
  const [typed, setTyped] = useState<string>();
  const text = typed !== undefined && Object.is(read(typed), value) ? typed : write(value);
  return (
    <input
      {...rest}
      className={`pl-input ${className}`.trim()}
      autoComplete="off"
      value={text}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value));
      }}
      onBlur={() => {
        if (Number.isFinite(value)) setTyped(undefined);
      }}
    />
  );
}
