import type { ReactNode } from 'react';
import type { ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { Select, type FieldControl } from '../../../../shared/components';
import { CiPicker } from '../../shared/CiPicker';
import { useCmdbText } from '../../shared/messages';
import { PersonPicker } from '../../shared/PersonPicker';

export type Attribute = ClassView['attributes'][number];

/** What accounts and CIs are called, by account id and by ref. */
export type Names = Readonly<Record<string, string>>;

export interface AttributeInputProps {
  readonly attribute: Attribute;
  readonly control: FieldControl;
  readonly value: string;
  readonly names: Names;
  readonly onChange: (value: string, name?: string) => void;
}

/** The control that fits the attribute's type. */
export function AttributeInput({ attribute, control, value, names, onChange }: AttributeInputProps): ReactNode {
  const { type } = attribute;
  if (type === 'multiline')
    return (
      <textarea
        {...control}
        className="pl-input"
        rows={3}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  if (type === 'enum' || type === 'boolean')
    return <Choice attribute={attribute} control={control} value={value} onChange={onChange} />;
  if (type === 'user')
    return (
      <PersonPicker
        {...control}
        label={attribute.name}
        person={value === '' ? null : { accountId: value, name: names[value] ?? value }}
        onChange={(person) => onChange(person?.accountId ?? '', person?.name)}
      />
    );
  if (type === 'reference')
    return <Reference attribute={attribute} control={control} value={value} names={names} onChange={onChange} />;
  return (
    <input
      {...control}
      className="pl-input"
      type={type === 'date' ? 'date' : 'text'}
      inputMode={INPUT_MODES[type]}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** The browser's own number box would throw away what it can't read, before anybody could say what is wrong with it. */
const INPUT_MODES = {
  text: 'text',
  ip: 'text',
  date: 'text',
  url: 'url',
  email: 'email',
  number: 'decimal',
  integer: 'numeric',
} as const;

function Choice({ attribute, control, value, onChange }: Omit<AttributeInputProps, 'names'>): ReactNode {
  const text = useCmdbText();
  const options =
    attribute.type === 'boolean'
      ? [
          { value: 'true', label: text('cmdb.yes') },
          { value: 'false', label: text('cmdb.no') },
        ]
      : (attribute.options ?? []).map(({ key, name }) => ({ value: key, label: name }));
  return (
    <Select
      {...control}
      options={[{ value: '', label: text('cmdb.notFilled') }, ...options]}
      value={value}
      onChange={(chosen) => onChange(chosen)}
    />
  );
}

function Reference({ attribute, control, value, names, onChange }: AttributeInputProps): ReactNode {
  const text = useCmdbText();
  if (value === '')
    return (
      <CiPicker
        {...control}
        label={attribute.name}
        classKey={attribute.referenceClass}
        onChoose={({ ref, name }) => onChange(ref, name)}
      />
    );
  const name = names[value] ?? value;
  return (
    <ul className="pl-tags" aria-label={attribute.name}>
      <li className="pl-tag" title={value}>
        {name}
        <button type="button" aria-label={`${text('cmdb.remove')}: ${name}`} onClick={() => onChange('')}>
          ×
        </button>
      </li>
    </ul>
  );
}
