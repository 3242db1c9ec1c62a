import type { ReactNode } from 'react';
import type { ClassSpec } from '../../../../src/cmdb/cmdb.shapes';
import { Button, Select } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above } from './draft';
import { useClassesText } from './messages';
import { said } from './place';

type Expected = ClassSpec['requiredRelations'];

/** The relations of which a CI should have one: the parent's, or the class's own in their place. */
export function ExpectedList({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const { classes, relationTypes } = draft.catalogue;
  const inherited =
    above(spec.key, classes).find(({ requiredRelations }) => requiredRelations.length > 0)?.requiredRelations ?? [];
  const own = spec.requiredRelations;
  const isOwn = own.length > 0;
  const shown = isOwn ? own : inherited;
  const put = (requiredRelations: Expected): void => onChange({ requiredRelations });
  const options = relationTypes.flatMap(({ key, name, inverse }) => [
    { value: `from ${key}`, label: name },
    { value: `to ${key}`, label: inverse },
  ]);
  const chosen = (value: string): Expected[number] => {
    const [end, type = ''] = value.split(' ');
    return { type, end: end === 'to' ? 'to' : 'from' };
  };
  const [first] = options;
  return (
    <section aria-labelledby="class-expected">
      <h4 id="class-expected">{text('expected.title')}</h4>
      <p className="pl-hint">
        {text(isOwn ? 'expected.own' : shown.length > 0 ? 'expected.inherited' : 'expected.none')}
      </p>
      {shown.map(({ type, end }, at) => (
        <div key={at} className="classes-rule">
          <Select
            aria-label={text('expected.type', { number: at + 1 })}
            disabled={!draft.editable || !isOwn}
            options={options}
            value={`${end} ${type}`}
            onChange={(value) => put(own.map((one, place) => (place === at ? chosen(value) : one)))}
          />
          {draft.editable && isOwn ? (
            <Button appearance="subtle" onClick={() => put(own.filter((_, place) => place !== at))}>
              {text('expected.remove', { number: at + 1 })}
            </Button>
          ) : null}
          {said(draft, `classes.${spec.key}.requiredRelations.${at}`).error === undefined ? null : (
            <p className="pl-field-error" role="alert">
              {said(draft, `classes.${spec.key}.requiredRelations.${at}`).error}
            </p>
          )}
        </div>
      ))}
      {!draft.editable || first === undefined ? null : isOwn || inherited.length === 0 ? (
        <Button onClick={() => put([...own, chosen(first.value)])}>{text('expected.add')}</Button>
      ) : (
        <Button onClick={() => put([...inherited])}>{text('expected.makeOwn')}</Button>
      )}
    </section>
  );
}
