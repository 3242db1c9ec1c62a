import type { ReactNode } from 'react';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Field, Select } from '../../../../shared/components';
import { ClassSelect } from '../../shared/ClassSelect';
import { useImportText } from '../messages';
import type { CiMapping, Inspection, MappingProblem } from '../types';
import { ClassNames } from './ClassNames';
import { ColumnTable } from './ColumnTable';

export interface CiFieldsProps {
  readonly mapping: CiMapping;
  readonly inspection: Inspection;
  readonly catalogue: CatalogueState;
  readonly problems: readonly MappingProblem[];
  readonly onChange: (mapping: CiMapping) => void;
}

/** What is said about a file of CIs: their class, how numbers and dates are written, and each column's meaning. */
export function CiFields({ mapping, inspection, catalogue, problems, onChange }: CiFieldsProps): ReactNode {
  const text = useImportText();
  const hasClassColumn = mapping.columns.some(({ target }) => target.to === 'class');
  const about = (code: MappingProblem['code']): string | undefined =>
    problems.find((problem) => problem.code === code && problem.column === null)?.message;
  return (
    <>
      <div className="import-fields">
        <Field
          label={text(hasClassColumn ? 'mapping.class.otherwise' : 'mapping.class')}
          hint={text(hasClassColumn ? 'mapping.class.otherwise.hint' : 'mapping.class.hint')}
          error={about('noClass') ?? about('unknownClass')}
        >
          {(control) => (
            <ClassSelect
              {...control}
              classes={catalogue.classes}
              concreteOnly
              all={text('mapping.class.none')}
              value={mapping.classKey ?? ''}
              onChange={(key) => onChange({ ...mapping, classKey: key === '' ? null : key })}
            />
          )}
        </Field>
        <NotationFields mapping={mapping} onChange={onChange} />
      </div>
      {hasClassColumn ? (
        <ClassNames mapping={mapping} inspection={inspection} catalogue={catalogue} onChange={onChange} />
      ) : null}
      {about('noIdentity') === undefined ? null : (
        <p className="cmdb-notice" data-tone="danger" role="alert">
          {about('noIdentity')}
        </p>
      )}
      <ColumnTable
        mapping={mapping}
        inspection={inspection}
        catalogue={catalogue}
        problems={problems}
        onChange={onChange}
      />
    </>
  );
}

function NotationFields({ mapping, onChange }: Pick<CiFieldsProps, 'mapping' | 'onChange'>): ReactNode {
  const text = useImportText();
  const { notation } = mapping;
  const decimals = [
    { value: '.', label: text('notation.decimal.point') },
    { value: ',', label: text('notation.decimal.comma') },
  ] as const;
  const dates = (['ymd', 'dmy', 'mdy'] as const).map((value) => ({ value, label: text(`notation.date.${value}`) }));
  return (
    <>
      <Field label={text('notation.decimal')}>
        {(control) => (
          <Select
            {...control}
            options={decimals}
            value={notation.decimal}
            onChange={(decimal) => onChange({ ...mapping, notation: { ...notation, decimal } })}
          />
        )}
      </Field>
      <Field label={text('notation.date')}>
        {(control) => (
          <Select
            {...control}
            options={dates}
            value={notation.date}
            onChange={(date) => onChange({ ...mapping, notation: { ...notation, date } })}
          />
        )}
      </Field>
    </>
  );
}
