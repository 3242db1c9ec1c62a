/** The input of one field by its kind, with its label, mark, hint and error. */
import { useId, useState, type ReactNode } from 'react';
import type { FieldMeta } from '../app/jira-types';
import { asList, asText, type Draft, type FieldKind } from './kinds';
import type { UserScope } from './people';
import { UserPicker } from './UserPicker';

export interface FieldInputProps {
  readonly meta: FieldMeta;
  readonly kind: FieldKind;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly error?: string | undefined;
  readonly scope: UserScope;
  /** The label is shown elsewhere (inline edit) and only read out. */
  readonly bare?: boolean;
  readonly autoFocus?: boolean;
  readonly hint?: string | undefined;
}

const optionLabel = (option: NonNullable<FieldMeta['allowedValues']>[number]): string =>
  option.name ?? option.value ?? option.key ?? option.id ?? '';

export function FieldInput(props: FieldInputProps) {
  const { meta, kind, error, bare = false, hint } = props;
  const id = useId();
  const describedBy = [error === undefined ? '' : `${id}-error`, hint === undefined ? '' : `${id}-hint`]
    .filter((name) => name !== '')
    .join(' ');
  const control = <Control {...props} id={id} describedBy={describedBy === '' ? undefined : describedBy} />;
  const after = (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
  const label = (
    <>
      {meta.name}
      {meta.required && !bare && (
        <span className="required" aria-hidden="true">
          {' *'}
        </span>
      )}
    </>
  );
  if (kind === 'multiselect') {
    return (
      <fieldset className="field" aria-describedby={describedBy === '' ? undefined : describedBy}>
        <legend className={bare ? 'visually-hidden' : undefined}>{label}</legend>
        {control}
        {after}
      </fieldset>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id} className={bare ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {control}
      {after}
    </div>
  );
}

type ControlProps = FieldInputProps & { readonly id: string; readonly describedBy: string | undefined };

function Control({
  id,
  describedBy,
  meta,
  kind,
  draft,
  onChange,
  error,
  scope,
  autoFocus = false,
}: ControlProps): ReactNode {
  const invalid = error !== undefined;
  const common = { id, autoFocus, required: meta.required, 'aria-invalid': invalid, 'aria-describedby': describedBy };
  const className = invalid ? 'text-input invalid' : 'text-input';
  switch (kind) {
    case 'textarea':
      return (
        <textarea
          {...common}
          className={className}
          rows={5}
          value={asText(draft)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'select':
      return (
        <select
          {...common}
          className={invalid ? 'invalid' : undefined}
          value={asText(draft)}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{meta.hasDefaultValue === true ? 'Default' : meta.required ? 'Choose…' : 'None'}</option>
          {(meta.allowedValues ?? []).map((option) => (
            <option key={option.id ?? optionLabel(option)} value={option.id}>
              {optionLabel(option)}
            </option>
          ))}
        </select>
      );
    case 'multiselect':
      return <Choices meta={meta} selected={asList(draft)} onChange={onChange} />;
    case 'user':
    case 'multiuser':
      return (
        <UserPicker
          id={id}
          label={meta.name}
          scope={scope}
          multiple={kind === 'multiuser'}
          selected={asList(draft)}
          invalid={invalid}
          describedBy={describedBy}
          onChange={(accountIds) => onChange(kind === 'user' ? (accountIds[0] ?? '') : accountIds)}
        />
      );
    case 'labels':
      return <LabelsInput {...common} className={className} labels={asList(draft)} onChange={onChange} />;
    case 'date':
    case 'number':
    case 'datetime':
      return (
        <input
          {...common}
          type={kind === 'datetime' ? 'datetime-local' : kind}
          step={kind === 'number' ? 'any' : undefined}
          className={className}
          value={asText(draft)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'fixed':
      return <p className="field-hint">This kind of field cannot be edited here.</p>;
    case 'text':
    case 'group':
    case 'issue':
      return (
        <input
          {...common}
          type="text"
          className={className}
          placeholder={kind === 'issue' ? 'Issue key' : kind === 'group' ? 'Group name' : undefined}
          value={asText(draft)}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function Choices({
  meta,
  selected,
  onChange,
}: {
  readonly meta: FieldMeta;
  readonly selected: readonly string[];
  readonly onChange: (draft: Draft) => void;
}) {
  const options = meta.allowedValues ?? [];
  if (options.length === 0) return <p className="field-hint">There is nothing to choose from.</p>;
  return (
    <div className="choice-list">
      {options.map((option) => {
        const value = option.id ?? '';
        const checked = selected.includes(value);
        return (
          <label key={value} className="choice">
            <input
              type="checkbox"
              checked={checked}
              onChange={() => onChange(checked ? selected.filter((other) => other !== value) : [...selected, value])}
            />
            {optionLabel(option)}
          </label>
        );
      })}
    </div>
  );
}

interface LabelsProps {
  readonly id: string;
  readonly className: string;
  readonly labels: readonly string[];
  readonly onChange: (draft: Draft) => void;
}

/** Labels have no spaces, so a space ends one. */
function LabelsInput({ labels, onChange, ...rest }: LabelsProps) {
  const [text, setText] = useState(labels.join(' '));
  return (
    <input
      {...rest}
      type="text"
      placeholder="Labels, separated by spaces"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value.split(/\s+/).filter((label) => label !== ''));
      }}
    />
  );
}
