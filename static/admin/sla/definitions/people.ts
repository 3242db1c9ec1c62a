import { useState } from 'react';
import type { ComboboxOption } from '../../../shared/components';
import { useApiQuery } from '../../../shared/query';
import { useSettled } from '../draft/settled';

/** Names of people chosen on this page; a policy keeps their account ids alone. */
const names = new Map<string, string>();

export const nameOf = (accountId: string): string => names.get(accountId) ?? accountId;

/** People whose name or e-mail address fits what is typed. */
export function usePeople(): {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly found: readonly ComboboxOption[];
  readonly remember: (person: ComboboxOption) => void;
} {
  const [typed, setTyped] = useState('');
  const sought = useSettled(typed.trim());
  const people = useApiQuery('setup.people', { text: sought }, { enabled: typed.trim() !== '' && sought !== '' });
  const found = (people.data ?? []).map(({ accountId, displayName }) => ({ value: accountId, label: displayName }));
  return {
    typed,
    setTyped,
    found: typed.trim() === '' ? [] : found,
    remember: ({ value, label }) => names.set(value, label),
  };
}
