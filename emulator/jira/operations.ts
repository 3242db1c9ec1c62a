/** Every operation the emulator answers. Anything else is refused by name. */
import type { Operation } from './http';
import { appFieldConfigurationOperations } from './routes/app-field-configuration';
import { dashboardOperations } from './routes/dashboards';
import { fieldContextOperations } from './routes/field-contexts';
import { fieldOptionOperations } from './routes/field-options';
import { fieldOperations } from './routes/fields';
import { filterOperations } from './routes/filters';
import { gadgetOperations } from './routes/gadgets';
import { groupOperations } from './routes/groups';
import { allIssueOperations } from './routes/issue-operations';
import { issueTypeSchemeOperations } from './routes/issue-type-schemes';
import { issueTypeOperations } from './routes/issue-types';
import { linkTypeOperations } from './routes/link-types';
import { panelOperations } from './routes/panels';
import { permissionSchemeOperations } from './routes/permission-schemes';
import { permissionOperations } from './routes/permissions';
import { priorityOperations, resolutionOperations } from './routes/priorities';
import { projectOperations } from './routes/projects';
import { roleOperations } from './routes/roles';
import { issueTypeScreenSchemeOperations } from './routes/issue-type-screen-schemes';
import { screenSchemeOperations } from './routes/screen-schemes';
import { screenOperations } from './routes/screens';
import { serverOperations } from './routes/server';
import { statusOperations } from './routes/statuses';
import { taskOperations } from './routes/tasks';
import { userAccountOperations } from './routes/user-accounts';
import { userOperations } from './routes/users';
import { workflowSchemeOperations } from './routes/workflow-schemes';
import { workflowSearchOperations } from './routes/workflow-search';
import { workflowOperations } from './routes/workflows';

export const operations: readonly Operation[] = [
  ...appFieldConfigurationOperations,
  ...dashboardOperations,
  ...fieldContextOperations,
  ...fieldOptionOperations,
  ...fieldOperations,
  ...filterOperations,
  ...gadgetOperations,
  ...groupOperations,
  ...allIssueOperations,
  ...issueTypeSchemeOperations,
  ...issueTypeOperations,
  ...linkTypeOperations,
  ...panelOperations,
  ...permissionSchemeOperations,
  ...permissionOperations,
  ...priorityOperations,
  ...resolutionOperations,
  ...projectOperations,
  ...roleOperations,
  ...issueTypeScreenSchemeOperations,
  ...screenSchemeOperations,
  ...screenOperations,
  ...serverOperations,
  ...statusOperations,
  ...taskOperations,
  ...userAccountOperations,
  ...userOperations,
  ...workflowSchemeOperations,
  ...workflowSearchOperations,
  ...workflowOperations,
];
