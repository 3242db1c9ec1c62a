import type { z } from 'zod';
import { decode, encode } from '../../src/forge/entities/codec';
import {
  partitionValues,
  type EntityDefinition,
  type Indexes,
  type Table,
  type TableQuery,
  type Versioned,
} from '../../src/forge/entities/table';
import { AppError } from '../../src/kernel/errors';
import { MemoryEntity, type Place } from './memory-entity';

/** A table that forgets: for tests of practices. Passes the same suite as the table kept by the platform. */
export function memoryTable<S extends z.ZodObject, I extends Indexes>(
  definition: EntityDefinition<S, I>,
  stored = new MemoryEntity(),
): Table<z.output<S>, I> {
  const expect = (key: string, version: number | undefined): void => {
    if (stored.get(key)?.version === version) return;
    throw new AppError('CONFLICT', `${definition.name} ${key} was changed by somebody else in the meantime.`);
  };
  const matching = (query: TableQuery<I>): readonly Place[] => {
    const partition = partitionValues(definition, query);
    const shape = definition.indexes[query.index];
    const found = shape === undefined ? [] : stored.index(query.index, shape).places(partition, query.range);
    return query.newestFirst === true ? found.toReversed() : found;
  };
  const read = (key: string): Versioned<z.output<S>> | undefined => {
    const record = stored.get(key);
    return record === undefined ? undefined : { key, ...decode(definition, structuredClone(record)) };
  };
  return {
    async get(key) {
      return read(key);
    },
    async create(key, value) {
      const record = encode(definition, 1, value);
      expect(key, undefined);
      stored.set(key, structuredClone(record));
      return { key, version: 1, value };
    },
    async update(key, expectedVersion, value) {
      const record = encode(definition, expectedVersion + 1, value);
      expect(key, expectedVersion);
      stored.set(key, structuredClone(record));
      return { key, version: expectedVersion + 1, value };
    },
    async delete(key, expectedVersion) {
      if (stored.get(key) === undefined) return;
      expect(key, expectedVersion);
      stored.delete(key);
    },
    async page(query) {
      const rows = matching(query);
      const start = query.cursor === undefined ? 0 : Number(query.cursor);
      const end = start + (query.pageSize ?? 10);
      return {
        records: rows.slice(start, end).flatMap(({ key }) => read(key) ?? []),
        cursor: end < rows.length ? String(end) : undefined,
      };
    },
  };
}
