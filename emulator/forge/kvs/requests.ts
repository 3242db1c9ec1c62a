/** What the SDK (@forge/kvs 1.6.5) sends. Anything else is refused rather than guessed at. */
import { z } from 'zod';
import { malformed } from './errors';

const Ttl = z.strictObject({ value: z.int().positive(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) });
export type Ttl = z.output<typeof Ttl>;

const MetadataFields = z.array(z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']));
export type MetadataFields = z.output<typeof MetadataFields>;

const GetOptions = z.strictObject({ metadataFields: MetadataFields.optional() });
const SetOptions = z.strictObject({ ttl: Ttl.optional() });
const ExtendedSetOptions = SetOptions.extend({
  keyPolicy: z.enum(['OVERRIDE', 'FAIL_IF_EXISTS']).optional(),
  returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
  returnMetadataFields: MetadataFields.optional(),
})
  .refine((options) => options.returnValue === undefined || options.keyPolicy !== 'FAIL_IF_EXISTS', {
    message: 'returnValue needs keyPolicy OVERRIDE',
  })
  .refine((options) => options.returnMetadataFields === undefined || options.returnValue !== undefined, {
    message: 'returnMetadataFields needs returnValue',
  });

const Condition = z.strictObject({
  property: z.string(),
  condition: z.string(),
  values: z.array(z.json()),
});
export type Condition = z.output<typeof Condition>;

const Conditions = z.strictObject({ and: z.array(Condition).optional(), or: z.array(Condition).optional() });
export type Conditions = z.output<typeof Conditions>;

// Keys are checked by the store, which has codes of its own for them.
const Key = z.string();
const EntityName = z.string();
// `undefined` is what JSON leaves of `kvs.set(key, undefined)`.
const Value = z.json().optional();

export const GetRequest = z.strictObject({ key: Key, options: GetOptions.optional() });
export const SetRequest = z.strictObject({ key: Key, value: Value, options: ExtendedSetOptions.optional() });
export const DeleteRequest = z.strictObject({ key: Key });
export const EntityGetRequest = GetRequest.extend({ entityName: EntityName });
export const EntitySetRequest = SetRequest.extend({ entityName: EntityName });
export const EntityDeleteRequest = DeleteRequest.extend({ entityName: EntityName });

export const QueryRequest = z.strictObject({
  limit: z.number().optional(),
  after: z.string().optional(),
  where: z.array(Condition).optional(),
  options: GetOptions.optional(),
});

export const EntityQueryRequest = z.strictObject({
  entityName: EntityName,
  indexName: z.string(),
  partition: z.array(z.json()).optional(),
  range: z.strictObject({ condition: z.string(), values: z.array(z.json()) }).optional(),
  filters: Conditions.optional(),
  sort: z.enum(['ASC', 'DESC']).optional(),
  limit: z.number().optional(),
  cursor: z.string().optional(),
  options: GetOptions.optional(),
});
export type EntityQueryRequest = z.output<typeof EntityQueryRequest>;

const OptionalEntity = z.strictObject({ key: Key, entityName: EntityName.optional() });
const Set = OptionalEntity.extend({ value: Value, conditions: Conditions.optional(), options: SetOptions.optional() });
const Delete = OptionalEntity.extend({ conditions: Conditions.optional() });
const Check = z.strictObject({ key: Key, entityName: EntityName, conditions: Conditions });
export const TransactionRequest = z.strictObject({
  set: z.array(Set).optional(),
  delete: z.array(Delete).optional(),
  check: z.array(Check).optional(),
});
export type TransactionRequest = z.output<typeof TransactionRequest>;

export const BatchSetRequest = z.array(OptionalEntity.extend({ value: Value, options: SetOptions.optional() }));
export const BatchGetRequest = z.array(OptionalEntity.extend({ options: GetOptions.optional() }));
export const BatchDeleteRequest = z.array(OptionalEntity);

export function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw malformed(z.prettifyError(parsed.error));
  return parsed.data;
}
