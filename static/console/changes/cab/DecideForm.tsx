import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { AgendaItem } from '../../../../src/change/change.contract';
import type { AccountId } from '../../../../src/contract/ids';
import { ApiError } from '../../../shared/api';
import { Button, Field, Select } from '../../../shared/components';
import { useApiCommand } from '../../../shared/query';
import { useCabText } from './messages';

export interface DecideFormProps {
  readonly item: AgendaItem;
  readonly onSaid: (words: string) => void;
}

type Verdict = 'approve' | 'reject';

/** Approves or rejects in place. What is sent along says which state of the change was looked at. */
export function DecideForm({ item: { issueKey, approval }, onSaid }: DecideFormProps): ReactNode {
  const text = useCabText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [owner, setOwner] = useState<AccountId | null>(approval.mine[0]?.accountId ?? null);
  const [missing, setMissing] = useState(false);
  const decide = useApiCommand('change.decide', { changes: ['change.agenda', 'change.panel'] });
  const whose = approval.mine.some((person) => (person?.accountId ?? null) === owner)
    ? owner
    : (approval.mine[0]?.accountId ?? null);
  const give = (verdict: Verdict): void => {
    if (verdict === 'reject' && reason.trim() === '') return setMissing(true);
    decide.mutate(
      { issueKey, verdict, onBehalfOf: whose, reason, seal: approval.seal },
      { onSuccess: () => onSaid(text(`cab.said.${verdict}`, { key: issueKey })) },
    );
  };
  return (
    <form
      className="cab-decide"
      aria-label={text('cab.decide', { key: issueKey })}
      onSubmit={(event) => event.preventDefault()}
    >
      {approval.mine.length < 2 && whose === null ? null : (
        <OwnerChoice owners={approval.mine} owner={whose} onChange={setOwner} />
      )}
      <Field
        label={text('cab.reason')}
        hint={text('cab.reason.hint')}
        error={missing ? text('cab.reason.missing') : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            className="pl-input"
            rows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setMissing(false);
            }}
          />
        )}
      </Field>
      <Refused error={decide.error} onLook={() => void client.invalidateQueries({ queryKey: ['change.agenda'] })} />
      <div className="cab-actions">
        <Button appearance="primary" disabled={decide.isPending} onClick={() => give('approve')}>
          {text('cab.approve')}
        </Button>
        <Button disabled={decide.isPending} onClick={() => give('reject')}>
          {text('cab.reject')}
        </Button>
      </div>
    </form>
  );
}

const OWN = 'own';

interface OwnerChoiceProps {
  readonly owners: AgendaItem['approval']['mine'];
  readonly owner: AccountId | null;
  readonly onChange: (owner: AccountId | null) => void;
}

function OwnerChoice({ owners, owner, onChange }: OwnerChoiceProps): ReactNode {
  const text = useCabText();
  const options = owners.map((person) => ({
    value: person?.accountId ?? OWN,
    label: person === null ? text('cab.owner.self') : text('cab.owner.other', { name: person.name }),
  }));
  return (
    <Field label={text('cab.owner')}>
      {(control) => (
        <Select
          {...control}
          value={owner ?? OWN}
          options={options}
          onChange={(value) => onChange(owners.find((person) => person?.accountId === value)?.accountId ?? null)}
        />
      )}
    </Field>
  );
}

/** Why a decision was not taken; where the change was edited meanwhile, the way to look at it. */
function Refused({ error, onLook }: { readonly error: Error | null; readonly onLook: () => void }): ReactNode {
  const text = useCabText();
  if (error === null) return null;
  return (
    <div role="alert" className="cab-notice" data-tone="danger">
      <p>{error.message}</p>
      {error instanceof ApiError && error.code === 'CONFLICT' ? (
        <Button onClick={onLook}>{text('cab.look')}</Button>
      ) : null}
    </div>
  );
}
