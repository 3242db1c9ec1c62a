import type { ReactNode } from 'react';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Field, Select } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { MappingProblem, RelationMapping } from '../types';
import { NamedBySelect } from './TargetDetails';

export interface RelationFieldsProps {
  readonly mapping: RelationMapping;
  readonly columns: readonly string[];
  readonly catalogue: CatalogueState;
  readonly problems: readonly MappingProblem[];
  readonly onChange: (mapping: RelationMapping) => void;
}

/** What is said about a file of relations: which columns name the two ends, and what relates them. */
export function RelationFields({ mapping, columns, catalogue, problems, onChange }: RelationFieldsProps): ReactNode {
  const text = useImportText();
  const options = columns.map((column) => ({ value: column, label: column }));
  const about = (column: string): string | undefined => problems.find((one) => one.column === column)?.message;
  const general = problems.find(({ column }) => column === null)?.message;
  const { type } = mapping;
  const fixed = catalogue.catalogue.relationTypes.map(({ key, name }) => ({
    value: `fixed ${key}`,
    label: text('relations.type.fixed', { name }),
  }));
  const byColumn = columns.map((column) => ({
    value: `column ${column}`,
    label: text('relations.type.column', { column }),
  }));
  const setType = (chosen: string): void => {
    const what = chosen.slice(chosen.indexOf(' ') + 1);
    const isColumn = chosen.startsWith('column ');
    onChange({ ...mapping, type: isColumn ? { is: 'column', column: what } : { is: 'fixed', type: what } });
  };
  return (
    <div className="import-fields">
      {(['from', 'to'] as const).map((end) => (
        <div key={end}>
          <Field label={text(`relations.${end}`)} error={about(mapping[end])}>
            {(control) => (
              <Select
                {...control}
                options={options}
                value={mapping[end]}
                onChange={(column) => onChange({ ...mapping, [end]: column })}
              />
            )}
          </Field>
          <NamedBySelect
            label={text(`relations.${end}.by`)}
            value={end === 'from' ? mapping.fromBy : mapping.toBy}
            onChange={(by) => onChange({ ...mapping, [end === 'from' ? 'fromBy' : 'toBy']: by })}
          />
        </div>
      ))}
      <Field label={text('relations.type')} error={general ?? (type.is === 'column' ? about(type.column) : undefined)}>
        {(control) => (
          <Select
            {...control}
            options={[...byColumn, ...fixed]}
            value={type.is === 'column' ? `column ${type.column}` : `fixed ${type.type}`}
            onChange={setType}
          />
        )}
      </Field>
    </div>
  );
}
