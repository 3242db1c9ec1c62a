/** Which CI has which identifier: taken and released in the transaction that writes the CI. */
import type { CiKey } from '../../cmdb/cmdb.ports';
import type { CiRef } from '../../contract/ids';
import { AppError } from '../../kernel/errors';
import { storedKey, type StoredKey } from './cmdb-ci-records';
import { keyEntity } from './cmdb-entities';
import { creating, deleting, updating, type Operation, type RecordsFound } from './records';

export interface KeyChanges {
  /** By stored key. */
  readonly taken: ReadonlyMap<string, CiKey>;
  readonly released: readonly StoredKey[];
}

export function keysToWrite(before: readonly StoredKey[], after: readonly CiKey[]): KeyChanges {
  const had = new Set(before.map(({ key }) => key));
  const wanted = new Map(after.map((key) => [storedKey(key).key, key]));
  return {
    taken: new Map([...wanted].filter(([key]) => !had.has(key))),
    released: before.filter(({ key }) => !wanted.has(key)),
  };
}

/**
 * Holders of a shared key that are recorded, some 10 KB of them. Whoever identifies by it learns from two already that it
 * tells nothing, and a record has no room for a hundred thousand CIs of one name.
 */
const MOST_HOLDERS = 200;

export function keyOperations(ref: CiRef, { taken, released }: KeyChanges, found: RecordsFound): Operation[] {
  return [
    ...[...taken].flatMap(([key, { kind, path }]) => {
      const record = found.of(keyEntity, key);
      const refs = record?.value.refs ?? [];
      if (refs.includes(ref)) return [];
      const [other] = refs;
      if (kind === 'unique' && other !== undefined) throw alreadyHeld(other, path);
      if (refs.length >= MOST_HOLDERS) return [];
      const value = { refs: [...refs, ref] };
      return record === undefined
        ? [creating(keyEntity, key, value)]
        : [updating(keyEntity, key, record.version, value)];
    }),
    ...released.flatMap(({ key }) => releaseOperation(ref, key, found)),
  ];
}

const alreadyHeld = (other: CiRef, path: string): AppError =>
  new AppError('REFUSED', `${other} has the same identifier. Two CIs can't share it.`, {
    issues: [{ path, message: `${other} has it already.` }],
  });

export function releaseOperation(ref: CiRef, key: string, found: RecordsFound): Operation[] {
  const record = found.of(keyEntity, key);
  if (record?.value.refs.includes(ref) !== true) return [];
  const refs = record.value.refs.filter((other) => other !== ref);
  return refs.length === 0
    ? [deleting(keyEntity, key, record.version)]
    : [updating(keyEntity, key, record.version, { refs })];
}
