import type { ReactNode } from 'react';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Where what stands beside it names it already for the eye. */
  readonly labelHidden?: boolean;
  readonly disabled?: boolean;
}

/** On or off, at once. */
export function Switch({ label, checked, onChange, labelHidden = false, disabled = false }: SwitchProps): ReactNode {
  return (
    <label className="sla-switch">
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="sla-switch-track" aria-hidden="true" />
      <span className={labelHidden ? 'pl-hidden' : undefined}>{label}</span>
    </label>
  );
}
