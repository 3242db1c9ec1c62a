import { useId, type ReactNode } from 'react';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { Reorder } from '../parts/Reorder';
import { moved } from '../policy';
import type { DefinitionPartProps } from './DefinitionEditor';

const WAYS = ['newCycle', 'continue', 'ignore'] as const;

export function ReopenSection(props: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const name = useId();
  const { definition, path, onChange } = props;
  return (
    <Place path={`${path}.onReopen`}>
      <fieldset className="sla-section">
        <legend>{text('definition.reopen')}</legend>
        <Said path={`${path}.onReopen`} />
        <div className="sla-choices">
          {WAYS.map((way) => (
            <label key={way} className="ad-card">
              <input
                type="radio"
                name={name}
                checked={definition.onReopen === way}
                onChange={() => onChange({ ...definition, onReopen: way })}
              />
              <span>
                <strong>{text(`definition.reopen.${way}`)}</strong>
                <small>{text(`definition.reopen.${way}.hint`)}</small>
              </span>
            </label>
          ))}
        </div>
        <TieOrder {...props} />
      </fieldset>
    </Place>
  );
}

function TieOrder({ definition, path, onChange }: DefinitionPartProps): ReactNode {
  const text = useSlaText();
  const { tieOrder } = definition;
  return (
    <details className="ad-advice">
      <summary>{text('definition.ties')}</summary>
      <p className="pl-hint">{text('definition.ties.hint')}</p>
      <Place path={`${path}.tieOrder`}>
        <Said path={`${path}.tieOrder`} />
        <ol className="sla-ties">
          {tieOrder.map((step, index) => (
            <li key={step}>
              {text(`step.${step}`)}
              <Reorder
                name={text(`step.${step}`)}
                index={index}
                count={tieOrder.length}
                onMove={(to) => onChange({ ...definition, tieOrder: moved(tieOrder, index, to) })}
              />
            </li>
          ))}
        </ol>
      </Place>
    </details>
  );
}
