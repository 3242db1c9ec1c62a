import type { ReactNode } from 'react';
import type { ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { Field, Select } from '../../../../shared/components';
import { CRITICALITY_LEVELS, ENVIRONMENT_KEYS } from '../../browser/list-query';
import { useCmdbText } from '../../shared/messages';
import { PersonPicker } from '../../shared/PersonPicker';
import type { Names } from './AttributeInput';
import type { FieldErrors } from './field-errors';
import { at, type Common, type Values } from './values';

export interface FormFieldsProps {
  readonly ciClass: ClassView;
  readonly values: Values;
  readonly names: Names;
  readonly errors: FieldErrors;
  /** `name` is what a chosen account or CI is called. */
  readonly onChange: (path: string, value: string, name?: string) => void;
}

/** The fields that every CI has. */
export function CommonFields({ ciClass, values, names, errors, onChange }: FormFieldsProps): ReactNode {
  const text = useCmdbText();
  const none = { value: '', label: text('cmdb.notFilled') };
  const field = (path: Common) => ({ label: text(`cmdb.field.${path}`), error: errors.at(path) });
  const textBox = (path: Common, required = false): ReactNode => (
    <Field {...field(path)} required={required}>
      {(control) => (
        <input
          {...control}
          className="pl-input"
          inputMode={path === 'cost' ? 'decimal' : 'text'}
          value={at(values, path)}
          onChange={(event) => onChange(path, event.target.value)}
        />
      )}
    </Field>
  );
  const owner = at(values, 'owner');
  return (
    <div className="cmdb-form-grid">
      <div className="cmdb-form-wide">{textBox('name', true)}</div>
      <Field {...field('state')}>
        {(control) => (
          <Select
            {...control}
            options={ciClass.states.map(({ key, name }) => ({ value: key, label: name }))}
            value={at(values, 'state') === '' ? undefined : at(values, 'state')}
            onChange={(state) => onChange('state', state)}
          />
        )}
      </Field>
      <Field {...field('environment')}>
        {(control) => (
          <Select
            {...control}
            options={[none, ...ENVIRONMENT_KEYS.map((value) => ({ value, label: text(`cmdb.environment.${value}`) }))]}
            value={at(values, 'environment')}
            onChange={(environment) => onChange('environment', environment)}
          />
        )}
      </Field>
      <Field {...field('criticality')}>
        {(control) => (
          <Select
            {...control}
            options={[
              none,
              ...CRITICALITY_LEVELS.map((level) => ({
                value: String(level),
                label: text(`cmdb.criticality.${level}`),
              })),
            ]}
            value={at(values, 'criticality')}
            onChange={(criticality) => onChange('criticality', criticality)}
          />
        )}
      </Field>
      <Field {...field('owner')}>
        {(control) => (
          <PersonPicker
            {...control}
            label={text('cmdb.field.owner')}
            person={owner === '' ? null : { accountId: owner, name: names[owner] ?? owner }}
            onChange={(person) => onChange('owner', person?.accountId ?? '', person?.name)}
          />
        )}
      </Field>
      {textBox('supportGroup')}
      {textBox('location')}
      {textBox('cost')}
    </div>
  );
}
