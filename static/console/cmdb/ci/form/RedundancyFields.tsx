import type { ReactNode } from 'react';
import type { CatalogueState, ClassView } from '../../../../../src/cmdb/cmdb.shapes';
import { Button, Field, Select } from '../../../../shared/components';
import { ruleWords } from '../details/rule-words';
import { useCiText } from '../messages';
import type { FieldErrors } from './field-errors';
import { rowOfRule, rulePaths, ruleRowsIn, ruleText, type RuleRow } from './rows';

export interface RedundancyFieldsProps {
  readonly catalogue: CatalogueState;
  readonly ciClass: ClassView;
  /** As rows.ts writes it. */
  readonly value: string;
  readonly errors: FieldErrors;
  readonly onChange: (value: string) => void;
}

/** The class's rules as they are inherited, or a list of the CI's own. */
export function RedundancyFields({ catalogue, ciClass, value, errors, onChange }: RedundancyFieldsProps): ReactNode {
  const text = useCiText();
  const rows = ruleRowsIn(value);
  const inherited = ciClass.redundancy;
  const set = (next: readonly RuleRow[]): void => onChange(ruleText(next));
  const [first] = groupOptions(catalogue);
  const added: RuleRow = { by: first?.by ?? 'class', group: first?.group ?? '', kind: 'atLeast', amount: '1' };
  const wrong = errors.at('redundancy');
  return (
    <fieldset className="cmdb-rows">
      <legend>{text('rules.title')}</legend>
      <p className="pl-hint">{text('rules.why')}</p>
      {rows === null ? (
        <p>
          {inherited.length === 0
            ? text('details.redundancy.none')
            : inherited.map((rule) => ruleWords(text, catalogue, rule)).join('; ')}{' '}
          <span className="cmdb-source">{text('details.redundancy.class')}</span>
        </p>
      ) : rows.length === 0 ? (
        <p>{text('details.redundancy.none')}</p>
      ) : null}
      {rows?.map((row, place) => (
        <RuleFields
          key={place}
          catalogue={catalogue}
          place={place}
          row={row}
          errors={errors}
          onChange={(change) => set(rows.map((one, other) => (other === place ? { ...one, ...change } : one)))}
          onRemove={() => set(rows.filter((_, other) => other !== place))}
        />
      ))}
      {wrong === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {wrong}
        </p>
      )}
      {rows === null ? (
        <Button onClick={() => set(inherited.map(rowOfRule))}>{text('rules.own')}</Button>
      ) : (
        <div className="cmdb-actions">
          <Button onClick={() => set([...rows, added])}>{text('rules.add')}</Button>
          <Button appearance="subtle" onClick={() => onChange(ruleText(null))}>
            {text('rules.inherit')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface RuleFieldsProps {
  readonly catalogue: CatalogueState;
  readonly place: number;
  readonly row: RuleRow;
  readonly errors: FieldErrors;
  readonly onChange: (change: Partial<RuleRow>) => void;
  readonly onRemove: () => void;
}

function RuleFields({ catalogue, place, row, errors, onChange, onRemove }: RuleFieldsProps): ReactNode {
  const text = useCiText();
  const paths = rulePaths(place);
  const groups = groupOptions(catalogue).map(({ by, group, name }) => ({
    value: `${by} ${group}`,
    label: text(`rules.group.${by}`, { name }),
    change: { by, group },
  }));
  const chosen = `${row.by} ${row.group}`;
  return (
    <div role="group" aria-label={text('rules.row', { place: place + 1 })} className="cmdb-form-grid">
      <Field label={text('rules.amount')} error={errors.at(...paths.amount)}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            inputMode="numeric"
            value={row.amount}
            onChange={(event) => onChange({ amount: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('rules.unit')}>
        {(control) => (
          <Select
            {...control}
            options={UNITS.map((kind) => ({ value: kind, label: text(`rules.unit.${kind}`) }))}
            value={row.kind}
            onChange={(kind) => onChange({ kind })}
          />
        )}
      </Field>
      <Field label={text('rules.group')} error={errors.at(...paths.group)}>
        {(control) => (
          <Select
            {...control}
            options={groups}
            value={groups.some(({ value }) => value === chosen) ? chosen : undefined}
            onChange={(key) => onChange(groups.find(({ value }) => value === key)?.change ?? {})}
          />
        )}
      </Field>
      <div className="cmdb-row-action">
        <Button appearance="subtle" aria-label={text('rules.remove', { place: place + 1 })} onClick={onRemove}>
          ×
        </Button>
      </div>
    </div>
  );
}

const UNITS = ['atLeast', 'percent'] as const;

interface GroupOption {
  readonly by: RuleRow['by'];
  readonly group: string;
  readonly name: string;
}

/** Relations that carry no failure have no suppliers to count. */
const groupOptions = ({ catalogue, classes }: CatalogueState): GroupOption[] => [
  ...catalogue.relationTypes
    .filter(({ impact }) => impact !== 'none')
    .map(({ key, name }): GroupOption => ({ by: 'relationType', group: key, name })),
  ...classes.map(({ key, name }): GroupOption => ({ by: 'class', group: key, name })),
];
