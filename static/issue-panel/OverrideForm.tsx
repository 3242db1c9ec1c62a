import { useState, type ReactNode } from 'react';
import { Button, ErrorState, Field, Select } from '../shared/components';
import { ApiError } from '../shared/api';
import { LEVELS, useIncidentTerms, type Level } from '../shared/incident-terms';
import { usePanelText } from './text';

/** Jira keeps at most 255 characters in a single-line text field. */
const LONGEST_REASON = 255;

export interface OverrideFormProps {
  readonly initial: { readonly level: Level | undefined; readonly reason: string };
  readonly saving: boolean;
  readonly error: Error | null;
  readonly onSave: (level: Level, reason: string) => void;
  readonly onCancel: () => void;
}

export function OverrideForm({ initial, saving, error, onSave, onCancel }: OverrideFormProps): ReactNode {
  const text = usePanelText();
  const terms = useIncidentTerms();
  const [level, setLevel] = useState(initial.level);
  const [reason, setReason] = useState(initial.reason);
  const [submitted, setSubmitted] = useState(false);
  const trimmed = reason.trim();
  const refused = error instanceof ApiError ? error : undefined;

  const reasonError = (): string | undefined => {
    if (trimmed.length > LONGEST_REASON) return text('panel.override.reasonLong', { count: trimmed.length });
    if (submitted && trimmed === '') return text('panel.override.reasonMissing');
    return refused?.at('reason');
  };
  const levelError = submitted && level === undefined ? text('panel.override.priorityMissing') : refused?.at('level');

  return (
    <form
      className="panel-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (level !== undefined && trimmed !== '' && trimmed.length <= LONGEST_REASON) onSave(level, trimmed);
      }}
    >
      <Field label={text('panel.override.priority')} required error={levelError}>
        {(control) => (
          <Select
            {...control}
            value={level === undefined ? undefined : String(level)}
            options={LEVELS.map((one) => ({ value: String(one), label: terms(`incident.level.${one}`) }))}
            onChange={(value) => setLevel(LEVELS.find((one) => String(one) === value))}
          />
        )}
      </Field>
      <Field
        label={text('panel.override.reason')}
        required
        hint={text('panel.override.reasonHint')}
        error={reasonError()}
      >
        {(control) => (
          <input {...control} className="pl-input" value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      {error !== null && refused?.at('reason') === undefined && refused?.at('level') === undefined ? (
        <ErrorState error={error} />
      ) : null}
      <div className="panel-actions">
        <Button type="submit" appearance="primary" disabled={saving}>
          {text('panel.override.save')}
        </Button>
        <Button appearance="subtle" onClick={onCancel} disabled={saving}>
          {text('panel.cancel')}
        </Button>
      </div>
    </form>
  );
}
