/** Issue types and what hangs on them: schemes, fields with contexts and options, screens. */
import { needed, type Tour } from './audit.mjs';

const SELECT = 'com.atlassian.jira.plugin.system.customfieldtypes:select';

export async function issueTypes({ jira, audit, projectKey }: Tour): Promise<void> {
  const project = await audit.call('projects.getProject', () =>
    jira.projects.getProject({ projectIdOrKey: projectKey }),
  );
  const all = await audit.call('issueTypes.getIssueAllTypes', () => jira.issueTypes.getIssueAllTypes());
  const standard = needed(all.find(({ subtask }) => subtask === false)?.id, 'standard issue type');
  const made = await audit.call('issueTypes.createIssueType', () =>
    jira.issueTypes.createIssueType({ name: 'Outage', description: 'A service is down', hierarchyLevel: 0 }),
  );
  const id = needed(made.id, 'id');
  await audit.call('issueTypes.getIssueType', () => jira.issueTypes.getIssueType({ id }));
  await audit.call('issueTypes.updateIssueType', () => jira.issueTypes.updateIssueType({ id, description: 'Down' }));
  await audit.call('issueTypeSchemes.getAllIssueTypeSchemes', () =>
    jira.issueTypeSchemes.getAllIssueTypeSchemes({ expand: 'projects,issueTypes' }),
  );
  const scheme = await audit.call('issueTypeSchemes.createIssueTypeScheme', () =>
    jira.issueTypeSchemes.createIssueTypeScheme({ name: 'Outages', issueTypeIds: [standard] }),
  );
  const issueTypeSchemeId = Number(needed(scheme.issueTypeSchemeId, 'issueTypeSchemeId'));
  await audit.call('issueTypeSchemes.addIssueTypesToIssueTypeScheme', () =>
    jira.issueTypeSchemes.addIssueTypesToIssueTypeScheme({ issueTypeSchemeId, issueTypeIds: [id] }),
  );
  await audit.call('issueTypeSchemes.reorderIssueTypesInIssueTypeScheme', () =>
    jira.issueTypeSchemes.reorderIssueTypesInIssueTypeScheme({
      issueTypeSchemeId,
      issueTypeIds: [id],
      position: 'First',
    }),
  );
  await audit.call('issueTypeSchemes.updateIssueTypeScheme', () =>
    jira.issueTypeSchemes.updateIssueTypeScheme({ issueTypeSchemeId, name: 'Outages only' }),
  );
  await audit.call('issueTypeSchemes.getIssueTypeSchemesMapping', () =>
    jira.issueTypeSchemes.getIssueTypeSchemesMapping({}),
  );
  await audit.call('issueTypeSchemes.getIssueTypeSchemeForProjects', () =>
    jira.issueTypeSchemes.getIssueTypeSchemeForProjects({ projectId: [Number(project.id)] }),
  );
  await audit.call('issueTypeSchemes.removeIssueTypeFromIssueTypeScheme', () =>
    jira.issueTypeSchemes.removeIssueTypeFromIssueTypeScheme({ issueTypeSchemeId, issueTypeId: Number(id) }),
  );
  await audit.call('issueTypeSchemes.deleteIssueTypeScheme', () =>
    jira.issueTypeSchemes.deleteIssueTypeScheme({ issueTypeSchemeId }),
  );
  await audit.call('issueTypes.deleteIssueType', () => jira.issueTypes.deleteIssueType({ id }));
}

export async function fields(tour: Tour): Promise<void> {
  const { jira, audit } = tour;
  await audit.call('issueFields.getFields', () => jira.issueFields.getFields());
  await audit.call('issueFields.getFieldsPaginated', () =>
    jira.issueFields.getFieldsPaginated({
      expand: ['key', 'lastUsed', 'screensCount', 'contextsCount', 'isLocked', 'searcherKey'],
    }),
  );
  const field = await audit.call('issueFields.createCustomField', () =>
    jira.issueFields.createCustomField({ name: 'Blast radius', type: SELECT, description: 'How far it reaches' }),
  );
  const fieldId = needed(field.id, 'id');
  await audit.call('issueFields.updateCustomField', () =>
    jira.issueFields.updateCustomField({ fieldId, description: 'Who is hit' }),
  );
  await contexts(tour, fieldId);
  await audit.call('issueFields.trashCustomField', () => jira.issueFields.trashCustomField({ id: fieldId }));
  await audit.call('issueFields.getTrashedFieldsPaginated', () => jira.issueFields.getTrashedFieldsPaginated({}));
  await audit.call('issueFields.restoreCustomField', () => jira.issueFields.restoreCustomField({ id: fieldId }));
  await audit.call('issueFields.deleteCustomField', () => jira.issueFields.deleteCustomField({ id: fieldId }));
}

async function contexts(tour: Tour, fieldId: string): Promise<void> {
  const { jira, audit, projectKey } = tour;
  const project = await audit.call('projects.getProject', () =>
    jira.projects.getProject({ projectIdOrKey: projectKey }),
  );
  const found = await audit.call('issueCustomFieldContexts.getContextsForField', () =>
    jira.issueCustomFieldContexts.getContextsForField({ fieldId }),
  );
  await options(tour, fieldId, Number(needed(found.values?.[0]?.id, 'context')));
  const projectIds = [needed(project.id, 'project id')];
  const issueTypeIds = [needed(project.issueTypes?.[0]?.id, 'issue type')];
  const made = await audit.call('issueCustomFieldContexts.createCustomFieldContext', () =>
    jira.issueCustomFieldContexts.createCustomFieldContext({ fieldId, name: 'Here only', projectIds }),
  );
  const context = { fieldId, contextId: Number(needed(made.id, 'id')) };
  await audit.call('issueCustomFieldContexts.updateCustomFieldContext', () =>
    jira.issueCustomFieldContexts.updateCustomFieldContext({ ...context, name: 'Only here' }),
  );
  await audit.call('issueCustomFieldContexts.addIssueTypesToContext', () =>
    jira.issueCustomFieldContexts.addIssueTypesToContext({ ...context, issueTypeIds }),
  );
  await audit.call('issueCustomFieldContexts.getIssueTypeMappingsForContexts', () =>
    jira.issueCustomFieldContexts.getIssueTypeMappingsForContexts({ fieldId }),
  );
  await audit.call('issueCustomFieldContexts.removeIssueTypesFromContext', () =>
    jira.issueCustomFieldContexts.removeIssueTypesFromContext({ ...context, issueTypeIds }),
  );
  await audit.call('issueCustomFieldContexts.getProjectContextMapping', () =>
    jira.issueCustomFieldContexts.getProjectContextMapping({ fieldId }),
  );
  await audit.call('issueCustomFieldContexts.removeCustomFieldContextFromProjects', () =>
    jira.issueCustomFieldContexts.removeCustomFieldContextFromProjects({ ...context, projectIds }),
  );
  await audit.call('issueCustomFieldContexts.assignProjectsToCustomFieldContext', () =>
    jira.issueCustomFieldContexts.assignProjectsToCustomFieldContext({ ...context, projectIds }),
  );
  await audit.call('issueCustomFieldContexts.deleteCustomFieldContext', () =>
    jira.issueCustomFieldContexts.deleteCustomFieldContext(context),
  );
}

async function options({ jira, audit }: Tour, fieldId: string, contextId: number): Promise<void> {
  const context = { fieldId, contextId };
  const made = await audit.call('issueCustomFieldOptions.createCustomFieldOption', () =>
    jira.issueCustomFieldOptions.createCustomFieldOption({
      ...context,
      options: [
        { value: 'One room', disabled: false },
        { value: 'One building', disabled: false },
      ],
    }),
  );
  const [room, building] = (made.options ?? []).map(({ id }) => needed(id, 'option id'));
  await audit.call('issueCustomFieldOptions.updateCustomFieldOption', () =>
    jira.issueCustomFieldOptions.updateCustomFieldOption({
      ...context,
      options: [{ id: needed(room, 'option'), value: 'One desk', disabled: false }],
    }),
  );
  await audit.call('issueCustomFieldOptions.reorderCustomFieldOptions', () =>
    jira.issueCustomFieldOptions.reorderCustomFieldOptions({
      ...context,
      customFieldOptionIds: [needed(room, 'option')],
      after: needed(building, 'option'),
    }),
  );
  await audit.call('issueCustomFieldOptions.getOptionsForContext', () =>
    jira.issueCustomFieldOptions.getOptionsForContext(context),
  );
  await audit.call('issueCustomFieldOptions.deleteCustomFieldOption', () =>
    jira.issueCustomFieldOptions.deleteCustomFieldOption({ ...context, optionId: Number(room) }),
  );
}

/** Administrators see how an app's field is configured; its value is set by the app that owns it, and nobody else. */
export async function appFields({ jira, audit }: Tour): Promise<void> {
  const all = await audit.call('issueFields.getFields', () => jira.issueFields.getFields());
  const key = needed(all.find(({ name }) => name === 'Priority basis')?.key, 'app field');
  await audit.refused('issueCustomFieldValuesApps.updateCustomFieldValue', 403, () =>
    jira.issueCustomFieldValuesApps.updateCustomFieldValue({
      fieldIdOrKey: key,
      updates: [{ issueIds: [10000], value: 'x' }],
    }),
  );
  await audit.refused('issueCustomFieldValuesApps.updateMultipleCustomFieldValues', 403, () =>
    jira.issueCustomFieldValuesApps.updateMultipleCustomFieldValues({
      updates: [{ customField: key, issueIds: [10000], value: 'x' }],
    }),
  );
  const { values } = await audit.call('issueCustomFieldConfigurationApps.getCustomFieldConfiguration', () =>
    jira.issueCustomFieldConfigurationApps.getCustomFieldConfiguration({ fieldIdOrKey: key }),
  );
  const configurations = (values ?? []).map((found) => ({ ...found, configuration: { shown: true } }));
  await audit.call('issueCustomFieldConfigurationApps.updateCustomFieldConfiguration', () =>
    jira.issueCustomFieldConfigurationApps.updateCustomFieldConfiguration({ fieldIdOrKey: key, configurations }),
  );
}
