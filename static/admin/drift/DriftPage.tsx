import { useState, type ReactNode } from 'react';
import { Button, EmptyState, ErrorState, Loaded, Skeleton } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { ProjectChoice } from '../ProjectChoice';
import { PlanList } from '../setup/PlanList';
import { ProgressPanel } from '../setup/ProgressPanel';
import { useText } from '../text';

export function DriftPage(): ReactNode {
  return <ProjectChoice>{(projectId) => <Drift key={projectId} projectId={projectId} />}</ProjectChoice>;
}

function Drift({ projectId }: { readonly projectId: string }): ReactNode {
  const text = useText();
  const drift = useApiQuery('setup.drift', { projectId });
  const repair = useApiCommand('setup.repair');
  const [jobId, setJobId] = useState<string>();
  const check = (): void => void drift.refetch();
  if (jobId !== undefined) {
    const close = (): void => {
      setJobId(undefined);
      check();
    };
    return <ProgressPanel jobId={jobId} onClose={close} />;
  }
  return (
    <section aria-labelledby="drift-title">
      <h2 id="drift-title">{text('drift.title')}</h2>
      <Loaded query={drift} skeleton={<Skeleton lines={6} />}>
        {({ steps }) => {
          const open = steps.filter(({ verdict }) => verdict !== 'reuse');
          if (open.length === 0) return <EmptyState title={text('drift.none')}>{text('drift.none.why')}</EmptyState>;
          return (
            <>
              <PlanList steps={open} />
              <Button
                appearance="primary"
                disabled={repair.isPending}
                onClick={() => repair.mutate({ projectId }, { onSuccess: (started) => setJobId(started.jobId) })}
              >
                {text('drift.repair')}
              </Button>
            </>
          );
        }}
      </Loaded>
      {repair.error === null ? null : <ErrorState error={repair.error} />}
      <div className="ad-actions">
        <Button disabled={drift.isFetching} onClick={check}>
          {text('drift.check')}
        </Button>
      </div>
    </section>
  );
}
