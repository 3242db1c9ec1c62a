import type { ReactNode } from 'react';
import type { OutputOf } from '../../shared/api';
import { Lozenge, type Tone } from '../../shared/components';
import { useText } from '../text';

export type PlanOutput = OutputOf<'setup.plan'>;
type Step = PlanOutput['steps'][number];

const TONES: Readonly<Record<Step['verdict'], Tone>> = { create: 'information', drift: 'warning', reuse: 'neutral' };

export const countOf = (plan: PlanOutput, verdict: Step['verdict']): number =>
  plan.steps.filter((step) => step.verdict === verdict).length;

/** Every step under the kind of thing it is about. */
export function PlanList({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  const text = useText();
  const groups = [...new Set(steps.map(({ group }) => group))];
  return groups.map((group) => (
    <section key={group} aria-labelledby={`group-${group}`}>
      <h3 id={`group-${group}`}>{text(`setup.group.${group}`)}</h3>
      <ul className="ad-steps">
        {steps
          .filter((step) => step.group === group)
          .map((step) => (
            <li key={step.id}>
              <Lozenge tone={TONES[step.verdict]}>{text(`setup.verdict.${step.verdict}`)}</Lozenge>
              <span>{step.name}</span>
              {step.differences.length === 0 ? null : (
                <ul className="ad-differences">
                  {step.differences.map((difference) => (
                    <li key={difference}>{difference}</li>
                  ))}
                </ul>
              )}
            </li>
          ))}
      </ul>
    </section>
  ));
}
