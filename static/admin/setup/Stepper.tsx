import type { ReactNode } from 'react';
import { CheckIcon } from '../../shared/components/icons';
import { useText } from '../text';

export const STEPS = ['project', 'practices', 'people', 'plan', 'apply'] as const;
export type StepName = (typeof STEPS)[number];

export interface StepperProps {
  readonly current: StepName;
  /** Steps before the current one can be gone back to, unless a run is under way or over. */
  readonly onGo: ((step: StepName) => void) | undefined;
}

export function Stepper({ current, onGo }: StepperProps): ReactNode {
  const text = useText();
  const at = STEPS.indexOf(current);
  return (
    <nav aria-label={text('setup.steps')}>
      <ol className="ad-stepper">
        {STEPS.map((step, index) => {
          const state = index < at ? 'done' : index === at ? 'current' : 'ahead';
          const label = (
            <>
              <span className="ad-step-mark">{state === 'done' ? <CheckIcon /> : index + 1}</span>
              {text(`setup.step.${step}`)}
            </>
          );
          return (
            <li key={step} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
              {state === 'done' && onGo !== undefined ? (
                <button type="button" className="ad-step" onClick={() => onGo(step)}>
                  {label}
                </button>
              ) : (
                <span className="ad-step">{label}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
