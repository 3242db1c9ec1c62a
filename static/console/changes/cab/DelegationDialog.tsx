import type { ReactNode } from 'react';
import type { Delegation } from '../../../../src/change/approval.shapes';
import type { OutputOf } from '../../../shared/api';
import { Button, Loaded } from '../../../shared/components';
import { useChangeWords } from '../../../shared/change/terms';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { Dialog } from '../../cmdb/shared/Dialog';
import { DelegationForm } from './DelegationForm';
import { useCabText } from './messages';

/** One's votes in other hands for a time, and others' in one's own. */
export function DelegationDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useCabText();
  const delegations = useApiQuery('change.delegations', {});
  return (
    <Dialog title={text('delegation.title')} onClose={onClose}>
      <p>{text('delegation.what')}</p>
      <Loaded query={delegations}>{(found) => <Lists found={found} />}</Loaded>
      <div className="cab-actions cab-dialog-actions">
        <Button onClick={onClose}>{text('delegation.close')}</Button>
      </div>
    </Dialog>
  );
}

function Lists({ found: { enabled, given, received } }: { readonly found: OutputOf<'change.delegations'> }): ReactNode {
  const text = useCabText();
  const words = useChangeWords();
  return (
    <>
      {enabled ? null : (
        <p className="cab-notice" data-tone="warning">
          {text('delegation.off')}
        </p>
      )}
      <h3>{text('delegation.given')}</h3>
      {given.length === 0 ? (
        <p className="pl-hint">{text('delegation.given.none')}</p>
      ) : (
        <ul className="cab-delegations">
          {given.map((one) => (
            <Given key={one.id} delegation={one} />
          ))}
        </ul>
      )}
      {enabled ? <DelegationForm /> : null}
      <h3>{text('delegation.received')}</h3>
      {received.length === 0 ? (
        <p className="pl-hint">{text('delegation.received.none')}</p>
      ) : (
        <ul className="cab-delegations">
          {received.map(({ id, from, since, until }) => (
            <li key={id}>
              <span>
                <strong>{from.name}</strong> {words.span({ from: since, to: until })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Given({ delegation: { id, to, since, until } }: { readonly delegation: Delegation }): ReactNode {
  const text = useCabText();
  const words = useChangeWords();
  const end = useApiCommand('change.endDelegation', { changes: ['change.delegations'] });
  return (
    <li>
      <span>
        <strong>{to.name}</strong> {words.span({ from: since, to: until })}
      </span>
      <Button
        disabled={end.isPending}
        aria-label={text('delegation.endOne', { name: to.name })}
        onClick={() => end.mutate({ id })}
      >
        {text('delegation.end')}
      </Button>
      {end.error === null ? null : (
        <p className="pl-field-error" role="alert">
          {end.error.message}
        </p>
      )}
    </li>
  );
}
