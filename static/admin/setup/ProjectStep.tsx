import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Field } from '../../shared/components';
import { useText } from '../text';
import type { Draft, Options } from './draft';
import { useFieldError } from './field-error';

/** A new project, or one that exists. */
export function ProjectStep({ options }: { readonly options: Options }): ReactNode {
  const text = useText();
  const { register, watch } = useFormContext<Draft>();
  return (
    <fieldset className="ad-section">
      <legend>{text('setup.where')}</legend>
      {(['new', 'existing'] as const).map((where) => (
        <label key={where} className="ad-card">
          <input type="radio" value={where} {...register('where')} />
          <span>
            <strong>{text(`setup.where.${where}`)}</strong>
            <small>{text(`setup.where.${where}.why`)}</small>
          </span>
        </label>
      ))}
      {watch('where') === 'new' ? <NewProject /> : <ExistingProject options={options} />}
    </fieldset>
  );
}

function NewProject(): ReactNode {
  const text = useText();
  const { register } = useFormContext<Draft>();
  const errorOf = useFieldError();
  const upper = (value: string): string => value.toUpperCase();
  return (
    <div className="ad-fields">
      <Field label={text('setup.name')} error={errorOf('name')} required>
        {(control) => <input {...control} {...register('name')} className="pl-input" autoComplete="off" />}
      </Field>
      <Field label={text('setup.key')} hint={text('setup.key.hint')} error={errorOf('key')} required>
        {(control) => (
          <input
            {...control}
            {...register('key', { setValueAs: upper })}
            className="pl-input ad-key"
            maxLength={10}
            autoComplete="off"
          />
        )}
      </Field>
    </div>
  );
}

function ExistingProject({ options }: { readonly options: Options }): ReactNode {
  const text = useText();
  const { register } = useFormContext<Draft>();
  const errorOf = useFieldError();
  if (options.projects.length === 0) {
    return (
      <p className="ad-note" data-tone="warning">
        {text('setup.noProjects')}
      </p>
    );
  }
  return (
    <div className="ad-fields">
      <Field label={text('admin.project')} hint={text('setup.existing.hint')} error={errorOf('projectId')} required>
        {(control) => (
          <select {...control} {...register('projectId')} className="pl-input">
            <option value="">{text('setup.chooseProject.option')}</option>
            {options.projects.map(({ id, key, name }) => (
              <option key={id} value={id}>{`${name} (${key})`}</option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
