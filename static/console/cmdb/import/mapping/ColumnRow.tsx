import { useId, type ReactNode } from 'react';
import type { AttributeSpec } from '../../../../../src/cmdb/cmdb.shapes';
import { Select } from '../../../../shared/components';
import { useCmdbText } from '../../shared/messages';
import { useImportText } from '../messages';
import type { ColumnMapping } from '../types';
import { canClear, FIELDS, keyOf, targetOf, type RelationOption } from './targets';
import { TargetDetails } from './TargetDetails';

export interface Choices {
  readonly attributes: readonly AttributeSpec[];
  readonly relations: readonly RelationOption[];
}

export interface ColumnRowProps {
  readonly column: string;
  readonly examples: readonly string[];
  readonly mapped: ColumnMapping | undefined;
  readonly choices: Choices;
  readonly problem: string | undefined;
  readonly onChange: (mapped: ColumnMapping | undefined) => void;
}

export function ColumnRow({ column, examples, mapped, choices, problem, onChange }: ColumnRowProps): ReactNode {
  const text = useImportText();
  const noteId = useId();
  const choose = (key: string): void => {
    const target = targetOf(key, mapped?.target);
    onChange(target === undefined ? undefined : { column, target, whenEmpty: mapped?.whenEmpty ?? 'keep' });
  };
  return (
    <tr data-skipped={mapped === undefined}>
      <th scope="row">{column}</th>
      <td className="import-examples">{examples.length === 0 ? text('columns.empty') : examples.join(' · ')}</td>
      <td>
        <select
          className="pl-input"
          aria-label={text('columns.meaningOf', { column })}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : noteId}
          value={mapped === undefined ? '' : keyOf(mapped.target)}
          onChange={(event) => choose(event.target.value)}
        >
          <TargetOptions choices={choices} mapped={mapped} />
        </select>
        {problem === undefined ? null : (
          <p id={noteId} className="pl-field-error" role="alert">
            {problem}
          </p>
        )}
      </td>
      <td>
        {mapped === undefined ? null : (
          <div className="import-details">
            <TargetDetails
              column={column}
              target={mapped.target}
              onChange={(target) => onChange({ ...mapped, target })}
            />
            {canClear(mapped.target) ? (
              <Select
                aria-label={text('columns.whenEmpty', { column })}
                options={(['keep', 'clear'] as const).map((value) => ({ value, label: text(`whenEmpty.${value}`) }))}
                value={mapped.whenEmpty}
                onChange={(whenEmpty) => onChange({ ...mapped, whenEmpty })}
              />
            ) : null}
          </div>
        )}
      </td>
    </tr>
  );
}

function TargetOptions({ choices, mapped }: Pick<ColumnRowProps, 'choices' | 'mapped'>): ReactNode {
  const text = useImportText();
  const cmdb = useCmdbText();
  const { attributes, relations } = choices;
  // What was chosen for another class stays visible, so that it can be seen and changed.
  const own = mapped?.target.to === 'attribute' ? mapped.target.attribute : undefined;
  const foreign = own !== undefined && !attributes.some(({ key }) => key === own) ? own : undefined;
  return (
    <>
      <option value="">{text('target.skip')}</option>
      <optgroup label={text('target.group.identity')}>
        <option value="field name">{cmdb('cmdb.field.name')}</option>
        <option value="key">{text('target.key')}</option>
        <option value="ref">{text('target.ref')}</option>
        <option value="keys">{text('target.keys')}</option>
        <option value="class">{cmdb('cmdb.field.classKey')}</option>
      </optgroup>
      <optgroup label={text('target.group.fields')}>
        {FIELDS.filter((field) => field !== 'name').map((field) => (
          <option key={field} value={`field ${field}`}>
            {cmdb(`cmdb.field.${field}`)}
          </option>
        ))}
        <option value="redundancy">{cmdb('cmdb.field.redundancy')}</option>
      </optgroup>
      <optgroup label={text('target.group.attributes')}>
        {attributes.map(({ key, name }) => (
          <option key={key} value={`attribute ${key}`}>
            {name}
          </option>
        ))}
        {foreign === undefined ? null : <option value={`attribute ${foreign}`}>{foreign}</option>}
      </optgroup>
      <optgroup label={text('target.group.relations')}>
        {relations.map(({ key, name }) => (
          <option key={key} value={key}>
            {text('target.relation', { name })}
          </option>
        ))}
      </optgroup>
    </>
  );
}
