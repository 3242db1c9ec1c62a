/** Each person's own lists with a name, and people to choose from. */
import type { Handlers } from '../contract/handlers';
import type { cmdbContract } from './cmdb.contract';
import type { CmdbPorts } from './cmdb.ports';

type Offered = 'cmdb.views' | 'cmdb.saveViews' | 'cmdb.people' | 'cmdb.names';

export function viewsPractice(ports: CmdbPorts): Pick<Handlers<typeof cmdbContract>, Offered> {
  const { views, viewer, directory, clock } = ports;
  return {
    async 'cmdb.views'({ accountId }) {
      const found = await views(accountId).read();
      return { views: [...(found?.document ?? [])], version: found?.version ?? null };
    },
    async 'cmdb.saveViews'({ accountId }, { expectedVersion, views: wanted }) {
      await views(accountId).write(expectedVersion ?? undefined, wanted, accountId, clock.now());
      return { views: wanted, version: (expectedVersion ?? 0) + 1 };
    },
    async 'cmdb.people'(_, { text }) {
      return { people: text.trim() === '' ? [] : [...(await viewer.people(text.trim()))] };
    },
    async 'cmdb.names'(_, { accounts }) {
      const names = await directory.namesOf(accounts);
      return { people: [...names].map(([accountId, name]) => ({ accountId, name })) };
    },
  };
}
