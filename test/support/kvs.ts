import { SiteClock } from '../../emulator/clock';
import { openDatabase } from '../../emulator/database';
import type { EntityDefinition } from '../../emulator/forge/app-manifest';
import { createKvs, type Kvs } from '../../emulator/forge/kvs';
import { onForge } from './forge-globals';

export interface KvsBench {
  readonly kvs: Kvs;
  readonly clock: SiteClock;
  readonly used: { requests: number; readBytes: number; writtenBytes: number };
}

/** A fresh store in memory that the real SDK talks to. */
export function openKvs(entities: readonly EntityDefinition[], scopes: readonly string[] = ['storage:app']): KvsBench {
  const clock = new SiteClock('manual', Date.parse('2026-03-01T09:00:00Z'));
  const used = { requests: 0, readBytes: 0, writtenBytes: 0 };
  const meter = {
    kvs: (_function: string, { readBytes, writtenBytes }: { readBytes: number; writtenBytes: number }) => {
      used.requests += 1;
      used.readBytes += readBytes;
      used.writtenBytes += writtenBytes;
    },
  };
  const kvs = createKvs({
    db: openDatabase(':memory:'),
    clock,
    manifest: { entities, scopes },
    installationId: 'installation-1',
    meter,
  });
  onForge(({ descriptor, path, body }) => {
    if (descriptor.type !== 'kvs') throw new Error(`not the store: ${descriptor.type}`);
    return kvs.handle(path, body, { functionKey: 'resolver' });
  });
  return { kvs, clock, used };
}

/** Forge's own example entity (entities-manifest#example-entity), with a float, a boolean and an untyped attribute added. */
export const EMPLOYEE: EntityDefinition = {
  name: 'employee',
  attributes: {
    surname: { type: 'string' },
    age: { type: 'integer' },
    employmentyear: { type: 'integer' },
    gender: { type: 'string' },
    nationality: { type: 'string' },
    salary: { type: 'float' },
    active: { type: 'boolean' },
    notes: { type: 'any' },
  },
  indexes: [
    { name: 'surname', partition: [], range: ['surname'] },
    { name: 'by-age', partition: [], range: ['age'] },
    { name: 'by-age-per-gender', partition: ['gender'], range: ['age'] },
    { name: 'by-gender-and-year', partition: ['gender', 'age'], range: ['employmentyear'] },
  ],
};
