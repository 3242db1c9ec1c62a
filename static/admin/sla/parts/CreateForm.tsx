import { useState, type ReactNode } from 'react';
import { Button, Field } from '../../../shared/components';
import { useSlaText } from '../messages';

export interface CreateFormProps {
  readonly label: string;
  readonly hint: string;
  readonly action: string;
  readonly onCreate: (name: string) => void;
}

/** Asks for the name first: the key is made from it and then stays. */
export function CreateForm({ label, hint, action, onCreate }: CreateFormProps): ReactNode {
  const text = useSlaText();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <form
      className="sla-create"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() !== '') onCreate(name.trim());
      }}
    >
      <Field label={label} hint={hint} error={tried && name.trim() === '' ? text('policy.nameFirst') : undefined}>
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
