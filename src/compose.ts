/**
 * The composition root: the world (Forge, Jira, storage) is made here once, practices get it as their ports, and what
 * they offer becomes the functions of the manifest. Nothing is called before the platform invokes a function.
 */
import { z } from 'zod';
import { contract } from './contract';
import { jiraAuthoriser } from './forge/access';
import { invocationReference } from './forge/app-context';
import { systemClock } from './forge/clock';
import { forgeTable } from './forge/entities/forge-table';
import { closureSetting, matrixSetting } from './forge/entities/incident-settings';
import { settingEntity, settingStore } from './forge/entities/settings';
import { createJira } from './forge/jira/client';
import { constantsOf, jiraIncidents, jiraOfViewer } from './forge/jira/incidents';
import { consoleLog } from './forge/log';
import { consumer } from './forge/queues';
import { schedule } from './forge/schedules';
import { serve } from './forge/serve';
import { onEvent, trigger } from './forge/triggers';
import { incidentPractice } from './incident/incident.practice';
import { ISSUE_EVENTS, IssueEventBody } from './incident/issue-event';
import { SITE_MAP_SETTING, SiteMap } from './setup/site-map';

const log = consoleLog;
const jira = createJira();
const settings = settingStore(forgeTable(settingEntity));

/** What set-up made on this site; `undefined` before it ran. */
const siteMap = async (): Promise<SiteMap | undefined> => (await settings.read(SITE_MAP_SETTING, SiteMap))?.document;

const jiraConstants = constantsOf(jira);
const incident = incidentPractice({
  siteMap,
  incidents: jiraIncidents(jira, jiraConstants),
  viewer: jiraOfViewer(jira, jiraConstants),
  matrix: matrixSetting(settings),
  closure: closureSetting(settings),
  clock: systemClock,
  log,
});

export const resolver = serve(
  contract,
  incident.handlers,
  {
    authoriser: jiraAuthoriser(jira, async (role) => (await siteMap())?.roles[role]),
    log,
    reference: invocationReference,
  },
);

export const onIssueEvent = trigger(
  'issue-events',
  [onEvent('incident', ISSUE_EVENTS, IssueEventBody, incident.onIssueEvent)],
  log,
);
export const onLifecycleEvent = trigger('lifecycle-events', [], log);
export const incidentAutoClose = schedule(
  'incident-auto-close',
  [
    async () => {
      await incident.autoClose();
    },
  ],
  log,
);
export const setupConsumer = consumer('setup-consumer', z.never(), async () => undefined, log);
