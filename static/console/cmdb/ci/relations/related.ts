/** Queries whose answers change when a relation comes or goes. */
import type { ProcedureName } from '../../../../shared/api';

export const RELATED: readonly ProcedureName[] = [
  'cmdb.relations',
  'cmdb.history',
  'cmdb.impact',
  'cmdb.causes',
  'cmdb.weakPoints',
  'cmdb.map',
  'cmdb.deletePreview',
];
