/**
 * Everything the browser may ask of the backend. A practice joins with its own contract:
 * `merge(merge(setupContract, incidentContract), problemContract)`.
 */
import { incidentContract } from '../incident/incident.contract';
import type { DefsOf } from './rpc';

export const contract = incidentContract;

/** What `makeInvoke` in the browser is typed with. */
export type Defs = DefsOf<typeof contract>;
