import type { ReactNode } from 'react';
import ProgressBar from '@atlaskit/progress-bar';
import type { OutputOf } from '../../shared/api';
import { Button, ErrorState, Loaded, SiteLink } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { useText } from '../text';

type Progress = OutputOf<'setup.progress'>;

const isOver = ({ state }: Progress): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export interface ProgressPanelProps {
  readonly jobId: string;
  readonly onClose: () => void;
}

/** A run of set-up, looked at every two seconds until it is over. */
export function ProgressPanel({ jobId, onClose }: ProgressPanelProps): ReactNode {
  const query = useApiQuery('setup.progress', { jobId }, { poll: (data) => (data && isOver(data) ? false : 2000) });
  const cancel = useApiCommand('setup.cancel', { changes: ['setup.progress'] });
  const text = useText();
  return (
    <Loaded query={query}>
      {(progress) => (
        <section aria-labelledby="progress-title" className="ad-form">
          <h2 id="progress-title">{text('progress.title')}</h2>
          {isOver(progress) ? <Result progress={progress} /> : <Running progress={progress} />}
          {cancel.error === null ? null : <ErrorState error={cancel.error} />}
          <div className="ad-actions">
            {isOver(progress) ? (
              <Button onClick={onClose}>{text('progress.again')}</Button>
            ) : (
              <Button disabled={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
                {text('progress.cancel')}
              </Button>
            )}
          </div>
        </section>
      )}
    </Loaded>
  );
}

function Running({ progress }: { readonly progress: Progress }): ReactNode {
  const text = useText();
  const { total, done, current, note, state } = progress;
  return (
    <>
      <ProgressBar
        value={total === 0 ? 0 : done / total}
        isIndeterminate={total === 0}
        ariaLabel={text('progress.label')}
      />
      <p role="status">
        {text(`progress.state.${state}`)}
        {'. '}
        {total === 0 ? text('progress.looking') : text('progress.count', { done, total })}
      </p>
      {current === null ? null : <p>{text('progress.current', { step: current })}</p>}
      {state !== 'waiting' || note === null ? null : (
        <p className="ad-note" data-tone="warning">
          {text('progress.waiting', { note })}
        </p>
      )}
    </>
  );
}

const TONES = { done: 'success', failed: 'danger', cancelled: 'warning' } as const;

function Result({ progress }: { readonly progress: Progress }): ReactNode {
  const text = useText();
  const { state, note, project } = progress;
  if (state !== 'done' && state !== 'failed' && state !== 'cancelled') return null;
  return (
    <div role="status">
      <p className="ad-note" data-tone={TONES[state]}>
        {text(`progress.${state}`, { note: note ?? '' })}
      </p>
      {state !== 'done' || project === null ? null : (
        <ul>
          <li>
            <SiteLink to={`/browse/${project.key}`}>{text('progress.openProject', { key: project.key })}</SiteLink>
          </li>
          <li>
            <SiteLink to={`/issues/?jql=${encodeURIComponent(`project = ${project.key}`)}`}>
              {text('progress.createIncident')}
            </SiteLink>
          </li>
        </ul>
      )}
    </div>
  );
}
