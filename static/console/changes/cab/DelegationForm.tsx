import { useState, type FormEvent, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { ApiError } from '../../../shared/api';
import { Button, Field } from '../../../shared/components';
import { useApiCommand } from '../../../shared/query';
import { instantOf, localOf } from '../../../shared/zoned';
import { PersonPicker, type Person } from '../../cmdb/shared/PersonPicker';
import { useCabText } from './messages';

const DAY = 86_400_000;

/** Hands one's votes over: to whom, from when, until when, in the reader's own time zone. */
export function DelegationForm(): ReactNode {
  const text = useCabText();
  const { timeZone = 'UTC' } = useIntl();
  const [to, setTo] = useState<Person | null>(null);
  const [since, setSince] = useState(() => localOf(Date.now(), timeZone));
  const [until, setUntil] = useState(() => localOf(Date.now() + 7 * DAY, timeZone));
  const [tried, setTried] = useState(false);
  const delegate = useApiCommand('change.delegate', { changes: ['change.delegations'] });
  const [from, end] = [instantOf(since, timeZone), instantOf(until, timeZone)];
  const account = to?.accountId;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (account === undefined || from === undefined || end === undefined) return;
    delegate.mutate(
      { to: account, since: beginning(from), until: end },
      {
        onSuccess: () => {
          setTo(null);
          setTried(false);
        },
      },
    );
  };
  const wrong = (path: 'to' | 'since' | 'until', given: string | undefined): string | undefined => {
    if (tried && given === undefined) return text(`delegation.${path}.missing`);
    return delegate.error instanceof ApiError ? delegate.error.at(path) : undefined;
  };
  const times = [
    { path: 'since', value: since, set: setSince, given: from },
    { path: 'until', value: until, set: setUntil, given: end },
  ] as const;
  const elsewhere = delegate.error instanceof ApiError && delegate.error.issues.length > 0 ? null : delegate.error;
  return (
    <form className="cab-delegate" aria-label={text('delegation.new')} onSubmit={submit}>
      <Field label={text('delegation.to')} error={wrong('to', account)}>
        {(control) => <PersonPicker {...control} label={text('delegation.to')} person={to} onChange={setTo} />}
      </Field>
      <div className="cab-times">
        {times.map(({ path, value, set, given }) => (
          <Field key={path} label={text(`delegation.${path}`)} error={wrong(path, given)}>
            {(control) => (
              <input
                {...control}
                type="datetime-local"
                className="pl-input"
                value={value}
                onChange={(event) => set(event.target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="pl-hint">{text('delegation.zone', { zone: timeZone })}</p>
      {elsewhere === null ? null : (
        <p role="alert" className="cab-notice" data-tone="danger">
          {elsewhere.message}
        </p>
      )}
      <Button type="submit" appearance="primary" disabled={delegate.isPending}>
        {text('delegation.submit')}
      </Button>
    </form>
  );
}

/** The minute that has begun is now: the field shows no seconds. */
const beginning = (since: string): string => {
  const now = Date.now();
  const given = Date.parse(since);
  return given <= now && now - given < 15 * 60_000 ? new Date(now).toISOString() : since;
};
