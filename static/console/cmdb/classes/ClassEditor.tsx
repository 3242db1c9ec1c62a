import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { ClassSpec } from '../../../../src/cmdb/cmdb.shapes';
import { Button } from '../../../shared/components';
import { AttributeList } from './AttributeList';
import { Basics } from './Basics';
import { ExpectedList } from './ExpectedList';
import { IdentifierList } from './IdentifierList';
import { InheritedAttributes } from './InheritedAttributes';
import { useClassesText } from './messages';
import { RedundancyList } from './RedundancyList';
import { StateList } from './StateList';
import type { Draft } from './use-draft';

export interface ClassPartProps {
  readonly draft: Draft;
  readonly spec: ClassSpec;
  readonly onChange: (changes: Partial<ClassSpec>) => void;
}

export interface ClassEditorProps {
  readonly draft: Draft;
  readonly spec: ClassSpec;
}

/** One class: what it adds to its parent, and what it has from it. */
export function ClassEditor({ draft, spec }: ClassEditorProps): ReactNode {
  const text = useClassesText();
  const navigate = useNavigate();
  const { catalogue, editable } = draft;
  const put = (classes: ClassSpec[]): void => draft.change({ ...catalogue, classes });
  const onChange = (changes: Partial<ClassSpec>): void =>
    put(catalogue.classes.map((one) => (one === spec ? { ...one, ...changes } : one)));
  const children = catalogue.classes.filter(({ parent }) => parent === spec.key);
  const part = { draft, spec, onChange };
  return (
    <article aria-labelledby="class-name">
      <h3 id="class-name" className="classes-name">
        {spec.name} <code>{spec.key}</code>
      </h3>
      <Basics {...part} />
      <AttributeList {...part} />
      <InheritedAttributes {...part} />
      <IdentifierList {...part} />
      <StateList {...part} />
      <ExpectedList {...part} />
      <RedundancyList {...part} />
      {editable ? (
        <p>
          <Button
            disabled={children.length > 0}
            onClick={() => {
              put(catalogue.classes.filter((one) => one !== spec));
              void navigate(spec.parent === null ? '/cmdb/classes' : `/cmdb/classes?class=${spec.parent}`);
            }}
          >
            {text('class.remove', { name: spec.name })}
          </Button>
          {children.length > 0 ? <span className="pl-hint"> {text('class.hasChildren')}</span> : null}
        </p>
      ) : null}
    </article>
  );
}
