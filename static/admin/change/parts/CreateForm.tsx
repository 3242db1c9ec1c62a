import { useState, type ReactNode } from 'react';
import { Button, Field } from '../../../shared/components';
import { usePartsText } from './messages';

export interface CreateFormProps {
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  readonly onCreate: (name: string) => void;
}

/** Asks for the name first: the key is made from it and then stays. */
export function CreateForm({ label, hint, action, onCreate }: CreateFormProps): ReactNode {
  const text = usePartsText();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const isEmpty = name.trim() === '';
  return (
    <form
      className="sla-create"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!isEmpty) onCreate(name.trim());
      }}
    >
      <Field label={label} hint={hint} error={tried && isEmpty ? text('parts.nameFirst') : undefined}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit">{action}</Button>
    </form>
  );
}
