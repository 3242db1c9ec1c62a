/** Every operation the emulator answers. Anything else is refused by name. */
import type { Operation } from './http';
import { groupOperations } from './routes/groups';
import { issueTypeSchemeOperations } from './routes/issue-type-schemes';
import { issueTypeOperations } from './routes/issue-types';
import { permissionSchemeOperations } from './routes/permission-schemes';
import { permissionOperations } from './routes/permissions';
import { projectOperations } from './routes/projects';
import { roleOperations } from './routes/roles';
import { serverOperations } from './routes/server';
import { taskOperations } from './routes/tasks';
import { userAccountOperations } from './routes/user-accounts';
import { userOperations } from './routes/users';

export const operations: readonly Operation[] = [
  ...groupOperations,
  ...issueTypeOperations,
  ...issueTypeSchemeOperations,
  ...permissionOperations,
  ...permissionSchemeOperations,
  ...projectOperations,
  ...roleOperations,
  ...serverOperations,
  ...taskOperations,
  ...userAccountOperations,
  ...userOperations,
];
