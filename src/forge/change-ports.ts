/** Change enablement's ports over Jira, the app's storage, the CMDB and the calendars of service levels. */
import { randomUUID } from 'node:crypto';
import { DEFAULT_POLICIES } from '../change/approval-policies-defaults';
import type { ChangeCalendars, ChangePorts } from '../change/change.ports';
import { DEFAULT_RISK_RULES } from '../change/risk-defaults';
import type { LandscapePractice } from '../cmdb/landscape.practice';
import type { Clock } from '../kernel/time';
import type { SiteMap } from '../setup/site-map';
import { compileCalendar } from '../sla/calendar';
import { reportingZoneOf } from '../sla/policy';
import type { PolicyStore } from '../sla/sla.ports';
import type { RoleIds } from './access';
import { callerId } from './caller';
import { changeDecisionEntity, changeDecisions } from './entities/change-decisions';
import { changeOutcomes } from './entities/change-outcomes';
import { changeRecords } from './entities/change-records';
import { changeSettings } from './entities/change-settings';
import type { Records } from './entities/records';
import type { SettingStore } from './entities/settings';
import { changeDirectory } from './jira/change-directory';
import { changeFieldsOf } from './jira/change-fields';
import { jiraChangeViewer } from './jira/change-viewer';
import { jiraChanges } from './jira/changes';
import type { Jira } from './jira/client';
import { jiraSiteHost } from './jira/site-host';
import type { Log } from './log';

export interface ChangeWorld {
  readonly jira: Jira;
  readonly installation: () => string;
  readonly records: Records;
  readonly settings: SettingStore;
  readonly siteMap: () => Promise<SiteMap | undefined>;
  readonly siteZone: () => Promise<string>;
  readonly roleIds: RoleIds;
  readonly policies: Pick<PolicyStore, 'head'>;
  readonly landscape: LandscapePractice;
  readonly clock: Clock;
  readonly log: Log;
}

export function changePorts(world: ChangeWorld): ChangePorts {
  const { jira, records, settings, siteMap, roleIds, landscape, clock, log } = world;
  const fieldIds = changeFieldsOf(jira, world.installation);
  return {
    siteMap,
    issues: jiraChanges(jira, fieldIds),
    viewer: jiraChangeViewer(jira, fieldIds, roleIds),
    records: changeRecords(records),
    decisions: changeDecisions(records.table(changeDecisionEntity)),
    outcomes: changeOutcomes(records),
    settings: changeSettings(settings, { risk: DEFAULT_RISK_RULES, policies: DEFAULT_POLICIES }),
    landscape: { ...landscape, names: (refs) => landscape.names(callerId(), refs) },
    directory: changeDirectory(jira, roleIds),
    calendars: calendarsOf(world),
    siteHost: jiraSiteHost(jira, world.installation),
    clock,
    newId: () => randomUUID(),
    log,
  };
}

const calendarsOf = ({ policies, siteZone }: Pick<ChangeWorld, 'policies' | 'siteZone'>): ChangeCalendars => ({
  async business(key) {
    const calendar = (await policies.head())?.policy.calendars.find((one) => one.key === key);
    return calendar && compileCalendar(calendar);
  },
  async reportingZone() {
    const head = await policies.head();
    return head === undefined ? siteZone() : reportingZoneOf(head.policy);
  },
});
