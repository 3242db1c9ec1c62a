/** Screens, their tabs, and the schemes that show them. */
import { needed, type Tour } from './audit.mjs';

export async function screens(tour: Tour): Promise<void> {
  const { jira, audit } = tour;
  const found = await audit.call('screens.getScreens', () => jira.screens.getScreens({}));
  const screenId = needed(found.values?.[0]?.id, 'screen');
  await audit.call('screens.getAvailableScreenFields', () => jira.screens.getAvailableScreenFields({ screenId }));
  const tab = await audit.call('screenTabs.addScreenTab', () =>
    jira.screenTabs.addScreenTab({ screenId, name: 'New' }),
  );
  const tabId = needed(tab.id, 'tab');
  await audit.call('screenTabs.getAllScreenTabs', () => jira.screenTabs.getAllScreenTabs({ screenId }));
  await audit.call('screenTabs.renameScreenTab', () =>
    jira.screenTabs.renameScreenTab({ screenId, tabId, name: 'Details' }),
  );
  await audit.call('screenTabs.moveScreenTab', () => jira.screenTabs.moveScreenTab({ screenId, tabId, pos: 0 }));
  const free = await audit.call('screens.getAvailableScreenFields', () =>
    jira.screens.getAvailableScreenFields({ screenId }),
  );
  const [first, second] = free.map(({ id }) => needed(id, 'field'));
  for (const fieldId of [needed(first, 'free field'), needed(second, 'second free field')]) {
    await audit.call('screenTabFields.addScreenTabField', () =>
      jira.screenTabFields.addScreenTabField({ screenId, tabId, fieldId }),
    );
  }
  await audit.call('screenTabFields.moveScreenTabField', () =>
    jira.screenTabFields.moveScreenTabField({ screenId, tabId, id: needed(second, 'field'), position: 'First' }),
  );
  await audit.call('screenTabFields.getAllScreenTabFields', () =>
    jira.screenTabFields.getAllScreenTabFields({ screenId, tabId }),
  );
  await audit.call('screenTabFields.removeScreenTabField', () =>
    jira.screenTabFields.removeScreenTabField({ screenId, tabId, id: needed(first, 'field') }),
  );
  await audit.call('screenTabs.deleteScreenTab', () => jira.screenTabs.deleteScreenTab({ screenId, tabId }));
  await schemes(tour, screenId);
}

async function schemes(tour: Tour, screenId: number): Promise<void> {
  const { jira, audit } = tour;
  const made = await audit.call('screenSchemes.createScreenScheme', () =>
    jira.screenSchemes.createScreenScheme({ name: 'Outage screens', screens: { default: screenId } }),
  );
  const screenSchemeId = String(needed(made.id, 'screen scheme'));
  await audit.call('screenSchemes.getScreenSchemes', () =>
    jira.screenSchemes.getScreenSchemes({ expand: 'issueTypeScreenSchemes' }),
  );
  await audit.call('screenSchemes.updateScreenScheme', () =>
    jira.screenSchemes.updateScreenScheme({ screenSchemeId, screens: { create: String(screenId) } }),
  );
  await issueTypeScreenSchemes(tour, screenSchemeId);
  await audit.call('screenSchemes.deleteScreenScheme', () => jira.screenSchemes.deleteScreenScheme({ screenSchemeId }));
}

async function issueTypeScreenSchemes({ jira, audit, projectKey }: Tour, screenSchemeId: string): Promise<void> {
  const project = await audit.call('projects.getProject', () =>
    jira.projects.getProject({ projectIdOrKey: projectKey }),
  );
  const issueTypeId = needed(project.issueTypes?.[0]?.id, 'issue type');
  await audit.call('issueTypeScreenSchemes.getIssueTypeScreenSchemes', () =>
    jira.issueTypeScreenSchemes.getIssueTypeScreenSchemes({ expand: 'projects' }),
  );
  const made = await audit.call('issueTypeScreenSchemes.createIssueTypeScreenScheme', () =>
    jira.issueTypeScreenSchemes.createIssueTypeScreenScheme({
      name: 'Outage types',
      issueTypeMappings: [{ issueTypeId: 'default', screenSchemeId }],
    }),
  );
  const issueTypeScreenSchemeId = needed(made.id, 'issue type screen scheme');
  await audit.call('issueTypeScreenSchemes.updateIssueTypeScreenScheme', () =>
    jira.issueTypeScreenSchemes.updateIssueTypeScreenScheme({ issueTypeScreenSchemeId, name: 'Types of outage' }),
  );
  await audit.call('issueTypeScreenSchemes.appendMappingsForIssueTypeScreenScheme', () =>
    jira.issueTypeScreenSchemes.appendMappingsForIssueTypeScreenScheme({
      issueTypeScreenSchemeId,
      issueTypeMappings: [{ issueTypeId, screenSchemeId }],
    }),
  );
  await audit.call('issueTypeScreenSchemes.getIssueTypeScreenSchemeMappings', () =>
    jira.issueTypeScreenSchemes.getIssueTypeScreenSchemeMappings({}),
  );
  await audit.call('issueTypeScreenSchemes.updateDefaultScreenScheme', () =>
    jira.issueTypeScreenSchemes.updateDefaultScreenScheme({ issueTypeScreenSchemeId, screenSchemeId }),
  );
  await audit.call('issueTypeScreenSchemes.removeMappingsFromIssueTypeScreenScheme', () =>
    jira.issueTypeScreenSchemes.removeMappingsFromIssueTypeScreenScheme({
      issueTypeScreenSchemeId,
      issueTypeIds: [issueTypeId],
    }),
  );
  await audit.call('issueTypeScreenSchemes.getIssueTypeScreenSchemeProjectAssociations', () =>
    jira.issueTypeScreenSchemes.getIssueTypeScreenSchemeProjectAssociations({ projectId: [Number(project.id)] }),
  );
  await audit.call('issueTypeScreenSchemes.deleteIssueTypeScreenScheme', () =>
    jira.issueTypeScreenSchemes.deleteIssueTypeScreenScheme({ issueTypeScreenSchemeId }),
  );
}
