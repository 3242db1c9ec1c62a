import type { ReactNode } from 'react';
import type { AttributeSpec } from '../../../../src/cmdb/cmdb.shapes';
import { Badge } from '../../../shared/components';
import { AttributeEditor } from './AttributeEditor';
import type { ClassPartProps } from './ClassEditor';
import { above, keyFor, newAttribute } from './draft';
import { useClassesText } from './messages';
import { Add } from './Sidebar';

/** The attributes that the class adds. */
export function AttributeList({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const { attributes } = spec;
  const put = (changed: AttributeSpec[]): void => onChange({ attributes: changed });
  const add = (name: string): void => {
    const taken = [spec, ...above(spec.key, draft.catalogue.classes)].flatMap((one) =>
      one.attributes.map(({ key }) => key),
    );
    put([...attributes, newAttribute(keyFor(name, taken, 'attribute'), name)]);
  };
  return (
    <section aria-labelledby="class-attributes">
      <h4 id="class-attributes">{text('attributes.own')}</h4>
      {attributes.length === 0 ? <p className="pl-hint">{text('attributes.none')}</p> : null}
      {attributes.map((attribute, at) => {
        const path = `classes.${spec.key}.attributes.${attribute.key}`;
        const found = draft.findings.filter((one) => one.path === path || one.path.startsWith(`${path}.`)).length;
        return (
          <details key={attribute.key} className="classes-attribute">
            <summary>
              <span>{attribute.name}</span> <span className="pl-hint">{text(`type.${attribute.type}`)}</span>{' '}
              {attribute.required ? <span className="pl-hint">{text('attribute.required')}</span> : null}
              {found > 0 ? (
                <span className="classes-found" title={text('side.findings', { count: found })}>
                  <Badge>{found}</Badge>
                </span>
              ) : null}
            </summary>
            <AttributeEditor
              draft={draft}
              path={path}
              attribute={attribute}
              onChange={(changes) => put(attributes.map((one, place) => (place === at ? { ...one, ...changes } : one)))}
              onRemove={() => put(attributes.filter((_, place) => place !== at))}
            />
          </details>
        );
      })}
      {draft.editable ? <Add label={text('attributes.new')} button={text('attributes.add')} onAdd={add} /> : null}
    </section>
  );
}
