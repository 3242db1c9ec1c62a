/**
 * The app's stored records, as the app's own stores use them, without the platform's requests in between: what a year of work
 * left behind is written in seconds. Shapes, keys and indexes are checked as they are for the app.
 */
import type { z } from 'zod';
import {
  checkOperations,
  distinctPlaces,
  placeId,
  RecordConflict,
  recordsFound,
  type Operation,
  type Records,
} from '../../src/forge/entities/records';
import { decode, encode, type StoredRecord } from '../../src/forge/entities/codec';
import {
  partitionValues,
  type EntityDefinition,
  type Indexes,
  type RangeCondition,
  type Table,
} from '../../src/forge/entities/table';
import { AppError } from '../../src/kernel/errors';
import { queryEntity } from '../forge/kvs/entity-query';
import { placesOf, prepareSet, type Places } from '../forge/kvs/operations';
import type { EntityQueryRequest } from '../forge/kvs/requests';
import { KvsStore } from '../forge/kvs/store';
import { parseJson } from '../forge/json-text';
import type { Site } from '../site';

type Writing = Omit<Operation, 'expected'>;

/** `now` is when records are written, epoch milliseconds. */
export function appStorage(site: Pick<Site, 'db' | 'forge'>, now: () => number): Records {
  const installation = site.forge.app()?.installationId;
  if (installation === undefined) throw new Error('the app is not installed');
  const store = new KvsStore(site.db, installation);
  const places = placesOf(site.forge.manifest.entities);
  const storage = new AppStorage(store, places, now);
  return {
    table: (definition) => tableOf(storage, definition),
    read: (wanted) =>
      Promise.resolve(
        recordsFound(
          new Map(
            distinctPlaces(wanted).flatMap(({ entity, key }) => {
              const found = storage.get(entity, key);
              return found === undefined ? [] : [[placeId({ entity, key }), found] as const];
            }),
          ),
        ),
      ),
    async commit(operations) {
      checkOperations(operations);
      const unmet = operations.filter(
        ({ entity, key, expected }) => expected !== 'any' && storage.versionOf(entity, key) !== expected,
      );
      if (unmet.length > 0) throw new RecordConflict(unmet);
      store.atomically(() => operations.forEach((operation) => storage.put(operation)));
      return Promise.resolve();
    },
  };
}

class AppStorage {
  constructor(
    readonly store: KvsStore,
    readonly places: Places,
    readonly now: () => number,
  ) {}

  get(entity: string, key: string): unknown {
    return this.store.get(this.places(entity).space, key)?.value;
  }

  versionOf(entity: string, key: string): unknown {
    const found = this.get(entity, key);
    return typeof found === 'object' && found !== null && 'version' in found ? found.version : undefined;
  }

  put({ entity, key, becomes }: Writing): void {
    const place = this.places(entity);
    if (becomes === 'deleted') this.store.delete(place.space, key);
    else if (becomes !== 'unchanged')
      prepareSet(this.store, place, key, parseJson(JSON.stringify(becomes)), undefined, this.now()).write();
  }
}

function tableOf<S extends z.ZodObject, I extends Indexes>(
  storage: AppStorage,
  definition: EntityDefinition<S, I>,
): Table<z.output<S>, I> {
  const { name } = definition;
  const expect = (key: string, version: number | undefined): void => {
    if (storage.versionOf(name, key) === version) return;
    throw new AppError('CONFLICT', `${name} ${key} was changed by somebody else in the meantime.`);
  };
  const put = (key: string, becomes: StoredRecord | 'deleted'): void => storage.put({ entity: name, key, becomes });
  return {
    get(key) {
      const found = storage.get(name, key);
      return Promise.resolve(found === undefined ? undefined : { key, ...decode(definition, found) });
    },
    async create(key, value) {
      expect(key, undefined);
      put(key, encode(definition, 1, value));
      return Promise.resolve({ key, version: 1, value });
    },
    async update(key, expectedVersion, value) {
      expect(key, expectedVersion);
      put(key, encode(definition, expectedVersion + 1, value));
      return Promise.resolve({ key, version: expectedVersion + 1, value });
    },
    async delete(key, expectedVersion) {
      if (storage.get(name, key) !== undefined) {
        expect(key, expectedVersion);
        put(key, 'deleted');
      }
      return Promise.resolve();
    },
    page(query) {
      const { entity } = storage.places(name);
      if (entity === undefined) throw new Error(`the manifest has no entity ${name}`);
      const { items, cursor } = queryEntity(storage.store, entity, {
        entityName: name,
        indexName: query.index,
        partition: partitionValues(definition, query),
        ...(query.range === undefined ? {} : { range: rangeOf(query.range) }),
        sort: query.newestFirst === true ? 'DESC' : 'ASC',
        ...(query.pageSize === undefined ? {} : { limit: query.pageSize }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      });
      return Promise.resolve({
        records: items.map(({ key, value }) => ({ key, ...decode(definition, value) })),
        cursor,
      });
    },
  };
}

function rangeOf(range: RangeCondition): NonNullable<EntityQueryRequest['range']> {
  if ('from' in range) return { condition: 'BETWEEN', values: [range.from, range.to] };
  if ('before' in range) return { condition: 'LESS_THAN', values: [range.before] };
  if ('after' in range) return { condition: 'GREATER_THAN', values: [range.after] };
  if ('equals' in range) return { condition: 'EQUAL_TO', values: [range.equals] };
  return { condition: 'BEGINS_WITH', values: [range.beginsWith] };
}
