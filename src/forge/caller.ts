/**
 * Whose call runs. The platform vouches for the account once, when it invokes the resolver; what Jira does as the user needs
 * no more than that, but where the app itself asks about the caller (roles, own votes) it must know who that is.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AccountId } from '../contract/ids';

const calls = new AsyncLocalStorage<AccountId>();

export const asCaller = <T>(account: AccountId, run: () => Promise<T>): Promise<T> => calls.run(account, run);

/** Throws outside of a person's call: events and schedules have no caller. */
export function callerId(): AccountId {
  const account = calls.getStore();
  if (account === undefined) throw new Error('Nobody called: this runs for an event or a schedule.');
  return account;
}
