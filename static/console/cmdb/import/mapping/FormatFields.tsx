import type { ReactNode } from 'react';
import { Field, Select } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { FileFormat, FormatChoice } from '../types';

const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
] as const satisfies readonly FileFormat['encoding'][];
const DELIMITERS: readonly (readonly [string, 'comma' | 'semicolon' | 'tab' | 'pipe' | 'caret' | 'colon'])[] = [
  [',', 'comma'],
  [';', 'semicolon'],
  ['\t', 'tab'],
  ['|', 'pipe'],
  ['^', 'caret'],
  [':', 'colon'],
];

export interface FormatFieldsProps {
  /** What was chosen or, where nothing was, found out. */
  readonly format: FormatChoice;
  readonly error: string | undefined;
  readonly onChange: (format: FormatChoice) => void;
}

/** How the file is written, as found out; whoever knows better says so. */
export function FormatFields({ format, error, onChange }: FormatFieldsProps): ReactNode {
  const text = useImportText();
  const kinds = (['csv', 'json'] as const).map((kind) => ({ value: kind, label: text(`format.kind.${kind}`) }));
  return (
    <fieldset className="import-format">
      <legend>{text('format.title')}</legend>
      <Field label={text('format.kind')} error={error}>
        {(control) => (
          <Select
            {...control}
            options={kinds}
            value={format.kind}
            // What was found out about the one kind says nothing about the other.
            onChange={(kind) =>
              onChange({ kind, ...(format.encoding === undefined ? {} : { encoding: format.encoding }) })
            }
          />
        )}
      </Field>
      <Field label={text('format.encoding')}>
        {(control) => (
          <Select
            {...control}
            options={ENCODINGS.map((value) => ({ value, label: text(`format.encoding.${value}`) }))}
            value={format.encoding}
            onChange={(encoding) => onChange({ ...format, encoding })}
          />
        )}
      </Field>
      {format.kind === 'json' ? null : <CsvFields format={format} onChange={onChange} />}
    </fieldset>
  );
}

function CsvFields({ format, onChange }: Omit<FormatFieldsProps, 'error'>): ReactNode {
  const text = useImportText();
  const { delimiter } = format;
  const known = DELIMITERS.map(([value, name]) => ({ value, label: text(`format.delimiter.${name}`) }));
  const isOther = delimiter !== undefined && !known.some(({ value }) => value === delimiter);
  return (
    <>
      <Field label={text('format.delimiter')}>
        {(control) => (
          <Select
            {...control}
            options={isOther ? [...known, { value: delimiter, label: delimiter }] : known}
            value={delimiter}
            onChange={(chosen) => onChange({ ...format, delimiter: chosen })}
          />
        )}
      </Field>
      <div className="import-checks">
        <label>
          <input
            type="checkbox"
            checked={format.header ?? true}
            onChange={(event) => onChange({ ...format, header: event.target.checked })}
          />
          {text('format.header')}
        </label>
        <label title={text('format.guarded.hint')}>
          <input
            type="checkbox"
            checked={format.guarded ?? false}
            onChange={(event) => onChange({ ...format, guarded: event.target.checked })}
          />
          {text('format.guarded')}
        </label>
      </div>
    </>
  );
}
