import type { ReactNode } from 'react';
import type { InputIssue } from '../../../src/contract/rpc';
import { ApiError } from '../../shared/api';
import { Button, ErrorState, Skeleton } from '../../shared/components';
import { useApiCommand, useApiQuery } from '../../shared/query';
import { useText } from '../text';
import { countOf, PlanList, type PlanOutput } from './PlanList';
import type { Choices } from './SetupPage';

export interface PlanReviewProps {
  readonly choices: Choices;
  /** With what the backend refused, to be shown beside the fields. */
  readonly onBack: (refused: readonly InputIssue[]) => void;
  readonly onStarted: (jobId: string) => void;
}

/** What set-up would do. Nothing is written before "Apply". */
export function PlanReview({ choices, onBack, onStarted }: PlanReviewProps): ReactNode {
  const text = useText();
  const plan = useApiQuery('setup.plan', choices);
  const apply = useApiCommand('setup.apply', { changes: ['setup.overview'] });
  const start = (): void => apply.mutate(choices, { onSuccess: ({ jobId }) => onStarted(jobId) });
  const ready = plan.data !== undefined && plan.data.problems.length === 0;
  return (
    <section aria-labelledby="plan-title" className="ad-form">
      <h2 id="plan-title">{text('setup.planTitle')}</h2>
      {plan.isPending ? <Skeleton lines={8} /> : null}
      {plan.error === null ? null : <PlanError error={plan.error} onRetry={() => void plan.refetch()} />}
      {plan.data === undefined ? null : <PlanBody plan={plan.data} />}
      {apply.error === null ? null : <PlanError error={apply.error} onRetry={start} />}
      <div className="ad-actions">
        <Button appearance="primary" disabled={!ready || apply.isPending} onClick={start}>
          {text('setup.apply')}
        </Button>
        <Button onClick={() => onBack(plan.error instanceof ApiError ? plan.error.issues : [])}>
          {text('setup.back')}
        </Button>
      </div>
    </section>
  );
}

/** Input the backend refused is named place by place; going back is the way to mend it. */
function PlanError({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }): ReactNode {
  if (!(error instanceof ApiError) || error.issues.length === 0) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <div className="ad-note" data-tone="danger" role="alert">
      <ul>
        {error.issues.map(({ path, message }) => (
          <li key={path}>{message}</li>
        ))}
      </ul>
    </div>
  );
}

function PlanBody({ plan }: { readonly plan: PlanOutput }): ReactNode {
  const text = useText();
  const counts = { create: countOf(plan, 'create'), drift: countOf(plan, 'drift'), reuse: countOf(plan, 'reuse') };
  return (
    <>
      {plan.problems.length === 0 ? null : (
        <div className="ad-note" data-tone="danger" role="alert">
          <strong>{text('setup.plan.problems')}</strong>
          <ul>
            {plan.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
      <p role="status">
        {counts.create + counts.drift === 0 ? text('setup.plan.nothing') : text('setup.plan.summary', counts)}
      </p>
      <PlanList steps={plan.steps} />
    </>
  );
}
