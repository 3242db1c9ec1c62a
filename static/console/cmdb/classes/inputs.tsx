import type { ReactNode } from 'react';
import { Field } from '../../../shared/components';

interface Said {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly warning?: string | undefined;
  readonly disabled: boolean;
}

export interface TextInputProps extends Said {
  readonly value: string;
  readonly maxLength: number;
  readonly required?: boolean;
  readonly onChange: (value: string) => void;
}

export function TextInput({
  label,
  hint,
  error,
  warning,
  required = false,
  onChange,
  ...input
}: TextInputProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} warning={warning} required={required}>
      {(control) => (
        <input {...control} {...input} className="pl-input" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

export interface NumberInputProps extends Said {
  readonly value: number | undefined;
  readonly min?: number;
  readonly max?: number;
  readonly onChange: (value: number | undefined) => void;
}

/** An empty box is no number. */
export function NumberInput({ label, hint, error, warning, value, onChange, ...input }: NumberInputProps): ReactNode {
  return (
    <Field label={label} hint={hint} error={error} warning={warning}>
      {(control) => (
        <input
          {...control}
          {...input}
          type="number"
          className="pl-input"
          value={value ?? ''}
          onChange={({ target }) => onChange(Number.isFinite(target.valueAsNumber) ? target.valueAsNumber : undefined)}
        />
      )}
    </Field>
  );
}

export interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Check({ label, onChange, ...input }: CheckProps): ReactNode {
  return (
    <label className="classes-check">
      <input type="checkbox" {...input} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  );
}
