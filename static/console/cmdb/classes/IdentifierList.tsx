import type { ReactNode } from 'react';
import { Button, ValuePicker } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above } from './draft';
import { useClassesText } from './messages';
import { said } from './place';

/** What tells one CI of the class from another: rules tried in order, each of one or more attributes together. */
export function IdentifierList({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const line = [spec, ...above(spec.key, draft.catalogue.classes)];
  const attributes = line.flatMap((one) => one.attributes.map(({ key, name }) => ({ value: key, label: name })));
  const options = [{ value: 'name', label: text('identifiers.name') }, ...attributes];
  const nameOf = (key: string): string => options.find(({ value }) => value === key)?.label ?? key;
  const inherited = line.slice(1).find(({ identifiers }) => identifiers.length > 0)?.identifiers ?? [];
  const { identifiers } = spec;
  const put = (at: number, rule: string[]): void =>
    onChange({
      identifiers: identifiers.map((one, place) => (place === at ? rule : one)).filter(({ length }) => length > 0),
    });
  const shown = identifiers.length > 0 ? identifiers : inherited;
  return (
    <section aria-labelledby="class-identifiers">
      <h4 id="class-identifiers">{text('identifiers.title')}</h4>
      <p className="pl-hint">{text(identifiers.length > 0 ? 'identifiers.hint' : 'identifiers.inherited')}</p>
      <ol>
        {shown.map((rule, at) => (
          <li key={at}>
            {identifiers.length === 0 || !draft.editable ? (
              rule.map(nameOf).join(' + ')
            ) : (
              <ValuePicker
                label={text('identifiers.rule', { number: at + 1 })}
                options={options}
                values={rule}
                onChange={(keys) => put(at, keys)}
              />
            )}
            {said(draft, `classes.${spec.key}.identifiers.${at}`).error === undefined ? null : (
              <p className="pl-field-error" role="alert">
                {said(draft, `classes.${spec.key}.identifiers.${at}`).error}
              </p>
            )}
          </li>
        ))}
      </ol>
      {!draft.editable ? null : identifiers.length > 0 || inherited.length === 0 ? (
        <Button onClick={() => onChange({ identifiers: [...identifiers, ['name']] })}>{text('identifiers.add')}</Button>
      ) : (
        <Button onClick={() => onChange({ identifiers: inherited.map((rule) => [...rule]) })}>
          {text('identifiers.makeOwn')}
        </Button>
      )}
    </section>
  );
}
