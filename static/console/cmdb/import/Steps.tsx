import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CheckIcon, VisuallyHidden } from '../../../shared/components';
import { useImportText } from './messages';

export const STEPS = ['file', 'mapping', 'dryRun', 'apply'] as const;
export type Step = (typeof STEPS)[number];

export interface StepsProps {
  readonly current: Step;
  /** Where a step that may be gone to now is. */
  readonly pathOf?: (step: Step) => string | undefined;
}

/** The way of an import, and where on it this one is. */
export function Steps({ current, pathOf }: StepsProps): ReactNode {
  const text = useImportText();
  const at = STEPS.indexOf(current);
  return (
    <ol className="import-steps" aria-label={text('steps')}>
      {STEPS.map((step, index) => {
        const path = step === current ? undefined : pathOf?.(step);
        const name = text(`steps.${step}`);
        return (
          <li
            key={step}
            data-state={index < at ? 'done' : index === at ? 'now' : 'later'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className="import-step-mark" aria-hidden>
              {index < at ? <CheckIcon /> : index + 1}
            </span>
            {path === undefined ? name : <Link to={path}>{name}</Link>}
            {index < at ? <VisuallyHidden>{text('steps.done')}</VisuallyHidden> : null}
          </li>
        );
      })}
    </ol>
  );
}
