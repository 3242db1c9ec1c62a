import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, ErrorState } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { ImportView, RunView } from '../types';
import { importPath } from '../upload/UploadStep';
import { useImportCommand } from '../use-import';
import { CountsBar } from './Counts';
import { Rejects } from './Rejects';
import { isGoing, Note, RunBar } from './RunBar';
import { RunRows } from './RunRows';

export interface RunStepProps {
  readonly view: ImportView;
  readonly catalogue: CatalogueState;
}

/** The third step: every row judged, nothing written. */
export function DryRunStep({ view, catalogue }: RunStepProps): ReactNode {
  const { dryRun } = view;
  if (dryRun === null) return null;
  if (isGoing(view, dryRun)) return <RunBar view={view} run={dryRun} />;
  return (
    <>
      <Outcome view={view} run={dryRun} />
      <RunRows key={dryRun.startedAt} importId={view.importId} kind="dryRun" run={dryRun} catalogue={catalogue} />
    </>
  );
}

function Outcome({ view, run }: { readonly view: ImportView; readonly run: RunView }): ReactNode {
  const text = useImportText();
  const apply = useImportCommand('apply');
  const { create, update, reject } = run.counts;
  const isWhole = run.state === 'done';
  const sentence = !isWhole
    ? text('dryRun.unfinished', { done: run.done, total: run.total })
    : create + update === 0
      ? text('dryRun.nothing', { reject })
      : text('dryRun.would', { create, update, reject });
  return (
    <section className="import-outcome" aria-label={text('run.dryRun')}>
      <CountsBar run={run} />
      <p role="status">{sentence}</p>
      <Note view={view} />
      {apply.error === null ? null : <ErrorState error={apply.error} />}
      <div className="cmdb-actions">
        <Button
          appearance="primary"
          disabled={!isWhole || view.expired || create + update === 0 || apply.isPending}
          onClick={() => apply.run(view.importId)}
        >
          {text('dryRun.apply', { count: create + update })}
        </Button>
        <Rejects view={view} kind="dryRun" />
        {view.expired ? null : <Link to={`${importPath(view.importId)}?step=mapping`}>{text('dryRun.back')}</Link>}
      </div>
    </section>
  );
}
