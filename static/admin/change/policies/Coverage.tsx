import type { ReactNode } from 'react';
import { useChangeTerms } from '../../../shared/change/terms';
import { LEVELS, TYPES, type Policy } from '../documents';
import { useChangeText } from '../messages';

/** Which policy holds for what: the first that fits. */
export function Coverage({ policies }: { readonly policies: readonly Policy[] }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const holds = (type: (typeof TYPES)[number], level: (typeof LEVELS)[number]): string => {
    const policy = policies.find(({ types, levels }) => types.includes(type) && levels.includes(level));
    if (policy === undefined) return text('coverage.none');
    return policy.steps.length === 0 ? text('coverage.free', { name: policy.name }) : policy.name;
  };
  return (
    <fieldset className="sla-section change-coverage">
      <legend>{text('coverage.title')}</legend>
      <p className="pl-hint">{text('coverage.hint')}</p>
      <div className="change-scroll">
        <table>
          <caption className="pl-hidden">{text('coverage.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('coverage.type')}</th>
              {LEVELS.map((level) => (
                <th key={level} scope="col">
                  {terms(`change.level.${level}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TYPES.map((type) => (
              <tr key={type}>
                <th scope="row">{terms(`change.type.${type}`)}</th>
                {LEVELS.map((level) => (
                  <td key={level}>{holds(type, level)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </fieldset>
  );
}
