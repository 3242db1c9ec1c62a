import type { ReactNode } from 'react';
import { useChangeTerms, useChangeWords } from '../../shared/change/terms';
import { VisuallyHidden } from '../../shared/components';
import { useFormat } from '../../shared/format';
import type { ChangePanel, GateItem, GateView } from './model';
import { useChangeText } from './text';

/** The ways on from here, each with what it demands; the nearest open, the others folded. */
export function GatePart({ panel }: { readonly panel: ChangePanel }): ReactNode {
  const text = useChangeText();
  const [first, ...later] = panel.gates;
  if (first === undefined) return null;
  return (
    <div className="change-part">
      <h3 className="panel-subheading">{text('panel.change.gates')}</h3>
      <GateList gate={first} />
      {later.length === 0 ? null : (
        <details>
          <summary>{text('panel.change.later', { count: later.length })}</summary>
          {later.map((gate) => (
            <GateList key={`${gate.gate}${gate.transition}`} gate={gate} />
          ))}
        </details>
      )}
    </div>
  );
}

function GateList({ gate }: { readonly gate: GateView }): ReactNode {
  const text = useChangeText();
  const name = text(gate.open ? 'panel.change.gate.open' : 'panel.change.gate.closed', { transition: gate.transition });
  return (
    <>
      <p className="change-gate" data-open={gate.open}>
        {name}
      </p>
      <ul className="change-needs" aria-label={name}>
        {gate.items.map((item) => (
          <Item key={item.requirement} item={item} />
        ))}
      </ul>
    </>
  );
}

function Item({ item }: { readonly item: GateItem }): ReactNode {
  const text = useChangeText();
  const terms = useChangeTerms();
  const words = useChangeWords();
  const format = useFormat();
  const who = [...item.people.map(({ name }) => name), ...item.roles.map((role) => text(`panel.change.role.${role}`))];
  return (
    <li className="change-need" data-met={item.met}>
      <span aria-hidden="true" className="change-mark">
        {item.met ? '✓' : '✗'}
      </span>
      <span>
        <VisuallyHidden>{text(item.met ? 'panel.change.met' : 'panel.change.unmet')} </VisuallyHidden>
        {terms(`change.requirement.${item.requirement}`)}
        {item.missing === null ? null : (
          <span className="change-missing">
            {words.missing(item.requirement, item.missing)}
            {who.length === 0 ? '' : ` ${text('panel.change.who', { who: format.list(who) })}`}
          </span>
        )}
      </span>
    </li>
  );
}
