import { z } from 'zod';
import type { Json } from '../../contract/rpc';
import type { Instant } from '../../kernel/time';
import { entity, type TableOf } from './table';

/** Configuration documents (priority matrix, site map …), one record each. */
export const settingEntity = entity({
  name: 'setting',
  attributes: z.object({ document: z.json(), updatedAt: z.iso.datetime(), updatedBy: z.string().min(1) }),
  indexes: {},
  emptyStrings: [],
});

export interface Setting<T> {
  readonly version: number;
  readonly document: T;
  readonly updatedAt: string;
  /** The account that saved it, or the app's own name for itself. */
  readonly updatedBy: string;
}

export interface SettingStore {
  read<S extends z.ZodType>(name: string, schema: S): Promise<Setting<z.output<S>> | undefined>;
  /** `expectedVersion` is the version the change was made from, `undefined` for the first write. CONFLICT if outdated. */
  write(
    name: string,
    expectedVersion: number | undefined,
    document: Json,
    by: string,
    now: Instant,
  ): Promise<{ readonly version: number }>;
}

export function settingStore(table: TableOf<typeof settingEntity>): SettingStore {
  return {
    async read(name, schema) {
      const record = await table.get(name);
      if (record === undefined) return undefined;
      const { document, updatedAt, updatedBy } = record.value;
      return { version: record.version, document: schema.parse(document), updatedAt, updatedBy };
    },
    async write(name, expectedVersion, document, by, now) {
      const value = { document: z.json().parse(document), updatedAt: now, updatedBy: by };
      const saved = await (expectedVersion === undefined
        ? table.create(name, value)
        : table.update(name, expectedVersion, value));
      return { version: saved.version };
    },
  };
}
