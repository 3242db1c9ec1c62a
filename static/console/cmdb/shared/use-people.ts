import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { queryOf } from '../../../shared/query';

/** Accounts in one question. */
const ASKED = 100;

/**
 * The names of accounts; those on their way, or of nobody, are absent. Each account is asked about once, however many rows
 * name it.
 */
export function usePeople(accounts: readonly (string | null)[]): ReadonlyMap<string, string> {
  const client = useQueryClient();
  const asked = useRef(new Set<string>());
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const fresh = [...new Set(accounts)].filter((one) => one !== null).filter((one) => !asked.current.has(one));
    for (const account of fresh) asked.current.add(account);
    for (let start = 0; start < fresh.length; start += ASKED) {
      const some = fresh.slice(start, start + ASKED).sort();
      client
        .fetchQuery({ ...queryOf('cmdb.names', { accounts: some }), staleTime: Infinity })
        .then(({ people }) =>
          setNames((known) => new Map([...known, ...people.map((one) => [one.accountId, one.name] as const)])),
        )
        // A name that can't be had is shown as an account; another row may ask again.
        .catch(() => some.forEach((account) => asked.current.delete(account)));
    }
  }, [accounts, client]);
  return names;
}
