/**
 * The composition root: the world (Forge, Jira, storage) is made here once, practices get it as their ports, and what
 * they offer becomes the functions of the manifest. Nothing is called before the platform invokes a function.
 */
import { randomUUID } from 'node:crypto';
import { contract } from './contract';
import { jiraAuthoriser, type ProjectIds, type RoleIds } from './forge/access';
import { installationId, invocationReference, moduleAri } from './forge/app-context';
import { systemClock } from './forge/clock';
import { forgeTable } from './forge/entities/forge-table';
import { closureSetting, matrixSetting } from './forge/entities/incident-settings';
import { jobEntity, jobStore } from './forge/entities/jobs';
import { settingEntity, settingStore } from './forge/entities/settings';
import { createJira, sleep } from './forge/jira/client';
import { jiraDirectory } from './forge/jira/directory';
import { constantsOf, jiraIncidents, jiraOfViewer } from './forge/jira/incidents';
import { jiraConfiguration } from './forge/jira/site-configuration';
import { consoleLog } from './forge/log';
import { consumer } from './forge/queues';
import { schedule } from './forge/schedules';
import { serve } from './forge/serve';
import { SetupEvent, setupJobs, setupQueue, siteMaps } from './forge/setup-ports';
import { onEvent, trigger } from './forge/triggers';
import { incidentPractice } from './incident/incident.practice';
import { ISSUE_EVENTS, IssueEventBody } from './incident/issue-event';
import { setupPractice } from './setup/setup.practice';
import { SITE_MAP_SETTING, SiteMap } from './setup/site-map';

const log = consoleLog;
const jira = createJira();
const settings = settingStore(forgeTable(settingEntity));

/** What set-up made on this site; `undefined` before it ran. */
const siteMap = async (): Promise<SiteMap | undefined> => (await settings.read(SITE_MAP_SETTING, SiteMap))?.document;

const roleIds: RoleIds = async (role) => (await siteMap())?.roles[role];
const projectIds: ProjectIds = async () => (await siteMap())?.projects.map(({ id }) => id) ?? [];

const jiraConstants = constantsOf(jira, installationId);
const incident = incidentPractice({
  siteMap,
  incidents: jiraIncidents(jira, jiraConstants),
  viewer: jiraOfViewer(jira, jiraConstants),
  matrix: matrixSetting(settings),
  closure: closureSetting(settings),
  clock: systemClock,
  log,
});

const setup = setupPractice({
  site: jiraConfiguration({ jira: jira.asApp(), moduleName: (key) => moduleAri(key), sleep }),
  jobs: setupJobs(jobStore(forgeTable(jobEntity)), systemClock),
  queue: setupQueue(),
  maps: siteMaps(settings, systemClock),
  directory: jiraDirectory(jira.asApp()),
  clock: systemClock,
  newJobId: () => randomUUID(),
});

export const resolver = serve(
  contract,
  { ...setup.handlers, ...incident.handlers },
  {
    authoriser: jiraAuthoriser(jira, roleIds, projectIds),
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
    incident.reconcile,
  ],
  log,
);
export const setupConsumer = consumer('setup-consumer', SetupEvent, ({ jobId }) => setup.work(jobId), log);
