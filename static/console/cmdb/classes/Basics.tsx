import type { ReactNode } from 'react';
import { Field, Select, ValuePicker } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above } from './draft';
import { Check, NumberInput, TextInput } from './inputs';
import { useClassesText } from './messages';
import { said } from './place';

const LONGEST_NAME = 80;
const LONGEST_HELP = 500;

/** Name, place in the tree, staleness and who may read. */
export function Basics({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const { classes } = draft.catalogue;
  const path = `classes.${spec.key}`;
  const disabled = !draft.editable;
  const line = above(spec.key, classes);
  const stale = line.find(({ staleAfterDays }) => staleAfterDays !== undefined)?.staleAfterDays;
  const roles = line.find(({ readRoles }) => readRoles.length > 0)?.readRoles ?? [];
  const parents = classes
    .filter(({ key }) => key !== spec.key && !above(key, classes).some((one) => one.key === spec.key))
    .map(({ key, name }) => ({ value: key, label: name }));
  return (
    <div className="classes-fields">
      <TextInput
        label={text('class.name')}
        required
        maxLength={LONGEST_NAME}
        disabled={disabled}
        value={spec.name}
        {...said(draft, `${path}.name`)}
        onChange={(name) => onChange({ name })}
      />
      <Field label={text('class.parent')} {...said(draft, `${path}.parent`)}>
        {(control) => (
          <Select
            {...control}
            disabled={disabled}
            options={[{ value: '', label: text('class.root') }, ...parents]}
            value={spec.parent ?? ''}
            onChange={(parent) => onChange({ parent: parent === '' ? null : parent })}
          />
        )}
      </Field>
      <TextInput
        label={text('class.help')}
        maxLength={LONGEST_HELP}
        disabled={disabled}
        value={spec.help ?? ''}
        {...said(draft, `${path}.help`)}
        onChange={(help) => onChange({ help: help === '' ? undefined : help })}
      />
      <NumberInput
        label={text('class.stale')}
        hint={stale === undefined ? text('class.stale.never') : text('class.stale.inherited', { days: stale })}
        min={1}
        max={3_650}
        disabled={disabled}
        value={spec.staleAfterDays}
        {...said(draft, `${path}.staleAfterDays`)}
        onChange={(staleAfterDays) => onChange({ staleAfterDays })}
      />
      <Field
        label={text('class.roles')}
        hint={
          roles.length === 0 ? text('class.roles.everyone') : text('class.roles.inherited', { roles: roles.join(', ') })
        }
        {...said(draft, `${path}.readRoles`)}
      >
        {(control) =>
          disabled ? (
            <output id={control.id}>{spec.readRoles.join(', ') || '–'}</output>
          ) : (
            <ValuePicker
              {...control}
              label={text('class.roles')}
              options={roles.map((role) => ({ value: role, label: role }))}
              values={spec.readRoles}
              freeText
              onChange={(readRoles) => onChange({ readRoles })}
            />
          )
        }
      </Field>
      <Check
        label={text('class.abstract')}
        checked={spec.abstract}
        disabled={disabled}
        onChange={(abstract) => onChange({ abstract })}
      />
    </div>
  );
}
