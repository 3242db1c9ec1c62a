import type { ReactNode } from 'react';
import type { AttributeSpec } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Field, Select } from '../../../shared/components';
import { Check, NumberInput, TextInput } from './inputs';
import { useClassesText } from './messages';
import { OptionList } from './OptionList';
import { said } from './place';
import type { Draft } from './use-draft';

const TYPES = [
  'text',
  'multiline',
  'number',
  'integer',
  'boolean',
  'date',
  'enum',
  'reference',
  'user',
  'url',
  'ip',
  'email',
] as const satisfies readonly AttributeSpec['type'][];

export interface AttributeEditorProps {
  readonly draft: Draft;
  readonly path: string;
  readonly attribute: AttributeSpec;
  readonly onChange: (changes: Partial<AttributeSpec>) => void;
  readonly onRemove: () => void;
}

export function AttributeEditor({ draft, path, attribute, onChange, onRemove }: AttributeEditorProps): ReactNode {
  const text = useClassesText();
  const disabled = !draft.editable;
  const whole = said(draft, path);
  return (
    <div className="classes-fields">
      <TextInput
        label={text('attribute.name')}
        hint={text('attribute.key', { key: attribute.key })}
        required
        maxLength={80}
        disabled={disabled}
        value={attribute.name}
        error={whole.error ?? said(draft, `${path}.name`).error}
        warning={whole.warning}
        onChange={(name) => onChange({ name })}
      />
      <Field label={text('attribute.type')} {...said(draft, `${path}.type`)}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            options={TYPES.map((type) => ({ value: type, label: text(`type.${type}`) }))}
            value={attribute.type}
            onChange={(type) => onChange({ type })}
          />
        )}
      </Field>
      <TextInput
        label={text('attribute.help')}
        maxLength={500}
        disabled={disabled}
        value={attribute.help ?? ''}
        {...said(draft, `${path}.help`)}
        onChange={(help) => onChange({ help: help === '' ? undefined : help })}
      />
      <TypeFields draft={draft} path={path} attribute={attribute} onChange={onChange} />
      <div className="classes-checks">
        {(['required', 'recommended', 'unique'] as const).map((flag) => (
          <Check
            key={flag}
            label={text(`attribute.${flag}`)}
            checked={attribute[flag]}
            disabled={disabled}
            onChange={(checked) => onChange({ [flag]: checked })}
          />
        ))}
        {said(draft, `${path}.required`).error === undefined ? null : (
          <p className="pl-field-error" role="alert">
            {said(draft, `${path}.required`).error}
          </p>
        )}
      </div>
      {disabled ? null : <Button onClick={onRemove}>{text('attribute.remove', { name: attribute.name })}</Button>}
    </div>
  );
}

/** What only some types have; what is filled stays visible, so that it can be taken away. */
function TypeFields({ draft, path, attribute, onChange }: Omit<AttributeEditorProps, 'onRemove'>): ReactNode {
  const text = useClassesText();
  const disabled = !draft.editable;
  const { type, pattern, options, referenceClass, min, max, unit } = attribute;
  const isText = type === 'text' || type === 'multiline';
  const isNumber = type === 'number' || type === 'integer';
  return (
    <>
      {isText || pattern !== undefined ? (
        <TextInput
          label={text('attribute.pattern')}
          hint={text('attribute.pattern.hint')}
          maxLength={200}
          disabled={disabled}
          value={pattern ?? ''}
          {...said(draft, `${path}.pattern`)}
          onChange={(value) => onChange({ pattern: value === '' ? undefined : value })}
        />
      ) : null}
      {isText || isNumber || min !== undefined || max !== undefined
        ? (['min', 'max'] as const).map((bound) => (
            <NumberInput
              key={bound}
              label={text(isNumber ? `attribute.${bound}` : `attribute.${bound}Length`)}
              disabled={disabled}
              value={bound === 'min' ? min : max}
              {...said(draft, `${path}.${bound}`)}
              onChange={(value) => onChange({ [bound]: value })}
            />
          ))
        : null}
      {isNumber || unit !== undefined ? (
        <TextInput
          label={text('attribute.unit')}
          maxLength={20}
          disabled={disabled}
          value={unit ?? ''}
          {...said(draft, `${path}.unit`)}
          onChange={(value) => onChange({ unit: value === '' ? undefined : value })}
        />
      ) : null}
      {type === 'reference' || referenceClass !== undefined ? (
        <Field label={text('attribute.referenceClass')} {...said(draft, `${path}.referenceClass`)}>
          {(control) => (
            <Select
              {...control}
              disabled={disabled}
              options={draft.catalogue.classes.map(({ key, name }) => ({ value: key, label: name }))}
              value={referenceClass}
              onChange={(key) => onChange({ referenceClass: key })}
            />
          )}
        </Field>
      ) : null}
      {type === 'enum' || options !== undefined ? (
        <OptionList
          options={options ?? []}
          disabled={disabled}
          error={said(draft, `${path}.options`).error}
          onChange={(changed) => onChange({ options: changed.length === 0 ? undefined : changed })}
        />
      ) : null}
    </>
  );
}
