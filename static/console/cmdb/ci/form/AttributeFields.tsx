import type { ReactNode } from 'react';
import { Field } from '../../../../shared/components';
import { useCiText } from '../messages';
import { AttributeInput, type Attribute } from './AttributeInput';
import type { FormFieldsProps } from './CommonFields';
import { at, attributePath } from './values';

/** The attributes of the CI's class, with those it inherits. */
export function AttributeFields({ ciClass, values, names, errors, onChange }: FormFieldsProps): ReactNode {
  const hintOf = useHint();
  return (
    <div className="cmdb-form-grid">
      {ciClass.attributes.map((attribute) => {
        const path = attributePath(attribute.key);
        return (
          <div key={attribute.key} className={attribute.type === 'multiline' ? 'cmdb-form-wide' : undefined}>
            <Field
              label={attribute.unit === undefined ? attribute.name : `${attribute.name} (${attribute.unit})`}
              required={attribute.required}
              hint={hintOf(attribute)}
              error={errors.at(path)}
            >
              {(control) => (
                <AttributeInput
                  attribute={attribute}
                  control={control}
                  value={at(values, path)}
                  names={names}
                  onChange={(value, name) => onChange(path, value, name)}
                />
              )}
            </Field>
          </div>
        );
      })}
    </div>
  );
}

/** What an administrator wrote for the attribute, and that its values are told apart. */
function useHint(): (attribute: Attribute) => string | undefined {
  const text = useCiText();
  return ({ help, unique }) => {
    const parts = [help ?? '', unique ? text('form.unique') : ''].filter((part) => part !== '');
    return parts.length === 0 ? undefined : parts.join(' ');
  };
}
