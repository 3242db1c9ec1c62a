import { useState, type ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { Button, Lozenge, type Tone } from '../../shared/components';
import { useText } from '../text';
import { useFindings } from './findings';

export type PlanOutput = OutputOf<'setup.plan'>;
type Step = PlanOutput['steps'][number];
type Verdict = Step['verdict'];

export const VERDICTS = ['create', 'reuse', 'drift'] as const satisfies readonly Verdict[];
const TONES: Readonly<Record<Verdict, Tone>> = { create: 'information', drift: 'warning', reuse: 'neutral' };

export const countOf = (steps: readonly Step[], verdict: Verdict): number =>
  steps.filter((step) => step.verdict === verdict).length;

/** The whole plan in three numbers. */
export function PlanCounts({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const text = useText();
  return (
    <dl className="ad-counts">
      {VERDICTS.map((verdict) => (
        <div key={verdict} data-verdict={verdict}>
          <dd>{countOf(steps, verdict)}</dd>
          <dt>{text(`setup.count.${verdict}`)}</dt>
        </div>
      ))}
    </dl>
  );
}

/** Every step under the kind of thing it is about; what needs nobody's eye is folded away. */
export function PlanList({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const text = useText();
  const groups = [...new Set(steps.map(({ group }) => group))];
  const [folded, setFolded] = useState<ReadonlySet<string>>(
    () => new Set(groups.filter((group) => steps.every((step) => step.group !== group || step.verdict !== 'drift'))),
  );
  const fold = (group: string, shut: boolean): void =>
    setFolded((before) => new Set(shut ? [...before, group] : [...before].filter((one) => one !== group)));
  const allOpen = folded.size === 0;
  return (
    <>
      <div className="ad-plan-tools">
        <Button appearance="subtle" onClick={() => setFolded(new Set(allOpen ? groups : []))}>
          {text(allOpen ? 'setup.plan.foldAll' : 'setup.plan.unfoldAll')}
        </Button>
      </div>
      <div className="ad-groups">
        {groups.map((group) => (
          <PlanGroup
            key={group}
            title={text(`setup.group.${group}`)}
            steps={steps.filter((step) => step.group === group)}
            open={!folded.has(group)}
            onToggle={(open) => fold(group, !open)}
          />
        ))}
      </div>
    </>
  );
}

interface PlanGroupProps {
  readonly title: string;
  readonly steps: readonly Step[];
  readonly open: boolean;
  readonly onToggle: (open: boolean) => void;
}

function PlanGroup({ title, steps, open, onToggle }: PlanGroupProps): ReactNode {
  const text = useText();
  return (
    <details className="ad-group" open={open} onToggle={(event) => onToggle(event.currentTarget.open)}>
      <summary>
        <span className="ad-group-title">{title}</span>
        {VERDICTS.map((verdict) => {
          const count = countOf(steps, verdict);
          return count === 0 ? null : (
            <Lozenge key={verdict} tone={TONES[verdict]}>
              {text(`setup.summary.${verdict}`, { count })}
            </Lozenge>
          );
        })}
      </summary>
      <ul className="ad-steps">
        {steps.map((step) => (
          <PlanStep key={step.id} step={step} />
        ))}
      </ul>
    </details>
  );
}

function PlanStep({ step }: { readonly step: Step }): ReactNode {
  const text = useText();
  const { difference } = useFindings();
  return (
    <li>
      <span className="ad-step-name">{step.name}</span>
      <Lozenge tone={TONES[step.verdict]}>{text(`setup.verdict.${step.verdict}`)}</Lozenge>
      {step.differences.length === 0 ? null : (
        <ul className="ad-differences">
          {step.differences.map((found) => (
            <li key={JSON.stringify(found)}>{difference(found)}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
