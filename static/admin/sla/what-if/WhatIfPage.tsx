import { useState, type ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError } from '../../../shared/api';
import { Button, EmptyState, ErrorState, Field, Skeleton } from '../../../shared/components';
import { useApiCommand, useApiQuery } from '../../../shared/query';
import { errorsOf, useFindings } from '../draft/findings';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { NumberInput } from '../parts/NumberInput';
import { WhatIfResult } from './WhatIfResult';
import { WhatIfRunning } from './WhatIfRunning';

/** Runs the draft over the past, before it is saved. The run is named in the address, so that a reload finds it again. */
export function WhatIfPage(): ReactNode {
  const text = useSlaText();
  const [search] = useSearchParams();
  const jobId = search.get('job');
  return (
    <section aria-labelledby="what-if-title">
      <h3 id="what-if-title">{text('whatIf.title')}</h3>
      <p className="ad-hint">{text('whatIf.intro')}</p>
      <StartForm />
      {jobId === null ? null : <Run key={jobId} jobId={jobId} />}
    </section>
  );
}

const isDays = (days: number): boolean => Number.isInteger(days) && days >= 1 && days <= 365;

function StartForm(): ReactNode {
  const text = useSlaText();
  const navigate = useNavigate();
  const { policy, dirty } = usePolicy();
  const errors = errorsOf(useFindings().all).length;
  const [days, setDays] = useState(90);
  const start = useApiCommand('sla.startWhatIf', { changes: ['sla.whatIf'] });
  const refused = start.error instanceof ApiError ? start.error.at('days') : undefined;
  return (
    <form
      className="sla-create"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate(
          { policy, days },
          { onSuccess: ({ jobId }) => void navigate(`/sla/what-if?job=${encodeURIComponent(jobId)}`) },
        );
      }}
    >
      <Field
        label={text('whatIf.days')}
        hint={text('whatIf.days.hint')}
        error={isDays(days) ? refused : text('whatIf.days.fault')}
        required
      >
        {(control) => <NumberInput {...control} className="sla-amount" value={days} onChange={setDays} />}
      </Field>
      <Button type="submit" appearance="primary" disabled={!dirty || errors > 0 || !isDays(days) || start.isPending}>
        {text('whatIf.start')}
      </Button>
      <p className="pl-hint" role="status">
        {!dirty ? text('whatIf.noChanges') : errors > 0 ? text('whatIf.errors', { count: errors }) : null}
      </p>
      {start.error === null || refused !== undefined ? null : <ErrorState error={start.error} />}
    </form>
  );
}

const POLL = 1500;

function Run({ jobId }: { readonly jobId: string }): ReactNode {
  const text = useSlaText();
  const query = useApiQuery(
    'sla.whatIf',
    { jobId },
    { poll: (data) => (data === undefined || data.state === 'running' ? POLL : false) },
  );
  const job = query.data;
  if (job === undefined) {
    if (query.error === null) return <Skeleton lines={4} />;
    if (query.error instanceof ApiError && query.error.code === 'NOT_FOUND')
      return <EmptyState title={text('whatIf.gone')}>{text('whatIf.gone.next')}</EmptyState>;
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {query.error === null ? null : (
        <p className="ad-note" data-tone="warning" role="status">
          {text('whatIf.lost')}
        </p>
      )}
      {job.state === 'running' ? <WhatIfRunning job={job} /> : <WhatIfResult job={job} />}
    </>
  );
}
