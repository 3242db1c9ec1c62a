/**
 * Forge custom entities as typed tables. Every record carries a `version`, every change names the version it was made
 * from: whoever comes second is told (CONFLICT) and nothing is overwritten unseen.
 */
import type { z } from 'zod';

/** An index as the manifest declares it. */
export interface IndexShape {
  readonly partition: readonly string[];
  readonly range?: string;
}

export interface EntityDefinition<S extends z.ZodObject = z.ZodObject, I extends Indexes = Indexes> {
  /** The entity's name in the manifest. */
  readonly name: string;
  /** The record without its version. Instants are ISO text: a 32-bit integer can't hold epoch milliseconds. */
  readonly attributes: S;
  readonly indexes: I;
  /** String attributes that may be empty. The platform refuses empty strings, so they are stored as absent. */
  readonly emptyStrings: readonly (keyof z.output<S> & string)[];
}

export type Indexes = Readonly<Record<string, IndexShape>>;

export const entity = <S extends z.ZodObject, const I extends Indexes>(
  definition: EntityDefinition<S, I>,
): EntityDefinition<S, I> => definition;

export interface Versioned<T> {
  readonly key: string;
  readonly version: number;
  readonly value: T;
}

/** What an index query asks: a value for each partition attribute, and a span of the range attribute. */
export interface TableQuery<I extends Indexes> {
  readonly index: keyof I & string;
  readonly partition?: Readonly<Record<string, Scalar>>;
  readonly range?: RangeCondition;
  readonly newestFirst?: boolean;
  readonly pageSize?: number;
  readonly cursor?: string;
}

export type Scalar = string | number | boolean;

export type RangeCondition =
  | { readonly from: string | number; readonly to: string | number }
  | { readonly before: string | number }
  | { readonly after: string | number }
  | { readonly equals: string | number }
  | { readonly beginsWith: string };

export interface Page<T> {
  readonly records: readonly Versioned<T>[];
  /** More may follow, even after an empty page. */
  readonly cursor: string | undefined;
}

export interface Table<T, I extends Indexes = Indexes> {
  get(key: string): Promise<Versioned<T> | undefined>;
  /** CONFLICT when the key is taken. */
  create(key: string, value: T): Promise<Versioned<T>>;
  /** CONFLICT when the record is gone or has another version by now. */
  update(key: string, expectedVersion: number, value: T): Promise<Versioned<T>>;
  /** CONFLICT when the record has another version by now; a record already gone is fine. */
  delete(key: string, expectedVersion: number): Promise<void>;
  page(query: TableQuery<I>): Promise<Page<T>>;
}

export type TableOf<D> = D extends EntityDefinition<infer S, infer I> ? Table<z.output<S>, I> : never;

/** Every record of a query, page after page. */
export async function* records<T, I extends Indexes>(
  table: Table<T, I>,
  query: TableQuery<I>,
): AsyncGenerator<Versioned<T>, void, undefined> {
  let cursor = query.cursor;
  do {
    const page = await table.page({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.records;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/** The partition's values in the index's order; asking for another index or attribute is a bug. */
export function partitionValues(
  definition: Pick<EntityDefinition, 'name' | 'indexes'>,
  query: Pick<TableQuery<Indexes>, 'index' | 'partition'>,
): Scalar[] {
  const shape = definition.indexes[query.index];
  if (shape === undefined) throw new Error(`${definition.name} has no index ${query.index}`);
  const given = query.partition ?? {};
  const unknown = Object.keys(given).find((attribute) => !shape.partition.includes(attribute));
  if (unknown !== undefined) throw new Error(`${definition.name}.${query.index} is not partitioned by ${unknown}`);
  return shape.partition.map((attribute) => {
    const value = given[attribute];
    if (value === undefined) throw new Error(`${definition.name}.${query.index} needs a value for ${attribute}`);
    return value;
  });
}
