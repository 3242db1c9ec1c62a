import { useId, type ReactNode } from 'react';
import { Select, ValuePicker, type ComboboxOption } from '../../../shared/components';
import { useFindings } from '../draft/findings';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import type { Condition } from '../policy';
import { CATEGORIES, newCondition, type ConditionKind } from './condition';
import { fieldOptions, useChoices } from './words';

export interface ConditionRowProps {
  readonly condition: Condition;
  readonly kinds: readonly ConditionKind[];
  readonly path: string;
  /** "Start, condition 2": every control of the row says it. */
  readonly label: string;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

/** A condition as a sentence whose words can be changed. */
export function ConditionRow(props: ConditionRowProps): ReactNode {
  const text = useSlaText();
  const saidId = useId();
  const { condition, kinds, path, label, onChange, onRemove } = props;
  const offered = kinds.includes(condition.on) ? kinds : [condition.on, ...kinds];
  return (
    <Place path={path} className="sla-condition">
      <div className="sla-sentence" role="group" aria-label={label}>
        <Select
          aria-label={text('condition.kind', { label })}
          value={condition.on}
          options={offered.map((kind) => ({ value: kind, label: text(`condition.${kind}`) }))}
          onChange={(on) => onChange(newCondition(on))}
        />
        <Words {...props} saidId={saidId} />
        <button
          type="button"
          className="ad-remove"
          aria-label={text('policy.delete.named', { name: label })}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      <Said path={path} id={saidId} />
    </Place>
  );
}

const IN = ['in', 'notIn'] as const;
const SET = ['set', 'unset'] as const;
const WRITERS = ['agent', 'customer'] as const;
const AUTHORS = ['agent', 'customer', 'anyone'] as const;

function Words({
  condition,
  path,
  label,
  onChange,
  saidId,
}: ConditionRowProps & { readonly saidId: string }): ReactNode {
  const text = useSlaText();
  const { statuses } = useChoices();
  const how = text('condition.how', { label });
  const values = { path, label, saidId };
  switch (condition.on) {
    case 'created':
      return null;
    case 'status':
      return (
        <>
          <Word label={how} value={condition.is} among={IN} onChange={(is) => onChange({ ...condition, is })} />
          <Values
            {...values}
            options={statuses}
            values={condition.values}
            onChange={(next) => onChange({ ...condition, values: next })}
          />
        </>
      );
    case 'statusCategory':
      return (
        <>
          <Word label={how} value={condition.is} among={IN} onChange={(is) => onChange({ ...condition, is })} />
          <Values
            {...values}
            options={CATEGORIES.map((category) => ({ value: category, label: text(`category.${category}`) }))}
            values={condition.values}
            onChange={(next) =>
              onChange({ ...condition, values: CATEGORIES.filter((category) => next.includes(category)) })
            }
          />
        </>
      );
    case 'assignee':
      return <Word label={how} value={condition.is} among={SET} onChange={(is) => onChange({ ...condition, is })} />;
    case 'commented':
      return (
        <Word label={how} value={condition.by} among={AUTHORS} onChange={(by) => onChange({ ...condition, by })} />
      );
    case 'lastCommentBy':
      return (
        <Word label={how} value={condition.is} among={WRITERS} onChange={(is) => onChange({ ...condition, is })} />
      );
    case 'field':
      return <FieldWords {...values} condition={condition} onChange={onChange} />;
    case 'changed':
      return (
        <FieldWord label={label} field={condition.field} onChange={(field) => onChange({ ...condition, field })} />
      );
  }
}

interface WordProps<V extends 'in' | 'notIn' | 'set' | 'unset' | 'agent' | 'customer' | 'anyone'> {
  readonly label: string;
  readonly value: V;
  readonly among: readonly V[];
  readonly onChange: (value: V) => void;
}

export function Word<V extends 'in' | 'notIn' | 'set' | 'unset' | 'agent' | 'customer' | 'anyone'>({
  label,
  value,
  among,
  onChange,
}: WordProps<V>): ReactNode {
  const text = useSlaText();
  return (
    <Select
      aria-label={label}
      value={value}
      options={among.map((one) => ({ value: one, label: text(`condition.is.${one}`) }))}
      onChange={onChange}
    />
  );
}

interface ValuesProps {
  readonly path: string;
  readonly label: string;
  readonly saidId: string;
  readonly options: readonly ComboboxOption[] | null;
  readonly values: readonly string[];
  readonly onChange: (values: string[]) => void;
}

export function Values({ path, label, saidId, options, values, onChange }: ValuesProps): ReactNode {
  const text = useSlaText();
  const findings = useFindings();
  const invalid = findings.under(`${path}.values`).some(({ severity }) => severity === 'error');
  return (
    <Place path={`${path}.values`} className="sla-values">
      <ValuePicker
        label={text('condition.values', { label })}
        options={options ?? []}
        freeText={options === null}
        values={values}
        onChange={onChange}
        aria-invalid={invalid}
        aria-describedby={invalid ? saidId : undefined}
        placeholder={text(options === null ? 'condition.values.type' : 'condition.values.choose')}
      />
    </Place>
  );
}

export function FieldWord({
  label,
  field,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly onChange: (field: string) => void;
}): ReactNode {
  const text = useSlaText();
  const { fields } = useChoices();
  return (
    <Select
      aria-label={text('condition.field.which', { label })}
      value={field === '' ? undefined : field}
      options={fieldOptions(fields, field)}
      onChange={onChange}
    />
  );
}

type FieldCondition = Extract<Condition, { on: 'field' }>;

interface FieldWordsProps {
  readonly path: string;
  readonly label: string;
  readonly saidId: string;
  readonly condition: FieldCondition;
  readonly onChange: (condition: FieldCondition) => void;
}

function FieldWords({ condition, onChange, ...values }: FieldWordsProps): ReactNode {
  const text = useSlaText();
  const choices = useChoices();
  const { field, is } = condition;
  const takesValues = is === 'in' || is === 'notIn';
  return (
    <>
      <FieldWord
        label={values.label}
        field={field}
        onChange={(next) => onChange({ ...condition, field: next, values: [] })}
      />
      <Word
        label={text('condition.how', { label: values.label })}
        value={is}
        among={[...IN, ...SET]}
        onChange={(next) =>
          onChange({ ...condition, is: next, values: next === 'in' || next === 'notIn' ? condition.values : [] })
        }
      />
      {takesValues ? (
        <Values
          {...values}
          options={choices.field(field)?.options ?? null}
          values={condition.values}
          onChange={(next) => onChange({ ...condition, values: next })}
        />
      ) : null}
    </>
  );
}
