import { useEffect, useRef, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import ProgressBar from '@atlaskit/progress-bar';
import type { OutputOf } from '../../shared/api';
import { Button } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { AdminError, AdminLoaded } from '../AdminError';
import { useText } from '../text';
import { useFindings } from './findings';
import { Result } from './Result';

export type Progress = OutputOf<'setup.progress'>;

const isOver = ({ state }: Progress): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

export interface ProgressPanelProps {
  readonly jobId: string;
  /** The run is not the one that was asked for just now: another was under way. */
  readonly others?: boolean;
  readonly onClose: () => void;
  /** The run was taken up again, as another. */
  readonly onStarted: (run: { readonly jobId: string; readonly started: boolean }) => void;
}

/** A run of set-up, looked at every two seconds until it is over. */
export function ProgressPanel({ jobId, others = false, onClose, onStarted }: ProgressPanelProps): ReactNode {
  const query = useApiQuery('setup.progress', { jobId }, { poll: (data) => (data && isOver(data) ? false : 2000) });
  const text = useText();
  const over = query.data !== undefined && isOver(query.data);
  useNewSite(over);
  const heading = useBroughtIntoView(query.data !== undefined, over);
  return (
    <AdminLoaded query={query} lines={3}>
      {(progress) => (
        <section aria-labelledby="progress-title" className="ad-form">
          <h2 id="progress-title" ref={heading} tabIndex={-1} className="ad-panel">
            {text(isOver(progress) ? 'progress.title.over' : 'progress.title')}
          </h2>
          {others ? (
            <p className="ad-note" data-tone="information" role="status">
              {text('progress.others')}
            </p>
          ) : null}
          {query.error === null || isOver(progress) ? null : (
            <p className="ad-note" data-tone="warning" role="status">
              {text('progress.lost')}
            </p>
          )}
          {isOver(progress) ? <Result progress={progress} /> : <Running progress={progress} />}
          <Actions progress={progress} onClose={onClose} onStarted={onStarted} />
        </section>
      )}
    </AdminLoaded>
  );
}

/** The plan before it was long, and its button at the end: the run, and its result, are gone to from there. */
function useBroughtIntoView(present: boolean, over: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (present) heading.current?.focus();
  }, [present, over]);
  return heading;
}

/** What the other pages knew of the site does not hold after a run. */
function useNewSite(over: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!over) return;
    for (const name of ['setup.overview', 'setup.options', 'setup.drift', 'setup.plan', 'setup.roles'] as const) {
      void client.invalidateQueries({ queryKey: [name] });
    }
  }, [client, over]);
}

type ActionsProps = Pick<ProgressPanelProps, 'onClose' | 'onStarted'> & { readonly progress: Progress };

function Actions({ progress, onClose, onStarted }: ActionsProps): ReactNode {
  const text = useText();
  const cancel = useApiCommand('setup.cancel', { changes: ['setup.progress'] });
  const resume = useApiCommand('setup.apply');
  const { jobId, choices, state } = progress;
  const resumable = state === 'failed' || state === 'cancelled';
  return (
    <>
      {cancel.error === null ? null : <AdminError error={cancel.error} />}
      {resume.error === null ? null : <AdminError error={resume.error} />}
      <div className="ad-actions">
        {resumable ? (
          <Button
            appearance="primary"
            disabled={resume.isPending}
            onClick={() => resume.mutate(choices, { onSuccess: onStarted })}
          >
            {text('progress.resume')}
          </Button>
        ) : null}
        {isOver(progress) ? (
          <Button onClick={onClose}>{text('progress.again')}</Button>
        ) : (
          <Button disabled={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
            {text('progress.cancel')}
          </Button>
        )}
      </div>
    </>
  );
}

function Running({ progress }: { readonly progress: Progress }): ReactNode {
  const text = useText();
  const findings = useFindings();
  const { total, done, current, note, state } = progress;
  return (
    <>
      <ProgressBar
        value={total === 0 ? 0 : done / total}
        isIndeterminate={total === 0}
        ariaLabel={text('progress.label')}
      />
      <p className="ad-progress" role="status">
        <strong>{total === 0 ? text(`progress.state.${state}`) : text('progress.count', { done, total })}</strong>
        <span>{total === 0 ? text('progress.looking') : text('progress.left', { left: total - done })}</span>
      </p>
      {current === null ? null : <p>{text('progress.current', { step: current })}</p>}
      {state !== 'waiting' || note === null ? null : (
        <p className="ad-note" data-tone="warning">
          {text('progress.waiting', { note: findings.note(note) })}
        </p>
      )}
      <p className="ad-hint">{text('progress.leave')}</p>
    </>
  );
}
