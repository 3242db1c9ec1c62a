import type { ReactNode } from 'react';
import type { AttributeSpec } from '../../../../src/cmdb/cmdb.shapes';
import { Button } from '../../../shared/components';
import { keyFor } from './draft';
import { useClassesText } from './messages';
import { Add } from './Sidebar';

type Options = NonNullable<AttributeSpec['options']>;

export interface OptionListProps {
  readonly options: Options;
  readonly disabled: boolean;
  readonly error: string | undefined;
  readonly onChange: (options: Options) => void;
}

/** The options of a choice. Their keys stand in CIs and stay; their names may change. */
export function OptionList({ options, disabled, error, onChange }: OptionListProps): ReactNode {
  const text = useClassesText();
  const add = (name: string): void =>
    onChange([
      ...options,
      {
        key: keyFor(
          name,
          options.map(({ key }) => key),
          'option',
        ),
        name,
      },
    ]);
  return (
    <fieldset className="classes-options">
      <legend className="pl-label">{text('options.title')}</legend>
      {options.map(({ key, name }, at) => (
        <div key={key} className="classes-add">
          <input
            className="pl-input"
            aria-label={text('options.name', { key })}
            maxLength={80}
            disabled={disabled}
            value={name}
            onChange={(event) =>
              onChange(options.map((one, place) => (place === at ? { key, name: event.target.value } : one)))
            }
          />
          {disabled ? null : (
            <Button appearance="subtle" onClick={() => onChange(options.filter((_, place) => place !== at))}>
              {text('options.remove', { name })}
            </Button>
          )}
        </div>
      ))}
      {disabled ? null : <Add label={text('options.new')} button={text('options.add')} onAdd={add} />}
      {error === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
