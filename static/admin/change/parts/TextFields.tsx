import type { ReactNode } from 'react';
import { PlacedField } from '../../sla/parts/Place';

export interface TextFieldProps {
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line, with what the linter says of it. */
export const LineField = ({ value, onChange, ...field }: TextFieldProps): ReactNode => (
  <PlacedField {...field}>
    {(control) => (
      <input {...control} className="pl-input" value={value} onChange={(event) => onChange(event.target.value)} />
    )}
  </PlacedField>
);

export interface AreaFieldProps extends TextFieldProps {
  readonly rows: number;
  readonly maxLength: number;
}

/** Several lines. */
export const AreaField = ({ value, onChange, rows, maxLength, ...field }: AreaFieldProps): ReactNode => (
  <PlacedField {...field}>
    {(control) => (
      <textarea
        {...control}
        className="pl-input"
        rows={rows}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </PlacedField>
);
