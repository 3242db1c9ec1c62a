import { useState, type FormEvent, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api';
import { Button, Field } from '../../../shared/components';
import { queryOf, useApiCommand } from '../../../shared/query';
import { useBaselineText } from './messages';

/** As the contract has it. */
const LONGEST_NAME = 80;

/** Gives this moment a name. */
export function TakeBaseline(): ReactNode {
  const text = useBaselineText();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const take = useApiCommand('cmdb.takeBaseline');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    take.mutate(
      { name: name.trim() },
      {
        onSuccess: (all) => {
          client.setQueryData(queryOf('cmdb.baselines', {}).queryKey, all);
          setName('');
        },
      },
    );
  };
  return (
    <form className="baselines-take" onSubmit={submit}>
      <Field label={text('take.name')} hint={text('take.hint')} error={said(take.error)}>
        {(control) => (
          <input
            {...control}
            className="pl-input"
            value={name}
            maxLength={LONGEST_NAME}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" appearance="primary" disabled={take.isPending || name.trim() === ''}>
        {text('take.button')}
      </Button>
      <span role="status">{take.isSuccess ? text('take.done', { name: take.variables.name }) : ''}</span>
    </form>
  );
}

/** What the server says of the name stands at the name; a refusal says first why. */
function said(error: Error | null): string | undefined {
  if (error === null) return undefined;
  const issue = error instanceof ApiError ? error.at('name') : undefined;
  if (issue === undefined) return error.message;
  return error instanceof ApiError && error.code === 'REFUSED' ? `${error.message} ${issue}` : issue;
}
