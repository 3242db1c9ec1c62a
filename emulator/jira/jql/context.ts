/** For whom, and when, a query is read. */
import type { Caller } from '../../seams';
import type { JiraSite } from '../site';

export interface JqlContext {
  readonly site: JiraSite;
  readonly caller: Caller;
  /** Epoch milliseconds; one instant for the whole query. */
  readonly now: number;
  readonly timeZone: string;
  readonly locale: string;
}

export function contextOf(site: JiraSite, caller: Caller): JqlContext {
  const user = site.db
    .prepare<[string], { time_zone: string; locale: string }>(
      'SELECT time_zone, locale FROM user_account WHERE account_id = ?',
    )
    .get(caller.accountId ?? '');
  return {
    site,
    caller,
    now: site.clock.now(),
    timeZone: user?.time_zone ?? 'Etc/UTC',
    locale: user?.locale ?? 'en_US',
  };
}
