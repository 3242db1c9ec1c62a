/** What importing into the CMDB needs of the app's storage, queue and Jira. */
import { createHash } from 'node:crypto';
import { route } from '@forge/api';
import { z } from 'zod';
import type { Jobs } from '../cmdb/cmdb.ports';
import type { ImportPeople, ImportPorts, ImportQueue } from '../cmdb/import/import.ports';
import { ImportDocument } from '../cmdb/import/import-job';
import { ImportSettings } from '../cmdb/import/import-settings';
import { AccountId } from '../contract/ids';
import type { Clock } from '../kernel/time';
import { jobsOf } from './cmdb-ports';
import type { JobStore } from './entities/jobs';
import type { SettingStore } from './entities/settings';
import type { JiraClient } from './jira/client';
import { typedQueue } from './queues';

export const ImportEvent = z.object({ importId: z.string().min(1) });

/** Two imports may run side by side; each one's lease keeps a second worker out of it. */
export function importQueue(): ImportQueue {
  const queue = typedQueue('cmdb-import', ImportEvent);
  return {
    async goOn(importId, delaySeconds) {
      await queue.push({ importId }, { delaySeconds, concurrency: { key: 'cmdb-import', limit: 2 } });
    },
  };
}

const User = z.object({
  accountId: AccountId,
  displayName: z.string(),
  emailAddress: z.string().optional(),
  accountType: z.string().optional(),
  active: z.boolean(),
});

/** An account id of Atlassian's, old or new: taken as it is, for who has left is still who owned it. */
const ACCOUNT = /^(?:\d{1,10}:)?(?:[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Jira finds people by the beginnings of their names and, where those are shown, addresses. */
export function importPeople(jira: JiraClient): ImportPeople {
  return {
    async called(text) {
      if (ACCOUNT.test(text)) return [{ accountId: AccountId.parse(text), name: text }];
      const users = await jira.get(route`/rest/api/3/user/search?query=${text}&maxResults=${50}`, z.array(User));
      const people = users.filter(({ active, accountType }) => active && accountType !== 'app');
      const word = text.toLowerCase();
      const exact = people.filter((one) =>
        [one.displayName, one.emailAddress].some((name) => name?.toLowerCase() === word),
      );
      // An address that Jira hides still finds its owner, and nobody else.
      const found = exact.length > 0 || !text.includes('@') ? exact : people;
      return found.map(({ accountId, displayName }) => ({ accountId, name: displayName }));
    },
  };
}

const SETTINGS = 'cmdb.import';

export function importSettings(settings: SettingStore): ImportPorts['settings'] {
  return {
    read: () => settings.read(SETTINGS, ImportSettings),
    write: async (expectedVersion, document, by, now) => {
      await settings.write(SETTINGS, expectedVersion, z.json().parse(document), by, now);
    },
  };
}

export const importJobs = (store: JobStore, clock: Clock): Jobs<ImportDocument> =>
  jobsOf(store, 'cmdb-import', ImportDocument, clock);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
