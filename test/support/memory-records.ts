import type { StoredRecord } from '../../src/forge/entities/codec';
import {
  checkOperations,
  distinctPlaces,
  inBatches,
  placeId,
  RecordConflict,
  recordsFound,
  type Records,
} from '../../src/forge/entities/records';
import { MemoryEntity } from './memory-entity';
import { memoryTable } from './memory-table';

export interface MemoryRecords extends Records {
  /** Everything there is, by entity and key. */
  all(): { readonly entity: string; readonly key: string; readonly record: StoredRecord }[];
}

/** Records that are forgotten: for tests of stores and practices. Pass the same suite as those kept by the platform. */
export function memoryRecords(): MemoryRecords {
  const entities = new Map<string, MemoryEntity>();
  const entity = (name: string): MemoryEntity => {
    const known = entities.get(name) ?? new MemoryEntity();
    entities.set(name, known);
    return known;
  };
  return {
    all: () =>
      [...entities].flatMap(([name, kept]) => kept.all().map(([key, record]) => ({ entity: name, key, record }))),
    table: (definition) => memoryTable(definition, entity(definition.name)),
    async read(places, count) {
      const distinct = distinctPlaces(places);
      if (count !== undefined) count.requests += inBatches(distinct).length;
      return recordsFound(
        new Map(
          distinct.flatMap((place) => {
            const found = entity(place.entity).get(place.key);
            return found === undefined ? [] : [[placeId(place), structuredClone(found)] as const];
          }),
        ),
      );
    },
    async commit(operations) {
      checkOperations(operations);
      const unmet = operations.filter(
        (operation) =>
          operation.expected !== 'any' && entity(operation.entity).get(operation.key)?.version !== operation.expected,
      );
      if (unmet.length > 0) throw new RecordConflict(unmet);
      for (const { entity: name, key, becomes } of operations) {
        if (becomes === 'deleted') entity(name).delete(key);
        else if (becomes !== 'unchanged') entity(name).set(key, structuredClone(becomes));
      }
    },
  };
}
