import { useId, type ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Lozenge } from '../../shared/components';
import { useText } from '../text';
import type { Draft, Options, SetUpProject } from './draft';
import { useFieldError } from './field-error';

export interface PracticesStepProps {
  readonly options: Options;
  /** The chosen project, when it is set up already. */
  readonly known: SetUpProject | undefined;
}

export function PracticesStep({ options, known }: PracticesStepProps): ReactNode {
  const text = useText();
  const { register } = useFormContext<Draft>();
  const wrong = useFieldError()('practices');
  const errorId = useId();
  return (
    <fieldset className="ad-section" aria-describedby={wrong === undefined ? undefined : errorId}>
      <legend>{text('setup.practices')}</legend>
      <p className="ad-hint">{text('setup.practices.hint')}</p>
      <div className="ad-cards">
        {options.practices.map(({ key, name, description }) => (
          <label key={key} className="ad-card">
            <input type="checkbox" value={key} aria-invalid={wrong !== undefined} {...register('practices')} />
            <span>
              <strong>{name}</strong>{' '}
              {known?.practices.includes(key) === true ? (
                <Lozenge tone="success">{text('setup.practices.known')}</Lozenge>
              ) : null}
              <small>{description}</small>
            </span>
          </label>
        ))}
      </div>
      {wrong === undefined ? null : (
        <p id={errorId} className="pl-field-error" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
