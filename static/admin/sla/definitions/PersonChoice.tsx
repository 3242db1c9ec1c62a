import type { ReactNode } from 'react';
import { Button, Combobox, type FieldControl } from '../../../shared/components';
import { useSlaText } from '../messages';
import { nameOf, usePeople } from './people';

export interface PersonChoiceProps extends FieldControl {
  readonly accountId: string;
  readonly onChange: (accountId: string) => void;
}

export function PersonChoice({ accountId, onChange, ...control }: PersonChoiceProps): ReactNode {
  const text = useSlaText();
  const { typed, setTyped, found, remember } = usePeople();
  if (accountId !== '') {
    return (
      <p className="sla-person">
        {nameOf(accountId)}{' '}
        <Button id={control.id} appearance="subtle" onClick={() => onChange('')}>
          {text('person.change')}
        </Button>
      </p>
    );
  }
  return (
    <Combobox
      {...control}
      text={typed}
      onText={setTyped}
      options={found}
      onChoose={(person) => {
        remember(person);
        setTyped('');
        onChange(person.value);
      }}
      placeholder={text('person.search')}
      listLabel={text('person.found')}
      none={typed.trim() === '' ? text('person.search') : text('person.none')}
    />
  );
}
