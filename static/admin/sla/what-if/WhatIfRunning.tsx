import type { ReactNode } from 'react';
import ProgressBar from '@atlaskit/progress-bar';
import type { OutputOf } from '../../../shared/api';
import { Button, ErrorState } from '../../../shared/components';
import { useApiCommand } from '../../../shared/query';
import { useSlaText } from '../messages';

export type WhatIf = OutputOf<'sla.whatIf'>;

export function WhatIfRunning({ job }: { readonly job: WhatIf }): ReactNode {
  const text = useSlaText();
  const cancel = useApiCommand('sla.cancelWhatIf', { changes: ['sla.whatIf'] });
  const { jobId, looked, total } = job;
  return (
    <div className="sla-run">
      <ProgressBar
        value={total === null || total === 0 ? 0 : looked / total}
        isIndeterminate={total === null}
        ariaLabel={text('whatIf.progress')}
      />
      <p role="status">
        {total === null ? text('whatIf.counting', { looked }) : text('whatIf.looked', { looked, total })}
        {job.flips.length === 0 ? null : ` ${text('whatIf.soFar', { count: job.flips.length })}`}
      </p>
      <p className="pl-hint">{text('whatIf.leave')}</p>
      {cancel.error === null ? null : <ErrorState error={cancel.error} />}
      <Button disabled={cancel.isPending} onClick={() => cancel.mutate({ jobId })}>
        {text('whatIf.cancel')}
      </Button>
    </div>
  );
}
