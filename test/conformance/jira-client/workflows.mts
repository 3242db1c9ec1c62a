/** Statuses, workflows and their schemes; the lists of priorities, resolutions and link types. */
import { needed, until, type Tour } from './audit.mjs';

const LAYOUTS = [
  { statusReference: 'open', properties: {} },
  { statusReference: 'done', properties: {} },
];
const TRANSITIONS = [
  { id: '1', name: 'Create', type: 'INITIAL', toStatusReference: 'open' },
  {
    id: '11',
    name: 'Finish',
    type: 'DIRECTED',
    toStatusReference: 'done',
    links: [{ fromStatusReference: 'open', fromPort: 0, toPort: 1 }],
    conditions: {
      operation: 'ALL' as const,
      conditions: [{ ruleKey: 'system:restrict-issue-transition', parameters: { permissionKeys: 'EDIT_ISSUES' } }],
    },
    validators: [
      {
        ruleKey: 'system:validate-field-value',
        parameters: { ruleType: 'fieldRequired', fieldsRequired: 'assignee', errorMessage: 'Who did it?' },
      },
    ],
    actions: [{ ruleKey: 'system:update-field', parameters: { field: 'assignee', value: '' } }],
  },
];

export async function statuses({ jira, audit }: Tour): Promise<void> {
  const made = await audit.call('status.createStatuses', () =>
    jira.status.createStatuses({
      scope: { type: 'GLOBAL' },
      statuses: [{ name: 'Parked', statusCategory: 'IN_PROGRESS', description: 'Not now' }],
    }),
  );
  const id = needed(made[0]?.id, 'status');
  await audit.call('status.getStatusesById', () => jira.status.getStatusesById({ id: [id] }));
  await audit.call('status.updateStatuses', () =>
    jira.status.updateStatuses({ statuses: [{ id, name: 'Parked for now', statusCategory: 'IN_PROGRESS' }] }),
  );
  await audit.call('status.search', () => jira.status.search({ searchString: 'Parked' }));
  await audit.call('workflowStatuses.getStatuses', () => jira.workflowStatuses.getStatuses());
  await audit.call('workflowStatuses.getStatus', () => jira.workflowStatuses.getStatus({ idOrName: id }));
  await audit.call('workflowStatusCategories.getStatusCategories', () =>
    jira.workflowStatusCategories.getStatusCategories(),
  );
  await audit.call('workflowStatusCategories.getStatusCategory', () =>
    jira.workflowStatusCategories.getStatusCategory({ idOrKey: 'new' }),
  );
  await audit.call('status.deleteStatusesById', () => jira.status.deleteStatusesById({ id: [id] }));
}

export async function workflows(tour: Tour): Promise<void> {
  const { jira, audit } = tour;
  const payload = {
    scope: { type: 'GLOBAL' as const },
    statuses: [
      { name: 'Reported', statusCategory: 'TODO' as const, statusReference: 'open' },
      { name: 'Finished', statusCategory: 'DONE' as const, statusReference: 'done' },
    ],
    workflows: [{ name: 'Outage', statuses: LAYOUTS, transitions: TRANSITIONS }],
  };
  await audit.call('workflows.workflowCapabilities', () => jira.workflows.workflowCapabilities({}));
  await audit.call('workflows.validateCreateWorkflows', () => jira.workflows.validateCreateWorkflows({ payload }));
  const made = await audit.call('workflows.createWorkflows', () => jira.workflows.createWorkflows(payload));
  const workflow = needed(made.workflows?.[0], 'workflow');
  const id = needed(workflow.id, 'workflow id');
  const known = (made.statuses ?? []).map((status) => ({
    id: needed(status.id, 'status id'),
    name: needed(status.name, 'status name'),
    statusCategory: needed(status.statusCategory, 'status category'),
    statusReference: status.name === 'Reported' ? 'open' : 'done',
  }));
  const change = {
    statuses: known,
    workflows: [
      { id, version: needed(workflow.version, 'version'), statuses: LAYOUTS, transitions: TRANSITIONS.slice(0, 2) },
    ],
  };
  await audit.call('workflows.readWorkflows', () => jira.workflows.readWorkflows({ workflowNames: ['Outage'] }));
  await audit.call('workflows.validateUpdateWorkflows', () =>
    jira.workflows.validateUpdateWorkflows({ payload: change }),
  );
  await audit.call('workflows.updateWorkflows', () => jira.workflows.updateWorkflows(change));
  await audit.call('workflows.searchWorkflows', () => jira.workflows.searchWorkflows({ expand: 'values.transitions' }));
  await schemes(tour);
  await audit.call('workflows.deleteInactiveWorkflow', () => jira.workflows.deleteInactiveWorkflow({ entityId: id }));
  const ids = known.map((status) => status.id);
  await audit.call('status.deleteStatusesById', () => jira.status.deleteStatusesById({ id: ids }));
}

async function schemes({ jira, audit, projectKey }: Tour): Promise<void> {
  const project = await audit.call('projects.getProject', () =>
    jira.projects.getProject({ projectIdOrKey: projectKey }),
  );
  await audit.call('workflowSchemes.getAllWorkflowSchemes', () => jira.workflowSchemes.getAllWorkflowSchemes({}));
  const made = await audit.call('workflowSchemes.createWorkflowScheme', () =>
    jira.workflowSchemes.createWorkflowScheme({ name: 'Outages', defaultWorkflow: 'Outage', description: 'New' }),
  );
  const id = needed(made.id, 'workflow scheme');
  await audit.call('workflowSchemes.getWorkflowScheme', () => jira.workflowSchemes.getWorkflowScheme({ id }));
  await audit.call('workflowSchemes.updateWorkflowScheme', () =>
    jira.workflowSchemes.updateWorkflowScheme({ id, body: { name: 'Outages', description: 'Changed' } }),
  );
  await audit.call('workflowSchemeProjectAssociations.getWorkflowSchemeProjectAssociations', () =>
    jira.workflowSchemeProjectAssociations.getWorkflowSchemeProjectAssociations({ projectId: [Number(project.id)] }),
  );
  await audit.call('workflowSchemes.deleteWorkflowScheme', () => jira.workflowSchemes.deleteWorkflowScheme({ id }));
}

export async function lists({ jira, audit }: Tour): Promise<void> {
  const found = await audit.call('issuePriorities.searchPriorities', () => jira.issuePriorities.searchPriorities({}));
  const usual = needed(found.values?.find(({ isDefault }) => isDefault === true)?.id, 'default priority');
  const { id } = await audit.call('issuePriorities.createPriority', () =>
    jira.issuePriorities.createPriority({
      name: 'Urgent',
      statusColor: '#ff0000',
      iconUrl: '/images/icons/priorities/highest_new.png',
    }),
  );
  await audit.call('issuePriorities.getPriority', () => jira.issuePriorities.getPriority({ id }));
  await audit.call('issuePriorities.updatePriority', () =>
    jira.issuePriorities.updatePriority({ id, description: 'At once' }),
  );
  await audit.call('issuePriorities.movePriorities', () =>
    jira.issuePriorities.movePriorities({ ids: [id], position: 'First' }),
  );
  await audit.call('issuePriorities.setDefaultPriority', () => jira.issuePriorities.setDefaultPriority({ id: usual }));
  const removal = await audit.call('issuePriorities.deletePriority', () => jira.issuePriorities.deletePriority({ id }));
  await until(
    () => audit.call('tasks.getTask', () => jira.tasks.getTask({ taskId: needed(removal.id, 'task') })),
    ({ status }) => status === 'COMPLETE',
  );
  await audit.call('issueResolutions.getResolution', () => jira.issueResolutions.getResolution({ id: '10000' }));
  await audit.call('issueLinkTypes.getIssueLinkTypes', () => jira.issueLinkTypes.getIssueLinkTypes());
  const type = await audit.call('issueLinkTypes.createIssueLinkType', () =>
    jira.issueLinkTypes.createIssueLinkType({ name: 'Masks', inward: 'is masked by', outward: 'masks' }),
  );
  const issueLinkTypeId = needed(type.id, 'link type');
  await audit.call('issueLinkTypes.getIssueLinkType', () => jira.issueLinkTypes.getIssueLinkType({ issueLinkTypeId }));
  await audit.call('issueLinkTypes.updateIssueLinkType', () =>
    jira.issueLinkTypes.updateIssueLinkType({ issueLinkTypeId, name: 'Masking' }),
  );
  await audit.call('issueLinkTypes.deleteIssueLinkType', () =>
    jira.issueLinkTypes.deleteIssueLinkType({ issueLinkTypeId }),
  );
}
