/** Keys and words of CIs written anew, after what identifies those of their classes was changed. */
import type { CiKey, CiStore } from '../../cmdb/cmdb.ports';
import type { CiRef } from '../../contract/ids';
import { ciRecord, isDeleted, storedKey, wordOperations, type CiRecord } from './cmdb-ci-records';
import { ciEntity, keyEntity } from './cmdb-entities';
import { keyOperations, keysToWrite } from './cmdb-key-operations';
import { MOST_OPERATIONS, placeOf, updating, type Operation, type Records } from './records';
import type { Versioned } from './table';

type Identify = Parameters<CiStore['rekey']>[1];

/** Whether the CI has exactly these keys. */
export function hasKeys(record: Versioned<CiRecord>, wanted: readonly CiKey[]): boolean {
  const { taken, released } = keysToWrite(record.value.keys, wanted);
  return taken.size === 0 && released.length === 0;
}

/** True when the CI has other keys now. */
export async function rekey(records: Records, ref: CiRef, identify: Identify): Promise<boolean> {
  const before = await records.table(ciEntity).get(ref);
  if (before === undefined || isDeleted(before)) return false;
  const ci = before.value.document;
  const { keys: wanted, searchable } = identify(ci);
  const places = [...wanted.map(storedKey), ...before.value.keys].map(({ key }) => placeOf(keyEntity, key));
  const found = await records.read(places);
  const isFree = (key: CiKey): boolean =>
    key.kind === 'shared' ||
    (found.of(keyEntity, storedKey(key).key)?.value.refs ?? []).every((holder) => holder === ref);
  const keys = wanted.filter(isFree);
  const changes = keysToWrite(before.value.keys, keys);
  if (hasKeys(before, keys)) return false;
  const words = wordOperations({ ci, searchable }, ref, before.value.words);
  const record = ciRecord({ ci, keys }, words.filter(({ becomes }) => becomes !== 'deleted').length);
  const operations: Operation[] = [
    updating(ciEntity, ref, before.version, record),
    ...words,
    ...keyOperations(ref, changes, found),
  ];
  // More than one transaction changes: they follow when the CI itself is next changed.
  if (operations.length > MOST_OPERATIONS) return false;
  await records.commit(operations);
  return true;
}
