/** Dashboards, the properties of their gadgets, filters, and the app's panel on a project. */
import { needed, until, type Tour } from './audit.mjs';

export async function dashboards({ jira, audit }: Tour): Promise<void> {
  await audit.call('dashboards.getAllDashboards', () => jira.dashboards.getAllDashboards({}));
  const found = await audit.call('dashboards.getDashboardsPaginated', () =>
    jira.dashboards.getDashboardsPaginated({ expand: 'description,owner,viewUrl,sharePermissions,editPermissions' }),
  );
  const id = needed(found.values?.[0]?.id, 'dashboard');
  await audit.call('dashboards.getDashboard', () => jira.dashboards.getDashboard({ id }));
  const property = { dashboardId: id, itemId: '10000', propertyKey: 'config' };
  await audit.call('dashboards.setDashboardItemProperty', () =>
    jira.dashboards.setDashboardItemProperty({ ...property, body: { projects: [] } }),
  );
  await audit.call('dashboards.getDashboardItemPropertyKeys', () =>
    jira.dashboards.getDashboardItemPropertyKeys(property),
  );
  await audit.call('dashboards.getDashboardItemProperty', () => jira.dashboards.getDashboardItemProperty(property));
  await audit.call('dashboards.deleteDashboardItemProperty', () =>
    jira.dashboards.deleteDashboardItemProperty(property),
  );
}

export async function filters({ jira, audit, projectKey }: Tour): Promise<void> {
  const made = await audit.call('filters.createFilter', () =>
    jira.filters.createFilter({ name: 'Open here', jql: `project = "${projectKey}" AND resolution IS EMPTY` }),
  );
  const id = Number(needed(made.id, 'filter'));
  await audit.call('filters.getFilter', () => jira.filters.getFilter({ id, expand: ['sharedUsers', 'subscriptions'] }));
  await audit.call('filters.updateFilter', () =>
    jira.filters.updateFilter({ id, body: { name: 'All here', jql: `project = "${projectKey}"` } }),
  );
  await audit.call('filters.getMyFilters', () => jira.filters.getMyFilters({}));
  await audit.call('filters.getFiltersPaginated', () =>
    jira.filters.getFiltersPaginated({
      expand: ['description', 'favourite', 'jql', 'owner', 'searchUrl', 'sharePermissions', 'viewUrl'],
    }),
  );
  await audit.call('filters.deleteFilter', () => jira.filters.deleteFilter({ id }));
}

/** The capabilities of workflows name the app's modules; its panel lies beside its rules. */
export async function panels({ jira, audit, projectKey }: Tour): Promise<void> {
  const { forgeRules } = await audit.call('workflows.workflowCapabilities', () =>
    jira.workflows.workflowCapabilities({}),
  );
  const moduleId = needed(forgeRules?.[0]?.id, 'rule of the app').replace(/[^/]+$/, 'plumbline-panel');
  const pinned = await audit.call('issuePanels.bulkPinUnpinProjectsAsync', () =>
    jira.issuePanels.bulkPinUnpinProjectsAsync({
      moduleId,
      projectList: [{ action: 'PIN', projectIdOrKey: projectKey }],
    }),
  );
  await until(
    () => audit.call('tasks.getTask', () => jira.tasks.getTask({ taskId: needed(pinned.taskId, 'task') })),
    ({ status }) => status === 'COMPLETE',
  );
}
