import { useState, type ReactNode } from 'react';
import { ApiError, type InputOf } from '../../shared/api';
import { Button, ErrorState, Field, Select } from '../../shared/components';
import { useApiCommand } from '../../shared/query';
import type { Approval, OnPanel } from './model';
import { useChangeText } from './text';

type Verdict = InputOf<'change.decide'>['verdict'];

interface DecideFormProps {
  readonly approval: Approval;
  readonly issueKey: string;
  readonly onPanel: OnPanel;
}

const OWN = 'own';

/** The reader's vote, or that of somebody who handed it over. It says which state of the change was looked at. */
export function DecideForm({ approval, issueKey, onPanel }: DecideFormProps): ReactNode {
  const text = useChangeText();
  const voices = approval.mine.map((person) => person?.accountId ?? OWN);
  const [voice, setVoice] = useState(voices[0] ?? OWN);
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const decide = useApiCommand('change.decide', { changes: ['change.panel'] });
  const refused = decide.error instanceof ApiError ? decide.error.at('reason') : undefined;
  const vote = (verdict: Verdict): void => {
    const said = reason.trim();
    setMissing(verdict === 'reject' && said === '');
    if (verdict === 'reject' && said === '') return;
    const onBehalfOf = voice === OWN ? null : voice;
    decide.mutate({ issueKey, verdict, onBehalfOf, reason: said, seal: approval.seal }, { onSuccess: onPanel });
  };
  return (
    <form className="panel-form" noValidate onSubmit={(event) => event.preventDefault()}>
      {voices.length === 1 && voices[0] === OWN ? null : (
        <Field label={text('panel.change.voice')} required>
          {(control) => (
            <Select
              {...control}
              value={voice}
              options={approval.mine.map((person) => ({
                value: person?.accountId ?? OWN,
                label: person === null ? text('panel.change.voice.own') : person.name,
              }))}
              onChange={setVoice}
            />
          )}
        </Field>
      )}
      <Field
        label={text('panel.change.reason')}
        hint={text('panel.change.reasonHint')}
        error={missing ? text('panel.change.rejectReason') : refused}
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
      {decide.error !== null && refused === undefined ? <ErrorState error={decide.error} /> : null}
      <div className="panel-actions">
        <Button appearance="primary" disabled={decide.isPending} onClick={() => vote('approve')}>
          {text('panel.change.approve')}
        </Button>
        <Button disabled={decide.isPending} onClick={() => vote('reject')}>
          {text('panel.change.reject')}
        </Button>
      </div>
    </form>
  );
}
