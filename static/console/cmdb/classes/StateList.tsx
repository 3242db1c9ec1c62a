import type { ReactNode } from 'react';
import type { LifecycleState } from '../../../../src/cmdb/cmdb.shapes';
import { Button } from '../../../shared/components';
import type { ClassPartProps } from './ClassEditor';
import { above, keyFor } from './draft';
import { Check } from './inputs';
import { useClassesText } from './messages';
import { said } from './place';
import { Add } from './Sidebar';

/** The lifecycle: the parent's, or the class's own in its place. */
export function StateList({ draft, spec, onChange }: ClassPartProps): ReactNode {
  const text = useClassesText();
  const inherited = above(spec.key, draft.catalogue.classes).find(({ states }) => states.length > 0)?.states ?? [];
  const isOwn = spec.states.length > 0;
  const disabled = !draft.editable || !isOwn;
  const shown = isOwn ? spec.states : inherited;
  const path = `classes.${spec.key}.states`;
  const put = (states: LifecycleState[]): void => onChange({ states });
  const set = (key: string, changes: Partial<LifecycleState>): void =>
    put(spec.states.map((state) => (state.key === key ? { ...state, ...changes } : state)));
  const wrong = said(draft, path).error;
  return (
    <section aria-labelledby="class-states">
      <h4 id="class-states">{text('states.title')}</h4>
      <p className="pl-hint">{text(isOwn ? 'states.own' : 'states.inherited')}</p>
      {wrong === undefined ? null : (
        <p className="pl-field-error" role="alert">
          {wrong}
        </p>
      )}
      <ul className="classes-states">
        {shown.map((state) => (
          <li key={state.key}>
            <input
              className="pl-input"
              aria-label={text('states.name', { key: state.key })}
              maxLength={80}
              disabled={disabled}
              value={state.name}
              onChange={(event) => set(state.key, { name: event.target.value })}
            />
            <Check
              label={text('states.inService')}
              checked={state.inService}
              disabled={disabled}
              onChange={(inService) => set(state.key, { inService })}
            />
            <Check
              label={text('states.retired')}
              checked={state.retired}
              disabled={disabled}
              onChange={(retired) => set(state.key, { retired })}
            />
            {disabled ? null : (
              <Button appearance="subtle" onClick={() => put(spec.states.filter(({ key }) => key !== state.key))}>
                {text('options.remove', { name: state.name })}
              </Button>
            )}
            {said(draft, `${path}.${state.key}`).error === undefined ? null : (
              <p className="pl-field-error" role="alert">
                {said(draft, `${path}.${state.key}`).error}
              </p>
            )}
          </li>
        ))}
      </ul>
      {!draft.editable ? null : isOwn ? (
        <Add
          label={text('states.new')}
          button={text('states.add')}
          onAdd={(name) =>
            put([
              ...spec.states,
              {
                key: keyFor(
                  name,
                  spec.states.map(({ key }) => key),
                  'state',
                ),
                name,
                inService: false,
                retired: false,
              },
            ])
          }
        />
      ) : (
        <Button onClick={() => put([...inherited])}>{text('states.makeOwn')}</Button>
      )}
    </section>
  );
}
