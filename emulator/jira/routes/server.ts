import { ok, operation, type Operation } from '../http';
import { jiraDateTime } from '../model/time';

export const serverOperations: readonly Operation[] = [
  operation(
    'GET /rest/api/3/serverInfo',
    [],
    ({ site }) =>
      ok({
        baseUrl: site.baseUrl(),
        displayUrl: site.baseUrl(),
        version: '1001.0.0-SNAPSHOT',
        versionNumbers: [1001, 0, 0],
        deploymentType: 'Cloud',
        buildNumber: 100_300,
        buildDate: '2026-07-01T00:00:00.000+0000',
        serverTime: jiraDateTime(site.clock.now()),
        scmInfo: 'emulator',
        serverTitle: 'Jira',
        defaultLocale: { locale: 'en_US' },
        serverTimeZone: 'Etc/UTC',
      }),
    { anonymous: true },
  ),
  operation('GET /rest/api/3/configuration', ['read:jira-user'], () =>
    ok({
      votingEnabled: false,
      watchingEnabled: true,
      unassignedIssuesAllowed: true,
      subTasksEnabled: true,
      issueLinkingEnabled: true,
      timeTrackingEnabled: false,
      attachmentsEnabled: false,
    }),
  ),
];
