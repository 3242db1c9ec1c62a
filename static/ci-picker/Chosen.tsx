import type { ReactNode } from 'react';
import { ClassIcon } from '../shared/cmdb/ClassIcon';
import { WarningIcon } from '../shared/components';
import type { Briefs } from './briefs';
import { usePickerText } from './text';

export interface ChosenProps {
  readonly refs: readonly string[];
  readonly briefs: Briefs;
  readonly onRemove: (ref: string) => void;
}

/** The chosen CIs by name; those that the person may not read, or that are gone, by their reference. */
export function Chosen({ refs, briefs, onRemove }: ChosenProps): ReactNode {
  const text = usePickerText();
  if (refs.length === 0) return null;
  return (
    <ul className="pl-tags" aria-label={text('picker.chosen')}>
      {refs.map((ref) => {
        const brief = briefs.byRef.get(ref);
        const lost = brief === undefined && briefs.settled;
        const name = brief?.name ?? ref;
        return (
          <li
            key={ref}
            className="pl-tag picker-tag"
            title={lost ? text('picker.unnamed', { ref }) : `${brief?.className ?? ''} · ${ref}`}
          >
            {lost ? (
              <WarningIcon label={text('picker.unnamed', { ref })} />
            ) : (
              <ClassIcon icon={brief?.icon ?? 'generic'} />
            )}
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
