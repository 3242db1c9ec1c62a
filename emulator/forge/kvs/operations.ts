/** One function for each thing the store does, over checked requests. */
import type { Json } from '../../json';
import type { EntityDefinition } from '../app-manifest';
import { bytesOf } from '../limits';
import { invalid, keyNotFound, KvsError, malformed } from './errors';
import { KVS_LIMITS } from './limits';
import type { MetadataFields, Ttl } from './requests';
import { entitySpace, type Item, type KvsStore, type Space } from './store';
import { checkKey, checkRecord, storable } from './values';

/** Where a value lives: among the plain values, the secrets, or an entity's records. */
export interface Place {
  readonly space: Space;
  readonly entity: EntityDefinition | undefined;
}

export const VALUES: Place = { space: 'value', entity: undefined };
export const SECRETS: Place = { space: 'secret', entity: undefined };

export type Places = (entityName: string | undefined) => Place;

export function placesOf(entities: readonly EntityDefinition[]): Places {
  const known = new Map(entities.map((entity) => [entity.name, { space: entitySpace(entity.name), entity }]));
  return (name) => {
    if (name === undefined) return VALUES;
    const place = known.get(name);
    if (place === undefined)
      throw invalid('INVALID_ENTITY_TYPE', `Entity ${name} is not declared in the app's manifest`);
    return place;
  };
}

/** What a call costs, and what it answers; without a body the answer is 204. */
export interface Outcome {
  readonly body?: Json;
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** The key, the value and the metadata asked for, as answers carry them. */
export function shown(item: Item, fields: MetadataFields | undefined): { [key: string]: Json } {
  return {
    key: item.key,
    value: item.value,
    ...(fields?.includes('CREATED_AT') === true ? { createdAt: item.createdAt } : {}),
    ...(fields?.includes('UPDATED_AT') === true ? { updatedAt: item.updatedAt } : {}),
    ...(fields?.includes('EXPIRE_TIME') === true && item.expiresAt !== undefined
      ? { expireTime: new Date(item.expiresAt).toISOString() }
      : {}),
  };
}

const SECONDS: Readonly<Record<Ttl['unit'], number>> = { SECONDS: 1, MINUTES: 60, HOURS: 3600, DAYS: 86_400 };

export function expiryOf(ttl: Ttl | undefined, now: number): number | undefined {
  if (ttl === undefined) return undefined;
  const seconds = ttl.value * SECONDS[ttl.unit];
  if (seconds > KVS_LIMITS.ttl.value) throw malformed('options.ttl: the maximum is one year');
  return now + seconds * 1000;
}

export function get(store: KvsStore, place: Place, key: string, fields: MetadataFields | undefined): Outcome {
  checkKey(key, place.entity !== undefined);
  const item = store.get(place.space, key);
  if (item === undefined) throw keyNotFound();
  return { body: shown(item, fields), readBytes: item.bytes, writtenBytes: 0 };
}

/** Checks everything first; the returned function writes. */
export function prepareSet(
  store: KvsStore,
  place: Place,
  key: string,
  value: Json | undefined,
  ttl: Ttl | undefined,
  now: number,
) {
  checkKey(key, place.entity !== undefined);
  const expiresAt = expiryOf(ttl, now);
  const text = storable(value);
  if (place.entity !== undefined) checkRecord(place.entity, value);
  return { bytes: bytesOf(text), write: () => store.set(place.space, key, text, now, expiresAt, place.entity) };
}

export interface SetOptions {
  readonly ttl?: Ttl | undefined;
  readonly keyPolicy?: 'OVERRIDE' | 'FAIL_IF_EXISTS' | undefined;
  readonly returnValue?: 'PREVIOUS' | 'LATEST' | undefined;
  readonly returnMetadataFields?: MetadataFields | undefined;
}

export function set(
  store: KvsStore,
  place: Place,
  key: string,
  value: Json | undefined,
  options: SetOptions,
  now: number,
): Outcome {
  const prepared = prepareSet(store, place, key, value, options.ttl, now);
  const previous = store.get(place.space, key);
  if (options.keyPolicy === 'FAIL_IF_EXISTS' && previous !== undefined) {
    throw new KvsError(409, 'KEY_CONFLICT', 'The key already exists');
  }
  prepared.write();
  const answer =
    options.returnValue === 'PREVIOUS'
      ? previous
      : options.returnValue === 'LATEST'
        ? store.get(place.space, key)
        : undefined;
  return {
    ...(answer === undefined ? {} : { body: shown(answer, options.returnMetadataFields) }),
    readBytes: 0,
    writtenBytes: prepared.bytes,
  };
}

/** Deleting what is not there succeeds too. */
export function remove(store: KvsStore, place: Place, key: string): Outcome {
  checkKey(key, place.entity !== undefined);
  store.delete(place.space, key);
  return { readBytes: 0, writtenBytes: bytesOf(key) };
}
