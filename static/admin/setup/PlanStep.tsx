import type { ReactNode } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { ApiError } from '../../shared/api';
import { Skeleton } from '../../shared/components';
import type { useApiQuery } from '../../shared/query';
import { AdminError } from '../AdminError';
import { useText } from '../text';
import type { Draft } from './draft';
import { useFindings } from './findings';
import { isSettling, Settling } from './Settling';
import { countOf, PlanCounts, PlanList, type PlanOutput } from './PlanList';

type PlanQuery = ReturnType<typeof useApiQuery<'setup.plan'>>;

export interface PlanStepProps {
  readonly query: PlanQuery;
  /** The plan to show: the query's, or an earlier one while it is asked again. */
  readonly plan: PlanOutput | undefined;
  /** How often Jira was asked again. */
  readonly waits: number;
  readonly onRetry: () => void;
}

/** What set-up would do. Nothing is written before "Apply". */
export function PlanStep({ query, plan, waits, onRetry }: PlanStepProps): ReactNode {
  const text = useText();
  return (
    <section aria-labelledby="plan-title">
      <h2 id="plan-title">{text('setup.planTitle')}</h2>
      <p className="ad-hint">{text('setup.planHint')}</p>
      {query.error === null ? null : <PlanError error={query.error} waits={waits} onRetry={onRetry} />}
      {plan === undefined && query.error === null ? (
        <div className="ad-planning">
          <p role="status">{text('setup.plan.looking')}</p>
          <Skeleton lines={8} />
        </div>
      ) : null}
      {plan === undefined || query.error !== null ? null : (
        <div aria-busy={query.data === undefined}>
          <PlanBody plan={plan} />
        </div>
      )}
      <ReporterChoice />
    </section>
  );
}

type PlanErrorProps = Pick<PlanStepProps, 'waits' | 'onRetry'> & { readonly error: Error };

/** Input the backend refused is named place by place; going back is the way to mend it. */
export function PlanError({ error, waits, onRetry }: PlanErrorProps): ReactNode {
  if (isSettling(error, waits)) return <Settling key={waits} waits={waits} onRetry={onRetry} />;
  if (!(error instanceof ApiError) || error.issues.length === 0) return <AdminError error={error} onRetry={onRetry} />;
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
  const { problem } = useFindings();
  const open = countOf(plan.steps, 'create') + countOf(plan.steps, 'drift');
  return (
    <>
      {plan.problems.length === 0 ? null : (
        <div className="ad-note" data-tone="danger" role="alert">
          <strong>{text('setup.plan.problems')}</strong>
          <ul>
            {plan.problems.map((found) => (
              <li key={JSON.stringify(found)}>{problem(found)}</li>
            ))}
          </ul>
        </div>
      )}
      <PlanCounts steps={plan.steps} />
      {open === 0 ? (
        <p className="ad-note" data-tone="success" role="status">
          {text('setup.plan.nothing')}
        </p>
      ) : null}
      <PlanList steps={plan.steps} />
    </>
  );
}

/** Off unless somebody asks for it: the permission scheme may be shared with other projects. */
function ReporterChoice(): ReactNode {
  const text = useText();
  const { control } = useFormContext<Draft>();
  const { field } = useController({ control, name: 'agentsSetReporter' });
  return (
    <fieldset className="ad-section ad-optional">
      <legend>{text('setup.optional')}</legend>
      <label className="ad-card">
        <input type="checkbox" checked={field.value} onChange={(event) => field.onChange(event.target.checked)} />
        <span>
          <strong>{text('setup.reporter')}</strong>
          <small>{text('setup.reporter.why')}</small>
        </span>
      </label>
    </fieldset>
  );
}
