import type { ReactNode } from 'react';
import { Field, Select } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { Mapping } from '../types';

export interface KindChoiceProps {
  readonly mapping: Mapping;
  readonly suggestion: Mapping;
  readonly columns: readonly string[];
  readonly onChange: (mapping: Mapping) => void;
}

/** Whether a row is a CI or a relation between two. */
export function KindChoice({ mapping, suggestion, columns, onChange }: KindChoiceProps): ReactNode {
  const text = useImportText();
  const options = (['cis', 'relations'] as const).map((kind) => ({ value: kind, label: text(`mapping.kind.${kind}`) }));
  const become = (kind: Mapping['kind']): void => {
    if (kind === mapping.kind) return;
    onChange(
      suggestion.kind === kind ? { ...suggestion, source: mapping.source } : blank(kind, mapping.source, columns),
    );
  };
  return (
    <Field label={text('mapping.kind')}>
      {(control) => <Select {...control} options={options} value={mapping.kind} onChange={become} />}
    </Field>
  );
}

function blank(kind: Mapping['kind'], source: string, [first = '', second = first]: readonly string[]): Mapping {
  if (kind === 'cis')
    return { kind, source, classKey: null, classNames: {}, columns: [], notation: { decimal: '.', date: 'ymd' } };
  return {
    kind,
    source,
    from: first,
    to: second,
    fromBy: 'any',
    toBy: 'any',
    type: { is: 'fixed', type: 'dependsOn' },
  };
}
