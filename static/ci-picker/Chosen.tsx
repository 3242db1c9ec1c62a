import type { ReactNode } from 'react';
import { useApiQuery } from '../shared/query';
import type { InputOf } from '../shared/api';
import { usePickerText } from './text';

interface ChosenProps {
  readonly refs: readonly string[];
  readonly onRemove: (ref: string) => void;
}

/** The chosen CIs by name; those that the person may not read, or that are gone, by their reference. */
export function Chosen({ refs, onRemove }: ChosenProps): ReactNode {
  const text = usePickerText();
  const input: InputOf<'cmdb.briefs'> = { refs: [...refs] };
  const known = useApiQuery('cmdb.briefs', input, { enabled: refs.length > 0, keep: true });
  if (refs.length === 0) return null;
  return (
    <ul className="pl-tags" aria-label={text('picker.chosen')}>
      {refs.map((ref) => {
        const brief = known.data?.hits.find((hit) => hit.ref === ref);
        const name = brief?.name ?? ref;
        return (
          <li key={ref} className="pl-tag" title={brief === undefined ? ref : `${brief.className} · ${ref}`}>
            {name}
            <button type="button" aria-label={text('picker.remove', { name })} onClick={() => onRemove(ref)}>
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}
