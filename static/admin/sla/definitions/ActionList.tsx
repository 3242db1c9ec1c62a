import type { ReactNode } from 'react';
import { Button, Select } from '../../../shared/components';
import { useSlaText } from '../messages';
import { Place, Said } from '../parts/Place';
import { replacedAt, withoutAt, type EscalationAction } from '../policy';
import { ActionFields } from './ActionFields';

export interface ActionListProps {
  readonly path: string;
  /** When it happens: "At 80 %". */
  readonly label: string;
  readonly actions: readonly EscalationAction[];
  readonly onChange: (actions: EscalationAction[]) => void;
}

const ACTIONS = ['comment', 'assign', 'raisePriority', 'label', 'link'] as const;

/** What the app does then, in this order, once. */
export function ActionList({ path, label, actions, onChange }: ActionListProps): ReactNode {
  const text = useSlaText();
  return (
    <Place path={path}>
      <Said path={path} exactly />
      {actions.length === 0 ? <p className="pl-hint">{text('action.none')}</p> : null}
      <ul className="sla-rows">
        {actions.map((action, index) => {
          const name = text('action.numbered', { label, number: index + 1 });
          return (
            <li key={index}>
              <Place path={`${path}.${index}`} className="sla-action">
                <div className="sla-sentence" role="group" aria-label={name}>
                  <Select
                    aria-label={text('action.kind', { label: name })}
                    value={action.do}
                    options={ACTIONS.map((kind) => ({ value: kind, label: text(`action.${kind}`) }))}
                    onChange={(kind) => onChange(replacedAt(actions, index, newAction(kind)))}
                  />
                  <button
                    type="button"
                    className="ad-remove"
                    aria-label={text('policy.delete.named', { name })}
                    onClick={() => onChange(withoutAt(actions, index))}
                  >
                    ×
                  </button>
                </div>
                <Said path={`${path}.${index}`} exactly />
                <ActionFields
                  action={action}
                  path={`${path}.${index}`}
                  onChange={(next) => onChange(replacedAt(actions, index, next))}
                />
              </Place>
            </li>
          );
        })}
      </ul>
      <Button
        appearance="subtle"
        disabled={actions.length >= 10}
        aria-label={text('action.add.named', { label })}
        onClick={() => onChange([...actions, newAction('comment')])}
      >
        {text('action.add')}
      </Button>
    </Place>
  );
}

function newAction(kind: EscalationAction['do']): EscalationAction {
  switch (kind) {
    case 'comment':
      return { do: kind, text: '', mention: [{ who: 'assignee' }] };
    case 'assign':
      return { do: kind, to: { accountId: '' } };
    case 'raisePriority':
      return { do: kind };
    case 'label':
      return { do: kind, label: '' };
    case 'link':
      return { do: kind, linkTypeId: '', to: '' };
  }
}
