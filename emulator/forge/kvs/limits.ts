/** The store's limits, as data, with the page of Forge's documentation each one comes from. */
import type { Limit } from '../limits';

const KIB = 1024;
const DOCS = 'https://developer.atlassian.com/platform/forge';
const limit = (value: number, unit: string, page: string): Limit => ({ value, unit, page: `${DOCS}/${page}` });

const STORE = 'limits-kvs-ce/';
const ENTITIES = 'storage-reference/entities-api/';
const QUERY = 'storage-reference/entities-api-query/';
const TRANSACTIONS = 'storage-reference/entities-transactions/';
const BATCH = 'storage-reference/kvs-batch/';
const QUOTAS = 'platform-quotas-and-limits/';

export const KVS_LIMITS = {
  keyLength: limit(500, 'characters', STORE),
  valueBytes: limit(240 * KIB, 'bytes', STORE),
  valueDepth: limit(31, 'levels', STORE),
  rangeBytes: limit(900, 'bytes', STORE),
  partitionBytes: limit(1700, 'bytes', STORE),
  queryConditions: limit(100, 'conditions', STORE),
  integerMinimum: limit(-2_147_483_648, '', ENTITIES),
  integerMaximum: limit(2_147_483_647, '', ENTITIES),
  floatSmallest: limit(1e-130, '', ENTITIES),
  floatLargest: limit(1e126, '(exclusive)', ENTITIES),
  ttl: limit(365 * 24 * 60 * 60, 'seconds', ENTITIES),
  pageDefault: limit(10, 'records', QUERY),
  pageMaximum: limit(100, 'records', QUERY),
  transactionOperations: limit(25, 'operations', TRANSACTIONS),
  transactionBytes: limit(4 * KIB * KIB, 'bytes', TRANSACTIONS),
  batchOperations: limit(25, 'operations', BATCH),
  batchBytes: limit(4 * KIB * KIB, 'bytes', BATCH),
  requestsPerSecond: limit(1000, 'requests per second and installation', QUOTAS),
  readsPerMinute: limit(4000, 'reads of up to 10 KB per minute and installation', QUOTAS),
  writesPerMinute: limit(4000, 'writes of up to 10 KB per minute and installation', QUOTAS),
  /** Request sizes count in steps of this. */
  rateUnitBytes: limit(10 * KIB, 'bytes', `${STORE}#10kbsizing`),
} as const satisfies Record<string, Limit>;

/** developer.atlassian.com/platform/forge/limits-kvs-ce/, "Key format". The hyphen is literal: `\s-#` is no range. */
export const KEY_FORMAT = /^(?!\s+$)[a-zA-Z0-9:._\s\-#]+$/;
