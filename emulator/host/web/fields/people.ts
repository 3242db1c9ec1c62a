/** Names of users seen so far, so that a picker can show who an account id is. */
import { z } from 'zod';
import { get, query } from '../app/http';
import { User } from '../app/jira-types';

const names = new Map<string, string>();
const Users = z.array(User);

export function rememberUser(user: Pick<User, 'accountId' | 'displayName'>): void {
  names.set(user.accountId, user.displayName);
}

export const nameOf = (accountId: string): string => names.get(accountId) ?? accountId;

export interface UserScope {
  /** Only people who can be assigned to issues there. */
  readonly assignableTo?: { readonly project?: string; readonly issueKey?: string };
}

export async function searchUsers(text: string, { assignableTo }: UserScope): Promise<readonly User[]> {
  const path =
    assignableTo === undefined
      ? `/rest/api/3/user/search?${query({ query: text, maxResults: 20 })}`
      : `/rest/api/3/user/assignable/search?${query({ query: text, maxResults: 20, ...assignableTo })}`;
  const found = await get(Users, path);
  for (const user of found) rememberUser(user);
  return found;
}
