/** Projects, their roles and the people in them, permission schemes. */
import { needed, type Tour } from './audit.mjs';

export async function projects(tour: Tour): Promise<void> {
  const { jira, audit, projectKey } = tour;
  await audit.call('projects.searchProjects', () =>
    jira.projects.searchProjects({ expand: 'description,lead,issueTypes,projectKeys' }),
  );
  await audit.call('projects.getProject', () => jira.projects.getProject({ projectIdOrKey: projectKey }));
  await audit.call('projects.getAllStatuses', () => jira.projects.getAllStatuses({ projectIdOrKey: projectKey }));
  const me = await audit.call('myself.getCurrentUser', () => jira.myself.getCurrentUser());
  const leadAccountId = needed(me.accountId, 'accountId');
  await audit.call('projects.createProject', () =>
    jira.projects.createProject({
      key: 'CONF',
      name: 'Conformance',
      projectTypeKey: 'business',
      leadAccountId,
      description: 'Made by a third-party client',
    }),
  );
  const own: Tour = { ...tour, projectKey: 'CONF' };
  await audit.call('projects.updateProject', () =>
    jira.projects.updateProject({ projectIdOrKey: 'CONF', description: 'Changed by a third-party client' }),
  );
  await schemesOf(own);
  await roles(own, leadAccountId);
  await permissionSchemes(own);
  await audit.call('projects.deleteProject', () => jira.projects.deleteProject({ projectIdOrKey: 'CONF' }));
  await audit.refused('projects.getProject (deleted)', 404, () => jira.projects.getProject({ projectIdOrKey: 'CONF' }));
}

/** The project is empty, so each of its schemes may be replaced, here by the one it has. */
async function schemesOf({ jira, audit, projectKey }: Tour): Promise<void> {
  const project = await audit.call('projects.getProject', () =>
    jira.projects.getProject({ projectIdOrKey: projectKey }),
  );
  const id = needed(project.id, 'project id');
  const projectId = [Number(id)];
  const types = await audit.call('issueTypeSchemes.getIssueTypeSchemeForProjects', () =>
    jira.issueTypeSchemes.getIssueTypeSchemeForProjects({ projectId }),
  );
  const issueTypeSchemeId = needed(types.values?.[0]?.issueTypeScheme?.id, 'issue type scheme');
  await audit.call('issueTypeSchemes.assignIssueTypeSchemeToProject', () =>
    jira.issueTypeSchemes.assignIssueTypeSchemeToProject({ projectId: id, issueTypeSchemeId }),
  );
  const screens = await audit.call('issueTypeScreenSchemes.getIssueTypeScreenSchemeProjectAssociations', () =>
    jira.issueTypeScreenSchemes.getIssueTypeScreenSchemeProjectAssociations({ projectId }),
  );
  const issueTypeScreenSchemeId = needed(screens.values?.[0]?.issueTypeScreenScheme?.id, 'screen scheme');
  await audit.call('issueTypeScreenSchemes.assignIssueTypeScreenSchemeToProject', () =>
    jira.issueTypeScreenSchemes.assignIssueTypeScreenSchemeToProject({ projectId: id, issueTypeScreenSchemeId }),
  );
  const workflows = await audit.call('workflowSchemeProjectAssociations.getWorkflowSchemeProjectAssociations', () =>
    jira.workflowSchemeProjectAssociations.getWorkflowSchemeProjectAssociations({ projectId }),
  );
  const workflowSchemeId = String(needed(workflows.values?.[0]?.workflowScheme?.id, 'workflow scheme'));
  await audit.call('workflowSchemeProjectAssociations.assignSchemeToProject', () =>
    jira.workflowSchemeProjectAssociations.assignSchemeToProject({ projectId: id, workflowSchemeId }),
  );
}

async function roles({ jira, audit, projectKey: projectIdOrKey }: Tour, accountId: string): Promise<void> {
  await audit.call('projectRoles.getAllProjectRoles', () => jira.projectRoles.getAllProjectRoles());
  const role = await audit.call('projectRoles.createProjectRole', () =>
    jira.projectRoles.createProjectRole({ name: 'Duty officer', description: 'Decides at night' }),
  );
  const id = needed(role.id, 'id');
  await audit.call('projectRoles.getProjectRoleById', () => jira.projectRoles.getProjectRoleById({ id }));
  await audit.call('projectRoles.partialUpdateProjectRole', () =>
    jira.projectRoles.partialUpdateProjectRole({ id, name: 'Duty manager' }),
  );
  await audit.call('projectRoles.fullyUpdateProjectRole', () =>
    jira.projectRoles.fullyUpdateProjectRole({ id, name: 'Duty manager', description: 'Decides at night' }),
  );
  await audit.call('projectRoleActors.addProjectRoleActorsToRole', () =>
    jira.projectRoleActors.addProjectRoleActorsToRole({ id, user: [accountId] }),
  );
  await audit.call('projectRoleActors.getProjectRoleActorsForRole', () =>
    jira.projectRoleActors.getProjectRoleActorsForRole({ id }),
  );
  await audit.call('projectRoleActors.deleteProjectRoleActorsFromRole', () =>
    jira.projectRoleActors.deleteProjectRoleActorsFromRole({ id, user: accountId }),
  );
  await audit.call('projectRoles.getProjectRoles', () => jira.projectRoles.getProjectRoles({ projectIdOrKey }));
  await audit.call('projectRoles.getProjectRoleDetails', () =>
    jira.projectRoles.getProjectRoleDetails({ projectIdOrKey }),
  );
  await audit.call('projectRoleActors.addActorUsers', () =>
    jira.projectRoleActors.addActorUsers({ projectIdOrKey, id, user: [accountId], group: ['jira-administrators'] }),
  );
  await audit.call('projectRoleActors.setActors', () =>
    jira.projectRoleActors.setActors({
      projectIdOrKey,
      id,
      body: { categorisedActors: { 'atlassian-user-role-actor': [accountId] } },
    }),
  );
  await audit.call('projectRoles.getProjectRole', () => jira.projectRoles.getProjectRole({ projectIdOrKey, id }));
  await audit.call('projectRoleActors.deleteActor', () =>
    jira.projectRoleActors.deleteActor({ projectIdOrKey, id, user: accountId }),
  );
  await audit.call('projectRoles.deleteProjectRole', () => jira.projectRoles.deleteProjectRole({ id }));
}

async function permissionSchemes({ jira, audit, projectKey: projectKeyOrId }: Tour): Promise<void> {
  await audit.call('permissionSchemes.getAllPermissionSchemes', () =>
    jira.permissionSchemes.getAllPermissionSchemes({ expand: 'permissions' }),
  );
  const assigned = await audit.call('projectPermissionSchemes.getAssignedPermissionScheme', () =>
    jira.projectPermissionSchemes.getAssignedPermissionScheme({ projectKeyOrId, expand: 'all' }),
  );
  const scheme = await audit.call('permissionSchemes.createPermissionScheme', () =>
    jira.permissionSchemes.createPermissionScheme({ body: { name: 'Closed shop' } }),
  );
  const schemeId = needed(scheme.id, 'id');
  const grant = await audit.call('permissionSchemes.createPermissionGrant', () =>
    jira.permissionSchemes.createPermissionGrant({
      schemeId,
      permission: 'EDIT_ISSUES',
      holder: { type: 'group', parameter: 'jira-administrators' },
    }),
  );
  const permissionId = needed(grant.id, 'id');
  await audit.call('permissionSchemes.getPermissionScheme', () =>
    jira.permissionSchemes.getPermissionScheme({ schemeId, expand: 'all' }),
  );
  await audit.call('permissionSchemes.getPermissionSchemeGrants', () =>
    jira.permissionSchemes.getPermissionSchemeGrants({ schemeId, expand: 'all' }),
  );
  await audit.call('permissionSchemes.getPermissionSchemeGrant', () =>
    jira.permissionSchemes.getPermissionSchemeGrant({ schemeId, permissionId }),
  );
  await audit.call('permissionSchemes.updatePermissionScheme', () =>
    jira.permissionSchemes.updatePermissionScheme({ schemeId, body: { name: 'Closed', description: 'Nobody edits' } }),
  );
  await audit.call('projectPermissionSchemes.assignPermissionScheme', () =>
    jira.projectPermissionSchemes.assignPermissionScheme({ projectKeyOrId, id: schemeId }),
  );
  await audit.call('projectPermissionSchemes.assignPermissionScheme (back)', () =>
    jira.projectPermissionSchemes.assignPermissionScheme({ projectKeyOrId, id: needed(assigned.id, 'id') }),
  );
  await audit.call('permissionSchemes.deletePermissionSchemeEntity', () =>
    jira.permissionSchemes.deletePermissionSchemeEntity({ schemeId, permissionId }),
  );
  await audit.call('permissionSchemes.deletePermissionScheme', () =>
    jira.permissionSchemes.deletePermissionScheme({ schemeId }),
  );
}
