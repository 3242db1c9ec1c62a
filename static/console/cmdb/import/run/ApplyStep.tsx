import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { ImportView, Mapping, RunView } from '../types';
import { useImportCommand } from '../use-import';
import { CountsBar } from './Counts';
import type { RunStepProps } from './DryRunStep';
import { Rejects } from './Rejects';
import { isGoing, Note, RunBar } from './RunBar';
import { RunRows } from './RunRows';
import { Undo, UndoResult } from './Undo';

/** The fourth step: what was done, and how it can be taken back. */
export function ApplyStep({ view, catalogue }: RunStepProps): ReactNode {
  const { apply, undo } = view;
  if (apply === null) return null;
  return (
    <>
      {undo === null ? null : isGoing(view, undo) ? (
        <RunBar view={view} run={undo} />
      ) : (
        <UndoResult view={view} undo={undo} />
      )}
      {undo === null && isGoing(view, apply) ? (
        <RunBar view={view} run={apply} />
      ) : (
        <>
          <Outcome view={view} run={apply} />
          <RunRows key={apply.startedAt} importId={view.importId} kind="apply" run={apply} catalogue={catalogue} />
        </>
      )}
    </>
  );
}

function Outcome({ view, run }: { readonly view: ImportView; readonly run: RunView }): ReactNode {
  const text = useImportText();
  const { create, update, reject } = run.counts;
  return (
    <section className="import-outcome" aria-label={text('run.apply')}>
      <CountsBar run={run} />
      <p role="status">
        {run.state === 'done'
          ? text('apply.done', { create, update, reject })
          : text('apply.unfinished', { done: run.done, total: run.total })}
        {run.differing > 0 ? ` ${text('apply.differing', { count: run.differing })}` : ''}
      </p>
      {view.undo === null ? <Note view={view} /> : null}
      <div className="cmdb-actions">
        <Link to={browserPath(view.mapping)}>{text('apply.browse')}</Link>
        <Rejects view={view} kind="apply" />
        {view.undo === null && create + update > 0 ? <Undo view={view} /> : null}
        {view.expired ? null : <RemoveFile view={view} />}
      </div>
    </section>
  );
}

/** The list of CIs with what was written last on top, of the import's class when it has one. */
function browserPath(mapping: Mapping | null): string {
  const params = new URLSearchParams();
  const classes =
    mapping?.kind === 'cis' && !mapping.columns.some(({ target }) => target.to === 'class') ? mapping.classKey : null;
  if (classes !== null) params.set('class', classes);
  params.set('sort', '-updated');
  return `/cmdb?${params.toString()}`;
}

function RemoveFile({ view: { importId } }: { readonly view: ImportView }): ReactNode {
  const text = useImportText();
  const discard = useImportCommand('discard');
  return (
    <>
      <Button
        appearance="subtle"
        title={text('apply.removeFile.hint')}
        disabled={discard.isPending}
        onClick={() => discard.run(importId)}
      >
        {text('apply.removeFile')}
      </Button>
      {discard.error === null ? null : <span role="alert">{discard.error.message}</span>}
    </>
  );
}
