/**
 * The composition root: the world (Forge, Jira, storage) is made here once, practices get it as their ports, and what
 * they offer becomes the functions of the manifest. Nothing is called before the platform invokes a function.
 */
import { randomUUID } from 'node:crypto';
import { changePractice } from './change/change.practice';
import { GATES } from './change/gate.shapes';
import { CHANGE_EVENTS, ChangeEventBody } from './change/issue-event';
import { resolveCatalogue } from './cmdb/class-catalogue';
import type { CmdbPorts } from './cmdb/cmdb.ports';
import { cmdbPractice } from './cmdb/cmdb.practice';
import { exportPractice } from './cmdb/import/export.practice';
import { importPractice } from './cmdb/import/import.practice';
import { landscapePractice } from './cmdb/landscape.practice';
import { catalogueOf } from './cmdb/reading';
import { contract } from './contract';
import { jiraAuthoriser, type ProjectIds, type RoleIds } from './forge/access';
import { installationId, invocationReference, moduleAri } from './forge/app-context';
import { changePorts } from './forge/change-ports';
import { systemClock } from './forge/clock';
import { CmdbEvent, cmdbQueue, cmdbStorage } from './forge/cmdb-ports';
import { forgeRecords } from './forge/entities/forge-records';
import { forgeTable } from './forge/entities/forge-table';
import { closureSetting, matrixSetting } from './forge/entities/incident-settings';
import { jobEntity, jobStore } from './forge/entities/jobs';
import { settingEntity, settingStore } from './forge/entities/settings';
import { clockRecords, slaClockEntity } from './forge/entities/sla-clocks';
import { policyStore, slaWatermark } from './forge/entities/sla-policies';
import { ImportEvent, importJobs, importPeople, importQueue, importSettings, sha256 } from './forge/import-ports';
import { createJira, sleep } from './forge/jira/client';
import { ciFieldOf, cmdbDirectory, cmdbViewer } from './forge/jira/cmdb-jira';
import { jiraDirectory } from './forge/jira/directory';
import { constantsOf, jiraIncidents, jiraOfViewer } from './forge/jira/incidents';
import { jiraSiteZone } from './forge/jira/site-zone';
import { jiraConfiguration } from './forge/jira/site-configuration';
import { jiraEscalator } from './forge/jira/sla-escalator';
import { jiraSlaIssues } from './forge/jira/sla-issues';
import { slaConstantsOf } from './forge/jira/sla-reading';
import { jiraSlaViewer } from './forge/jira/sla-viewer';
import { jiraVocabulary } from './forge/jira/sla-vocabulary';
import { consoleLog } from './forge/log';
import { consumer } from './forge/queues';
import { schedule } from './forge/schedules';
import { serve } from './forge/serve';
import { SetupEvent, setupJobs, setupQueue, siteMaps } from './forge/setup-ports';
import { SlaEvent, slaQueue, whatIfJobs } from './forge/sla-queue';
import { LifecycleEvent, onEvent, trigger } from './forge/triggers';
import { gateValidator } from './forge/workflow';
import type { IncidentPorts } from './incident/incident.ports';
import { incidentPractice } from './incident/incident.practice';
import { ISSUE_EVENTS, IssueEventBody } from './incident/issue-event';
import { setupPractice } from './setup/setup.practice';
import { SITE_MAP_SETTING, SiteMap } from './setup/site-map';
import { SLA_EVENTS, SlaEventBody } from './sla/issue-event';
import { slaPractice } from './sla/sla.practice';

const log = consoleLog;
const jira = createJira();
const settings = settingStore(forgeTable(settingEntity));

/** What set-up made on this site; `undefined` before it ran. */
const siteMap = async (): Promise<SiteMap | undefined> => (await settings.read(SITE_MAP_SETTING, SiteMap))?.document;

const roleIds: RoleIds = async (role) => (await siteMap())?.roles[role];
const projectIds: ProjectIds = async () => (await siteMap())?.projects.map(({ id }) => id) ?? [];

const slaConstants = slaConstantsOf(jira, installationId);
const siteZone = jiraSiteZone(() => jira.asApp());
const slaPolicies = policyStore(settings, installationId);
const sla = slaPractice({
  siteMap,
  siteZone,
  issues: jiraSlaIssues(jira, slaConstants),
  escalator: jiraEscalator(jira),
  viewer: jiraSlaViewer(jira, slaConstants),
  records: clockRecords(forgeTable(slaClockEntity)),
  policies: slaPolicies,
  queue: slaQueue(),
  jobs: whatIfJobs(jobStore(forgeTable(jobEntity))),
  watermark: slaWatermark(settings),
  vocabulary: jiraVocabulary(jira),
  clock: systemClock,
  newJobId: () => randomUUID(),
  log,
});

const jiraConstants = constantsOf(jira, installationId);
const incidentPorts: IncidentPorts = {
  siteMap,
  incidents: jiraIncidents(jira, jiraConstants),
  viewer: jiraOfViewer(jira, jiraConstants),
  matrix: matrixSetting(settings),
  closure: closureSetting(settings),
  clock: systemClock,
  log,
};
/** The app's own edits come with no event; after a product event the clocks are kept anyway, one handler later. */
const incidentOnEvents = incidentPractice(incidentPorts);
const incident = incidentPractice(clocksFollow(incidentPorts));

function clocksFollow(ports: IncidentPorts): IncidentPorts {
  const { incidents, viewer } = ports;
  return {
    ...ports,
    incidents: {
      ...incidents,
      edit: (site, key, edit) => incidents.edit(site, key, edit).then(() => sla.touched(key)),
      move: (key, transitionId) => incidents.move(key, transitionId).then(() => sla.touched(key)),
    },
    viewer: { ...viewer, edit: (site, key, edit) => viewer.edit(site, key, edit).then(() => sla.touched(key)) },
  };
}

const setup = setupPractice({
  site: jiraConfiguration({ jira: jira.asApp(), moduleName: (key) => moduleAri(key), sleep }),
  jobs: setupJobs(jobStore(forgeTable(jobEntity)), systemClock),
  queue: setupQueue(),
  maps: siteMaps(settings, systemClock),
  directory: jiraDirectory(jira.asApp()),
  clock: systemClock,
  newJobId: () => randomUUID(),
});

const ciField = ciFieldOf(jira, installationId);
const cmdbStored = cmdbStorage(forgeRecords, settings, jobStore(forgeTable(jobEntity)), systemClock);
const cmdbPorts: CmdbPorts = {
  ...cmdbStored,
  viewer: cmdbViewer(jira, ciField),
  directory: cmdbDirectory(jira, ciField, siteMap),
  queue: cmdbQueue(),
  clock: systemClock,
  newJobId: () => randomUUID(),
};
const cmdb = cmdbPractice(cmdbPorts);

const change = changePractice(
  changePorts({
    jira,
    installation: installationId,
    records: forgeRecords,
    settings,
    siteMap,
    siteZone,
    roleIds,
    policies: slaPolicies,
    landscape: landscapePractice(cmdbPorts),
    clock: systemClock,
    log,
  }),
);

const catalogue = async () => resolveCatalogue(catalogueOf(await cmdbStored.catalogue.read()));
const cmdbImport = importPractice({
  ...cmdbStored,
  catalogue,
  jobs: importJobs(jobStore(forgeTable(jobEntity)), systemClock),
  queue: importQueue(),
  settings: importSettings(settings),
  people: importPeople(jira.asApp()),
  clock: systemClock,
  newImportId: () => randomUUID(),
  sha256,
});
const cmdbExport = exportPractice({ ...cmdbStored, catalogue, list: cmdb.handlers['cmdb.list'] });

export const resolver = serve(
  contract,
  {
    ...setup.handlers,
    ...incident.handlers,
    ...sla.handlers,
    ...cmdb.handlers,
    ...cmdbImport.handlers,
    ...cmdbExport,
    ...change.handlers,
  },
  {
    authoriser: jiraAuthoriser(jira, roleIds, projectIds),
    log,
    reference: invocationReference,
  },
);

export const onIssueEvent = trigger(
  'issue-events',
  [
    onEvent('incident', ISSUE_EVENTS, IssueEventBody, incidentOnEvents.onIssueEvent),
    onEvent('sla', SLA_EVENTS, SlaEventBody, sla.onIssueEvent),
    onEvent('change', CHANGE_EVENTS, ChangeEventBody, change.onIssueEvent),
  ],
  log,
);
export const onLifecycleEvent = trigger(
  'lifecycle-events',
  [onEvent('sla', ['avi:forge:upgraded:app'], LifecycleEvent, sla.afterSetUp)],
  log,
);
export const changeGate = gateValidator({
  name: 'change-gate',
  gates: GATES,
  keep: change.gate,
  log,
  reference: invocationReference,
});
export const incidentAutoClose = schedule(
  'incident-auto-close',
  [
    async () => {
      await incident.autoClose();
    },
    incident.reconcile,
    change.sweep,
  ],
  log,
);
export const setupConsumer = consumer(
  'setup-consumer',
  SetupEvent,
  async ({ jobId }) => {
    await setup.work(jobId);
    await sla.afterSetUp();
  },
  log,
);
export const slaSweep = schedule('sla-sweep', [sla.sweep], log);
export const slaNightly = schedule('sla-nightly', [sla.nightly], log);
export const slaConsumer = consumer('sla-consumer', SlaEvent, sla.work, log);
export const cmdbConsumer = consumer('cmdb-consumer', CmdbEvent, ({ work }) => cmdb.work(work), log);
export const cmdbImportConsumer = consumer(
  'cmdb-import-consumer',
  ImportEvent,
  ({ importId }) => cmdbImport.work(importId).then(cmdb.changedMuch),
  log,
);
export const cmdbDaily = schedule('cmdb-daily', [cmdb.examine, cmdbImport.expire, change.nightly], log);
