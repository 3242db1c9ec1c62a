import type { ReactNode } from 'react';
import { ValuePicker } from '../../../shared/components';
import { usePolicy } from '../draft/policy-draft';
import { useSlaText } from '../messages';
import { PlacedField, Said } from '../parts/Place';
import type { Definition } from '../policy';
import type { DefinitionPartProps } from './DefinitionEditor';
import { useScopeWords } from './words';

/** Which issues get this clock. */
export function ScopeSection({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const words = useScopeWords();
  const { vocabulary } = usePolicy();
  const { scope } = definition;
  const set = (part: Partial<Definition['scope']>): void => onChange({ ...definition, scope: { ...scope, ...part } });
  const known = vocabulary.issueTypes;
  return (
    <fieldset className="sla-section">
      <legend>{text('definition.scope')}</legend>
      <p className="pl-hint">{words(scope)}</p>
      <Said path={`${path}.scope`} exactly />
      <div className="sla-row">
        <PlacedField path={`${path}.scope.issueTypes`} label={text('definition.scope.types')} required>
          {(control) => (
            <ValuePicker
              {...control}
              label={text('definition.scope.types')}
              options={known.map(({ key, name }) => ({ value: key, label: name }))}
              values={scope.issueTypes}
              onChange={(values) =>
                set({
                  issueTypes: values.flatMap(
                    (value) => [...scope.issueTypes, ...known.map(({ key }) => key)].find((key) => key === value) ?? [],
                  ),
                })
              }
            />
          )}
        </PlacedField>
        <PlacedField
          path={`${path}.scope.projects`}
          label={text('definition.scope.projects')}
          hint={text('definition.scope.projects.hint')}
        >
          {(control) => (
            <ValuePicker
              {...control}
              label={text('definition.scope.projects')}
              options={vocabulary.projects.map(({ id, key, name }) => ({ value: id, label: `${name} (${key})` }))}
              values={scope.projects}
              onChange={(projects) => set({ projects })}
            />
          )}
        </PlacedField>
      </div>
      <PlacedField
        path={`${path}.scope.jql`}
        label={text('definition.scope.jql')}
        hint={text('definition.scope.jql.hint')}
      >
        {(control) => (
          <textarea
            {...control}
            className="pl-input sla-code"
            rows={2}
            spellCheck={false}
            maxLength={4000}
            value={scope.jql}
            onChange={(event) => set({ jql: event.target.value })}
          />
        )}
      </PlacedField>
    </fieldset>
  );
}
