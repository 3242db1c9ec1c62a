import type { ReactNode } from 'react';
import { Button, Field } from '../../../../shared/components';
import { useCmdbText } from '../../shared/messages';
import { useCiText } from '../messages';
import type { FieldErrors } from './field-errors';
import { identifierPaths, identifierRowsIn, identifierText, type IdentifierRow } from './rows';

export interface IdentifierFieldsProps {
  /** As rows.ts writes it. */
  readonly value: string;
  readonly errors: FieldErrors;
  readonly onChange: (value: string) => void;
}

const PARTS = ['source', 'key'] as const;

/** The keys by which sources of data know the CI. */
export function IdentifierFields({ value, errors, onChange }: IdentifierFieldsProps): ReactNode {
  const text = useCiText();
  const cmdb = useCmdbText();
  const rows = identifierRowsIn(value);
  const set = (next: readonly IdentifierRow[]): void => onChange(identifierText(next));
  const wrong = errors.at('identifiers');
  return (
    <fieldset className="cmdb-rows">
      <legend>{cmdb('cmdb.field.identifiers')}</legend>
      <p className="pl-hint">{text('identifiers.why')}</p>
      {rows.map((row, place) => (
        <div
          key={place}
          role="group"
          aria-label={text('identifiers.row', { place: place + 1 })}
          className="cmdb-form-grid"
        >
          {PARTS.map((part) => (
            <Field
              key={part}
              required
              label={text(`identifiers.${part}`)}
              error={errors.at(...identifierPaths(place)[part])}
            >
              {(control) => (
                <input
                  {...control}
                  className="pl-input"
                  value={row[part]}
                  onChange={(event) =>
                    set(rows.map((one, other) => (other === place ? { ...one, [part]: event.target.value } : one)))
                  }
                />
              )}
            </Field>
          ))}
          <div className="cmdb-row-action">
            <Button
              appearance="subtle"
              aria-label={text('identifiers.remove', { place: place + 1 })}
              onClick={() => set(rows.filter((_, other) => other !== place))}
            >
              ×
            </Button>
          </div>
        </div>
      ))}
      {wrong === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {wrong}
        </p>
      )}
      <Button onClick={() => set([...rows, { source: '', key: '' }])}>{text('identifiers.add')}</Button>
    </fieldset>
  );
}
