import { useMemo, type ReactNode } from 'react';
import type { CatalogueState } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, WarningIcon } from '../../../../shared/components';
import { usePathWords } from '../../shared/path-words';
import type { Names } from '../form/AttributeInput';
import { at, type Values } from '../form/values';
import { useCiText } from '../messages';
import { identifierWords, rulesWords } from './rule-words';
import type { Overtaken } from './use-edit';

export interface OvertakenNoticeProps {
  readonly overtaken: Overtaken;
  readonly catalogue: CatalogueState;
  readonly values: Values;
  readonly names: Names;
  readonly onTake: (path: string, value: string) => void;
}

/** Says what changed since the draft was begun; what both changed is decided field by field. */
export function OvertakenNotice({ overtaken, catalogue, values, names, onTake }: OvertakenNoticeProps): ReactNode {
  const text = useCiText();
  const people = useMemo(() => new Map(Object.entries(names)), [names]);
  const words = usePathWords(catalogue, at(values, 'classKey'), people);
  const { taken, disputed, theirs } = overtaken;
  // A text of the form is a value of the CI again, as far as words depend on it.
  const written = (path: string): string => {
    const value = at(theirs, path);
    if (path === 'redundancy') return rulesWords(text, catalogue, value);
    if (path === 'identifiers' && value !== '') return identifierWords(value);
    return words.value(path, path === 'criticality' && value !== '' ? Number(value) : value);
  };
  return (
    <div className="cmdb-notice" data-tone="warning" role="alert">
      <WarningIcon />
      <div>
        <strong>{overtaken.message}</strong>
        <p>{text('conflict.kept')}</p>
        <ul className="cmdb-plain-list">
          {taken.map((path) => (
            <li key={path}>{text('conflict.taken', { field: words.label(path), value: written(path) })}</li>
          ))}
          {disputed.map((path) => (
            <li key={path} className="cmdb-actions">
              {text('conflict.disputed', { field: words.label(path), value: written(path) })}
              {at(values, path) === at(theirs, path) ? null : (
                <Button
                  aria-label={text('conflict.takeOf', { field: words.label(path) })}
                  onClick={() => onTake(path, at(theirs, path))}
                >
                  {text('conflict.take')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <p>{text('conflict.next')}</p>
      </div>
    </div>
  );
}
