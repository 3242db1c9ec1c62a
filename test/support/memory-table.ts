import type { z } from 'zod';
import { decode, encode, type StoredRecord } from '../../src/forge/entities/codec';
import {
  partitionValues,
  type EntityDefinition,
  type Indexes,
  type RangeCondition,
  type Table,
  type TableQuery,
} from '../../src/forge/entities/table';
import { AppError } from '../../src/kernel/errors';

const byBytes = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));

function within(value: string | number, range: RangeCondition): boolean {
  if ('from' in range) return byBytes(value, range.from) >= 0 && byBytes(value, range.to) <= 0;
  if ('before' in range) return byBytes(value, range.before) < 0;
  if ('after' in range) return byBytes(value, range.after) > 0;
  if ('equals' in range) return value === range.equals;
  return String(value).startsWith(range.beginsWith);
}

const isOrdered = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A table that forgets: for tests of practices. Passes the same suite as the table kept by the platform. */
export function memoryTable<S extends z.ZodObject, I extends Indexes>(
  definition: EntityDefinition<S, I>,
  stored = new Map<string, StoredRecord>(),
): Table<z.output<S>, I> {
  const expect = (key: string, version: number | undefined): void => {
    if (stored.get(key)?.version === version) return;
    throw new AppError('CONFLICT', `${definition.name} ${key} was changed by somebody else in the meantime.`);
  };
  const matching = (query: TableQuery<I>): { key: string; record: StoredRecord; at: string | number }[] => {
    const partition = partitionValues(definition, query);
    const shape = definition.indexes[query.index];
    return [...stored]
      .map(([key, record]) => ({ key, record, at: shape?.range === undefined ? key : record[shape.range] }))
      .filter((row): row is typeof row & { at: string | number } => isOrdered(row.at))
      .filter(({ record }) => shape?.partition.every((attribute, n) => record[attribute] === partition[n]) ?? false)
      .filter(({ at }) => query.range === undefined || within(at, query.range))
      .sort((a, b) => (byBytes(a.at, b.at) || byBytes(a.key, b.key)) * (query.newestFirst === true ? -1 : 1));
  };
  return {
    async get(key) {
      const record = stored.get(key);
      return record === undefined ? undefined : { key, ...decode(definition, structuredClone(record)) };
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
      if (!stored.has(key)) return;
      expect(key, expectedVersion);
      stored.delete(key);
    },
    async page(query) {
      const rows = matching(query);
      const start = query.cursor === undefined ? 0 : Number(query.cursor);
      const end = start + (query.pageSize ?? 10);
      return {
        records: rows
          .slice(start, end)
          .map(({ key, record }) => ({ key, ...decode(definition, structuredClone(record)) })),
        cursor: end < rows.length ? String(end) : undefined,
      };
    },
  };
}
