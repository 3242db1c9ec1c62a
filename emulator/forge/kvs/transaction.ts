/**
 * All or nothing, on conditions.
 * developer.atlassian.com/platform/forge/storage-reference/entities-transactions
 */
import { isJsonObject } from '../json-text';
import { bytesOf } from '../limits';
import { predicateOf } from './conditions';
import { invalid, KvsError, malformed } from './errors';
import { KVS_LIMITS } from './limits';
import { prepareSet, type Outcome, type Place, type Places } from './operations';
import type { Conditions, TransactionRequest } from './requests';
import type { KvsStore } from './store';
import { checkKey } from './values';

interface Step {
  readonly bytes: number;
  readonly met: () => boolean;
  readonly write: () => void;
}

export function transact(store: KvsStore, places: Places, request: TransactionRequest, now: number): Outcome {
  const sets = request.set ?? [];
  const deletes = request.delete ?? [];
  const checks = request.check ?? [];
  checkOperations([...sets, ...deletes, ...checks]);

  const steps: Step[] = [
    ...sets.map((operation) => {
      const place = places(operation.entityName);
      const prepared = prepareSet(store, place, operation.key, operation.value, operation.options?.ttl, now);
      return { ...prepared, met: conditionOf(store, place, operation.key, operation.conditions) };
    }),
    ...deletes.map((operation) => {
      const place = places(operation.entityName);
      const met = conditionOf(store, place, operation.key, operation.conditions);
      return { bytes: bytesOf(operation.key), met, write: () => void store.delete(place.space, operation.key) };
    }),
    ...checks.map((operation) => ({
      bytes: 0,
      met: conditionOf(store, places(operation.entityName), operation.key, operation.conditions),
      write: () => undefined,
    })),
  ];
  store.atomically(() => {
    if (!steps.every((step) => step.met())) {
      throw new KvsError(400, 'TRANSACTION_CONDITION_FAILED', 'A condition of the transaction is not met');
    }
    for (const step of steps) step.write();
  });
  return { readBytes: 0, writtenBytes: steps.reduce((sum, step) => sum + step.bytes, 0) };
}

/** A transaction and a batch both name each key (of an entity) once, and stay below a number of operations. */
export function checkOperations(
  operations: readonly { readonly key: string; readonly entityName?: string | undefined }[],
): void {
  const maximum = KVS_LIMITS.transactionOperations.value;
  if (operations.length === 0) throw malformed('At least one operation is needed');
  if (operations.length > maximum) throw malformed(`At most ${maximum} operations are allowed`);
  const names = new Set(operations.map(({ key, entityName }) => JSON.stringify([entityName, key])));
  if (names.size < operations.length) throw malformed('Each key can only be used once');
}

function conditionOf(store: KvsStore, place: Place, key: string, conditions: Conditions | undefined): () => boolean {
  checkKey(key, place.entity !== undefined);
  if (conditions === undefined) return () => true;
  if (place.entity === undefined) throw invalid('INVALID_FILTER_CONDITION', 'Conditions need an entity');
  const holds = predicateOf(place.entity, conditions);
  return () => {
    const value = store.get(place.space, key)?.value;
    return holds(isJsonObject(value) ? value : undefined);
  };
}
