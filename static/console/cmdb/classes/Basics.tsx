import type { ReactNode } from 'react';
import { ClassIcon } from '../../../shared/cmdb/ClassIcon';
import { ICON_PATHS } from '../../../shared/cmdb/icon-paths';
import { Field, Select, ValuePicker } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above } from './draft';
import { Check, NumberInput, TextInput } from './inputs';
import { useClassesText } from './messages';
import { said } from './place';

const LONGEST_NAME = 80;
const LONGEST_HELP = 500;
const ICONS = Object.keys(ICON_PATHS);

/** Those that set-up makes in Jira, under the names they have there. */
const ROLES = [
  'serviceDeskAgent',
  'incidentManager',
  'problemManager',
  'changeManager',
  'cabMember',
  'releaseManager',
  'configurationManager',
  'serviceOwner',
] as const;

/** Name, place in the tree, staleness and who may read. */
export function Basics({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const { classes } = draft.catalogue;
  const path = `classes.${spec.key}`;
  const disabled = !draft.editable;
  const line = above(spec.key, classes);
  const stale = line.find(({ staleAfterDays }) => staleAfterDays !== undefined)?.staleAfterDays;
  const roles = line.find(({ readRoles }) => readRoles.length > 0)?.readRoles ?? [];
  const nameOf = (role: string): string => {
    const known = ROLES.find((one) => one === role);
    return known === undefined ? role : text(`role.${known}`);
  };
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
        hint={stale === undefined ? text('class.stale.default') : text('class.stale.inherited', { days: stale })}
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
          roles.length === 0
            ? text('class.roles.everyone')
            : text('class.roles.inherited', { roles: roles.map(nameOf).join(', ') })
        }
        {...said(draft, `${path}.readRoles`)}
      >
        {(control) =>
          disabled ? (
            <output id={control.id}>{spec.readRoles.map(nameOf).join(', ') || '–'}</output>
          ) : (
            <ValuePicker
              {...control}
              label={text('class.roles')}
              options={(roles.length === 0 ? ROLES : roles).map((role) => ({ value: role, label: nameOf(role) }))}
              values={spec.readRoles}
              onChange={(readRoles) => onChange({ readRoles })}
            />
          )
        }
      </Field>
      <Field label={text('class.icon')}>
        {(control) => (
          <div className="classes-icon">
            <ClassIcon icon={spec.icon} />
            <Select
              {...control}
              disabled={disabled}
              options={ICONS.map((icon) => ({ value: icon, label: icon }))}
              value={ICONS.find((icon) => icon === spec.icon) ?? 'generic'}
              onChange={(icon) => onChange({ icon })}
            />
          </div>
        )}
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
