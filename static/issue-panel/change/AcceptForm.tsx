import { useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api';
import { Button, ErrorState, Field } from '../../shared/components';
import { useApiCommand } from '../../shared/query';
import type { Conflict, OnPanel } from './model';
import { useChangeText } from './text';

interface AcceptFormProps {
  readonly issueKey: string;
  readonly conflict: Conflict;
  readonly onDone: OnPanel;
  readonly onCancel: () => void;
}

/** Accepting a conflict is a decision with a reason, and holds for this conflict alone. */
export function AcceptForm({ issueKey, conflict, onDone, onCancel }: AcceptFormProps): ReactNode {
  const text = useChangeText();
  const [reason, setReason] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const accept = useApiCommand('change.acceptConflict');
  const refused = accept.error instanceof ApiError ? accept.error.at('reason') : undefined;
  const missing = submitted && reason.trim() === '';
  return (
    <form
      className="panel-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (reason.trim() === '') return;
        accept.mutate(
          { issueKey, conflict: conflict.id, signature: conflict.signature, reason: reason.trim() },
          { onSuccess: onDone },
        );
      }}
    >
      <Field
        label={text('panel.change.acceptReason')}
        required
        hint={text('panel.change.acceptHint')}
        error={missing ? text('panel.change.reasonMissing') : refused}
      >
        {(control) => (
          <textarea
            {...control}
            className="pl-input"
            rows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {accept.error !== null && refused === undefined ? <ErrorState error={accept.error} /> : null}
      <div className="panel-actions">
        <Button type="submit" appearance="primary" disabled={accept.isPending}>
          {text('panel.change.accept')}
        </Button>
        <Button appearance="subtle" onClick={onCancel} disabled={accept.isPending}>
          {text('panel.change.cancel')}
        </Button>
      </div>
    </form>
  );
}
