import type { ReactNode } from 'react';
import { Select } from '../../../../shared/components';
import { useImportText } from '../messages';
import type { NamedBy, Target } from '../types';

export interface TargetDetailsProps {
  readonly column: string;
  readonly target: Target;
  readonly onChange: (target: Target) => void;
}

/** What else has to be said about what a column means. */
export function TargetDetails({ column, target, onChange }: TargetDetailsProps): ReactNode {
  const text = useImportText();
  if (target.to === 'key')
    return (
      <input
        className="pl-input"
        aria-label={text('target.key.source', { column })}
        placeholder={text('target.key.own')}
        maxLength={60}
        value={target.source ?? ''}
        onChange={({ target: { value } }) =>
          onChange(value.trim() === '' ? { to: 'key' } : { to: 'key', source: value })
        }
      />
    );
  if (target.to !== 'relation') return null;
  const { separator, ...single } = target;
  return (
    <>
      <NamedBySelect
        label={text('target.relation.by', { column })}
        value={target.by}
        onChange={(by) => onChange({ ...target, by })}
      />
      <input
        className="pl-input import-separator"
        aria-label={text('target.relation.separator', { column })}
        title={text('target.relation.separator', { column })}
        placeholder={text('target.relation.one')}
        maxLength={3}
        value={separator ?? ''}
        onChange={({ target: { value } }) => onChange(value === '' ? single : { ...single, separator: value })}
      />
    </>
  );
}

export interface NamedBySelectProps {
  readonly label: string;
  readonly value: NamedBy;
  readonly onChange: (by: NamedBy) => void;
}

const WAYS = ['any', 'ref', 'key', 'name'] as const satisfies readonly NamedBy[];

/** How a cell names another CI. */
export function NamedBySelect({ label, value, onChange }: NamedBySelectProps): ReactNode {
  const text = useImportText();
  return (
    <Select
      aria-label={label}
      options={WAYS.map((way) => ({ value: way, label: text(`namedBy.${way}`) }))}
      value={value}
      onChange={onChange}
    />
  );
}
