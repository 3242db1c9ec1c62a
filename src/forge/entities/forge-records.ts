/** The records kept by the platform. */
import { Filter, FilterConditions, ForgeKvsAPIError, kvs } from '@forge/kvs';
import { z } from 'zod';
import { AppError } from '../../kernel/errors';
import type { StoredRecord } from './codec';
import { forgeTable } from './forge-table';
import { reaching } from './reaching';
import {
  checkOperations,
  distinctPlaces,
  inBatches,
  placeId,
  RecordConflict,
  recordsFound,
  type Operation,
  type Place,
  type ReadCount,
  type Records,
} from './records';

/** Batches asked for at the same time. */
const CONCURRENCY = 6;

export const forgeRecords: Records = {
  table: forgeTable,
  async read(places, count) {
    const raw = new Map<string, unknown>();
    for (const wave of inBatches(inBatches(distinctPlaces(places)), CONCURRENCY)) {
      for (const found of await Promise.all(wave.map((batch) => readBatch(batch, count))))
        for (const [place, value] of found) raw.set(place, value);
    }
    return recordsFound(raw);
  },
  async commit(operations) {
    checkOperations(operations);
    try {
      await reaching(() => transaction(operations).execute());
    } catch (cause) {
      if (!(cause instanceof ForgeKvsAPIError)) throw cause;
      const unmet = await unmetOf(operations);
      throw unmet.length === 0 ? cause : new RecordConflict(unmet, cause);
    }
  },
};

const ABSENT = 'KEY_NOT_FOUND';

async function readBatch(batch: readonly Place[], count: ReadCount | undefined): Promise<[string, unknown][]> {
  if (count !== undefined) count.requests += 1;
  const { successfulKeys, failedKeys } = await reaching(() =>
    kvs.batchGet<unknown>(batch.map(({ entity, key }) => ({ entityName: entity, key }))),
  );
  const failed = failedKeys.find(({ error }) => error.code !== ABSENT);
  if (failed !== undefined)
    throw new AppError('UNAVAILABLE', 'The app’s storage is not available right now.', {
      cause: new Error(`${failed.entityName ?? ''} ${failed.key}: ${failed.error.code} ${failed.error.message}`),
    });
  return successfulKeys.map(({ entityName, key, value }) => [placeId({ entity: entityName ?? '', key }), value]);
}

function transaction(operations: readonly Operation[]) {
  const builder = kvs.transact();
  for (const { entity, key, expected, becomes } of operations) {
    const conditions = conditionOf(expected);
    const guarded = { entityName: entity, ...(conditions === undefined ? {} : { conditions }) };
    if (becomes === 'deleted') builder.delete(key, guarded);
    else if (becomes !== 'unchanged') builder.set(key, becomes, guarded);
    else if (conditions !== undefined) builder.check(key, { entityName: entity, conditions });
  }
  return builder;
}

function conditionOf(expected: Operation['expected']) {
  if (expected === 'any') return undefined;
  const version = expected === undefined ? FilterConditions.notExists() : FilterConditions.equalTo(expected);
  return new Filter<StoredRecord>().and('version', version);
}

const Version = z.looseObject({ version: z.int() });

/** The platform does not say which condition failed, nor by which code: so the records are looked at. */
async function unmetOf(operations: readonly Operation[]): Promise<Place[]> {
  const guarded = operations.filter(({ expected }) => expected !== 'any');
  if (guarded.length === 0) return [];
  const present = new Map(await readBatch(guarded, undefined));
  return guarded.filter((operation) => {
    const version = Version.safeParse(present.get(placeId(operation))).data?.version;
    return version !== operation.expected;
  });
}
