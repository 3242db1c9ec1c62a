import { Filter, FilterConditions, ForgeKvsAPIError, kvs, Sort, WhereConditions } from '@forge/kvs';
import type { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { decode, encode, type StoredRecord } from './codec';
import { reaching } from './reaching';
import {
  partitionValues,
  type EntityDefinition,
  type Indexes,
  type Page,
  type RangeCondition,
  type Table,
  type TableQuery,
  type Versioned,
} from './table';

/** The table kept by the platform. */
export function forgeTable<S extends z.ZodObject, I extends Indexes>(
  definition: EntityDefinition<S, I>,
): Table<z.output<S>, I> {
  type Value = z.output<S>;
  const entity = () => kvs.entity<StoredRecord>(definition.name);

  const get = async (key: string): Promise<Versioned<Value> | undefined> => {
    const raw = await reaching(() => entity().get(key));
    return raw === undefined ? undefined : { key, ...decode(definition, raw) };
  };

  /**
   * The platform does not document which code a failed condition has. So a refused write is explained by looking: if the
   * record is not as expected, that was the reason; otherwise the refusal is a bug of the app and is thrown as it came.
   */
  const conditional = async (
    write: () => Promise<void>,
    key: string,
    expectedVersion: number | undefined,
  ): Promise<void> => {
    try {
      await reaching(write);
    } catch (cause) {
      if (!(cause instanceof ForgeKvsAPIError)) throw cause;
      const present = await get(key);
      if (present?.version === expectedVersion) throw cause;
      throw new AppError('CONFLICT', `${definition.name} ${key} was changed by somebody else in the meantime.`, {
        cause,
      });
    }
  };

  const atVersion = (version: number) => ({
    entityName: definition.name,
    conditions: new Filter<StoredRecord>().and('version', FilterConditions.equalTo(version)),
  });

  return {
    get,
    async create(key, value) {
      const record = encode(definition, 1, value);
      await conditional(() => entity().set(key, record, { keyPolicy: 'FAIL_IF_EXISTS' }), key, undefined);
      return { key, version: 1, value };
    },
    async update(key, expectedVersion, value) {
      const version = expectedVersion + 1;
      const record = encode(definition, version, value);
      await conditional(
        () => kvs.transact().set(key, record, atVersion(expectedVersion)).execute(),
        key,
        expectedVersion,
      );
      return { key, version, value };
    },
    async delete(key, expectedVersion) {
      if ((await get(key)) === undefined) return;
      await conditional(() => kvs.transact().delete(key, atVersion(expectedVersion)).execute(), key, expectedVersion);
    },
    page: (query) => page(definition, query),
  };
}

async function page<S extends z.ZodObject, I extends Indexes>(
  definition: EntityDefinition<S, I>,
  query: TableQuery<I>,
): Promise<Page<z.output<S>>> {
  const partition = partitionValues(definition, query);
  const builder = kvs
    .entity<StoredRecord>(definition.name)
    .query()
    .index(query.index, partition.length === 0 ? {} : { partition });
  if (query.range !== undefined) builder.where(whereOf(query.range));
  builder.sort(query.newestFirst === true ? Sort.DESC : Sort.ASC);
  if (query.pageSize !== undefined) builder.limit(query.pageSize);
  if (query.cursor !== undefined) builder.cursor(query.cursor);
  const { results, nextCursor } = await reaching(() => builder.getMany());
  return {
    records: results.map(({ key, value }) => ({ key, ...decode(definition, value) })),
    cursor: nextCursor || undefined,
  };
}

function whereOf(range: RangeCondition) {
  if ('from' in range) return WhereConditions.between(range.from, range.to);
  if ('before' in range) return WhereConditions.lessThan(range.before);
  if ('after' in range) return WhereConditions.greaterThan(range.after);
  if ('equals' in range) return WhereConditions.equalTo(range.equals);
  return WhereConditions.beginsWith(range.beginsWith);
}
