/**
 * Everything the browser may ask of the backend. A practice joins with its own contract:
 * `merge(merge(setupContract, incidentContract), problemContract)`.
 */
import { changeContract } from '../change/change.contract';
import { cmdbContract } from '../cmdb/cmdb.contract';
import { importContract } from '../cmdb/import/import.contract';
import { incidentContract } from '../incident/incident.contract';
import { setupContract } from '../setup/setup.contract';
import { slaContract } from '../sla/sla.contract';
import { merge, type DefsOf } from './rpc';

export const contract = merge(
  merge(merge(merge(merge(setupContract, incidentContract), slaContract), cmdbContract), importContract),
  changeContract,
);

/** What `makeInvoke` in the browser is typed with. */
export type Defs = DefsOf<typeof contract>;
