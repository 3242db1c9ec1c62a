import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { DeletePreview, DeleteProgress } from '../../../../src/cmdb/cmdb.shapes';
import { call } from '../../../shared/api';
import { Button, Loaded, SiteLink } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { CiLink } from '../shared/CiLink';
import { Dialog } from '../shared/Dialog';
import { useCmdbText } from '../shared/messages';
import { BROWSER, navigatorPath } from '../shared/paths';
import { Truncated } from '../shared/Truncated';
import { useCiText } from './messages';

export interface DeleteDialogProps {
  readonly ciRef: string;
  readonly onClose: () => void;
}

/** What hangs on the CI is said first; only what was seen so is deleted. */
export function DeleteDialog({ ciRef, onClose }: DeleteDialogProps): ReactNode {
  const text = useCiText();
  const preview = useApiQuery('cmdb.deletePreview', { ref: ciRef });
  return (
    <Dialog title={text('delete.title')} onClose={onClose}>
      <Loaded query={preview}>
        {(seen) => <Confirm seen={seen} onClose={onClose} onChanged={() => void preview.refetch()} />}
      </Loaded>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly seen: DeletePreview;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

function Confirm({ seen, onClose, onChanged }: ConfirmProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const deletion = useDeletion(seen, onChanged);
  return (
    <>
      <p>{text('delete.what', { name: seen.name })}</p>
      <ul className="cmdb-plain-list">
        <li>{text(seen.relationsCut ? 'delete.relationsCut' : 'delete.relations', { count: seen.relations })}</li>
        <li>
          {seen.openIssues === null ? (
            text('delete.noIssues')
          ) : (
            <SiteLink to={navigatorPath(seen.openIssues.jql)}>
              {text('delete.issues', { count: seen.openIssues.count })}
            </SiteLink>
          )}
        </li>
        <li>
          {text('delete.services', { count: seen.services.length })}
          <ul className="cmdb-plain-list">
            {seen.services.map((service) => (
              <li key={service.ref}>
                <CiLink ci={service} />
              </li>
            ))}
          </ul>
        </li>
      </ul>
      <Truncated at={seen.truncatedAt} />
      {deletion.error === null ? null : (
        <p role="alert" className="cmdb-notice" data-tone="danger">
          {deletion.error.message}
        </p>
      )}
      {deletion.removed === null ? null : <p role="status">{text('delete.going', { count: deletion.removed })}</p>}
      <div className="cmdb-actions cmdb-dialog-actions">
        <Button appearance="primary" disabled={deletion.removed !== null} onClick={deletion.start}>
          {text('delete.confirm', { name: seen.name })}
        </Button>
        <Button appearance="subtle" onClick={onClose}>
          {cmdb('cmdb.cancel')}
        </Button>
      </div>
    </>
  );
}

/** Milliseconds between looks at a deletion that goes on in the background. */
const PAUSE = 2_000;

interface Deletion {
  /** Relations removed so far; null while nothing is under way. */
  readonly removed: number | null;
  readonly error: Error | null;
  readonly start: () => void;
}

function useDeletion({ ref, version }: DeletePreview, onChanged: () => void): Deletion {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [removed, setRemoved] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const run = async (): Promise<void> => {
    setError(null);
    setRemoved(0);
    try {
      let progress: DeleteProgress;
      let total = 0;
      while (
        ((progress = await call('cmdb.delete', { ref, expectedVersion: version })), progress.state === 'deleting')
      ) {
        total += progress.relationsRemoved;
        setRemoved(total);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
      for (const query of ['cmdb.list', 'cmdb.get', 'cmdb.relations', 'cmdb.search', 'cmdb.impact'])
        client.removeQueries({ queryKey: [query] });
      void navigate(BROWSER, { replace: true });
    } catch (cause) {
      setRemoved(null);
      setError(cause instanceof Error ? cause : new Error(String(cause)));
      // Somebody changed it since: what hangs on it now is looked at again.
      onChanged();
    }
  };
  return { removed, error, start: () => void run() };
}
