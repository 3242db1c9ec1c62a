/** CIs over the app's entities. Whatever belongs to a change is written in one transaction, guarded by the CI's version. */
import type { CiStore, CiWrite, StoredCi } from '../../cmdb/cmdb.ports';
import { AccountId, type CiRef } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { instant } from '../../kernel/time';
import { finishDelete } from './cmdb-ci-deletion';
import {
  cardOf,
  changePlace,
  ciRecord,
  historyOperation,
  isDeleted,
  spreadsOtherwise,
  storedCi,
  storedKey,
  wordOperations,
  type CiRecord,
  type NodeRecord,
} from './cmdb-ci-records';
import { listCis } from './cmdb-ci-list';
import { cardOperations, cardRemoval } from './cmdb-cards';
import { cardEntity, ciEntity, keyEntity, nodeEntity } from './cmdb-entities';
import { keyOperations, keysToWrite } from './cmdb-key-operations';
import { hasKeys, rekey } from './cmdb-rekeying';
import { creating, MOST_OPERATIONS, placeOf, RecordConflict, updating, type Operation, type Records } from './records';
import type { Versioned } from './table';

/** How often a write is made anew because something beside the CI (its relations, a shared key) changed meanwhile. */
const RACES = 8;

export function ciStore(records: Records): CiStore {
  const table = records.table(ciEntity);
  return {
    async get(ref) {
      const record = await table.get(ref);
      return record === undefined || isDeleted(record) ? undefined : storedCi(record);
    },
    async getAll(refs) {
      const found = await records.read(refs.map((ref) => placeOf(ciEntity, ref)));
      const present = refs.flatMap((ref): [CiRef, StoredCi][] => {
        const record = found.of(ciEntity, ref);
        return record === undefined || isDeleted(record) ? [] : [[ref, storedCi(record)]];
      });
      return new Map(present);
    },
    list: (query) => listCis(table, query),
    create: (write) => save(records, undefined, write),
    update: (expectedVersion, write) => save(records, expectedVersion, write),
    async taken(refs) {
      const found = await records.read(refs.map((ref) => placeOf(ciEntity, ref)));
      return new Set(refs.filter((ref) => found.of(ciEntity, ref) !== undefined));
    },
    async holders(keys) {
      const stored = keys.map((key) => ({ text: key.text, key: storedKey(key).key }));
      const found = await records.read(stored.map(({ key }) => placeOf(keyEntity, key)));
      return new Map(
        stored.flatMap(({ text, key }) => {
          const refs = found.of(keyEntity, key)?.value.refs ?? [];
          return refs.length === 0 ? [] : [[text, refs] as const];
        }),
      );
    },
    async rekey(refs, identify) {
      const found = await records.read(refs.map((ref) => placeOf(ciEntity, ref)));
      const outdated = refs.filter((ref) => {
        const record = found.of(ciEntity, ref);
        return record !== undefined && !isDeleted(record) && !hasKeys(record, identify(record.value.document).keys);
      });
      let count = 0;
      for (const ref of outdated) count += Number(await racing(() => rekey(records, ref, identify)));
      return count;
    },
    async markDeleted(ref, expectedVersion, by, at) {
      await racing(async () => {
        const found = await records.read([placeOf(ciEntity, ref), placeOf(nodeEntity, ref)]);
        const record = found.of(ciEntity, ref);
        const node = found.of(nodeEntity, ref);
        if (isDeleted(record)) return;
        if (record === undefined || node === undefined || record.version !== expectedVersion)
          throw changedMeanwhile(ref);
        const { sortName: _name, sortUpdated: _updated, ...hidden } = record.value;
        await records.commit([
          updating(ciEntity, ref, record.version, { ...hidden, deletedBy: by, deletedAt: at }),
          updating(nodeEntity, ref, node.version, { ...node.value, closed: true, changedAt: changePlace(at) }),
          cardRemoval(ref, at),
        ]);
      });
    },
    async deletion(ref) {
      const { deletedBy, deletedAt, document } = (await table.get(ref))?.value ?? {};
      return deletedBy === undefined || deletedAt === undefined || document === undefined
        ? undefined
        : { ci: document, by: AccountId.parse(deletedBy), at: instant(deletedAt) };
    },
    finishDelete: (ref, history) => racing(() => finishDelete(records, ref, history)),
  };
}

const changedMeanwhile = (ref: CiRef): AppError =>
  new AppError('CONFLICT', `${ref} was changed by somebody else in the meantime.`);

/** Again, as long as it is not the CI itself that changed: then what is written would not be what was decided. */
async function racing<T>(attempt: () => Promise<T>): Promise<T> {
  for (let race = 1; ; race += 1) {
    try {
      return await attempt();
    } catch (cause) {
      if (race >= RACES || !(cause instanceof RecordConflict)) throw cause;
    }
  }
}

const save = (records: Records, expectedVersion: number | undefined, write: CiWrite): Promise<StoredCi> =>
  racing(async () => {
    const { ref } = write.ci;
    const before = expectedVersion === undefined ? undefined : await records.table(ciEntity).get(ref);
    if (expectedVersion !== undefined && (before?.version !== expectedVersion || isDeleted(before)))
      throw changedMeanwhile(ref);
    const keys = keysToWrite(before?.value.keys ?? [], write.keys);
    const found = await records.read([
      placeOf(ciEntity, ref),
      placeOf(nodeEntity, ref),
      placeOf(cardEntity, ref),
      ...[...keys.taken.keys(), ...keys.released.map(({ key }) => key)].map((key) => placeOf(keyEntity, key)),
    ]);
    if (expectedVersion === undefined && found.of(ciEntity, ref) !== undefined)
      throw new AppError('CONFLICT', `There is a CI ${ref} already.`);
    const node = found.of(nodeEntity, ref);
    const operations = [
      ...ciOperations(write, before, node),
      ...cardOperations(write, found.of(cardEntity, ref), node),
      ...keyOperations(ref, keys, found),
    ];
    if (operations.length > MOST_OPERATIONS)
      throw new AppError('INVALID_INPUT', 'Too many identifiers change at once. Change some of them first.', {
        issues: [{ path: 'identifiers', message: 'At most 13 identifiers can change at once.' }],
      });
    await records.commit(operations);
    return { ci: write.ci, version: (expectedVersion ?? 0) + 1 };
  });

function ciOperations(
  write: CiWrite,
  before: Versioned<CiRecord> | undefined,
  node: Versioned<NodeRecord> | undefined,
): Operation[] {
  const { ci, history } = write;
  const words = wordOperations(write, ci.ref, before?.value.words ?? 0);
  const record = ciRecord(write, words.filter(({ becomes }) => becomes !== 'deleted').length);
  return [
    before === undefined ? creating(ciEntity, ci.ref, record) : updating(ciEntity, ci.ref, before.version, record),
    ...nodeOperations(write, node),
    ...(before !== undefined && sameWords(before.value, record) ? [] : words),
    historyOperation(history, (before?.version ?? 0) + 1),
  ];
}

/** Names, identifiers and keys decide the words; without a change of those they stay. */
const sameWords = (before: CiRecord, after: CiRecord): boolean =>
  JSON.stringify([before.document.name, before.document.identifiers, before.keys]) ===
  JSON.stringify([after.document.name, after.document.identifiers, after.keys]);

function nodeOperations({ ci, history }: CiWrite, node: Versioned<NodeRecord> | undefined): Operation[] {
  const card = cardOf(ci);
  if (node === undefined)
    return [creating(nodeEntity, ci.ref, { card, morePages: 0, neighbours: [], changedAt: changePlace(history.at) })];
  if (JSON.stringify(node.value.card) === JSON.stringify(card)) return [];
  const changedAt = spreadsOtherwise(node.value.card, card) ? changePlace(history.at) : node.value.changedAt;
  return [updating(nodeEntity, ci.ref, node.version, { ...node.value, card, changedAt })];
}
