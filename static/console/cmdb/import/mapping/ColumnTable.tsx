import { useMemo, type ReactNode } from 'react';
import { useImportText } from '../messages';
import type { ColumnMapping } from '../types';
import type { CiFieldsProps } from './CiFields';
import { ColumnRow } from './ColumnRow';
import { attributesFor, relationOptions } from './targets';

const EXAMPLES = 3;

/** Each column with some of its values and what it means. */
export function ColumnTable({ mapping, inspection, catalogue, problems, onChange }: CiFieldsProps): ReactNode {
  const text = useImportText();
  const { columns } = inspection.import;
  const hasClassColumn = mapping.columns.some(({ target }) => target.to === 'class' || target.to === 'ref');
  const classKey = hasClassColumn ? null : mapping.classKey;
  const choices = useMemo(
    () => ({
      attributes: attributesFor(catalogue.classes, classKey),
      relations: relationOptions(catalogue.catalogue.relationTypes),
    }),
    [catalogue, classKey],
  );
  const set = (column: string, changed: ColumnMapping | undefined): void => {
    const others = new Map(mapping.columns.map((one) => [one.column, one] as const));
    if (changed === undefined) others.delete(column);
    else others.set(column, changed);
    onChange({ ...mapping, columns: columns.flatMap((name) => others.get(name) ?? []) });
  };
  const skipped = columns.length - mapping.columns.length;
  return (
    <section aria-labelledby="import-columns">
      <h3 id="import-columns">{text('columns.title')}</h3>
      <p className="pl-hint">{text('columns.skipped', { count: skipped })}</p>
      <div className="import-scroll" tabIndex={0} role="group" aria-labelledby="import-columns">
        <table className="pl-table import-columns">
          <thead>
            <tr>
              <th scope="col">{text('columns.column')}</th>
              <th scope="col">{text('columns.examples')}</th>
              <th scope="col">{text('columns.meaning')}</th>
              <th scope="col">{text('columns.more')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, at) => (
              <ColumnRow
                key={column}
                column={column}
                examples={examplesOf(inspection.sample, at)}
                mapped={mapping.columns.find((one) => one.column === column)}
                choices={choices}
                problem={problems.find((problem) => problem.column === column)?.message}
                onChange={(changed) => set(column, changed)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function examplesOf(sample: CiFieldsProps['inspection']['sample'], at: number): string[] {
  const values = sample.flatMap(({ cells }) => cells[at]?.trim() || []);
  return [...new Set(values)].slice(0, EXAMPLES);
}
