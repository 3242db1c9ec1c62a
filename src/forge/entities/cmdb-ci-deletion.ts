/** The last of a CI that is being deleted: in steps that each leave a whole, for one transaction may be too small for it. */
import type { HistoryEntry } from '../../cmdb/model';
import type { CiRef } from '../../contract/ids';
import { historyOperation, isDeleted, wordOperations } from './cmdb-ci-records';
import { ciEntity, keyEntity, nodeEntity } from './cmdb-entities';
import { nodeKey } from './cmdb-node-pages';
import { releaseOperation } from './cmdb-key-operations';
import { deleting, placeOf, updating, type Records } from './records';

/** Keys or pages removed in one step: with the CI, its card, its words and the entry they fit into a transaction. */
const STEP = 10;

export async function finishDelete(records: Records, ref: CiRef, history: HistoryEntry): Promise<void> {
  for (;;) {
    const found = await records.read([placeOf(ciEntity, ref), placeOf(nodeEntity, ref)]);
    const record = found.of(ciEntity, ref);
    const node = found.of(nodeEntity, ref);
    if (record === undefined) return;
    if (!isDeleted(record)) throw new Error(`${ref} is not being deleted`);
    const keys = record.value.keys.slice(0, STEP);
    const held = await records.read(keys.map(({ key }) => placeOf(keyEntity, key)));
    const releases = keys.flatMap(({ key }) => releaseOperation(ref, key, held));
    const left = record.value.keys.slice(STEP);
    const pages = node?.value.morePages ?? 0;
    if (left.length > 0) {
      await records.commit([updating(ciEntity, ref, record.version, { ...record.value, keys: left }), ...releases]);
    } else if (node !== undefined && pages > 0) {
      const first = Math.max(1, pages - STEP + 1);
      const numbers = Array.from({ length: pages - first + 1 }, (_, n) => first + n);
      await records.commit([
        updating(nodeEntity, ref, node.version, { ...node.value, morePages: first - 1 }),
        ...numbers.map((number) => deleting(nodeEntity, nodeKey(ref, number), 'any')),
      ]);
    } else {
      await records.commit([
        deleting(ciEntity, ref, record.version),
        ...(node === undefined ? [] : [deleting(nodeEntity, ref, node.version)]),
        ...wordOperations(undefined, ref, record.value.words),
        ...releases,
        historyOperation(history, undefined),
      ]);
      return;
    }
  }
}
