/**
 * The composition root: the world (Forge, Jira, storage) is made here once, practices get it as their ports, and what
 * they offer becomes the functions of the manifest. Nothing is called before the platform invokes a function.
 */
import { z } from 'zod';
import { contract } from './contract';
import { jiraAuthoriser } from './forge/access';
import { invocationReference } from './forge/app-context';
import { forgeTable } from './forge/entities/forge-table';
import { settingEntity, settingStore } from './forge/entities/settings';
import { createJira } from './forge/jira/client';
import { consoleLog } from './forge/log';
import { consumer } from './forge/queues';
import { schedule } from './forge/schedules';
import { serve } from './forge/serve';
import { trigger } from './forge/triggers';
import { SITE_MAP_SETTING, SiteMap } from './setup/site-map';

const log = consoleLog;
const jira = createJira();
const settings = settingStore(forgeTable(settingEntity));

/** What set-up made on this site; `undefined` before it ran. */
const siteMap = async (): Promise<SiteMap | undefined> => (await settings.read(SITE_MAP_SETTING, SiteMap))?.document;

export const resolver = serve(
  contract,
  {},
  {
    authoriser: jiraAuthoriser(jira, async (role) => (await siteMap())?.roles[role]),
    log,
    reference: invocationReference,
  },
);

export const onIssueEvent = trigger('issue-events', [], log);
export const onLifecycleEvent = trigger('lifecycle-events', [], log);
export const incidentAutoClose = schedule('incident-auto-close', [], log);
export const setupConsumer = consumer('setup-consumer', z.never(), async () => undefined, log);
