/** Handing one's votes over for a time, to one person by name: nobody hands over anybody else's. */
import type { Handlers } from '../contract/handlers';
import type { AccountId } from '../contract/ids';
import { AppError } from '../kernel/errors';
import { instant, toEpoch, type Instant } from '../kernel/time';
import type { Delegation } from './approval.shapes';
import type { changeContract } from './change.contract';
import type { ChangePorts } from './change.ports';
import type { Person } from './change.shapes';
import { planDelegation } from './delegation';

type Offered = 'change.delegations' | 'change.delegate' | 'change.endDelegation';

/** How often somebody else may get in between. */
const TRIES = 4;

export function delegationsPractice(ports: ChangePorts): Pick<Handlers<typeof changeContract>, Offered> {
  const { settings, directory, clock, log } = ports;

  const isEnabled = async (): Promise<boolean> => (await settings.policies.read()).document.delegation;

  /** Edits the list as it is, again when somebody saved it meanwhile. Past delegations are forgotten on the way. */
  async function edit<T>(
    by: AccountId,
    change: (list: readonly Delegation[], now: Instant) => { readonly list: readonly Delegation[]; readonly value: T },
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const now = clock.now();
      const { document, version } = await settings.delegations.read();
      const { list, value } = change(document.delegations, now);
      if (list === document.delegations) return value;
      try {
        await settings.delegations.save(version, { delegations: list.filter(({ until }) => until > now) }, by, now);
        return value;
      } catch (cause) {
        if (!(cause instanceof AppError) || cause.code !== 'CONFLICT' || attempt === TRIES) throw cause;
      }
    }
  }

  async function delegate(from: AccountId, to: AccountId, since: string, until: string): Promise<Delegation> {
    if (!(await isEnabled()))
      throw new AppError(
        'REFUSED',
        'Votes can’t be handed over on this site: an administrator switched delegation off.',
      );
    const people = await directory.people([from, to]);
    const [giver, taker] = [people.get(from), people.get(to)];
    if (giver === undefined) throw new AppError('REFUSED', 'Your account is not active.');
    return edit(from, (list, now) => {
      const planned = planDelegation({ giver, taker, since, until, id: ports.newId() }, list, now);
      if (planned.kind === 'stands') return { list, value: planned.delegation };
      if (planned.kind === 'wrong')
        throw new AppError('INVALID_INPUT', planned.message, {
          issues: [{ path: planned.path, message: planned.message }],
        });
      return { list: [...list, planned.delegation], value: planned.delegation };
    });
  }

  const end = (by: AccountId, id: string): Promise<void> =>
    edit(by, (list) => {
      const found = list.find((one) => one.id === id);
      // Ended already, which is all that was wanted.
      if (found === undefined) return { list, value: undefined };
      if (found.from.accountId !== by) {
        log.warn('delegation refused', { account: by, reason: 'not-own' });
        throw new AppError('REFUSED', 'Only who handed their votes over takes them back.');
      }
      return { list: list.filter((one) => one !== found), value: undefined };
    });

  async function named(list: readonly Delegation[]): Promise<Delegation[]> {
    const ids = new Set(list.flatMap(({ from, to }) => [from.accountId, to.accountId]));
    const people = ids.size === 0 ? new Map<AccountId, Person>() : await directory.people([...ids]);
    const fresh = (person: Person): Person => people.get(person.accountId) ?? person;
    return list
      .map((one) => ({ ...one, from: fresh(one.from), to: fresh(one.to) }))
      .sort((one, other) => toEpoch(instant(one.since)) - toEpoch(instant(other.since)));
  }

  return {
    async 'change.delegations'({ accountId }) {
      const [enabled, { document }] = await Promise.all([isEnabled(), settings.delegations.read()]);
      const now = clock.now();
      const ahead = document.delegations.filter(({ until }) => until > now);
      const given = await named(ahead.filter(({ from }) => from.accountId === accountId));
      const received = await named(ahead.filter(({ to }) => to.accountId === accountId));
      return { enabled, given, received };
    },
    async 'change.delegate'({ accountId }, { to, since, until }) {
      const delegation = await delegate(accountId, to, since, until);
      log.info('votes handed over', { account: accountId, to, since: delegation.since, until: delegation.until });
      return { delegation };
    },
    async 'change.endDelegation'({ accountId }, { id }) {
      await end(accountId, id);
      return {};
    },
  };
}
