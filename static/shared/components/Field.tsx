import { useId, type ReactNode } from 'react';
import { useSharedText } from '../messages';

/** What the control inside must carry to be labelled and described. */
export interface FieldControl {
  readonly id: string;
  readonly required: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** What is doubtful, but keeps nobody from going on. */
  readonly warning?: string | undefined;
  readonly required?: boolean;
  readonly children: (control: FieldControl) => ReactNode;
}

/** A label, a control, and under it either what is wrong or what helps. */
export function Field({ label, hint, error, warning, required = false, children }: FieldProps): ReactNode {
  const id = useId();
  const text = useSharedText();
  const note = error ?? warning ?? hint;
  const tone = error !== undefined ? 'pl-field-error' : warning !== undefined ? 'pl-field-warning' : 'pl-hint';
  const noteId = `${id}-note`;
  return (
    <div className="pl-field">
      <label className="pl-label" htmlFor={id}>
        {label}
        {required ? (
          <span className="pl-required" title={text('shared.required')}>
            {' *'}
          </span>
        ) : null}
      </label>
      {children({
        id,
        required,
        'aria-invalid': error !== undefined,
        'aria-describedby': note === undefined ? undefined : noteId,
      })}
      {note === undefined ? null : (
        <p id={noteId} className={tone} role={error === undefined ? undefined : 'alert'}>
          {note}
        </p>
      )}
    </div>
  );
}
