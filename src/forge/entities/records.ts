/**
 * Several records of any entities at once: read in batches, and written all together or not at all. Each write names the
 * version it was made from, so that whoever comes second is told.
 */
import type { z } from 'zod';
import { AppError } from '../../kernel/errors';
import { decode, encode, type StoredRecord } from './codec';
import type { EntityDefinition, Indexes, Table, Versioned } from './table';

/** developer.atlassian.com/platform/forge/storage-reference/entities-transactions and …/kvs-batch: operations of a request. */
export const MOST_OPERATIONS = 25;

export interface Place {
  readonly entity: string;
  readonly key: string;
}

export interface Operation extends Place {
  /** `undefined`: there must be no such record. `any`: whatever is there, because another operation guards it. */
  readonly expected: number | undefined | 'any';
  readonly becomes: StoredRecord | 'deleted' | 'unchanged';
}

/** Which expectation was not met. */
export class RecordConflict extends AppError {
  constructor(
    readonly places: readonly Place[],
    cause?: unknown,
  ) {
    const what = places.map(({ entity, key }) => `${entity} ${key}`).join(', ');
    super('CONFLICT', `${what} was changed by somebody else in the meantime.`, { cause });
  }
}

export interface ReadCount {
  requests: number;
}

export interface RecordsFound {
  of<S extends z.ZodObject, I extends Indexes>(
    definition: EntityDefinition<S, I>,
    key: string,
  ): Versioned<z.output<S>> | undefined;
}

export interface Records {
  table<S extends z.ZodObject, I extends Indexes>(definition: EntityDefinition<S, I>): Table<z.output<S>, I>;
  /** One request for every 25 distinct places; `count` is raised by the requests made. */
  read(places: readonly Place[], count?: ReadCount): Promise<RecordsFound>;
  /** At most 25 operations, each record once. Throws `RecordConflict` when an expectation is not met. */
  commit(operations: readonly Operation[]): Promise<void>;
}

type Definition<S extends z.ZodObject, I extends Indexes> = EntityDefinition<S, I>;

export const placeOf = ({ name }: { readonly name: string }, key: string): Place => ({ entity: name, key });

export const placeId = ({ entity, key }: Place): string => `${entity} ${key}`;

/** There must be none yet. */
export const creating = <S extends z.ZodObject, I extends Indexes>(
  definition: Definition<S, I>,
  key: string,
  value: z.output<S>,
): Operation => ({ ...placeOf(definition, key), expected: undefined, becomes: encode(definition, 1, value) });

export const updating = <S extends z.ZodObject, I extends Indexes>(
  definition: Definition<S, I>,
  key: string,
  expected: number,
  value: z.output<S>,
): Operation => ({ ...placeOf(definition, key), expected, becomes: encode(definition, expected + 1, value) });

/** For a record that is written only together with one that guards it. */
export const putting = <S extends z.ZodObject, I extends Indexes>(
  definition: Definition<S, I>,
  key: string,
  value: z.output<S>,
): Operation => ({ ...placeOf(definition, key), expected: 'any', becomes: encode(definition, 1, value) });

export const deleting = (definition: { readonly name: string }, key: string, expected: number | 'any'): Operation => ({
  ...placeOf(definition, key),
  expected,
  becomes: 'deleted',
});

/** Nothing is written; the record must have this version when the rest is. */
export const expecting = (definition: { readonly name: string }, key: string, expected: number): Operation => ({
  ...placeOf(definition, key),
  expected,
  becomes: 'unchanged',
});

/** What was read, decoded when asked for. */
export function recordsFound(raw: ReadonlyMap<string, unknown>): RecordsFound {
  return {
    of(definition, key) {
      const found = raw.get(placeId(placeOf(definition, key)));
      return found === undefined ? undefined : { key, ...decode(definition, found) };
    },
  };
}

export function distinctPlaces(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [placeId(place), place])).values()];
}

export function inBatches<T>(items: readonly T[], size = MOST_OPERATIONS): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

export function checkOperations(operations: readonly Operation[]): void {
  if (operations.length === 0 || operations.length > MOST_OPERATIONS)
    throw new Error(`A transaction has 1 to ${MOST_OPERATIONS} operations, not ${operations.length}.`);
  if (new Set(operations.map(placeId)).size !== operations.length)
    throw new Error('A transaction names a record twice.');
}
