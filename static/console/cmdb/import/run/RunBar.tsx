import type { ReactNode } from 'react';
import { Button, ErrorState, InfoIcon, PauseIcon } from '../../../../shared/components';
import { useImportText } from '../messages';
import { Progress } from '../Progress';
import type { ImportView, RunView } from '../types';
import { isUnderWay, useImportCommand } from '../use-import';

export interface RunBarProps {
  readonly view: ImportView;
  readonly run: RunView;
}

/** A run under way: how far it is, and what can be asked of it. A run that rests says why, and how it goes on. */
export function RunBar({ view, run }: RunBarProps): ReactNode {
  const text = useImportText();
  const kind = view.run ?? 'dryRun';
  const label = text('state.of', { run: text(`run.${kind}`), state: text(`state.${view.state}`) });
  return (
    <section className="import-run" aria-label={text(`run.${kind}`)}>
      <Progress label={label} done={run.done} total={run.total} />
      <p className="pl-hint" role="status">
        {view.request === null ? text(hintOf(view)) : text(`run.asked.${view.request}`)}
      </p>
      <Note view={view} />
      <Asks view={view} />
    </section>
  );
}

function hintOf(view: ImportView): 'run.hint' | 'run.waiting' | 'run.paused' | 'run.failed' {
  if (view.state === 'paused') return 'run.paused';
  if (view.state === 'failed') return 'run.failed';
  return view.state === 'waiting' ? 'run.waiting' : 'run.hint';
}

/** Why it waits or stopped. */
export function Note({ view: { note, state } }: { readonly view: ImportView }): ReactNode {
  if (note === null) return null;
  const isFailure = state === 'failed';
  return (
    <p className="cmdb-notice" data-tone={isFailure ? 'danger' : 'warning'} role={isFailure ? 'alert' : 'status'}>
      <InfoIcon />
      {note.message}
    </p>
  );
}

function Asks({ view }: { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const pause = useImportCommand('pause');
  const resume = useImportCommand('resume');
  const cancel = useImportCommand('cancel');
  const { importId } = view;
  const busy = pause.isPending || resume.isPending || cancel.isPending;
  const error = pause.error ?? resume.error ?? cancel.error;
  return (
    <>
      <div className="cmdb-actions">
        {isUnderWay(view) ? (
          <Button icon={<PauseIcon />} disabled={busy || view.request !== null} onClick={() => pause.run(importId)}>
            {text('run.pause')}
          </Button>
        ) : (
          <Button appearance="primary" disabled={busy} onClick={() => resume.run(importId)}>
            {text('run.resume')}
          </Button>
        )}
        {view.state === 'failed' ? null : (
          <Button disabled={busy || view.request === 'cancel'} onClick={() => cancel.run(importId)}>
            {text('run.cancel')}
          </Button>
        )}
      </div>
      {error === null ? null : <ErrorState error={error} />}
    </>
  );
}

/** Whether the run still has rows to do, now or once it is gone on with. */
export const isGoing = (view: ImportView, run: RunView): boolean =>
  run.state === 'going' && view.state !== 'done' && view.state !== 'cancelled';
