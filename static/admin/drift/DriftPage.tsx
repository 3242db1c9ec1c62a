import { useState, type ReactNode } from 'react';
import { Button, EmptyState } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { AdminError, AdminLoaded } from '../AdminError';
import { ProjectChoice } from '../ProjectChoice';
import { useFindings } from '../setup/findings';
import { PlanCounts, PlanList, type PlanOutput } from '../setup/PlanList';
import { ProgressPanel } from '../setup/ProgressPanel';
import { useText } from '../text';

export function DriftPage(): ReactNode {
  return <ProjectChoice>{(projectId) => <Drift key={projectId} projectId={projectId} />}</ProjectChoice>;
}

function Drift({ projectId }: { readonly projectId: string }): ReactNode {
  const text = useText();
  const drift = useApiQuery('setup.drift', { projectId });
  const repair = useApiCommand('setup.repair');
  const [run, setRun] = useState<{ readonly jobId: string; readonly started: boolean }>();
  const check = (): void => void drift.refetch();
  if (run !== undefined) {
    const close = (): void => {
      setRun(undefined);
      check();
    };
    const { jobId, started } = run;
    return <ProgressPanel key={jobId} jobId={jobId} others={!started} onClose={close} onStarted={setRun} />;
  }
  const differs = drift.data?.steps.some(({ verdict }) => verdict !== 'reuse') === true;
  return (
    <section aria-labelledby="drift-title">
      <h2 id="drift-title">{text('drift.title')}</h2>
      <p className="ad-hint">{text('drift.hint')}</p>
      <AdminLoaded query={drift}>{(plan) => <Differences plan={plan} />}</AdminLoaded>
      {repair.error === null ? null : <AdminError error={repair.error} />}
      <div className="ad-actions">
        {differs ? (
          <Button
            appearance="primary"
            disabled={repair.isPending || drift.isFetching || drift.data?.problems.length !== 0}
            onClick={() => repair.mutate({ projectId }, { onSuccess: setRun })}
          >
            {text('drift.repair')}
          </Button>
        ) : null}
        <Button disabled={drift.isFetching} onClick={check}>
          {text(drift.isFetching ? 'drift.checking' : 'drift.check')}
        </Button>
      </div>
    </section>
  );
}

function Differences({ plan }: { readonly plan: PlanOutput }): ReactNode {
  const text = useText();
  const { problem } = useFindings();
  const open = plan.steps.filter(({ verdict }) => verdict !== 'reuse');
  return (
    <>
      {plan.problems.length === 0 ? null : (
        <ul className="ad-note" data-tone="danger" role="alert">
          {plan.problems.map((found) => (
            <li key={JSON.stringify(found)}>{problem(found)}</li>
          ))}
        </ul>
      )}
      {open.length === 0 ? (
        <EmptyState title={text('drift.none')}>{text('drift.none.why', { count: plan.steps.length })}</EmptyState>
      ) : (
        <>
          <PlanCounts steps={plan.steps} />
          <PlanList steps={open} />
        </>
      )}
    </>
  );
}
