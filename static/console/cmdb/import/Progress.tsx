import { useId, type ReactNode } from 'react';
import { useFormat } from '../../../shared/format';
import { useImportText } from './messages';

export interface ProgressProps {
  readonly label: string;
  readonly done?: number;
  /** 0 or absent while nobody knows yet. */
  readonly total?: number;
}

/** How far something got; the numbers stand beside the bar. */
export function Progress({ label, done = 0, total = 0 }: ProgressProps): ReactNode {
  const id = useId();
  const text = useImportText();
  const format = useFormat();
  const isKnown = total > 0;
  return (
    <div className="import-progress">
      <label htmlFor={id} role="status">
        {label}
      </label>
      <progress id={id} {...(isKnown ? { value: Math.min(done, total), max: total } : {})} />
      {isKnown ? (
        <span className="import-progress-of">
          {text('progress.of', {
            done: format.number(done),
            total: format.number(total),
            share: format.percent(Math.floor((100 * Math.min(done, total)) / total) / 100),
          })}
        </span>
      ) : null}
    </div>
  );
}
