import { useState, type ReactNode } from 'react';
import type { InputIssue } from '../../../src/contract/rpc';
import type { InputOf, OutputOf } from '../../shared/api';
import { Loaded } from '../../shared/components';
import { useApiQuery } from '../../shared/query';
import { useFormat } from '../../shared/format';
import { useText } from '../text';
import { ChoicesForm, type Draft, emptyDraft } from './ChoicesForm';
import { PlanReview } from './PlanReview';
import { ProgressPanel } from './ProgressPanel';

export type Choices = InputOf<'setup.plan'>;
type Overview = OutputOf<'setup.overview'>;

/** Choosing, then the plan, then the run: one at a time, and a run in progress comes first. */
export function SetupPage(): ReactNode {
  const overview = useApiQuery('setup.overview', {});
  return (
    <Loaded query={overview}>{(data) => <Wizard overview={data} reload={() => void overview.refetch()} />}</Loaded>
  );
}

const ACTIVE: readonly string[] = ['queued', 'running', 'waiting'];

interface WizardProps {
  readonly overview: Overview;
  readonly reload: () => void;
}

function Wizard({ overview, reload }: WizardProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const running =
    overview.lastRun !== null && ACTIVE.includes(overview.lastRun.state) ? overview.lastRun.jobId : undefined;
  const [jobId, setJobId] = useState(running);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [choices, setChoices] = useState<Choices>();
  const [refused, setRefused] = useState<readonly InputIssue[]>([]);
  const close = (): void => {
    setJobId(undefined);
    setChoices(undefined);
    reload();
  };
  if (jobId !== undefined) return <ProgressPanel jobId={jobId} onClose={close} />;
  if (choices !== undefined) {
    const back = (issues: readonly InputIssue[]): void => {
      setRefused(issues);
      setChoices(undefined);
    };
    return <PlanReview choices={choices} onBack={back} onStarted={setJobId} />;
  }
  const keys = overview.projects.map(({ key }) => key);
  return (
    <>
      {keys.length === 0 ? null : (
        <p className="ad-note" data-tone="success">
          {text('setup.done', { projects: format.list(keys) })}
        </p>
      )}
      <p>{text('setup.intro')}</p>
      <ChoicesForm refused={refused} draft={draft} onChange={setDraft} onSubmit={setChoices} />
    </>
  );
}
